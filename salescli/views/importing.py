"""The screen of `import`: what came in, what it was taken for, the rows that were of no use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salescli.domain.deal import Deal
from salescli.exchange.csv.amount_forms import AmountForm
from salescli.exchange.csv.conventions import Conventions
from salescli.exchange.csv.import_plan import UNTOLD, ImportPlan
from salescli.exchange.csv.rows import Refused
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.csv.stages import StageMapping
from salescli.text.wording import count
from salescli.views.facts import envelope
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
_FEW = 8  # new deals that a dry run shows
_FORMS = 6  # forms of amounts that are shown
_LINES = 5  # lines that a reason names
# What follows from what a file doesn't say.
_SO = {
    "day of opening": " (an open deal counts as opened today)",
    "owner": " (they are yours, or whose --owner says)",
    "stage": " (no step counts as done)",
    "opening before the close": " (theirs is left out)",
    UNTOLD: " (how far they got is not known; --map held.STEP=COLUMN gives it)",
}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was imported, and how it was understood.

    `forms` are the forms of its amounts, `owner` whose the deals became where the file names
    nobody, `is_guess` says whether the order of the stages is one.
    """

    name: str
    title: str
    sheet: Sheet
    settled: Conventions
    ladder: StageMapping
    forms: tuple[AmountForm, ...] = ()
    owner: str = ""
    is_guess: bool = False


def import_screen(
    about: ImportReport, done: ImportPlan, *, new_process: str, dry_run: bool
) -> Document:
    """Return what an import did, or would do; `new_process` is the one that it makes."""
    rows = count(len(about.sheet.rows), "row")
    blocks: list[Block] = [
        TextLine(
            (Span(about.name, "strong"), f": {about.title}, {rows} ({about.sheet.form})"), hang=2
        ),
        *_understood(about),
        Gap(),
        TextLine(
            (Span("Would import" if dry_run else "Imported", "strong"), f": {_sum(done)}."), hang=2
        ),
        *(TextLine((text,), indent=2, hang=4) for text in _notes(about, done)),
    ]
    if dry_run:
        blocks += _sample(done)
    blocks += _listed(f"{count(len(done.refused), 'row')} can't be used", done.refused)
    blocks += _listed(
        f"{count(len(done.unread), 'cell')} can't be read; the rest of the rows came in",
        done.unread,
    )
    blocks += _passed(done)
    blocks += _kept(done)
    blocks += [Gap(), *_next(done, new_process, dry_run=dry_run)]
    return tuple(blocks)


def _understood(about: ImportReport) -> Iterator[Block]:
    layout = about.settled.layout
    pairs = "; ".join(f"{field} = {column}" for field, column in layout.items())
    yield TextLine((f"Columns: {pairs}",), indent=2, hang=4)
    if about.forms:
        yield TextLine((f"Amounts: {_forms(about.forms)}",), indent=2, hang=4)
    if about.owner:
        yield TextLine((f"Owner of all: {about.owner}; another one: --owner",), indent=2, hang=4)
    steps = "; ".join(
        f"{stage} = {step or 'no step'}" for stage, step in about.ladder.steps.items()
    )
    if steps:
        guess = " (their order is a guess; else --stages A,B,C)" if about.is_guess else ""
        name = about.ladder.process.name
        yield TextLine((f"Stages in {name}{guess}: {steps}",), indent=2, hang=4)


def _forms(forms: Sequence[AmountForm]) -> str:
    shown = [
        f"{form.number:,} like {form.example} = {money(form.amount, form.currency)}"
        for form in forms[:_FORMS]
    ]
    more = len(forms) - len(shown)
    return "; ".join([*shown, *([f"and {count(more, 'other form')}"] if more else [])])


def _sum(done: ImportPlan) -> str:
    results = [_result(deal) for deal in done.created]
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
    if done.created:
        columns = (
            Column("Deal", least=8),
            Column("Company", grow=True, least=8),
            Column("Title", grow=True, least=8),
            Column("Value", align="right"),
            Column("Result"),
        )
        rows = tuple(
            (Span(d.handle, "strong"), d.company, d.title, money(d.value, d.currency), _result(d))
            for d in done.created[:_FEW]
        )
        yield Gap()
        yield Table(columns, rows)
        if len(done.created) > _FEW:
            yield TextLine((f"and {len(done.created) - _FEW:,} more",))
    for update in done.updated[:_FEW]:
        yield TextLine((Span(update.handle, "strong"), f": {'; '.join(update.words)}"), hang=2)
    if len(done.updated) > _FEW:
        yield TextLine((f"and {len(done.updated) - _FEW:,} updates more",))


def _listed(title: str, rows: Sequence[Refused]) -> Iterator[Block]:
    """Yield what is wrong with rows: each reason once, with the lines that it is about."""
    if not rows:
        return
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.reason, []).append(row.line)
    yield Gap()
    yield Heading(title)
    cells = tuple((_lines(numbers), reason) for reason, numbers in lines.items())
    yield Table((Column(), Column(grow=True, wrap=True)), cells, indent=2)


def _lines(numbers: Sequence[int]) -> str:
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


def _next(done: ImportPlan, new_process: str, *, dry_run: bool) -> Iterator[Block]:
    if dry_run:
        yield TextLine(("Dry run: nothing was written. Leave out --dry-run to import.",))
        return
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
        "kept": [{"deal": handle, "says": text} for handle, text in done.kept],
    }


def _id(deal: Deal) -> str:
    return str(deal.custom["import"]["id"])
