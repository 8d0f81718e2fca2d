"""The tables of the guide, made from the code that they describe, as Markdown.

A page says `{table: dates}`, `{table: keys settings}` or `{table: flags list}`, on its own line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from salescli.commands.review_cards.keys import KEYS
from salescli.commands.set import FIELDS
from salescli.domain.checks import all_rules
from salescli.domain.time.date_grammar import GRAMMAR
from salescli.domain.time.period_grammar import PERIODS, SINCE
from salescli.flags.support.declaration import CommandLine
from salescli.store.formats import schema_descriptions
from salescli.store.shipped_processes import shipped_names, shipped_process

Rows = Iterable[tuple[str, ...]]


def help_table(name: str, line: CommandLine) -> str:
    """Return the table of that name. Raises KeyError where there is none."""
    kind, *words = name.split()
    head, rows = _TABLES[kind](words, line)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _dates(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("write", "to mean"), GRAMMAR


def _periods(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("write", "to mean"), PERIODS


def _since(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("write", "to mean"), SINCE


def _findings(words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    rows = [
        (code, str(rule.severity), rule.summary)
        for code, rule in sorted(all_rules().items())
        if code[0] in words
    ]
    return ("code", "severity", "says"), rows


def _keys(words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("key", "says"), getattr(schema_descriptions, words[0].upper()).items()


def _fields(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("field", "says"), [(field, schema_descriptions.HEADER[field]) for field in FIELDS]


def _card(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("key", "does"), [(letter, key.meaning) for letter, key in KEYS.items()]


def _commands(_words: list[str], line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("command", "does"), line.summaries.items()


def _flags(words: list[str], line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("flag", "does"), line.flags_of(words)


def _shipped(_words: list[str], _line: CommandLine) -> tuple[tuple[str, ...], Rows]:
    return ("process", "for"), [(name, shipped_process(name).summary) for name in shipped_names()]


_TABLES: Mapping[str, Callable[[list[str], CommandLine], tuple[tuple[str, ...], Rows]]] = {
    "dates": _dates,
    "periods": _periods,
    "since": _since,
    "findings": _findings,
    "keys": _keys,
    "fields": _fields,
    "card": _card,
    "commands": _commands,
    "flags": _flags,
    "shipped": _shipped,
}
