"""What `doctor` says of a book: its files, what commands left behind, and its memory in git."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from salescli.commands.session import clock
from salescli.model.finding import Finding
from salescli.model.handles import folded, slug, trouble_with
from salescli.model.shell import command, word
from salescli.model.spoken import count
from salescli.store.book import Book, default_root
from salescli.store.drafts import drafts
from salescli.store.driver import driver_state
from salescli.store.health import left_behind, lock_holder
from salescli.store.holidays import fault_of
from salescli.store.index import Index, deal_states
from salescli.store.pages import deal_file, handles, pages
from salescli.store.private import is_private, own_link
from salescli.store.repository import Repository, look
from salescli.store.rows import SUMMARIES
from salescli.store.shelf import Shelf
from salescli.store.state import OWN
from salescli.store.where import SETTINGS, current_folder
from salescli.views.doctor import Look

MEND = "salescli doctor --fix"
_LISTED = 3  # names in one line


def look_at_book(book: Book, named: Path | None) -> list[Look]:
    """Everything about a book that may be wrong, each with its state."""
    looks = [Look("folder", "ok", f"{book.root}, {_rule(book, named)}"), _settings(book)]
    looks += [_public_holidays(book)]
    looks += [*_files(book), *_links(book), *_names(book)]
    looks += [_temporary(book.root), _lock(book.root), _drafts(book.root), _private(book.root)]
    looks += [_index(book)]
    return [*looks, *_memory(book)]


def _rule(book: Book, named: Path | None) -> str:
    if named is not None:
        return "named by --book"
    if os.environ.get("SALESCLI_BOOK"):
        return "named by --book or SALESCLI_BOOK"
    here = Path(current_folder() or os.sep)
    if here.resolve().is_relative_to(book.root.resolve()):
        return f"the nearest folder upwards with a {SETTINGS}"
    return "the default book" if book.root == default_root() else "found"


def _settings(book: Book) -> Look:
    if not book.faults:
        return Look("settings", "ok", "can be read")
    says = f"{count(len(book.faults), 'finding')}: {book.faults[0].message}"
    return Look("settings", "look", says, "salescli check")


def _public_holidays(book: Book) -> Look:
    settings = book.settings
    if not settings.country and not settings.region:
        return Look("public holidays", "ok", f"none: {SETTINGS} names no country")
    if fault := fault_of(settings.calendar.public, clock(os.environ).year):
        return Look("public holidays", "look", fault, f"change [calendar] in {SETTINGS}")
    where = ", ".join(filter(None, (settings.country, settings.region)))
    return Look("public holidays", "ok", f"those of {where} are days off")


def _files(book: Book) -> Iterator[Look]:
    """The deals and processes that can't be read, each by itself, and how many can be."""
    shelf = Shelf(book)
    readable = 0
    for page in pages(book, shelf):
        if page.deal is None:
            yield _unreadable(page.faults[0], command("edit", page.handle))
        else:
            readable += 1
    yield Look("deals", "ok", f"{count(readable, 'deal')} can be read")
    names = shelf.names()
    broken = [shelf.faults(name)[0] for name in names if shelf.in_force(name) is None]
    yield from (_unreadable(one, "") for one in broken)
    yield Look("processes", "ok", f"{len(names) - len(broken)} can be read")


def _unreadable(one: Finding, fix: str) -> Look:
    place = f"{one.file}:{one.line}" if one.line else one.file
    return Look(place, "broken", one.message, fix or one.fix)


def _links(book: Book) -> Iterator[Look]:
    """What leads out of the book: it is shown, and never written to."""
    top = book.root.resolve()
    folders = [book.root, book.deals, book.processes, book.processes / "past"]
    links = [path for folder in folders for path in _entries(folder) if path.is_symlink()]
    for path in links:
        if path.name != OWN and not Path(os.path.realpath(path)).is_relative_to(top):
            says = "leads out of the book: it is shown, but not written to"
            yield Look(str(path.relative_to(book.root)), "look", says, f"ls -l {word(str(path))}")


def _entries(folder: Path) -> list[Path]:
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []


