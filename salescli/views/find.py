"""The screen of `find`: each text that has the words, with its deal and day, the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from salescli.domain.search import Hit
from salescli.domain.time.moment import day_of
from salescli.text.safe_text import harmless
from salescli.text.word_search import Mark, Phrase, marks
from salescli.text.wording import count, short_day
from salescli.views.render.document import Block, Document, Gap, Span, TextLine

_BEFORE, _MOST = 60, 150  # characters shown before the first word, and in all


def find_screen(hits: Sequence[Hit], wanted: Sequence[Phrase], today: date) -> Document:
    """Return the hits in their order, and how many there are."""
    blocks: list[Block] = []
    for hit in hits:
        blocks += _hit(hit, wanted, today)
    if not hits:
        words = " ".join(phrase.words for phrase in wanted)
        return (TextLine((f"No deal has '{words}'.",)),)
    deals = len({hit.deal for hit in hits})
    places = f"{count(len(hits), 'place')} in {count(deals, 'deal')}."
    return (*blocks, Gap(), TextLine((places,)))


def _hit(hit: Hit, wanted: Sequence[Phrase], today: date) -> list[Block]:
    text = harmless(hit.text)
    shown = tuple(_excerpt(text, marks(text, wanted)))
    deal = Span(hit.deal, "strong")
    if hit.at is None or hit.entry is None:
        where = "" if hit.where == "person" else f"{hit.where}: "
        return [TextLine((deal, f" · {where}", *shown), hang=4)]
    day = Span(short_day(day_of(hit.at), today), "faint")
    people = f" · {', '.join(hit.people)}" if hit.people else ""
    kind = f"{hit.entry.kind}, {hit.where}" if hit.where != "note" else hit.entry.kind
    kind = "note" if hit.entry.kind == hit.where == "note" else kind
    head = TextLine((day, "  ", deal, f" · {kind}{people}"), hang=4)
    return [head, TextLine(shown, indent=4, hang=4)]


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
