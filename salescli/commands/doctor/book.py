"""What `doctor` says of a book: its files, what commands left behind, and its memory in git."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from salescli.commands.support.session import clock
from salescli.domain.finding import Finding
from salescli.exchange.calendar.folder import count_events, folder_path
from salescli.store.book import Book, default_book
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_loader import deal_file, deal_handles, pages
from salescli.store.drafts import drafts
from salescli.store.editor_files import stuck_texts
from salescli.store.files.atomic import os_error_text
from salescli.store.files.leftovers import find_leftovers, lock_holder
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import is_foreign_link, is_private
from salescli.store.files.scratch import left_scratch
from salescli.store.git.merge_driver import driver_state
from salescli.store.git.partial_clone import count_missing
from salescli.store.git.refusals import REFETCH
from salescli.store.git.repository import Repository, look_at_repository
from salescli.store.holidays import holiday_fault
from salescli.store.locate_book import SETTINGS, current_folder
from salescli.store.process_loader import ProcessLoader
from salescli.text.handles import caseless, slug, trouble_with
from salescli.text.shell_quoting import command, word
from salescli.text.wording import count
from salescli.views.doctor import Diagnostic

FIX = "salescli doctor --fix"
_LISTED = 3  # names in one line


def diagnose_book(book: Book, named: Path | None) -> list[Diagnostic]:
    """Everything about a book that may be wrong, each with its state."""
    looks = [Diagnostic("folder", "ok", f"{book.root}, {_rule(book, named)}"), _settings(book)]
    looks += [_public_holidays(book)]
    looks += [*_files(book), *_links(book), *_names(book)]
    looks += [_temporary(book.root), _lock(book.root), _drafts(book.root), _private(book.root)]
    looks += [_cache(book), _calendar_folder(book)]
    return [*looks, *_memory(book)]


def _rule(book: Book, named: Path | None) -> str:
    if named is not None:
        return "named by --book"
    if os.environ.get("SALESCLI_BOOK"):
        return "named by --book or SALESCLI_BOOK"
    here = Path(current_folder() or os.sep)
    if here.resolve().is_relative_to(book.root.resolve()):
        return f"the nearest folder upwards with a {SETTINGS}"
    return "the default book" if book.root == default_book() else "found"


def _settings(book: Book) -> Diagnostic:
    if not book.faults:
        return Diagnostic("settings", "ok", "can be read")
    says = f"{count(len(book.faults), 'finding')}: {book.faults[0].message}"
    return Diagnostic("settings", "look", says, "salescli check")


def _public_holidays(book: Book) -> Diagnostic:
    settings = book.settings
    if not settings.country and not settings.region:
        return Diagnostic("public holidays", "ok", f"none: {SETTINGS} names no country")
    if fault := holiday_fault(settings.calendar.public, clock(os.environ).year):
        return Diagnostic("public holidays", "look", fault, f"change [calendar] in {SETTINGS}")
    where = ", ".join(filter(None, (settings.country, settings.region)))
    return Diagnostic("public holidays", "ok", f"those of {where} are days off")


def _files(book: Book) -> Iterator[Diagnostic]:
    """Yield the deals and processes that can't be read, each by itself, and how many can be."""
    loader = ProcessLoader(book)
    readable = 0
    for page in pages(book, loader):
        if page.deal is None:
            yield _unreadable(page.faults[0], command("edit", page.handle))
        else:
            readable += 1
    yield Diagnostic("deals", "ok", f"{count(readable, 'deal')} can be read")
    names = loader.names()
    broken = [loader.faults(name)[0] for name in names if loader.in_force(name) is None]
    yield from (_unreadable(one, "") for one in broken)
    yield Diagnostic("processes", "ok", f"{len(names) - len(broken)} can be read")


def _unreadable(fault: Finding, fix: str) -> Diagnostic:
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    return Diagnostic(place, "broken", fault.message, fix or fault.fix)


def _links(book: Book) -> Iterator[Diagnostic]:
    """Yield what leads out of the book: it is shown, and never written to."""
    top = book.root.resolve()
    folders = [book.root, book.deals, book.processes, book.processes / "past"]
    links = [path for folder in folders for path in _entries(folder) if path.is_symlink()]
    for path in links:
        if path.name != OWN and not Path(os.path.realpath(path)).is_relative_to(top):
            says = "leads out of the book: it is shown, but not written to"
            yield Diagnostic(
                str(path.relative_to(book.root)), "look", says, f"ls -l {word(str(path))}"
            )


def _entries(folder: Path) -> list[Path]:
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []


def _names(book: Book) -> Iterator[Diagnostic]:
    """Names of deals that make trouble on some other machine, or in a shell."""
    known: dict[str, str] = {}
    for handle in deal_handles(book):
        first = known.setdefault(caseless(handle), handle)
        trouble = trouble_with(handle)
        if first != handle:
            trouble = f"differs from {first} only in its letters: to some file systems they are one"
        if trouble:
            fix = f"mv -n -- {word(deal_file(handle))} deals/{slug(handle) or 'deal'}-2.toml"
            yield Diagnostic(deal_file(handle), "look", f"its name {trouble}", fix)


def _temporary(root: Path) -> Diagnostic:
    found = [*find_leftovers(root), *left_scratch(root)]
    if not found:
        return Diagnostic("temporary files", "ok", "none was left behind")
    names = _listed([str(path.relative_to(root)) for path in found])
    return Diagnostic("temporary files", "look", f"left by a killed command: {names}", FIX)


