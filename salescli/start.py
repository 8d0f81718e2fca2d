"""Where the program starts: a short way for the question of every morning, else the command line.

The short way is one idea: an answer that was given is given again for as long as nothing that it
was made from has changed (`salescli/store/cache/output_cache.py`). Where there is none it is made,
without the command line's library, which takes as long as all the rest. Both ways say the same.
What may be asked so stands in `salescli/kept_command_lines.py`.
"""

from __future__ import annotations

import gc
import os
import sys

from salescli.errors import INTERRUPTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO

    from salescli.kept_command_lines import Asked
    from salescli.store.cache.kept_review import KeptReview
    from salescli.store.cache.output_cache import CachedOutput

_TAKE_UP = {"check"}  # commands that make their answer from the one before
_SCREEN = ("COLUMNS", "LINES", "TERM", "NO_COLOR")  # what a terminal's answer depends on


def main() -> None:
    """Run the command line that this program was started with.

    Ctrl-C is answered in silence while it still loads, too.
    """
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        gc.freeze()  # nor does Python look for garbage at its end


def _run(words: list[str]) -> None:
    gc.disable()  # a command ends long before collecting its garbage would pay
    if words == ["--version"]:
        from salescli import __version__

        print(f"salescli {__version__}")
        return
    from salescli.kept_command_lines import asked

    question = asked(words)
    if question is not None:
        from salescli.exit_handling import guarded

        sys.exit(guarded(lambda: _answered(question)))
    if "--help" not in words:  # which is the command line's to show
        from salescli.plain_line import plain_command

        plain = plain_command(words)
        if plain is not None:
            from salescli.exit_handling import completed, guarded

            sys.exit(guarded(lambda: completed(plain.run)))
    from salescli.cli import main as command_line

    command_line()


def _answered(question: Asked) -> int:
    kept = review = None
    if sys.stdout is not None and not (_asks(question) and sys.stdout.isatty()):
        kept = _kept(question)
        answer = kept.answer() if kept is not None else None
        if answer is not None and _written(answer[1]):
            return answer[0]
        if kept is not None and question.command == "next":
            from salescli.commands.support.reading.spliced_review import kept_review

            review = kept_review(kept, question.values)
            if review is not None and (code := _in_parts(review, kept, question)) is not None:
                return code
    return _made(question, kept, review)


def _in_parts(review: KeptReview, kept: CachedOutput, question: Asked) -> int | None:
    """Give the answer that can be put together from what is kept, and keep it; the exit code.

    None where the command has to run.
    """
    from salescli.commands.support.reading.spliced_review import answer_in_parts

    answer = answer_in_parts(review, question.values)
    if answer is None:
        return None
    code, text, until = answer
    output = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    if not _written(output):
        return None
    kept.keep(code, (output,), until)
    return code


def _asks(question: Asked) -> bool:
    """Return whether the command asks somebody who is there, and so has no answer to keep."""
    return question.command == "next" and not {"listed", "brief", "as_json"} & set(question.values)


def _kept(question: Asked) -> CachedOutput | None:
    """Return what may be kept of the answer; None where there is no book to keep it in."""
    from salescli.errors import NotFoundError
    from salescli.store.cache.output_cache import CachedOutput
    from salescli.store.locate_book import current_folder, find_root

    here = current_folder()
    named = question.own_book or question.book
    try:
        root = find_root(named, os.environ, here)
    except NotFoundError:
        return None  # the command says so
    outlet = _outlet(sys.stdout)
    try:
        return CachedOutput(root, question.words, os.environ, outlet, about=question.deals)
    except OSError:  # a folder can't be listed: the command says so where it matters
        return None


def _made(question: Asked, kept: CachedOutput | None, review: KeptReview | None = None) -> int:
    """Run the command, which keeps its answer; the exit code."""
    if question.command != "next":
        return _copied(question, kept)
    from pathlib import Path

    from salescli.store.locate_book import mean_book

    if question.book:
        mean_book(Path(question.book))
    values: dict[str, Any] = {**question.values}
    if question.own_book:
        values["book"] = Path(question.own_book)
    from salescli.commands.next import next_
    from salescli.flags.day.next import ReviewFlags

    return next_(ReviewFlags(**values), kept, review)


def _copied(question: Asked, kept: CachedOutput | None) -> int:
    """Run a command whose answer holds for the day, and keep what it writes; the exit code."""
    from contextlib import nullcontext

    from salescli.exit_handling import completed
    from salescli.plain_line import plain_command
    from salescli.store.cache.output_cache import WrittenText
    from salescli.views.render.output import copied, encoded

    plain = plain_command(question.line)
    if plain is None:
        from salescli.cli import main as command_line

        command_line()
        return 0
    if kept is None:
        return completed(plain.run) or 0
    from salescli.store.cache.deal_states import looked_at

    written = WrittenText(encoded)
    looked = looked_at(kept.root, kept.deals) if kept.is_about_all else nullcontext()
    more = (kept,) if question.command in _TAKE_UP else ()
    with copied(written.add) as copy, looked:
        code = completed(lambda: plain.run(*more)) or 0
    if copy.is_whole and code in (0, 1) and written.parts is not None:
        kept.keep(code, written.parts)
    return code


def _outlet(stream: TextIO) -> list[str | int]:
    """Return where an answer goes, as far as it depends on that: a terminal's size counts."""
    if not stream.isatty():
        return [stream.encoding]
    try:
        size = os.get_terminal_size(stream.fileno())
    except OSError:  # a terminal that doesn't know its size
        size = os.terminal_size((0, 0))
    return [stream.encoding, *size, *(os.environ.get(name, "") for name in _SCREEN)]


def _written(output: bytes) -> bool:
    """Return whether the output was written.

    If not, the command is to try again, and to say why it fails.
    """
    try:
        if not _is_harmless(output.decode(sys.stdout.encoding), sys.stdout.isatty()):
            return False  # we never wrote that
        sys.stdout.buffer.write(output)
        sys.stdout.flush()
    except (OSError, ValueError):
        return False
    return True


def _is_harmless(text: str, colours: bool) -> bool:
    """Return whether a text is plain text or colours: what is kept may have been forged."""
    if colours and "\x1b" in text:
        plain, *rest = text.split("\x1b[")
        parts = [part.partition("m") for part in rest]
        if not all(mark and not code.strip("0123456789;") for code, mark, _ in parts):
            return False
        text = "".join([plain, *(text_part for _, _, text_part in parts)])
    from salescli.text.printable_lines import are_printable

    if are_printable(text):
        return True
    from salescli.text.safe_text import harmless

    return all(harmless(line) == line for line in text.split("\n"))
