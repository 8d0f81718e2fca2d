"""`agent`: print the guide for assistants, or write it where they look for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from salescli.commands.agent.guide import guide_text
from salescli.commands.support.session import open_to_write
from salescli.errors import SalescliError, UsageError
from salescli.flags.keeping.agent import AgentFlags
from salescli.store.book import Book
from salescli.store.files.atomic import os_error_text
from salescli.store.transaction import transaction
from salescli.text.lazy_re import lazy_re
from salescli.views.render.document import TextLine
from salescli.views.render.output import emit, emit_file, notice

FILE = "AGENTS.md"
_BEGIN, _END = "<!-- salescli: begin -->", "<!-- salescli: end -->"
_FENCE = lazy_re(r"`{3,}|~{3,}")
_CODE = ("    ", "\t")  # a line that begins so is a block of code
_SKILL = """---
name: salescli
description: Work the sales book of this folder with the salescli command line.
---

"""


def agent(flags: AgentFlags) -> None:
    """Print the guide, or write it. Raises SalescliError."""
    text = guide_text(flags.line)
    if flags.skill is not None:
        _write_skill(flags.skill, text)
    elif flags.install:
        _install(flags, text)
    else:
        emit_file(text)


def _install(flags: AgentFlags, text: str) -> None:
    """Put the guide into AGENTS.md of the book: between its marks, other text left alone."""
    session = open_to_write(flags.book)
    book, path = session.book, session.book.root / FILE
    before = _read(path)
    after = with_guide(before, text)
    if after == before:
        emit((TextLine((f"{FILE} is up to date.",)),))
        return
    _write(book, path, after)
    emit((TextLine((f"{FILE} has the guide now; what else stands in it stays.",)),))
    notice("salescli agent --install renews it after an upgrade")


def with_guide(before: str, text: str) -> str:
    """Return a file's text with the guide in it: in its old place, or at the end.

    Raises UsageError where one mark stands without the other.
    """
    line_end = "\r\n" if "\r\n" in before else "\n"
    block = f"{_BEGIN}\n{text.strip()}\n{_END}\n".replace("\n", line_end)
    marks = [*_marks(before)]
    if not marks:
        return before + _gap(before, line_end) + block
    if [mark for mark, _ in marks] != [_BEGIN, _END]:
        raise UsageError(
            f"{FILE} has one of the marks of salescli without the other, or twice",
            fix=f"delete the lines {_BEGIN} and {_END}, then repeat the command",
        )
    begin, end = (place for _, place in marks)
    return before[:begin] + block + before[end + len(_END) :].removeprefix(line_end)


def _marks(text: str) -> Iterator[tuple[str, int]]:
    """Yield our marks, each with its place; those in a block of code are somebody's example."""
    fence, start = "", 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        opens = _FENCE.match(bare)
        if fence:
            closes = opens and not bare.strip(fence[0]) and len(bare) >= len(fence)
            fence = "" if closes else fence
        elif opens:
            fence = opens[0]
        elif not line.startswith(_CODE):
            found = [(mark, start + line.find(mark)) for mark in (_BEGIN, _END) if mark in line]
            yield from sorted(found, key=lambda row: row[1])
        start += len(line)


def _gap(before: str, line_end: str) -> str:
    """Return what leaves an empty line behind a text."""
    if not before.removeprefix("\ufeff") or before.endswith(line_end * 2):
        return ""
    return line_end if before.endswith(line_end) else line_end * 2


def _read(path: Path) -> str:
    try:
        if path.is_symlink():
            raise UsageError(
                f"{path} is a link: nothing was changed", fix=f"replace {path} by a file"
            )
        return path.read_bytes().decode() if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SalescliError(
            f"{path} can't be read: {_why(error)}; nothing was changed",
            fix=f"move {path} away, or make it a text file in UTF-8",
        ) from error


def _why(error: OSError | UnicodeDecodeError) -> str:
    return os_error_text(error) if isinstance(error, OSError) else "it is no UTF-8 text"


def _write(book: Book, path: Path, text: str) -> None:
    with transaction(book) as writes:
        writes.put(path, text)
        writes.finish(f"{FILE}: how an assistant works this book")


def _write_skill(folder: Path, text: str) -> None:
    path = folder / "salescli" / "SKILL.md"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.read_text(encoding="utf-8").startswith(_SKILL):
            raise UsageError(f"{path} is not ours: nothing was changed", fix="name another folder")
        path.write_text(_SKILL + text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SalescliError(
            f"{path} can't be written: {_why(error)}; nothing was changed",
            fix="name another folder",
        ) from error
    emit((TextLine((f"{path} is written.",)),))
