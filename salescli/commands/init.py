"""`init`: a new book, ready for its first deal."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.typed import money_arguments
from salescli.commands.support.writing.report_commit import report_commit
from salescli.domain.settings import Settings
from salescli.errors import UsageError
from salescli.flags.keeping.init import InitFlags
from salescli.store.book import Book
from salescli.store.files.atomic import os_error_text
from salescli.store.formats.settings import settings_text
from salescli.store.git import commit
from salescli.store.git.identity import account
from salescli.store.git.merge_driver import ATTRIBUTES, install_driver, with_line
from salescli.store.git.refusals import NO_GIT
from salescli.store.git.run import available
from salescli.store.holidays import unknown
from salescli.store.journal.journal import read_journal
from salescli.store.last_book import note_last_book
from salescli.store.locate_book import SETTINGS, current_folder, default_root, nearest_root
from salescli.store.shipped_processes import shipped_text
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command, word
from salescli.views.render.document import Block, Span, TextLine
from salescli.views.render.output import emit, warn

_IGNORED = ".salescli/\n"
_MADE = "A new book of deals"


def init(flags: InitFlags) -> None:
    """Make a book in a folder, and say what to type next. Raises SalescliError."""
    settings = Settings(
        me=flags.me,
        currency=flags.currency,
        commit=flags.git,
        country=flags.country.upper(),
        region=flags.region,
    )
    if (settings.country or settings.region) and (
        fault := unknown(settings.country, settings.region)
    ):
        raise UsageError(fault, fix="as in --country DE --region BY")
    book = make_book(flags.folder, settings, flags.processes)
    note_last_book(book.root)
    lines: list[Block] = [
        TextLine(("A new book is in ", Span(str(book.root), "strong"), "."), hang=2)
    ]
    hints = [("salescli add COMPANY", "opens the first deal")]
    if not _is_found_here(book.root):
        hints.insert(
            0, (f"cd {word(str(flags.folder))}", "goes there: a book is found from inside")
        )
    hints.append(("salescli demo", "shows what it will look like"))
    column = max(len(typed) for typed, _ in hints) + 3
    lines += [
        TextLine((Span(typed, "command"), " " * (column - len(typed)), says), indent=2)
        for typed, says in hints
    ]
    emit(tuple(lines))


def _is_found_here(root: Path) -> bool:
    """Return whether a command that is typed here finds the book."""
    here = current_folder()
    named = os.environ.get("SALESCLI_BOOK")
    found = Path(here, Path(named).expanduser()) if named else Path(nearest_root(here) or os.sep)
    return root.resolve() in (found.resolve(), Path(default_root()))


def make_book(
    folder: Path,
    settings: Settings,
    processes: tuple[str, ...],
    *,
    deals: Mapping[str, str] | None = None,
    message: str = _MADE,
) -> Book:
    """Make a new book: its files, its repository and the first commit; return it.

    `deals` are the texts of deals by their handles. Where the same was begun before and cut off,
    it is finished. Raises SalescliError.
    """
    root = folder.expanduser().absolute()
    begun = is_begun(root)
    if (root / SETTINGS).exists() and not begun:
        raise _already(folder)
    files = _files_of_processes(root, processes)
    _make_folders(root)
    me = arguments.clean(settings.me) or account()
    settings = replace(settings, me=me, currency=money_arguments.typed_currency(settings.currency))
    book = Book(root, settings)
    if settings.commit:
        _start_repository(root)
    with transaction(book) as writes:  # which finishes what was begun
        if not (root / SETTINGS).exists():
            writes.put(root / SETTINGS, settings_text(settings))
            for name, text in ((".gitattributes", ATTRIBUTES), (".gitignore", _IGNORED)):
                writes.put(root / name, with_line(root / name, text))
            files |= {book.deal_path(handle): text for handle, text in (deals or {}).items()}
            for path, text in files.items():
                writes.put(path, text)
        elif not begun or (root / SETTINGS).read_text(encoding="utf-8") != settings_text(settings):
            raise _already(folder)
        done = writes.finish(message)
    if available():
        report_commit(done)
    return book


def _files_of_processes(root: Path, names: tuple[str, ...]) -> dict[Path, str]:
    return {root / "processes" / f"{name}.toml": shipped_text(name) for name in names}


def _make_folders(root: Path) -> None:
    try:
        (root / "deals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{root} can't be made: {os_error_text(error)}", fix="choose another folder"
        ) from None


def is_begun(root: Path) -> bool:
    """Return whether a book was begun, and its making cut off. Raises SalescliError."""
    journal = read_journal(root)
    files = journal.files if journal else ()
    return any(change.name == SETTINGS and change.before is None for change in files)


def _already(folder: Path) -> UsageError:
    root = folder.expanduser().absolute()
    return UsageError(
        f"{root} is a book already", fix=command("next", flags=f"--book {word(str(folder))}")
    )


def _start_repository(root: Path) -> None:
    if not available():
        warn(
            f"{NO_GIT}\nThe book works without it, but nothing remembers what changed. "
            f"Later: git init {word(str(root))}"
        )
    elif not commit.is_repository(root) and (reason := commit.init_repository(root)):
        warn(f"the book has no git repository: {reason}")
    elif reason := install_driver(root, attributes=False):
        warn(f"the merge driver could not be installed: {reason}")
