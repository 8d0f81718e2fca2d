"""How the file of an import was understood: its columns, amounts, days, stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salescli.exchange.csv.amount_forms import AmountForm
from salescli.exchange.csv.conventions import Conventions
from salescli.exchange.csv.day_forms import DayForm
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.csv.stages import StageMapping
from salescli.text.wording import count, day_text
from salescli.views.phrases import money
from salescli.views.render.document import Block, Span, TextLine

_FORMS = 6  # forms of amounts that are shown


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was imported, and how it was understood.

    `forms` are the forms of its amounts, `owner` whose the deals became where the file names
    nobody, `is_guess` says whether the order of the stages is one, `days` what days were read as.
    """

    name: str
    title: str
    sheet: Sheet
    settled: Conventions
    ladder: StageMapping
    forms: tuple[AmountForm, ...] = ()
    owner: str = ""
    is_guess: bool = False
    days: tuple[DayForm, ...] = ()


def understood(about: ImportReport) -> Iterator[Block]:
    """Yield what a file was taken for, and how its columns were read."""
    if not about.sheet.columns:
        return
    rows = count(len(about.sheet.rows), "row")
    yield TextLine(
        (Span(about.name, "strong"), f": {about.title}, {rows} ({about.sheet.form})"), hang=2
    )
    yield from _columns(about)


def _columns(about: ImportReport) -> Iterator[Block]:
    layout = about.settled.layout
    pairs = "; ".join(f"{field} = {column}" for field, column in layout.items())
    yield TextLine((f"Columns: {pairs}",), indent=2, hang=4)
    if about.forms:
        yield TextLine((f"Amounts: {_forms(about.forms)}",), indent=2, hang=4)
    if about.days:
        yield TextLine((f"Days: {_days(about.days)}",), indent=2, hang=4)
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


def _days(forms: Sequence[DayForm]) -> str:
    return "; ".join(
        f"{form.number:,} like {form.example} in {form.column} = {day_text(form.day)}"
        for form in forms
    )
