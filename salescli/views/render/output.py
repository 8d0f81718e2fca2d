"""The way out: every word that salescli says to a terminal, a pipe or a file goes through here.

Results go to standard output, warnings and errors to standard error. A reader that stops reading,
a character that the stream can't encode, or a full disk never ends in a traceback.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, TextIO, cast

from salescli.errors import UnreadError, UnshownError, UsageError
from salescli.store.write_count import writes
from salescli.text.safe_text import harmless, harmless_lines, rows_of, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from salescli.views.render.document import Block, Document

_TOGETHER = 200  # blocks that are laid out in one go

# What a shell reports for a program that SIGPIPE ended, as it ends most others.
_NOBODY_READS = 141
_COULD_NOT_RUN = 2


def settle_streams() -> None:
    """Make standard output and error write what they can't encode as escapes, not as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != "backslashreplace":
            stream.reconfigure(errors="backslashreplace")


class Copy:
    """What is written on standard output, handed on; `is_whole` where that is all there is to it.

    It isn't where something was said besides, or where what is shown passes before the day does.
    """

    def __init__(self, also: Callable[[str], object]) -> None:
        self._also, self.is_whole, self._stream = also, True, sys.stdout

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            self.is_whole = False
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, and hand it on."""
        self._also(text)
        return self._stream.write(text)


_copy: Copy | None = None


@contextmanager
def copied(also: Callable[[str], object]) -> Iterator[Copy]:
    """Hand on all that is written to standard output meanwhile."""
    global _copy  # noqa: PLW0603 - there is one standard output
    before, _copy = _copy, Copy(also)
    try:
        yield _copy
    finally:
        _copy = before


def passes() -> None:
    """Say that what is shown doesn't hold for the whole day."""
    if _copy is not None:
        _copy.is_whole = False


def emit(document: Document) -> str:
    """Show the document: painted in a terminal, as plain lines in a pipe or a file.

    Gives what was written.
    Raises UnshownError where the run has changed the book and can't say so; else SystemExit when
    standard output is closed (141) or can't be written (2). So do the other ways out.
    """
    text = ""

    def write(stream: TextIO) -> None:
        """Write all of it to a stream."""
        nonlocal text
        text = _shown(document, stream)
        stream.write(text)

    _deliver(write)
    return text


def emit_text(text: str) -> None:
    """Show a harmless text that was laid out, and painted, for where it is shown.

    Raises SystemExit when standard output is closed (141) or can't be written (2).
    """
    _deliver(lambda stream: stream.write(text))


def emit_blocks(blocks: Iterable[Block], also: Callable[[str], object] | None = None) -> None:
    """Show the blocks of a document while they are made, so that no more than some are held.

    What is written goes to `also`, too.
    Raises SystemExit when standard output is closed (141) or can't be written (2).
    """

    def write(stream: TextIO) -> None:
        """Write all of it to a stream."""
        rest = iter(blocks)
        while batch := tuple(islice(rest, _TOGETHER)):
            text = _shown(batch, stream)
            stream.write(text)
            if also is not None:
                also(text)

    _deliver(write)


def _shown(document: Document, stream: TextIO) -> str:
    """Return the document as the stream shows it."""
    if stream.isatty():
        from salescli.views.render.terminal import painted

        return painted(document)
    from salescli.views.render.plain import lines

    return "".join([f"{line}\n" for line in lines(document, None)])


def encoded(text: str) -> bytes:
    """Return a text in the bytes that standard output has for it."""
    return text.encode(encoding_of_output(), "backslashreplace") if sys.stdout else b""


