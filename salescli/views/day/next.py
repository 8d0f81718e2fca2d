"""The screen of `next`: the day by the clock, and all that needs somebody, a line a deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from salescli.domain.day.day_plan import DayLine, DayPlan
from salescli.domain.day.review import Review, week_end
from salescli.domain.finding import Finding
from salescli.domain.time.workdays import Calendar
from salescli.text.shell_quoting import command
from salescli.text.wording import count, day_text, short_day
from salescli.views.day.day_lines import LineForm
from salescli.views.day.day_words import (
    TITLES,
    brief_text,
    later_line,
    later_notes,
    summary_parts,
)
from salescli.views.day.line_columns import spare_for_handles
from salescli.views.day.review_layout import ReviewGroup, review_document
from salescli.views.handles import shown_handles
from salescli.views.phrases import money
from salescli.views.render.document import Block, Document, Gap, Span, TextLine
from salescli.views.unreadable import unreadable_lines

if TYPE_CHECKING:
    from salescli.domain.calendar.changes import CalendarChange
    from salescli.domain.incoming.captured import Captured
    from salescli.domain.proposal import Proposal
    from salescli.insight.week import WeekDone

_NAMED = 1  # of the things waiting, so many are named


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that was begun, or came in, and waits: what, on which deal, what takes it up."""

    what: str
    deal: str
    command: str
    is_draft: bool = True


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """All that the review shows.

    `open_deals` counts those that the flags left in it. `until` is the last day that it looks at,
    where that isn't the week's; `clock` is the time, where something of today has passed. `done`
    and `first` (what comes next of all) are for a day on which
    nothing is left to do.
    """

    today: date
    calendar: Calendar
    plan: DayPlan
    open_deals: int
    waiting: Sequence[Waiting] = ()
    calendar_changes: Sequence[CalendarChange] = ()
    captured: Sequence[Captured] = ()
    proposed: Sequence[Proposal] = ()
    unreadable: Sequence[Finding] = ()
    until: date | None = None
    done: WeekDone | None = None
    first: DayLine | None = None
    clock: time | None = None

    @property
    def ahead_title(self) -> str:
        """The heading of the next days."""
        return ahead_title(self.today, self.calendar, self.until)


def ahead_title(today: date, calendar: Calendar, until: date | None) -> str:
    """Return the heading of the next days; on a weekend they are those of the week ahead.

    `until` is the last of them where that isn't the week's.
    """
    if until is not None:
        return f"Until {short_day(until, today)}"
    in_week = (week_end(today, calendar) - today).days < 7
    return "This week" if in_week else "The week ahead"


def _from_elsewhere(screen: ReviewScreen) -> Iterator[Block]:
    """Yield what came from the calendar and the mail; little is loaded where nothing did."""
    if screen.calendar_changes:
        from salescli.views.incoming.calendar import calendar_line

        yield from calendar_line(screen.calendar_changes, screen.today)
    if screen.captured:
        from salescli.views.incoming.captured import captured_line

        yield from captured_line(screen.captured)


def next_screen(
    screen: ReviewScreen, width: int | None = None, lines: int | None = None
) -> Document:
    """Return the review; in so many lines where that is possible, with how many more there are.

    Today is shown whole, whatever the room.
    """
    form = LineForm(screen.today, screen.calendar, width or 0, _handles(screen.plan, width))
    groups = _groups(screen, form)
    reward = _at_zero(screen)
    top: list[Block] = [
        TextLine(tuple(_summary(screen))),
        *_from_elsewhere(screen),
        *_proposed(screen.proposed),
        *_waiting(screen.waiting),
        *unreadable_lines(screen.unreadable),
    ]
    bottom = _later(screen)
    (bottom if screen.plan.revisit else top).extend(reward)
    return review_document(top, groups, form.columns, bottom, (width, lines))


def _later(screen: ReviewScreen) -> list[Block]:
    """Return what is said of the deals after the next days, where those have none."""
    plan = screen.plan
    if not plan.later or plan.ahead or plan.needs_nobody:
        return []
    return [TextLine((later_line(plan.later),))]


def _groups(screen: ReviewScreen, form: LineForm) -> list[ReviewGroup]:
    """Return the groups in their order: what is to be done first, on top."""
    plan = screen.plan
    ahead = ReviewGroup(screen.ahead_title, plan.ahead, form.scheduled, later_notes(plan.later))
    note = revisit_note([about.handle for about in plan.revisit])
    back = ReviewGroup(TITLES["revisit"], plan.revisit, form.revisited, (note,))
    return [
        ReviewGroup(TITLES["today"], plan.today, form.scheduled),
        ReviewGroup(TITLES["overdue"], plan.overdue, form.scheduled),
        ReviewGroup(TITLES["none"], plan.unscheduled, form.unscheduled),
        *((back, ahead) if plan.needs_nobody else (ahead, back)),
    ]


