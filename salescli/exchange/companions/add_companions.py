"""What the tables beside the deals add to an import: people, entries, proposals. Pure.

A row is joined by the ids that it names, else by names. What belongs to no deal is kept with the
reason, and so is what can't be used: nothing is lost without a word, and nothing is guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from salescli.domain.deal import IMPORTED, Deal, Entry
from salescli.domain.time.moment import day_of
from salescli.exchange.companions.activity_entry import become
from salescli.exchange.companions.deal_index import (
    COMPANY,
    CONTACT,
    ID,
    NAME,
    DealIndex,
    Join,
    deal_index,
)
from salescli.exchange.companions.deal_people import RoleOf, deal_people
from salescli.exchange.companions.join_people import join_people
from salescli.exchange.companions.plan_with import CompanionRows, plan_with
from salescli.exchange.companions.table_rows import (
    About,
    ActivityRow,
    CompanyRow,
    LinkRow,
    same_name,
)
from salescli.exchange.companions.tables import (
    CompanionTable,
    Links,
    about_both,
    companies_in,
    links_in,
    people_in,
    rows_of_kind,
)
from salescli.exchange.csv.import_plan import ImportPlan
from salescli.exchange.csv.imported_log import Source


@dataclass(frozen=True, slots=True)
class Loose:
    """A row that belongs to no deal, or (`is_fault`) one that can't be used."""

    table: str
    line: int
    reason: str
    is_fault: bool = False


@dataclass(slots=True)
class TableTally:
    """What came of one table. `joins` counts its rows by what they were joined by."""

    joins: Counter[str] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)
    known: int = 0
    deals: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CompanionReport:
    """What came of all tables: of each by its name, and the rows of no use."""

    tallies: Mapping[str, TableTally] = field(default_factory=dict)
    loose: Sequence[Loose] = ()


@dataclass(slots=True)
class _Work:
    """The deals by their handles, what is added to each, and what came of the tables."""

    deals: Mapping[str, Deal]
    index: DealIndex
    links: Links
    source: Source
    role_of: RoleOf
    tallies: defaultdict[str, TableTally]
    added: dict[str, CompanionRows] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)


def add_companions(
    plan: ImportPlan,
    book: Iterable[tuple[str, Deal]],
    tables: Sequence[CompanionTable],
    source: Source,
    role_of: RoleOf,
) -> tuple[ImportPlan, CompanionReport]:
    """Return the plan of an import with what the tables add to it, and what came of them.

    `book` has the deals that are there, each with its id in that system, '' for one without.
    """
    new = [(str(deal.custom[IMPORTED]["id"]), deal) for deal in plan.created]
    old = list(book)
    deals = {deal.handle: deal for _, deal in (*new, *old)}
    links = links_in(tables)
    index = deal_index((*new, *old), companies_in(tables))
    tallies: defaultdict[str, TableTally] = defaultdict(TableTally)
    work = _Work(deals, index, links, source, role_of, tallies)
    _people(work, tables)
    _activities(work, tables)
    _others(work, tables)
    for table in tables:
        faults = (Loose(table.name, row.line, row.reason, is_fault=True) for row in table.refused)
        work.loose.extend(faults)
    return plan_with(plan, work.deals, work.added), CompanionReport(tallies, tuple(work.loose))


def _people(work: _Work, tables: Sequence[CompanionTable]) -> None:
    people = join_people(people_in(tables, work.links), work.links, work.index)
    for handle, rows in people.of_deal.items():
        work.added[handle] = CompanionRows(deal_people(work.deals[handle], rows, work.role_of))
    for table, row, join in people.joins:
        _count(work, table, row.line, join)


def _count(work: _Work, table: CompanionTable, line: int, join: Join) -> None:
    tally = work.tallies[table.name]
    if join.deals:
        tally.joins[join.by] += 1
        tally.deals.update(join.deals)
    else:
        work.loose.append(Loose(table.name, line, join.reason))


def _activities(work: _Work, tables: Sequence[CompanionTable]) -> None:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for table, row in rows_of_kind(tables, ActivityRow):
        about = about_both(row.about, work.links.of_activity.get(row.id, About()))
        result = become(row, table.form.system or work.source.system, work.source)
        if result.reason:
            work.loose.append(Loose(table.name, row.line, result.reason, is_fault=True))
            continue
        join = _join(work, about, result.entry)
        _count(work, table, row.line, join)
        tally = work.tallies[table.name]
        for handle in join.deals:
            addition = _addition(work, handle)
            if result.proposal:
                addition.ahead.append(result.proposal.text)
                tally.came["planned"] += 1
            elif result.entry and result.entry.ref in _refs(work, handle, seen):
                tally.known += 1
            elif result.entry:
                seen[handle].add(result.entry.ref)
                people = addition.people.named(about)
                addition.entries.append(replace(result.entry, people=people))
                tally.came[result.entry.kind] += 1


def _others(work: _Work, tables: Sequence[CompanionTable]) -> None:
    """Count what companies and associations have to do with the deals."""
    index = work.index
    for table, row in rows_of_kind(tables, CompanyRow):
        by_id = index.by_company_id.get(row.id, {}) if row.id else {}
        deals = by_id or index.by_company.get(same_name(row.name), {})
        join = Join(tuple(deals), ID if by_id else NAME, "no deal that is here is with it")
        _count(work, table, row.line, join)
    for table, link in rows_of_kind(tables, LinkRow):
        about = link.about
        is_of_deal = bool(about.deal_ids or about.deals)
        join = index.direct(about) if is_of_deal else index.roundabout(about)
        _count(work, table, link.line, join)


def _addition(work: _Work, handle: str) -> CompanionRows:
    if handle not in work.added:
        work.added[handle] = CompanionRows(deal_people(work.deals[handle], (), work.role_of))
    return work.added[handle]


def _refs(work: _Work, handle: str, seen: dict[str, set[str]]) -> set[str]:
    """Return what the entries of a deal are known by that came from elsewhere."""
    if handle not in seen:
        seen[handle] = {entry.ref for entry in work.deals[handle].log if entry.ref}
    return seen[handle]


def _join(work: _Work, about: About, entry: Entry | None) -> Join:
    join = work.index.direct(about)
    if join.deals or join.reason:
        return join
    join = work.index.roundabout(about)
    if entry is None or not join.deals or entry.undated:
        return join
    opened = _opened(work.deals[join.deals[0]])
    if join.by in (CONTACT, COMPANY) and opened and day_of(entry.at) < opened:
        return Join(reason=f"it is from before the opening of its {join.by}'s deal")
    return join


def _opened(deal: Deal) -> date | None:
    """Return the day of a deal's opening there, else here; None where it is not known.

    Here it may have moved back to what took place before it.
    """
    table = deal.custom.get(IMPORTED)
    there = table.get("opened") if isinstance(table, Mapping) else None
    if isinstance(there, date):
        return day_of(there)
    first = next((entry for entry in deal.log if entry.kind == "open"), None)
    return None if first is None or first.undated else day_of(first.at)