def encoding_of_output() -> str:
    """Return the encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def emit_json(payload: Mapping[str, Any], also: Callable[[str], object] | None = None) -> None:
    """Write the payload as JSON (see `json_lines`); in ASCII where standard output is not UTF-8.

    Of its items, `--fields` leaves those that it names. What is written goes to `also`, too.
    Raises UsageError where they don't exist: a warning where the book was written to already;
    SystemExit when standard output is closed (141) or can't be written (2).
    """
    from salescli.views.render.json_fields import with_chosen_fields
    from salescli.views.render.json_text import json_lines

    try:
        shown = with_chosen_fields(payload)
    except UsageError as error:
        if not writes():
            raise
        warn(f"{error.message}; all of them are shown")
        shown = payload

    def write(stream: TextIO) -> None:
        """Write all of it to a stream."""
        encoding = (stream.encoding or "utf-8").lower().replace("-", "").replace("_", "")
        for part in json_lines(shown, ascii_only=encoding != "utf8"):
            stream.write(part)
            if also is not None:
                also(part)

    _deliver(write)


def emit_file(text: str | Iterator[str]) -> None:
    """Write the text of a file to standard output, as UTF-8 and to the letter.

    The text may come in parts of whole lines, which are not held. A terminal gets it line by
    line, without what could steer it.
    Raises SystemExit when standard output is closed (141) or can't be written (2).
    """

    def write(stream: TextIO) -> None:
        """Write all of it to a stream."""
        stream.flush()
        for part in (text,) if isinstance(text, str) else text:
            if stream.isatty():
                stream.write("".join(f"{line}\n" for line in harmless_lines(part)))
            else:
                stream.buffer.write(part.encode("utf-8", "backslashreplace"))

    _deliver(write)


def warn(text: str) -> None:
    """Say on standard error that something is not as it should be, and that work goes on."""
    _complain("warning", text)


def fail(text: str) -> None:
    """Say on standard error what could not be done; the exit code is the caller's."""
    _complain("error", text)


def notice(text: str) -> None:
    """Say on standard error what is neither wrong nor a result."""
    _complain("", text)


def progress(text: str) -> None:
    """Say in a terminal how far something is, in the place of what was said of it before.

    An empty text takes it away. Elsewhere, nothing is said.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        return
    with suppress(OSError):
        sys.stderr.write(f"\r\x1b[K{harmless(text)}")
        sys.stderr.flush()


def _complain(kind: str, text: str) -> None:
    passes()
    settle_streams()
    if sys.stderr is None:
        return
    lines = harmless_lines(f"{kind}: {text}" if kind else text)
    if sys.stderr.isatty():  # a command is left as it is, to be copied
        lines = [_whole_command(line) if "salescli " in line else wrapped(line) for line in lines]
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines))
        sys.stderr.flush()


def _whole_command(line: str) -> str:
    """Return a line with a command in one piece, what stands beside it below where it is long."""
    command, gap, words = line.partition("   ")
    if not (gap and command.strip() and words.strip()) or rows_of(line) == 1:
        return line
    return f"{command}\n{wrapped(f'    {words.strip()}')}"


def _deliver(write: Callable[[TextIO], object]) -> None:
    settle_streams()
    if sys.stdout is None:
        return
    try:
        write(sys.stdout if _copy is None else cast("TextIO", _copy))
        sys.stdout.flush()
    except OSError as error:
        _abandon_stdout()
        if writes():
            reason = "nobody reads it" if isinstance(error, BrokenPipeError) else error.strerror
            message = f"written, but could not be shown: {reason or error}"
            kind = UnreadError if isinstance(error, BrokenPipeError) else UnshownError
            raise kind(message, fix="salescli history   shows it") from None
        if isinstance(error, BrokenPipeError):
            raise SystemExit(_NOBODY_READS) from None
        fail(f"the output could not be written: {error.strerror or error}; send it elsewhere")
        raise SystemExit(_COULD_NOT_RUN) from None


def _abandon_stdout() -> None:
    # What is still buffered would fail once more when Python ends, and say so on stderr.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def can_write(text: str) -> bool:
    """Return whether standard output has each of the characters."""
    try:
        text.encode(encoding_of_output())
    except UnicodeEncodeError:
        return False
    return True
