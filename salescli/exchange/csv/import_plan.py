"""What becomes of each row: a new deal, an update of one that came before, or nothing. Pure.

A row is known by its id there, or else by its company, title and day of opening; that is how the
next file finds its deal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salescli.domain.deal import IMPORTED, Deal
from salescli.domain.time.moment import day_of
from salescli.exchange.csv.deal_handles import handles_for, people_of
from salescli.exchange.csv.imported_log import Source, entries_of
from salescli.exchange.csv.rows import Fact, LeftOut, Refused, RowResult
from salescli.exchange.csv.stages import StageMapping
from salescli.exchange.csv.update_deal import Update, key_of, seen, update_of
from salescli.text.wording import day_text

UNTOLD = "stage before the end"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does. `lacking` counts the new deals by what the file doesn't say of them."""

    created: tuple[Deal, ...] = ()
    updated: tuple[Update, ...] = ()
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    lacking: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[tuple[str, str], ...] = ()


def origin(deal: Deal) -> tuple[str, str] | None:
    """Return where a deal came from, and its id there; None where it was opened here."""
    table = deal.custom.get(IMPORTED)
    if not isinstance(table, Mapping) or not table.get("id"):
        return None
    return str(table.get("from", "")), str(table["id"])


def plan_import(
    results: Iterable[RowResult],
    book: Mapping[str, Deal],
    taken: Iterable[str],
    ladder: StageMapping,
    source: Source,
) -> ImportPlan:
    """Return what becomes of the rows.

    `book` has the deals that came from that source, by their id.
    """
    facts: list[Fact] = []
    refused: list[Refused] = []
    left_out: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for result in results:
        if isinstance(result, LeftOut):
            left_out[result.why] += 1
        elif isinstance(result, Refused):
            refused.append(result)
        elif reason := _unusable(result, lines, source):
            refused.append(Refused(result.line, reason))
        else:
            lines[key_of(result)] = result.line
            facts.append(result)
    new = [fact for fact in facts if key_of(fact) not in book]
    handles = handles_for(new, taken)
    updates = [
        update_of(fact, book[key_of(fact)], ladder, source)
        for fact in facts
        if key_of(fact) in book
    ]
    return ImportPlan(
        created=tuple(_deal(f, h, ladder, source) for f, h in zip(new, handles, strict=True)),
        updated=tuple(result for result in updates if not result.is_empty),
        unchanged=sum(result.is_empty for result in updates),
        refused=tuple(sorted(refused, key=lambda result: result.line)),
        left_out=left_out,
        lacking=_lacking(new, source),
        kept=tuple((result.handle, text) for result in updates for text in result.kept),
    )


def _unusable(fact: Fact, lines: Mapping[str, int], source: Source) -> str:
    if line := lines.get(key_of(fact)):
        same = "id" if fact.id else "company, title and opening"
        return f"it has the same {same} as line {line}"
    for word, when in (("opened", fact.opened), (fact.result, fact.ended)):
        if when is not None and day_of(when) > day_of(source.now):
            return f"it was {word} on {day_text(day_of(when))}, which is in the future"
    return ""


def _lacking(facts: Sequence[Fact], source: Source) -> dict[str, int]:
    """Return how many of the new deals lack what the file has a column for, or should have."""
    opened = [fact for fact in facts if not fact.result]
    counts = {
        "name": sum(not fact.title for fact in facts),
        "company": sum(not fact.company for fact in facts),
        "stage": sum(not fact.stood for fact in opened),
        UNTOLD: sum(bool(f.result) and not f.stood and not f.held for f in facts),
        "owner": sum(not fact.header.get("owner") for fact in facts),
        "day of opening": sum(fact.opened is None for fact in facts),
        "value": sum("value" not in fact.header for fact in opened),
    }
    late = sum(not source.is_opening(fact) for fact in facts if fact.opened)
    return {name: n for name, n in {**counts, "opening before the close": late}.items() if n}


def _deal(fact: Fact, handle: str, ladder: StageMapping, source: Source) -> Deal:
    came = {"from": source.system, "id": key_of(fact), **seen(fact)}
    people = people_of(fact.contacts, ())
    return Deal(
        handle,
        process=ladder.process.name,
        revision=ladder.process.revision,
        **{**fact.header, "title": fact.title or ("" if fact.company else fact.id)},
        custom={**fact.others, IMPORTED: came},
        people={person.handle: person for person in people},
        log=entries_of(fact, ladder, source),
    )
