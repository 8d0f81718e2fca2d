"""The queue of the daily review: which deals need attention, most urgent first, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from salescli.domain.day.warning_signs import Sign, signs
from salescli.domain.deal import NextStep
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Reason
from salescli.domain.summary import Summary
from salescli.domain.time.moment import When, day_of, local, sort_key
from salescli.domain.time.workdays import Calendar
from salescli.text.wording import distance, lateness, short_day


class Urgency(StrEnum):
    """The groups of the review, in its order."""

    TODAY = "today"
    OVERDUE = "overdue"
    UNSCHEDULED = "no next step"
    THIS_WEEK = "this week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Review:
    """One deal in the review of a day.

    `facts` are the disqualifying facts that its process declares. What is said of it is put into
    words when it is asked for: most deals of a large book are only counted.
    """

    about: Summary
    urgency: Urgency
    today: date
    facts: tuple[Reason, ...] = ()

    @property
    def when(self) -> str:
        """When its next step is, in words; empty without one."""
        return due_words(self.about.next, self.today)

    @property
    def why(self) -> str:
        """Why it is in the review."""
        return _why(self.about, self.today)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What speaks against it."""
        return signs(self.about, self.today, self.facts)

    @property
    def is_pressing(self) -> bool:
        """Whether it has no next step, or its next step is overdue."""
        return self.urgency in (Urgency.UNSCHEDULED, Urgency.OVERDUE)

    @property
    def is_due(self) -> bool:
        """Whether it needs attention today."""
        return self.is_pressing or self.urgency is Urgency.TODAY

    @property
    def looks_poor(self) -> bool:
        """Whether something speaks for walking away."""
        return any(sign.alone for sign in self.signs)


def week_end(today: date, calendar: Calendar) -> date:
    """Return the last day of the week of the next workday: on a Saturday, of the week ahead."""
    try:
        workday = calendar.next_workday(today)
        return workday + timedelta(days=6 - workday.weekday())
    except (ValueError, OverflowError):
        return date.max


def review(about: Summary, today: date, until: date, facts: Iterable[Reason] = ()) -> Review:
    """Return the place of an open deal in the review of that day, in a week that lasts `until`.

    `facts` are the disqualifying facts that its process declares.
    """
    due = about.next.day if about.next else None
    return Review(about, _urgency(due, today, until), today, tuple(facts))


def order(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews as the list of the day has them, each deal at its first line.

    Today goes by the clock; what is overdue by lateness, then by value; what has no next step by
    value; the rest by day.
    """
    groups = {urgency: place for place, urgency in enumerate(Urgency)}

    def key(review: Review) -> tuple[int, tuple[date, bool, time], Amount, str]:
        """Return the place of a deal in the list of the day."""
        about, urgency = review.about, review.urgency
        now = about.next
        if len(about.agenda) > 1:
            now = next((step for step in about.agenda if step.day == review.today), now)
        if now and now.day == review.today:
            urgency = Urgency.TODAY
        when = by_clock(now.on if now else date.min)
        return groups[urgency], when, -(about.value or 0), about.handle

    return sorted(reviews, key=key)


def by_clock(on: When) -> tuple[date, bool, time]:
    """Return the place of a time among others: what has no time of day comes last on its day."""
    day, hour = sort_key(on)
    return day, not isinstance(on, datetime), hour


def _urgency(due: date | None, today: date, until: date) -> Urgency:
    if due is None:
        return Urgency.UNSCHEDULED
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.TODAY
    return Urgency.THIS_WEEK if due <= until else Urgency.LATER


def due_words(following: NextStep | None, today: date) -> str:
    """Return when a next step is due, in words; an empty text without one."""
    if following is None:
        return ""
    due = following.day
    day = short_day(due, today)
    if due < today:
        return f"{day}, {lateness(due, today)}"
    at = f" {local(following.on):%H:%M}" if isinstance(following.on, datetime) else ""
    if due == today:
        return f"today{at}"
    return f"{day}{at}, {distance(due, today)}"


def _why(about: Summary, today: date) -> str:
    if about.next is not None:
        if about.next.day < today:
            return "its day has passed, and nothing was logged since"
        return "confirmed by them" if about.next.agreed else "not confirmed by them"
    if about.last_at is not None:
        day = day_of(about.last_at)
        since = f"{short_day(day, today)}, {distance(day, today)}"
        return f"the {about.last_kind} of {since}, ended without a next step"
    return "it was opened without a next step"
