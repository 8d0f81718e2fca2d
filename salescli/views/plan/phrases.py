"""How a plan is worded, wherever it is shown or sent to."""

from __future__ import annotations

from datetime import datetime

from salescli.domain.action_plan import Done, Owner, Plan, Row
from salescli.domain.time.moment import local
from salescli.text.wording import count, day_text, echo, when_text

COLUMNS = ("By", "Step", "You", "We", "Goal", "After", "State")


def title(plan: Plan) -> str:
    """Whose plan it is, and for what."""
    deal = plan.deal
    return " · ".join(dict.fromkeys(filter(None, (deal.company, deal.title)))) or deal.handle


def plan_terms(plan: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what both sides go by: objective, success measures, go-live and close."""
    deal = plan.deal
    close = day_text(deal.close) if deal.close else ""
    go_live = day_text(deal.go_live) if deal.go_live else ""
    if deal.go_live and deal.go_live < plan.close:
        go_live += ", which is before the close"
    open_ = ("to be agreed",)
    return (
        ("Objective", (deal.objective,) if deal.objective else open_),
        ("Success measures", deal.measures or open_),
        ("Go-live", (go_live,) if go_live else open_),
        ("Close", (close,) if close else open_),
    )


def shared_verdict(plan: Plan) -> str:
    """Return what the buyer must know of it: that it doesn't fit.

    How much there is to spare is ours.
    """
    return "" if plan.fits and plan.deal.close else f" {verdict(plan)}"


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


def owner_text(owner: Owner) -> str:
    """Who sees to it: `Dana Reyes`, or `legal, to be named`. Their role is ours to know."""
    if owner.person is not None:
        return owner.person.name or owner.person.handle
    return f"{owner.role}, to be named" if owner.role else "to be named"


def step_text(row: Row) -> str:
    """Return the step of a row, and how often it is to be held if that is not once."""
    name = row.step.title or row.step.id
    return f"{name} ({row.times} times)" if row.times > 1 else name


def after_text(row: Row) -> str:
    """Return what a row depends on."""
    return ", ".join(step.title or step.id for step in row.after)


def state_text(row: Row) -> str:
    """Return what is known of a row's day: that it is booked, and that it is too late."""
    parts = []
    if row.scheduled is not None:
        on = row.scheduled.on
        when = when_text(local(on) if isinstance(on, datetime) else on)
        parts.append(f"{'confirmed' if row.scheduled.agreed else 'proposed'} for {when}")
    if row.earliest > row.by:
        parts.append(f"can't be done before {day_text(row.earliest)}")
    elif row.is_late:
        parts.append("later than needed")
    return "; ".join(parts)


def done_text(done: Done) -> str:
    """Return a step that was held or set aside."""
    name = done.step.title or done.step.id
    if done.reason:
        return f"{name}: skipped. {done.reason}"
    return f"{name}, {done.held} times" if done.held > 1 else name


def cells(row: Row) -> tuple[str, ...]:
    """Return a row, as `COLUMNS` names its cells."""
    return (
        day_text(row.by),
        step_text(row),
        owner_text(row.theirs),
        owner_text(row.ours),
        "; ".join(row.brings),
        after_text(row),
        state_text(row),
    )


def as_of(plan: Plan) -> str:
    """Of when a plan is."""
    return f"As of {day_text(plan.today)}"


def close_text(plan: Plan) -> str:
    """Return the close that a plan leads to, and how far away that is."""
    return echo(plan.close, plan.today)