def _lock(root: Path) -> Diagnostic:
    holder = lock_holder(root)
    if holder is None:
        return Diagnostic("lock", "ok", "nobody is changing the book")
    if not holder:
        return Diagnostic("lock", "look", "another process is changing the book")
    return Diagnostic("lock", "look", f"process {holder} is changing the book", f"ps -p {holder}")


def _drafts(root: Path) -> Diagnostic:
    if stuck := stuck_texts(root):
        names = _listed([str(path.relative_to(root)) for path in stuck])
        says = f"saved in an editor, and can't be taken up from there: {names}"
        return Diagnostic("drafts", "look", says, f"less {word(str(stuck[0]))}")
    found = drafts(root)
    if not found:
        return Diagnostic("drafts", "ok", "none is unfinished")
    names = _listed([f"{draft.command} {draft.name}" for draft in found])
    return Diagnostic("drafts", "look", f"unfinished: {names}", found[0].resume)


def _private(root: Path) -> Diagnostic:
    if link := is_foreign_link(root):
        says = f"{link.relative_to(root)} is a symbolic link: nothing can be written in this book"
        return Diagnostic(".salescli", "broken", says, f"rm {word(str(link))}")
    if is_private(root):
        return Diagnostic(".salescli", "ok", "nobody else can look into it")
    return Diagnostic(".salescli", "look", "others on this machine can read your drafts", FIX)


def _cache(book: Book) -> Diagnostic:
    """Return how many deals the cache knows; it needs no fixing: what is in doubt is read again."""
    every = dict(deal_states(book))
    cache = DealCache(book, every)
    known = sum(cache.find(handle, SUMMARIES, closed=False) is not None for handle in every)
    return Diagnostic(
        "cache", "ok", f"{known:,} of {count(len(every), 'deal')} need not be read again"
    )


def _calendar_folder(book: Book) -> Diagnostic:
    name = "calendar folder"
    if not book.settings.calendar_folder:
        return Diagnostic(name, "ok", f"none: {SETTINGS} names none, salescli help calendar")
    folder = folder_path(book.settings.calendar_folder)
    try:
        number = count_events(folder)
    except OSError as error:
        fix = f"mkdir -p {word(str(folder))}" if isinstance(error, FileNotFoundError) else ""
        return Diagnostic(name, "look", f"{folder}: {os_error_text(error)}", fix)
    if not os.access(folder, os.W_OK | os.X_OK):
        says = f"{folder} can't be written to: no next step gets there"
        return Diagnostic(name, "look", says, f"ls -ld {word(str(folder))}")
    return Diagnostic(name, "ok", f"{folder}, {count(number, 'event')}")


def _memory(book: Book) -> Iterator[Diagnostic]:
    if not book.settings.commit:
        yield Diagnostic("git", "ok", f"switched off in {SETTINGS}: nothing remembers what changed")
        return
    repository = look_at_repository(book.root)
    if repository.fault:
        says, _, fix = repository.fault.partition(": ")
        yield Diagnostic("git", "look", f"{says}: nothing remembers what changed", fix)
        return
    yield _branch(book.root, repository)
    yield from _missing(book.root)
    yield _uncommitted(repository)
    if repository.stranger:
        says, _, fix = repository.stranger.partition(": ")
        yield Diagnostic("git identity", "broken", f"nothing can be committed: {says}", fix)
    else:
        yield Diagnostic("git identity", "ok", "git knows whose commits these are")
    if repository.ignores_ours:
        yield Diagnostic(".gitignore", "ok", "git leaves .salescli alone")
    else:
        yield Diagnostic(".gitignore", "look", "it lacks .salescli/: drafts may get committed", FIX)
    fault = driver_state(book.root)
    well = "git merges deals by meaning"
    yield Diagnostic("merge driver", "look" if fault else "ok", fault or well, FIX if fault else "")
    names = ", ".join(repository.remotes)
    alone = "none: the book is on this machine only"
    yield Diagnostic("remote", "ok", names or alone, "" if names else "git remote add origin URL")


def _branch(root: Path, repository: Repository) -> Diagnostic:
    if repository.doing:
        says = f"a {repository.doing} is in progress: until it is finished nothing is committed"
        return Diagnostic("git", "broken", says, "git status")
    if repository.lock:
        says = "another git is running, or one that crashed left its lock: if none runs, delete it"
        return Diagnostic("git", "broken", says, f"rm {word(str(repository.lock))}")
    if repository.detached:
        says = "commits are on no branch (detached HEAD)"
        return Diagnostic("git", "look", says, "git switch -c NAME")
    if repository.top != root.resolve():
        return Diagnostic("git", "ok", f"inside the repository {repository.top}")
    return Diagnostic("git", "ok", "a repository of its own")


def _missing(root: Path) -> Iterator[Diagnostic]:
    if missing := count_missing(root):
        says = f"a partial clone: {count(missing, 'object')} of its history not here"
        yield Diagnostic("history", "look", says, REFETCH)


def _uncommitted(repository: Repository) -> Diagnostic:
    if not repository.uncommitted:
        return Diagnostic("commits", "ok", "everything is committed")
    says = f"not committed: {_listed(repository.uncommitted)}"
    return Diagnostic("commits", "look", says, "salescli sync   commits what was edited by hand")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
