"""Where the program starts: a short way for the question of every morning, else the command line.

The short way is one idea: a review that was given is given again for as long as nothing that it was
made from has changed (`salescli/store/cache/output_cache.py`). Where there is none it is made,
without the command line's library, which takes as long as all the rest. Both ways say the same.
"""

from __future__ import annotations

import gc
import os
import sys

from salescli import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# The flags of `next` that the short way takes.
REVIEW = {"--list", "--all", "--brief", "--exit-code"}
_SCREEN = ("COLUMNS", "LINES", "TERM", "NO_COLOR")  # what a terminal's answer depends on


def main() -> None:
    """Run the command line that this program was started with."""
    gc.disable()  # a command ends long before collecting its garbage would pay
    words = sys.argv[1:]
    if words == ["--version"]:
        print(f"salescli {__version__}")
    elif words[:1] == ["next"] and set(words[1:]) <= REVIEW:
        from salescli.guard import guarded

        sys.exit(guarded(lambda: _review(words)))
    else:
        from salescli.cli import main as command_line

        command_line()


def _review(words: list[str]) -> int:
    from salescli.store.cache.output_cache import CachedOutput
    from salescli.store.locate_book import current_folder, find_root

    question, walks = None, not {"--list", "--brief"} & set(words)
    if sys.stdout is not None and not (walks and sys.stdout.isatty()):
        root = find_root("", os.environ, current_folder())
        question = CachedOutput(root, words, os.environ, _outlet(sys.stdout))
        answer = question.answer()
        if answer is not None and _written(answer[1]):
            return answer[0]
    from salescli.commands.next import next_
    from salescli.flags.day.next import ReviewFlags

    flags = ReviewFlags(
        listed="--list" in words,
        everything="--all" in words,
        brief="--brief" in words,
        exit_code="--exit-code" in words,
    )
    return next_(flags, question)


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
    if text.replace("\n", "").isprintable():
        return True
    from salescli.text.safe_text import harmless

    return all(harmless(line) == line for line in text.split("\n"))
