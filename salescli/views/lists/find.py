"""The screen of `find`: each text that has the words, with its deal and day, the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from salescli.domain.deal import Entry
from salescli.domain.incoming.promises import in_one_line
from salescli.domain.search import Hit
from salescli.domain.time.moment import day_of
from salescli.text.safe_text import harmless
from salescli.text.word_search import Mark, Phrase, marks
from salescli.text.wording import count, short_day
from salescli.views.deal.encounters import HEADS
from salescli.views.render.document import Block, Document, Gap, Span, TextLine
from salescli.views.render.layout import layout

_BEFORE, _MOST = 60, 150  # characters shown before the first word, and in all
_LAST = 2  # lines below the places: how many there are


def find_blocks(hits: Iterable[Hit], wanted: Sequence[Phrase], today: date) -> Iterator[Block]:
    """Yield the hits in their order, and how many there are."""
    number, deals = 0, set()
    for hit in hits:
        yield from _hit(hit, wanted, today)
        number += 1
        deals.add(hit.deal)
    if number:
        yield Gap()
        yield TextLine((f"{count(number, 'place')} in {count(len(deals), 'deal')}.",))
    else:
        yield TextLine((f"No deal has '{_typed(wanted)}'.",))


def find_screen(
    hits: Iterable[Hit], wanted: Sequence[Phrase], today: date, size: tuple[int, int]
) -> Document:
    """Return as many of the hits as a screen of so many cells and lines has room for."""
    cells, lines = size
    room = lines - _LAST
    shown: list[Hit] = []
    for hit in hits:
        rows = len(layout(tuple(_hit(hit, wanted, today)), cells))
        if rows > room and shown:
            blocks = (block for one in shown for block in _hit(one, wanted, today))
            more = f"The newest {count(len(shown), 'place')}; --all shows all of them."
            return (*blocks, Gap(), TextLine((more,)))
        shown.append(hit)
        room -= rows
    return tuple(find_blocks(shown, wanted, today))


def _typed(wanted: Sequence[Phrase]) -> str:
    return " ".join(phrase.words for phrase in wanted)


def _hit(hit: Hit, wanted: Sequence[Phrase], today: date) -> list[Block]:
    text = harmless(in_one_line(hit.text))
    shown = tuple(_excerpt(text, marks(text, wanted)))
    deal = Span(hit.deal, "strong")
    if hit.at is None or hit.entry is None:
        where = "" if hit.where == "person" else f"{hit.where}: "
        return [TextLine((deal, f" · {where}", *shown), hang=4)]
    day = Span(short_day(day_of(hit.at), today), "faint")
    people = f" · {', '.join(hit.people)}" if hit.people else ""
    head = TextLine((day, "  ", deal, f" · {_what(hit, hit.entry, today)}{people}"), hang=4)
    return [head, TextLine(shown, indent=4, hang=4)]


def _what(hit: Hit, entry: Entry, today: date) -> str:
    """Return what a text of the log is: 'call', 'next step, due Tue 24 Nov', 'lost, reason'."""
    if hit.where == "next":
        return f"next step{f', due {short_day(hit.due, today)}' if hit.due else ''}"
    kind = entry.result or HEADS.get(entry.kind, entry.kind)
    return kind if hit.where == "note" else f"{kind}, {hit.where}"


def _excerpt(text: str, spots: Sequence[Mark]) -> list[Span | str]:
    """Return the part of a text around the first word that was found, the words marked."""
    first = spots[0][0] if spots else 0
    start = 0 if first <= _BEFORE else text.rfind(" ", 0, first - _BEFORE // 2) + 1
    end = len(text)
    if end - start > _MOST:
        end = max(text.rfind(" ", start, start + _MOST), spots[0][1] if spots else start + _MOST)
    parts: list[Span | str] = ["… "] if start else []
    at = start
    for begin, stop in spots:
        if begin >= end:
            break
        parts += [text[at:begin], Span(text[begin : min(stop, end)], "match")]
        at = min(stop, end)
    return [*parts, text[at:end], " …" if end < len(text) else ""]


def hit_facts(hit: Hit, wanted: Sequence[Phrase]) -> dict[str, Any]:
    """Return a hit as JSON has it; `marks` are the characters of the text at which words stand."""
    return {
        "deal": hit.deal,
        "company": hit.company,
        "at": hit.at,
        "kind": hit.entry.kind if hit.entry else None,
        "where": hit.where,
        "with": list(hit.people),
        "text": hit.text,
        "marks": [list(mark) for mark in marks(hit.text, wanted)],
    }
