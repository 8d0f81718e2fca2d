"""`completion` and what it calls: the words that can stand at the end of a command line.

Quick before all: deals are the names of files, for which nothing else is loaded; the other words
are those of `salescli/commands/completion/sources.py`. What can't be read has no words, and nobody
is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from salescli.commands.completion.shell_scripts import SCRIPTS, Answer, in_bash, unquoted
from salescli.errors import NotFoundError, SalescliError
from salescli.flags.keeping.completion import CompletionFlags
from salescli.flags.plumbing.complete_words import CompleteWordsFlags
from salescli.flags.support.declaration import CompletionRequest
from salescli.store.deal_names import handles_in
from salescli.store.locate_book import current_folder, find_root
from salescli.text.safe_text import harmless
from salescli.views.render.output import emit_file

ANSWERED, FILES = 0, 1
_LISTS = ("COLUMNS", "ORDER", "CODES")  # what takes several words, separated by commas
_LONGEST = 60  # characters of what a word means


def completion(flags: CompletionFlags) -> None:
    """Print the script that switches completion on in a shell. Raises NotFoundError."""
    shell = flags.shell
    if shell not in SCRIPTS:
        shells = ", ".join(SCRIPTS)
        raise NotFoundError(f"there is no completion for '{shell}'", fix=f"there is: {shells}")
    emit_file(SCRIPTS[shell])


def complete(flags: CompleteWordsFlags) -> int:
    """Print the words that a line could end with, in the form that the shell's script takes.

    Of bash the words are its line and the characters at which it breaks words. The exit code says
    whether the shell is to look for files instead.
    """
    shell, words = flags.shell, list(flags.words)
    wants_files = False

    def answers(line: list[str]) -> list[Answer]:
        nonlocal wants_files
        asked = flags.line.completes(line)
        wants_files = asked.kind in ("FILE", "DIR")
        return list(_fitting(asked))

    if shell == "bash":
        line, breaks = [*words, "", ""][:2]
        shown = in_bash(line, breaks, answers)
    else:
        last = words.pop() if words else ""
        found = answers([*words, unquoted(last) if shell == "fish" else last])
        shown = [f"{word}\t{_about(text)}".strip() for word, text in found]
    emit_file("".join(f"{word}\n" for word in shown))
    return FILES if wants_files else ANSWERED


def _about(text: str) -> str:
    shown = " ".join(harmless(text).split())
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _fitting(request: CompletionRequest) -> Iterator[Answer]:
    """Yield the words that begin as typed; none that could steer a terminal or be a flag."""
    lead, typed = request.lead, request.typed
    if request.kind in _LISTS and "," in typed:
        before, _, typed = typed.rpartition(",")
        lead += f"{before},"
    for word, text in request.options or _words(request):
        is_shown = word == harmless(word) and (request.options or word[:1] != "-")
        if word.startswith(typed) and is_shown:
            yield lead + word, text


def _words(request: CompletionRequest) -> Iterable[Answer]:
    if "|" in request.kind:
        return [(word, "") for word in request.kind.split("|")]
    try:
        if request.kind == "DEAL":
            return _deals(request)
        from salescli.commands.completion.sources import SOURCES

        source = SOURCES.get(request.kind)
        return source(request) if source is not None else ()
    except SalescliError:
        return ()


def _deals(request: CompletionRequest) -> Iterable[Answer]:
    named = (request.values.get("--book") or [""])[-1]
    root = find_root(named, os.environ, current_folder())
    return [(handle, "") for handle in handles_in(root)]
