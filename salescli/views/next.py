"""The screen of `next`: the daily review, most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salescli.advice import due_day, roles_without_person
from salescli.model.calendar import Calendar
from salescli.model.finding import Finding
from salescli.model.spoken import count, day_text
from salescli.review import Review, Urgency, week_end
from salescli.store.drafts import Draft
from salescli.views.document import Block, Document, Gap, Heading, Line, Span, Style
from salescli.views.words import following, local_when

_TITLES = {
    Urgency.UNSCHEDULED: "No next step",
    Urgency.OVERDUE: "Overdue",
    Urgency.TODAY: "Today",
    Urgency.THIS_WEEK: "This week",
}
_STYLES: dict[Urgency, Style] = {
    Urgency.UNSCHEDULED: "error",
    Urgency.OVERDUE: "error",
    Urgency.TODAY: "warning",
    Urgency.THIS_WEEK: "good",
}


@dataclass(frozen=True, slots=True)
class Agenda:
    """All that the review shows: drafts, unreadable files, and the open deals in order."""

    today: date
    calendar: Calendar
    drafts: Sequence[Draft]
    unreadable: Sequence[Finding]
    reviews: Sequence[Review]

    @property
    def in_week(self) -> bool:
        """Whether the week still has a workday; on a weekend the review shows the week ahead."""
        return (week_end(self.today, self.calendar) - self.today).days < 7


def next_screen(agenda: Agenda, limit: int | None = None) -> Document:
    """The review; with a limit only so many deals, and how many more there are."""
    due = [one for one in agenda.reviews if one.urgency in _TITLES]
    shown = due[:limit]
    blocks: list[Block] = [
        Heading(day_text(agenda.today), count(len(agenda.reviews), "open deal")),
        *unreadable_lines(agenda.unreadable),
        *_drafts(agenda.drafts),
    ]
    for urgency, title in _TITLES.items():
        group = [one for one in shown if one.urgency is urgency]
        if group:
            total = sum(one.urgency is urgency for one in due)
            ahead = urgency is Urgency.THIS_WEEK and not agenda.in_week
            blocks += [Gap(), Heading("The week ahead" if ahead else title, str(total))]
            blocks += [line for one in group for line in _deal(one, agenda)]
    return (*blocks, Gap(), *_closing(agenda, len(due) - len(shown)))


def unreadable_lines(faults: Sequence[Finding]) -> list[Block]:
    """The deals whose files can't be read, each with its place."""
    lines: list[Block] = [Gap(), Heading("Unreadable", str(len(faults)))] if faults else []
    for fault in faults:
        place = Span(f"{fault.file}:{fault.line}", "error")
        lines.append(Line((place, f"  {fault.message}"), indent=2, hang=4))
    return lines


def _drafts(drafts: Sequence[Draft]) -> list[Block]:
    lines: list[Block] = (
        [Gap(), Heading("Begun and not finished", str(len(drafts)))] if drafts else []
    )
    for draft in drafts:
        left = f"  {draft.command}, begun on {local_when(draft.at)}"
        lines.append(Line((Span(draft.name, "strong"), left), indent=2, hang=4))
        lines.append(Line((Span(draft.resume, "command"),), indent=4))
    return lines


def _deal(one: Review, agenda: Agenda) -> list[Block]:
    """What and when, why it is here, what the process says, and what to type."""
    step = one.standing.next
    what = following(one.process, step) if step else "nothing is scheduled"
    when = (Span(one.when, _STYLES[one.urgency]),) if one.when else ()
    head = (Span(one.deal.handle, "strong"), f"  {what}  ", *when)
    texts = [text for text in (f"{one.why}.", _process_says(one, agenda)) if text]
    details = [
        Line((Span(text[:1].upper() + text[1:], "faint"),), indent=4, hang=4) for text in texts
    ]
    command = Line((Span(_command(one, agenda), "command"),), indent=4, hang=4)
    return [Line(head, indent=2, hang=4), *details, command]


def _process_says(one: Review, agenda: Agenda) -> str:
    if one.step is None:
        return "Nothing is left to do in the process: win it, or end it."
    if one.standing.next is not None:
        return f"To bring about: {one.purpose}." if one.purpose else ""
    day = due_day(one.step, agenda.today, agenda.calendar)
    absent = roles_without_person(one.deal, one.step)
    missing = f"; find out who is {' and '.join(absent)}" if absent else ""
    return f"The process has next: {one.step.title or one.step.id}, by {day_text(day)}{missing}."


def _command(one: Review, agenda: Agenda) -> str:
    handle, step = one.deal.handle, one.step
    if one.standing.next is not None:
        return f"salescli log {handle} {one.standing.next.step}".rstrip()
    if step is None:
        return f"salescli win {handle}"
    day = due_day(step, agenda.today, agenda.calendar)
    return f"salescli schedule {handle} --next {step.id} --on {day.isoformat()}"


def _closing(agenda: Agenda, more: int) -> list[Block]:
    later = sum(one.urgency is Urgency.LATER for one in agenda.reviews)
    texts = []
    if not agenda.reviews and not agenda.unreadable:
        texts.append("No deal is open. salescli add COMPANY opens one.")
    if more:
        texts.append(f"And {more} more: salescli next --all shows them.")
    if later:
        texts.append(f"{count(later, 'deal')} with a next step after that.")
    return [Line((text,)) for text in texts] or [Line(("That is all.",))]
