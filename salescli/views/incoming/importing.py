"""The screen of `import`: what came in, what it was taken for, the rows that were of no use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from salescli.domain.deal import Deal
from salescli.domain.time.moment import day_of
from salescli.exchange.csv.import_plan import UNTOLD, ImportPlan
from salescli.exchange.csv.rows import Refused
from salescli.text.wording import count, day_text
from salescli.views.facts import envelope
from salescli.views.incoming.import_understood import ImportReport, understood
from salescli.views.phrases import money
from salescli.views.render.document import (
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)

NO_NEXT = "salescli next", "some open deals have no next step: give each of them one"
_FEW = 3  # deals that are shown as they would come in
_LINES = 5  # lines that a reason names
# What follows from what a file doesn't say.
_SO = {
    "day of opening": " (an open deal counts as opened today)",
    "owner": " (they are yours, or whose --owner says)",
    "stage": " (no step counts as done)",
    "opening before the close": " (theirs is left out)",
    UNTOLD: " (how far they got is not known; --map held.STEP=COLUMN gives it)",
}


def look_screen(
    about: ImportReport, done: ImportPlan, unused: Sequence[str], beside: Document = ()
) -> Document:
    """Return how files were understood, their first deals, and all that would come of them.

    `beside` is what stands beside the deals.
    """
    head = list(understood(about))
    blocks: list[Block] = [*head, *([Gap()] if head else []), *_sample(done)]
    if unused:
        names = ", ".join(unused)
        blocks += [Gap(), TextLine((f"Only kept in [custom] of each deal: {names}",), hang=2)]
    return (*blocks, Gap(), *_came(about, done, "Would import"), *beside)


def dry_screen(look: Document) -> Document:
    """Return a look at an import that ends with it."""
    hint = "Dry run: nothing was written. Leave out --dry-run to import."
    return (*look, Gap(), TextLine((hint,)))


def import_screen(
    about: ImportReport,
    done: ImportPlan,
    beside: Document = (),
    *,
    new_process: str,
    was_shown: bool,
) -> Document:
    """Return what an import did; `new_process` is the one that it makes.

    What `was_shown` before it was written is not said again.
    """
    head = [] if was_shown else list(understood(about))
    blocks: list[Block] = [*head, *([Gap()] if head else [])]
    came = list(_came(about, done, "Imported"))
    return (*blocks, *(came[:1] if was_shown else came), *beside, Gap(), *_next(done, new_process))


def _came(about: ImportReport, done: ImportPlan, word: str) -> Iterator[Block]:
    """Yield what becomes of the rows, of the used ones and of the others."""
    yield TextLine((Span(word, "strong"), f": {_sum(about, done)}."), hang=2)
    yield from (TextLine((text,), indent=2, hang=4) for text in _notes(about, done))
    yield from _listed(f"{count(len(done.refused), 'row')} can't be used", done.refused)
    unread = f"{count(len(done.unread), 'cell')} can't be read; the rest of the rows came in"
    yield from _listed(unread, done.unread)
    yield from _passed(done)
    yield from _kept(done)


def _sum(about: ImportReport, done: ImportPlan) -> str:
    results = [_result(deal) for deal in done.created]
    if not about.sheet.columns:
        return f"{count(len(done.updated), 'deal')} updated"
    parts = [count(len(results), "new deal")]
    if results:
        words = ("open", "won", "lost", "disqualified")
        counted = [f"{n:,} {word}" for word in words if (n := results.count(word))]
        parts[0] += f" ({', '.join(counted)})"
    if done.updated or done.unchanged:
        parts += [f"{len(done.updated)} updated", f"{done.unchanged} unchanged"]
    return ", ".join(parts)


def _result(deal: Deal) -> str:
    return next((entry.result for entry in deal.log if entry.kind == "close"), "open")


def _notes(about: ImportReport, done: ImportPlan) -> Iterator[str]:
    for note in about.sheet.notes:
        yield f"{note}."
    for why, number in done.left_out.items():
        yield f"Left out: {count(number, 'row')}, {why}."
    if done.lacking:
        lacking = done.lacking.items()
        parts = [f"{number:,} without {name}{_SO.get(name, '')}" for name, number in lacking]
        yield f"New deals: {'; '.join(parts)}."
    currency, layout = about.settled.default_currency, about.settled.layout
    is_known = about.settled.currency or "currency" in layout or "value" not in layout
    if not is_known and any(deal.currency == currency for deal in done.created):
        yield f"Amounts without a currency count as {currency}, the book's; else: --currency."


def _sample(done: ImportPlan) -> Iterator[Block]:
    """Yield the first deals as they would come in, and what would change in others."""
    for deal in done.created[:_FEW]:
        worth = money(deal.value, deal.currency) if deal.value is not None else ""
        says = (deal.company, deal.title, worth, _result(deal))
        yield TextLine((Span(deal.handle, "strong"), f"  {' · '.join(filter(None, says))}"), hang=2)
        yield TextLine(("; ".join(_details(deal)),), indent=2, hang=2)
    if len(done.created) > _FEW:
        yield TextLine((f"and {count(len(done.created) - _FEW, 'more deal')}",))
    for update in done.updated[:_FEW]:
        words = "; ".join(update.words) or "only what the file says is noted"
        yield TextLine((Span(update.handle, "strong"), f": {words}"), hang=2)
    if len(done.updated) > _FEW:
        yield TextLine((f"and {count(len(done.updated) - _FEW, 'more update')}",))


def _details(deal: Deal) -> Iterator[str]:
    """Yield what else comes in of a deal: its log, its close, its owner, its people."""
    for entry in deal.log:
        what = ", ".join(entry.steps) or (entry.result if entry.kind == "close" else entry.kind)
        day = "day not known" if entry.undated else day_text(day_of(entry.at))
        yield f"{'in touch' if what == 'import' else what} ({day})"
    if deal.close:
        yield f"close {day_text(deal.close)}"
    if deal.owner:
        yield f"owner {deal.owner}"
    yield from (f"with {who.name or who.email or who.phone}" for who in deal.people.values())


def _listed(title: str, rows: Sequence[Refused]) -> Iterator[Block]:
    """Yield what is wrong with rows: each reason once, with the lines that it is about."""
    if not rows:
        return
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.reason, []).append(row.line)
    yield Gap()
    yield Heading(title)
    cells = tuple((line_numbers(numbers), reason) for reason, numbers in lines.items())
    yield Table((Column(), Column(grow=True, wrap=True)), cells, indent=2)


def line_numbers(numbers: Sequence[int]) -> str:
    """Return the lines of a file, the first ones by their numbers."""
    shown = ", ".join(map(str, numbers[:_LINES]))
    more = len(numbers) - _LINES
    return f"line{'s' * (len(numbers) > 1)} {shown}" + (f" and {more:,} more" if more > 0 else "")


def _passed(done: ImportPlan) -> Iterator[Block]:
    if not done.passed:
        return
    yield Gap()
    yield Heading(f"{count(len(done.passed), 'row')} passed over")
    rows = tuple((f"line {row.line}", row.why, row.text) for row in done.passed)
    yield Table((Column(), Column(), Column(grow=True)), rows, indent=2)


def _kept(done: ImportPlan) -> Iterator[Block]:
    if not done.kept:
        return
    yield Gap()
    yield Heading("Changed here, so kept")
    for handle, text in done.kept:
        yield TextLine((Span(handle, "strong"), f": {text}"), indent=2, hang=4)


def _next(done: ImportPlan, new_process: str) -> Iterator[Block]:
    hints = []
    if any(_result(deal) == "open" for deal in done.created):
        hints.append(NO_NEXT)
    if new_process:
        hints.append((f"salescli process check {new_process}", "shows what to complete in it"))
    if done.created or done.updated:
        hints.append(("salescli undo", "takes back the import"))
    rows = tuple((Span(command, "command"), says) for command, says in hints)
    if rows:
        yield Table((Column(), Column(grow=True, wrap=True)), rows)


def again_screen(words: Sequence[str]) -> Document:
    """Return the command that imports a newer file of the same kind without a question.

    It is too long for a line, and a shell that is given it as it stands here takes it as one.
    """
    *more, last = words
    lines = [f"{word} \\" for word in more] + [last]
    return (
        Gap(),
        TextLine(("The same, or a newer file, without questions:",)),
        *(TextLine((Span(line),), indent=2 if line is lines[0] else 4) for line in lines),
    )


def import_facts(
    about: ImportReport, done: ImportPlan, today: date, *, dry_run: bool
) -> dict[str, Any]:
    """Return an import as JSON has it.

    One list has the deals, each with what became of it, and the rows without a deal.
    """
    deals: list[dict[str, Any]] = [
        {"deal": deal.handle, "id": _id(deal), "was": "created", "status": _result(deal)}
        for deal in done.created
    ]
    deals += [
        {"deal": item.handle, "line": item.line, "was": "updated", "changes": list(item.words)}
        for item in done.updated
    ]
    return envelope(today, "deals", deals) | {
        "dry_run": dry_run,
        "file": about.name,
        "columns": dict(about.settled.layout),
        "stages": dict(about.ladder.steps),
        "process": about.ladder.process.name,
        "unchanged": done.unchanged,
        "left_out": dict(done.left_out),
        "lacking": dict(done.lacking),
        "refused": [{"line": item.line, "reason": item.reason} for item in done.refused],
        "unread": [{"line": item.line, "reason": item.reason} for item in done.unread],
        "passed_over": [
            {"line": row.line, "why": row.why, "text": row.text} for row in done.passed
        ],
        "amounts": [
            {"example": f.example, "value": f.amount, "currency": f.currency, "rows": f.number}
            for f in about.forms
        ],
        "days": [
            {"column": f.column, "example": f.example, "day": f.day, "rows": f.number}
            for f in about.days
        ],
        "kept": [{"deal": handle, "says": text} for handle, text in done.kept],
    }


def _id(deal: Deal) -> str:
    return str(deal.custom["import"]["id"])