def revisit_note(handles: Sequence[str]) -> str:
    """Return which command takes up again what is to be revisited."""
    if len(handles) == 1:
        return f"{command('reopen', handles[0])} takes it up again"
    return "salescli reopen DEAL takes one up again"


def _handles(plan: DayPlan, width: int | None) -> dict[str, str]:
    lines = (*plan.today, *plan.overdue, *plan.unscheduled, *plan.ahead)
    handles = [*(line.about.handle for line in lines), *(one.handle for one in plan.revisit)]
    longest = max((len(line.what) for line in lines), default=0)
    return shown_handles(handles, width, spare=spare_for_handles(width, longest))


def _summary(screen: ReviewScreen) -> Iterable[Span | str]:
    plan = screen.plan
    clock = f", {screen.clock:%H:%M}" if screen.clock else ""
    parts = summary_parts(
        f"{day_text(screen.today)}{clock}",
        today=len(plan.today),
        overdue=len(plan.overdue),
        unscheduled=len(plan.unscheduled),
        revisit=len(plan.revisit),
        unreadable=len(screen.unreadable),
    )
    yield from (Span(*part) for part in parts)
    if plan.needs_nobody and screen.open_deals and not screen.unreadable:
        yield " · "
        which = "all other deals have" if plan.revisit else "every deal has"
        yield Span(f"{which} a next step", "good")


def _waiting(waiting: Sequence[Waiting]) -> list[Block]:
    """Return what was begun and parked, on one line, with the command that goes on with it."""
    if not waiting:
        return []
    named = [f"{one.what} of {one.deal}" for one in waiting[:_NAMED]]
    more = len(waiting) - _NAMED
    text = ", ".join(named) + (f" + {more} more" if more > 0 else "")
    goes_on = " finishes or drops it" if waiting[0].is_draft else ""
    return [TextLine((Span(f"Can wait: {text} ({waiting[0].command}{goes_on})", "faint"),))]


def _proposed(waiting: Sequence[Proposal]) -> list[Block]:
    """Return what assistants propose, on one line, the oldest named."""
    if not waiting:
        return []
    first = waiting[0]
    more = f" + {len(waiting) - 1} more" if len(waiting) > 1 else ""
    what = f"{first.words[0]} {first.deal}, by {first.by}{more} ("
    return [TextLine((Span("Proposed: ", "strong"), what, Span("salescli apply", "command"), ")"))]


def _at_zero(screen: ReviewScreen) -> list[Block]:
    """Return what a day on which nothing is left comes back for."""
    if not screen.open_deals and not screen.unreadable:
        return [Gap(), TextLine(("No deal is open. salescli add COMPANY opens one.",))]
    lines = zero_lines(screen)
    return [Gap(), *lines] if lines else []


def zero_lines(screen: ReviewScreen) -> list[Block]:
    """Return what the week came to, and what comes next: nothing where that wasn't looked at."""
    if screen.done is None:
        return []
    lines: list[Block] = [TextLine((_week(screen.done),))]
    if screen.first:
        form = LineForm(screen.today, screen.calendar)
        lines.append(TextLine((f"Next: {form.ahead(screen.first)}.",)))
    return lines


def _week(done: WeekDone) -> str:
    """Return what a week came to: '11 conversations, 7 with a date agreed, 1 won'."""
    amounts = " and ".join(money(value, currency) for value, currency in done.values)
    parts = (
        count(done.encounters, "conversation") if done.encounters else "",
        f"{done.advances} with a date agreed" if done.advances else "",
        f"{done.won} won" + (f" ({amounts})" if amounts else "") if done.won else "",
        f"{done.lost} lost" if done.lost else "",
        f"{done.walked_away} walked away from" if done.walked_away else "",
    )
    text = ", ".join(filter(None, parts)) or "nothing logged yet"
    days = done.days_at_zero
    row = f" {days} clean days in a row." if days > 1 else ""
    return f"Done this week: {text}.{row}"


def brief_line(reviews: Iterable[Review], revisit: int, unreadable: int) -> Document:
    """Return the review on one line, for a shell's prompt; empty when nothing is pressing."""
    text = brief_text((one.urgency for one in reviews), revisit, unreadable)
    return (TextLine((text,)),) if text else ()
