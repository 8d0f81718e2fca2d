"""How a plan is worded, on our own screen and for the buyer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from salescli.domain.action_plan import Done, Owner, Plan, PlannedRow
from salescli.domain.buyer_plan import BuyerPlan
from salescli.domain.deal import Deal
from salescli.domain.diff.entry_phrases import when_words
from salescli.domain.process import Process
from salescli.domain.time.moment import When, local
from salescli.text.wording import count, day_text, echo, when_text

COLUMNS = ("Day", "Step", "Your side", "Our side", "Goal", "After", "State")
OPEN = "to be agreed"

Terms = tuple[tuple[str, tuple[str, ...]], ...]


def title(deal: Deal) -> str:
    """Whose plan it is, and for what."""
    return " · ".join(dict.fromkeys(filter(None, (deal.company, deal.title)))) or deal.handle


def plan_terms(deal: Deal, go_live: str, close: str) -> Terms:
    """Return what both sides go by: objective, success measures, go-live and close."""
    return (
        ("Objective", (deal.objective or OPEN,)),
        ("Success measures", deal.measures or (OPEN,)),
        ("Go-live", (go_live or OPEN,)),
        ("Close", (close or OPEN,)),
    )


def own_terms(plan: Plan) -> Terms:
    """Return what both sides go by, as we see it."""
    deal = plan.deal
    go_live = day_text(deal.go_live) if deal.go_live else ""
    if deal.go_live and deal.go_live < plan.close:
        go_live += ", which is before the close"
    return plan_terms(deal, go_live, day_text(deal.close) if deal.close else "")


def buyer_terms(plan: BuyerPlan) -> Terms:
    """Return what both sides go by, as the buyer reads it: no day of it has passed."""
    close = _ahead(plan.close, plan.today)
    if close and plan.is_proposed:
        close += " (proposed)"
    wanted = plan.deal.go_live
    go_live = _ahead(wanted, plan.today) if wanted else ""
    if go_live and wanted and wanted < plan.close:
        go_live += " (to be confirmed)"
    return plan_terms(plan.deal, go_live, close)


def _ahead(day: date, today: date) -> str:
    return day_text(day) if day >= today else ""


def verdict(plan: Plan) -> str:
    """Return whether what is left can be done by the close."""
    end = day_text(plan.end)
    if not plan.rows:
        return "Nothing is left to do but to close."
    if plan.deal.close is None:
        return f"No close date is agreed yet: all of it can be done by {end}."
    if plan.fits and plan.spare == 0:
        return "It just fits: there is no day to spare."
    if plan.fits:
        return f"It fits, with {count(plan.spare, 'business day')} to spare."
    short = count(-plan.spare, "business day")
    return f"It does not fit, by {short}: all of it can be done by {end} at the earliest."


def owner_text(owner: Owner, process: Process) -> str:
    """Who sees to it: `Dana Reyes`, or `Legal, to be named`. The role of a name is ours to know."""
    if owner.person is not None:
        return owner.person.name or owner.person.handle.replace("-", " ").title()
    declared = process.role(owner.role)
    role = (declared.title.partition(":")[0] if declared else "") or owner.role
    return f"{role}, to be named" if role else "to be named"


def step_text(row: PlannedRow) -> str:
    """Return the step of a row, and how often it is to be held if that is not once."""
    name = row.step.title or row.step.id
    return f"{name} ({row.times} times)" if row.times > 1 else name


def after_text(row: PlannedRow) -> str:
    """Return what a row depends on."""
    return ", ".join(step.title or step.id for step in row.after)


def own_state(row: PlannedRow, today: date) -> str:
    """Return what we know of a row's day: that it is booked, has passed, or is too late."""
    return "; ".join(_own_states(row, today))


def _own_states(row: PlannedRow, today: date) -> Iterator[str]:
    booked = row.scheduled
    if booked is not None and booked.day < today:
        yield f"was due {_date(booked.on, today)}"
    elif booked is not None:
        yield f"{_date(booked.on, today)}, {'confirmed' if booked.agreed else 'not confirmed'}"
    if row.earliest > row.by:
        yield f"not before {_date(row.earliest, today)}"
    elif booked is not None and booked.day > row.by:
        yield "later than needed"


def _date(when: When, today: date) -> str:
    """Return a date without its weekday, for a narrow column: `24 Nov 16:00`."""
    return when_words(when, today).partition(" ")[2]


def own_day(row: PlannedRow, today: date) -> str:
    """Return the day by which a row must be done, as our own screen has it."""
    return _date(row.by, today)


def done_text(done: Done) -> str:
    """Return a step that was held or set aside."""
    name = done.step.title or done.step.id
    if done.reason:
        return f"{name}: skipped. {done.reason}"
    return f"{name}, {done.held} times" if done.held > 1 else name


def row_day(row: PlannedRow, today: date) -> str:
    """Return when a row is: on its day of the agenda, else by when it must be done."""
    if row.scheduled is not None:
        on = row.scheduled.on
        return when_text(local(on) if isinstance(on, datetime) else on)
    return f"by {day_text(row.by)}" if row.by >= today else "as soon as possible"


def row_state(row: PlannedRow) -> str:
    """Return whether the buyer confirmed the day of a row; '' where none is set."""
    if row.scheduled is None:
        return ""
    return "confirmed" if row.scheduled.agreed else "to be confirmed"


def cells(plan: BuyerPlan, row: PlannedRow) -> tuple[str, ...]:
    """Return a row for the buyer, as `COLUMNS` names its cells."""
    return (
        row_day(row, plan.today),
        step_text(row),
        owner_text(row.theirs, plan.process),
        owner_text(row.ours, plan.process),
        "; ".join(row.brings),
        after_text(row),
        row_state(row),
    )


def as_of(today: date) -> str:
    """Of when a plan is."""
    return f"As of {day_text(today)}"


def close_text(plan: Plan) -> str:
    """Return the close that a plan leads to, and how far away that is."""
    return echo(plan.close, plan.today)
