"""The words that must not come back in what a user reads, and what to say in their place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import salescli

ROOT = Path(salescli.__file__).parent

# A pattern, read without regard to capitals, and the words to use.
SAY = {
    r"mend(s|ed|ing)?": "fix, fixed",
    r"our wish": "not confirmed",
    r"not agreed|agreed to it": "not confirmed, confirmed",
    r"to bring about": "Goal:",
    r"the process has next": "Suggested:",
    r"(to be|was|were|is|nothing|no step|steps?) held": "to do, done; a meeting took place",
    r"held to": "follows",
    r"put off": "postponed",
    r"set aside": "skipped",
    r"(lie|lies|lay) (ahead|behind)": "is in the future, is in the past",
    r"out of reach": "can't be met",
    r"parted by": "separated by",
    r"somebody|whoever": "a name, or someone",
    r"(give|given|gives|hand|hands|handed) out": "export, write",
    r"(says|tells) (what|how|why|where|which|more|it)": "shows",
    r"throw-?away": "a demo book",
    r"anew": "again",
    r"exists already": "already exists",
    r"(?<!there )is no (text|number|book|folder|git|encounter|character|export)": "is not a …",
    r"itself is at fault": "a bug in salescli",
}
# Where such a word is right: a part of the file's name, and the text around the word.
RIGHT = (("domain/checks", "set aside on the record"),)

WORDS = re.compile("|".join(rf"\b({pattern})\b" for pattern in SAY), re.IGNORECASE)


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that a user may read, each with its line."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    skipped = {id(doc) for node in nodes if (doc := _docstring(node)) is not None}
    for node in nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in skipped and " " in node.value:
            yield node.lineno, node.value


def _docstring(node: ast.AST) -> ast.Constant | None:
    if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) or not node.body:
        return None
    first = node.body[0]
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.value if is_text else None


def faults(place: str, texts: Iterator[tuple[int, str]]) -> Iterator[str]:
    for line, text in texts:
        for match in WORDS.finditer(text):
            around = text[max(match.start() - 30, 0) : match.end() + 30]
            if any(part in place and right in around for part, right in RIGHT):
                continue
            yield f"{place}:{line}: '{match[0]}' in '{around}': say {_say(match[0])}"


def _say(words: str) -> str:
    return next(say for word, say in SAY.items() if re.fullmatch(word, words, re.IGNORECASE))


MODULES = sorted(path for path in ROOT.rglob("*.py"))
ROOMS = sorted({path.relative_to(ROOT).parts[0] for path in MODULES})
PAGES = sorted((ROOT / "help").glob("*.md"))


@pytest.mark.parametrize("room", ROOMS)
def test_messages_are_in_plain_words(room):
    of = [path for path in MODULES if path.relative_to(ROOT).parts[0] == room]
    places = ((path.relative_to(ROOT).as_posix(), sentences(path)) for path in of)
    assert not [fault for place, texts in places for fault in faults(place, texts)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_help_is_in_plain_words(page):
    assert not list(faults(page.name, enumerate(page.read_text("utf-8").splitlines(), 1)))


BOOKS = sorted([*(ROOT.parent / "processes").glob("*.toml"), *(ROOT / "examples").glob("*.toml")])


SPOKEN = {"says", "tells", "held"}  # by people, in what they are asked: not by the program


@pytest.mark.parametrize("book", BOOKS, ids=lambda path: path.stem)
def test_processes_and_examples_are_in_plain_words(book):
    texts = enumerate(book.read_text("utf-8").splitlines(), 1)
    wrong = [fault for fault in faults(book.name, texts) if not _is_spoken(fault)]
    assert not wrong


def _is_spoken(fault: str) -> bool:
    words = fault.partition("'")[2].partition("'")[0].casefold().split()
    return not SPOKEN.isdisjoint(words)


@pytest.mark.parametrize("text", ["It was put off", "mended: x", "SOMEBODY else", "it is no text"])
def test_a_word_that_came_back_is_found(text):
    assert list(faults("x", iter([(1, text)])))
