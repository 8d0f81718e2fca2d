"""What becomes of each row: a new deal, an update of one that came before, or nothing. Pure.

How the next file finds its deal is in row_ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from salescli.domain.deal import IMPORTED, Deal
from salescli.domain.time.moment import day_of
from salescli.exchange.csv.deal_handles import handles_for, people_of
from salescli.exchange.csv.deal_links import split_links
from salescli.exchange.csv.imported_log import Source, entries_of
from salescli.exchange.csv.row_ids import plain_id, row_keys, same_row
from salescli.exchange.csv.rows import Fact, LeftOut, Refused, RowResult
from salescli.exchange.csv.stages import StageMapping
from salescli.exchange.csv.update_deal import Update, seen, update_of
from salescli.text.wording import day_text

UNTOLD = "stage before the end"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does. `lacking` counts the new deals by what the file doesn't say of them.

    `same` are the deals in which nothing changes, `passed` are rows that are none of the table,
    `unread` the cells that could not be used in rows that were.
    """

    created: tuple[Deal, ...] = ()
    updated: tuple[Update, ...] = ()
    same: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    lacking: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[tuple[str, str], ...] = ()
    passed: tuple[LeftOut, ...] = ()
    unread: tuple[Refused, ...] = ()

    @property
    def unchanged(self) -> int:
        """In how many deals nothing changes."""
        return len(self.same)


def origin(deal: Deal) -> tuple[str, str] | None:
    """Return where a deal came from, and its id there; None where it was opened here."""
    table = deal.custom.get(IMPORTED)
    if not isinstance(table, Mapping) or not table.get("id"):
        return None
    return str(table.get("from", "")), plain_id(str(table["id"]))


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
    sorted_out = _sorted_out(results, source)
    facts = sorted_out.facts
    keys = row_keys(facts, book)
    new = [fact for fact in facts if keys[fact.line] not in book]
    handles = handles_for(new, taken)
    updates = [
        update_of(fact, book[keys[fact.line]], ladder, source)
        for fact in facts
        if keys[fact.line] in book
    ]
    deals = (_deal(f, h, keys[f.line], ladder, source) for f, h in zip(new, handles, strict=True))
    return ImportPlan(
        created=tuple(deals),
        updated=tuple(result for result in updates if not result.is_empty),
        same=tuple(result.handle for result in updates if result.is_empty),
        refused=tuple(sorted(sorted_out.refused, key=lambda result: result.line)),
        left_out=Counter(row.why for row in sorted_out.left_out if not row.text),
        lacking=_lacking(new, source),
        kept=tuple((result.handle, text) for result in updates for text in result.kept),
        passed=tuple(row for row in sorted_out.left_out if row.text),
        unread=tuple(Refused(fact.line, text) for fact in facts for text in fact.unread),
    )


@dataclass(slots=True)
class _Rows:
    """The rows of a file, by what is to become of them."""

    facts: list[Fact] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def _sorted_out(results: Iterable[RowResult], source: Source) -> _Rows:
    rows = _Rows()
    lines: dict[object, int] = {}
    for result in results:
        if isinstance(result, LeftOut):
            rows.left_out.append(result)
        elif isinstance(result, Refused):
            rows.refused.append(result)
        elif reason := _unusable(result, lines, source):
            rows.refused.append(Refused(result.line, reason))
        else:
            lines[same_row(result)] = result.line
            rows.facts.append(result)
    return rows


def _unusable(fact: Fact, lines: Mapping[object, int], source: Source) -> str:
    if line := lines.get(same_row(fact)):
        if fact.id:
            return f"it has the same id as line {line}"
        same = f"it has the same company, title, opening and amount as line {line}"
        return f"{same}; where both are deals: --map id=COLUMN"
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
        "owner": sum("owner" in fact.blank for fact in facts),
        "day of opening": sum(fact.opened is None for fact in facts),
        "value": sum("value" not in fact.header for fact in opened),
    }
    late = sum(not source.is_opening(fact) for fact in facts if fact.opened)
    return {name: n for name, n in {**counts, "opening before the close": late}.items() if n}


def _deal(fact: Fact, handle: str, key: str, ladder: StageMapping, source: Source) -> Deal:
    others, links = split_links(fact.others)
    came = {"from": source.system, "id": key, **seen(fact), **links}
    people = people_of(fact.contacts, ())
    title = fact.title or ("" if fact.company else fact.id)
    return Deal(
        handle,
        process=ladder.process.name,
        revision=ladder.process.revision,
        **{"owner": source.owner, **fact.header, "title": title},
        custom={**others, IMPORTED: came},
        people={person.handle: person for person in people},
        log=entries_of(fact, ladder, source),
    )
