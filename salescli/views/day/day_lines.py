"""A line of the review: when or how late, which deal, what, with whom, and where to reach them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from salescli.domain.advice import due_day
from salescli.domain.day.day_plan import DayLine
from salescli.domain.deal import NextStep
from salescli.domain.people.short_name import short_name
from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of, local
from salescli.domain.time.workdays import Calendar
from salescli.text.safe_text import harmless, shorten, width
from salescli.text.wording import MONTHS, WEEKDAYS, count, distance, listed, short_day
from salescli.views.day.line_columns import has_company, is_wide, line_columns
from salescli.views.deal.planned import planned_line
from salescli.views.phrases import money
from salescli.views.render.document import Cell, Column, Span

PASSED, POOR, UNCONFIRMED = "not logged yet", "walk away?", "unconfirmed"
_ALSO = 18  # and that a narrow one has for what else is overdue
_NAMED = 2  # people whose first names a narrow line has
_WHOLE = 18  # cells that the names of a narrow line may take
_WEEK = 7


@dataclass(frozen=True, slots=True)
class LineForm:
    """How lines are shown: as of which day, and in how many cells; 0 are those of a pipe.

    `handles` says how a deal's handle is shown, where it isn't as it is.
    """

    today: date
    calendar: Calendar
    cells: int = 0
    handles: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for the value, and for whole names."""
        return is_wide(self.cells)

    @property
    def has_company(self) -> bool:
        """Whether there is room for the company, too."""
        return has_company(self.cells)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a line."""
        return line_columns(self.cells, self.handles)

    def scheduled(self, line: DayLine) -> tuple[Cell, ...]:
        """Return the cells of a line that has a next step."""
        about, following = line.about, line.following
        if following is None:
            return self.unscheduled(line)
        return (
            self._when(line, following),
            *self._deal(about),
            line.what,
            ", ".join(self._people(about, following)) or "-",
            self._phone_and_sign(line, following),
            *((money(about.value, about.currency),) if self.is_wide else ()),
        )

    def unscheduled(self, line: DayLine) -> tuple[Cell, ...]:
        """Return the cells of a line without a next step: the last one says what is suggested."""
        poor = (Span(f"{self._poor(line)}  ", "warning"),) if line.review.looks_poor else ()
        return "  ", *self._deal(line.about), (*poor, self._suggestion(line.about))

    def revisited(self, about: Summary) -> tuple[Cell, ...]:
        """Return the cells of a closed deal that comes back: the last one says why it was left."""
        day = about.revisit or self.today
        when = "today" if day >= self.today else f"{(self.today - day).days} d late"
        ended = f" {short_day(day_of(about.ended), self.today)}" if about.ended else ""
        left = f"{about.status}{ended}{f': {about.left}' if about.left else ''}"
        return f"  {when}", *self._deal(about), f"ask again: {left}"

    def ahead(self, line: DayLine) -> str:
        """Return a line in one sentence: 'tomorrow 11:00 corvane, Half-time review, with Priya'."""
        about, following = line.about, line.following
        if following is None:
            return ""
        day = following.day
        near = (day - self.today).days <= 1
        at = f" {local(following.on):%H:%M}" if isinstance(following.on, datetime) else ""
        when = distance(day, self.today) if near else short_day(day, self.today)
        people = listed(self._people(about, following))
        present = f", with {people}" if people else ""
        return f"{when}{at} {about.handle}, {line.what}{present}"

    def _when(self, line: DayLine, following: NextStep) -> Cell:
        on, day = following.on, following.day
        if day < self.today:
            return Span(f"  {(self.today - day).days} d", "error")
        clock = f"{local(on):%H:%M}" if isinstance(on, datetime) else ""
        if day == self.today:
            return Span(f"  {clock or 'today'}", "warning" if line.has_passed else "strong")
        near = (day - self.today).days < _WEEK
        name = WEEKDAYS[day.weekday()][:3] if near else f"{day.day} {MONTHS[day.month - 1][:3]}"
        return f"  {name} {clock or ' ' * 5}"

    def _deal(self, about: Summary) -> tuple[Cell, ...]:
        handle = Span(self.handles.get(about.handle, about.handle), "strong")
        return (handle, about.company) if self.has_company else (handle,)

    def _people(self, about: Summary, following: NextStep) -> list[str]:
        names = {handle: name for handle, name, _ in about.people}
        whole = [names.get(handle) or handle for handle in following.people]
        if self.is_wide or (len(whole) < _NAMED and width("".join(whole)) <= _WHOLE):
            return whole
        first = [short_name(name) for name in whole]
        named = _NAMED if width(", ".join(first[:_NAMED])) <= _WHOLE else 1
        more = len(first) - named
        return [*first[:named], *([f"+{more}"] if more > 0 else [])]

    def _phone_and_sign(self, line: DayLine, following: NextStep) -> Cell:
        """Return the number to ring and a sign; without room for both, the sign that says more."""
        phones = dict(line.about.phones)
        phone = next((phones[who] for who in following.people if who in phones), "")
        sign = self._sign(line, following)
        if sign == UNCONFIRMED:
            sign = sign if self.is_wide or not phone else ""
            return (phone, "  " if phone and sign else "", Span(sign, "faint"))
        phone = phone if not sign or (self.is_wide and not line.has_passed) else ""
        return (phone, "  " if phone and sign else "", Span(sign, "warning"))

    def _sign(self, line: DayLine, following: NextStep) -> str:
        if line.has_passed:
            return PASSED
        late = self._also_late(line.about, following)
        poor = self._poor(line) if line.review.looks_poor else ""
        if sign := late or poor or self._also_today(line.about, following):
            return sign
        return UNCONFIRMED if following.day >= self.today and not following.agreed else ""

    def _also_late(self, about: Summary, following: NextStep) -> str:
        """Return, beside what is due today, what of the deal is overdue: it is to be done too."""
        late = (
            what
            for step, what in zip(about.agenda, about.names, strict=True)
            if step.day < self.today
        )
        what = harmless(next(late, "")) if following.day == self.today else ""
        return f"also overdue: {what if self.is_wide else shorten(what, _ALSO)}" if what else ""

    def _also_today(self, about: Summary, following: NextStep) -> str:
        """Return, beside what is overdue, when something of the deal is due today."""
        now = next((step for step in about.agenda if step.day == self.today), None)
        if now is None or following.day >= self.today:
            return ""
        clock = f" {local(now.on):%H:%M}" if isinstance(now.on, datetime) else ""
        return f"also today{clock}"

    def _poor(self, line: DayLine) -> str:
        return f"{POOR} {count(len(line.review.signs), 'sign')}"

    def _suggestion(self, about: Summary) -> str:
        due = about.due
        if planned := planned_line(about, self.today):
            return planned
        if due is None:
            return "nothing is left in the process: win it or close it"
        day = short_day(due_day(due.within, self.today, self.calendar), self.today)
        missing = f"; find out who is the {listed(due.absent)}" if due.absent else ""
        return f"suggested: {due.title}, by {day}{missing}"
