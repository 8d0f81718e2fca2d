"""`init`: a new book, ready for its first deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from salescli.commands.support import arguments
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
from salescli.store.locate_book import SETTINGS
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
    lines: list[Block] = [
        TextLine(("A new book is in ", Span(str(book.root), "strong"), "."), hang=2)
    ]
    hints = (
        ("salescli add COMPANY", "opens the first deal"),
        ("salescli demo", "shows what it will look like"),
    )
    lines += [
        TextLine((Span(command, "command"), f"   {says}"), indent=2) for command, says in hints
    ]
    emit(tuple(lines))


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
    settings = replace(settings, me=me, currency=arguments.typed_currency(settings.currency))
    book = Book(root, settings)
    if settings.commit:
        _start_repository(root)
    with transaction(book) as door:  # which finishes what was begun
        if not (root / SETTINGS).exists():
            door.put(root / SETTINGS, settings_text(settings))
            for name, text in ((".gitattributes", ATTRIBUTES), (".gitignore", _IGNORED)):
                door.put(root / name, with_line(root / name, text))
            files |= {book.deal_path(handle): text for handle, text in (deals or {}).items()}
            for path, text in files.items():
                door.put(path, text)
        elif not begun or (root / SETTINGS).read_text(encoding="utf-8") != settings_text(settings):
            raise _already(folder)
        done = door.finish(message)
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
