"""Handing a file out of the book: to standard output, or to where the user wants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from shlex import quote

from salescli.errors import UsageError
from salescli.store.files.atomic import write_whole
from salescli.views.render.document import Span, TextLine
from salescli.views.render.output import emit, emit_file

STANDARD_OUTPUT = Path("-")


def write_output(
    text: Iterator[str], to: Path | None, says: Callable[[], str], hint: str = ""
) -> None:
    """Give out the text of a file; where it goes to a file, say what is in it and what to do next.

    The text comes in parts of whole lines; `says` is asked when all of them were written. A file
    that is there already is replaced as a whole. Raises SalescliError.
    """
    if to is None or to == STANDARD_OUTPUT:
        emit_file(text)
        return
    target = to.expanduser().resolve()
    if not target.parent.is_dir():
        fix = f"mkdir -p {quote(str(target.parent))}"
        raise UsageError(f"{target.parent} is not a folder", fix=fix)
    if target.suffix == ".toml":
        raise UsageError(f"{to} would be read as a file of a book", fix="choose another name")
    parts = (part.encode("utf-8", "backslashreplace") for part in text)
    write_whole(target, parts, target.parent)
    emit(
        (
            TextLine((says(), " is in ", Span(str(to), "strong"), "."), hang=2),
            *([TextLine((hint,), indent=2)] if hint else []),
        )
    )
