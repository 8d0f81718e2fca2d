"""What stood beside the deals of an import: what came of it, and what belongs to no deal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salescli.exchange.companions.add_companions import CompanionReport, Loose, TableTally
from salescli.exchange.companions.table_forms import Holds
from salescli.exchange.companions.tables import CompanionTable
from salescli.text.wording import count
from salescli.views.incoming.importing import line_numbers
from salescli.views.render.document import Block, Document, Gap, Heading, Span, TextLine

_PASSED = 8  # files passed over that are named
_WORDS = {
    Holds.PEOPLE: ("person", "people"),
    Holds.COMPANIES: ("company", "companies"),
    Holds.LINKS: ("association", "associations"),
}
_CAME = ("call", "meeting", "email", "message", "visit", "note")


def companion_blocks(
    tables: Sequence[CompanionTable],
    report: CompanionReport,
    passed: Sequence[tuple[str, str]],
) -> Document:
    """Return what came of the tables beside the deals, and what of them belongs to no deal."""
    blocks: list[Block] = [Gap()] if tables or passed else []
    for table in tables:
        rows = len(table.rows) + len(table.refused) + len(table.left_out)
        tally = report.tallies.get(table.name, TableTally())
        about = f": {table.form.title}, {count(rows, 'row')}: {_came(table, tally)}"
        blocks.append(TextLine((Span(table.name, "strong"), about), hang=2))
        if not table.form.system:  # what it was taken for is a proposal
            columns = "; ".join(f"{field} = {name}" for field, name in table.layout.items())
            blocks.append(TextLine((f"Columns: {columns}",), indent=2, hang=4))
    if passed:
        named = "; ".join(f"{name} ({why})" for name, why in passed[:_PASSED])
        more = f"; and {len(passed) - _PASSED} more" if len(passed) > _PASSED else ""
        blocks.append(TextLine((f"Not used: {named}{more}",), hang=2))
    loose = [row for row in report.loose if not row.is_fault]
    faults = [row for row in report.loose if row.is_fault]
    blocks += _listed(f"{count(len(loose), 'row')} beside the deals can't be joined", loose)
    blocks += _listed(f"{count(len(faults), 'row')} beside the deals can't be used", faults)
    return tuple(blocks)


def _came(table: CompanionTable, tally: TableTally) -> str:
    """Return what came of a table: `280 calls, 5 planned, of 90 deals; 270 by id, 15 by name`."""
    joined = sum(tally.joins.values())
    gone = [f"{len(table.left_out):,} left out"] if table.left_out else []
    if not joined:
        return "; ".join(("none of them joins a deal", *gone))
    if table.form.holds in _WORDS:
        parts = [count(joined, *_WORDS[table.form.holds])]
    else:
        parts = [count(n, kind) for kind in _CAME if (n := tally.came[kind])]
        if planned := tally.came["planned"]:
            parts.append(f"{planned:,} planned (next offers {'it' if planned == 1 else 'them'})")
        parts += [f"{tally.known:,} already here"] if tally.known else []
    whole = ", ".join(parts) or "nothing new"
    whole += f" of {count(len(tally.deals), 'deal')}" if tally.deals else ""
    by = [f"{number:,} by {name}" for name, number in sorted(tally.joins.items())]
    return "; ".join(filter(None, (whole, ", ".join(by), *gone)))


def _listed(title: str, rows: Sequence[Loose]) -> Iterator[Block]:
    """Yield the rows that belong to no deal: each reason once, with its lines in each file."""
    if not rows:
        return
    lines: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        lines.setdefault((row.table, row.reason), []).append(row.line)
    yield Gap()
    yield Heading(title)
    for (table, reason), numbers in lines.items():
        where = f"{table}, {line_numbers(sorted(numbers))}"
        yield TextLine((f"{where}: {reason}",), indent=2, hang=4)


def companion_facts(
    tables: Sequence[CompanionTable],
    report: CompanionReport,
    passed: Sequence[tuple[str, str]],
) -> dict[str, Any]:
    """Return what came of the tables beside the deals, as JSON has it."""
    return {
        "companions": [
            _facts(table, report.tallies.get(table.name, TableTally())) for table in tables
        ],
        "loose": [
            {"file": row.table, "line": row.line, "reason": row.reason} for row in report.loose
        ],
        "not_used": [{"file": name, "why": why} for name, why in passed],
    }


def _facts(table: CompanionTable, tally: TableTally) -> dict[str, Any]:
    return {
        "file": table.name,
        "title": table.form.title,
        "holds": str(table.form.holds),
        "columns": dict(table.layout),
        "rows": len(table.rows) + len(table.refused) + len(table.left_out),
        "left_out": len(table.left_out),
        "joined": dict(tally.joins),
        "came": dict(tally.came),
        "known": tally.known,
        "deals": len(tally.deals),
    }