def _names(book: Book) -> Iterator[Look]:
    """Names of deals that make trouble on some other machine, or in a shell."""
    known: dict[str, str] = {}
    for handle in handles(book):
        first = known.setdefault(folded(handle), handle)
        trouble = trouble_with(handle)
        if first != handle:
            trouble = f"differs from {first} only in its letters: to some file systems they are one"
        if trouble:
            mend = f"mv -n -- {word(deal_file(handle))} deals/{slug(handle) or 'deal'}-2.toml"
            yield Look(deal_file(handle), "look", f"its name {trouble}", mend)


def _temporary(root: Path) -> Look:
    found = left_behind(root)
    if not found:
        return Look("temporary files", "ok", "none was left behind")
    names = _listed([str(path.relative_to(root)) for path in found])
    return Look("temporary files", "look", f"left by a killed command: {names}", MEND)


def _lock(root: Path) -> Look:
    holder = lock_holder(root)
    if holder is None:
        return Look("lock", "ok", "nobody is changing the book")
    if not holder:
        return Look("lock", "look", "another process is changing the book")
    return Look("lock", "look", f"process {holder} is changing the book", f"ps -p {holder}")


def _drafts(root: Path) -> Look:
    found = drafts(root)
    if not found:
        return Look("drafts", "ok", "none is unfinished")
    names = _listed([f"{draft.command} {draft.name}" for draft in found])
    return Look("drafts", "look", f"unfinished: {names}", found[0].resume)


def _private(root: Path) -> Look:
    if link := own_link(root):
        says = f"{link.relative_to(root)} is a symbolic link: nothing can be written in this book"
        return Look(".salescli", "broken", says, f"rm {word(str(link))}")
    if is_private(root):
        return Look(".salescli", "ok", "nobody else can look into it")
    return Look(".salescli", "look", "others on this machine can read your drafts", MEND)


def _index(book: Book) -> Look:
    """The index needs no mending: what is in doubt is read again."""
    every = dict(deal_states(book))
    index = Index(book, SUMMARIES)
    known = sum(index.find(handle, state) is not None for handle, state in every.items())
    return Look("index", "ok", f"{known:,} of {count(len(every), 'deal')} need not be read again")


def _memory(book: Book) -> Iterator[Look]:
    if not book.settings.commit:
        yield Look("git", "ok", f"switched off in {SETTINGS}: nothing remembers what changed")
        return
    repository = look(book.root)
    if repository.fault:
        says, _, fix = repository.fault.partition(": ")
        yield Look("git", "look", f"{says}: nothing remembers what changed", fix)
        return
    yield _branch(book.root, repository)
    yield _uncommitted(repository)
    if repository.stranger:
        says, _, fix = repository.stranger.partition(": ")
        yield Look("git identity", "broken", f"nothing can be committed: {says}", fix)
    else:
        yield Look("git identity", "ok", "git knows whose commits these are")
    if repository.ignores_ours:
        yield Look(".gitignore", "ok", "git leaves .salescli alone")
    else:
        yield Look(".gitignore", "look", "it lacks .salescli/: drafts may get committed", MEND)
    fault = driver_state(book.root)
    well = "git merges deals by meaning"
    yield Look("merge driver", "look" if fault else "ok", fault or well, MEND if fault else "")
    names = ", ".join(repository.remotes)
    alone = "none: the book is on this machine only"
    yield Look("remote", "ok", names or alone, "" if names else "git remote add origin URL")


def _branch(root: Path, repository: Repository) -> Look:
    if repository.doing:
        says = f"a {repository.doing} is in progress: until it is finished nothing is committed"
        return Look("git", "broken", says, "git status")
    if repository.lock:
        says = "another git is at work, or one that died left its lock: if none runs, delete it"
        return Look("git", "broken", says, f"rm {word(str(repository.lock))}")
    if repository.detached:
        says = "commits are on no branch (detached HEAD)"
        return Look("git", "look", says, "git switch -c NAME")
    if repository.top != root.resolve():
        return Look("git", "ok", f"inside the repository {repository.top}")
    return Look("git", "ok", "a repository of its own")


def _uncommitted(repository: Repository) -> Look:
    if not repository.uncommitted:
        return Look("commits", "ok", "everything is committed")
    says = f"not committed: {_listed(repository.uncommitted)}"
    return Look("commits", "look", says, "salescli sync   commits what was edited by hand")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
