"""The screen of `next`: the daily review, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from salescli.domain.advice import due_day
from salescli.domain.finding import Finding
from salescli.domain.review import Review, Urgency, week_end
from salescli.domain.time.workdays import Calendar
from salescli.store.drafts import Draft
from salescli.text.shell_quoting import command, word
from salescli.text.wording import count, day_text, short_day
from salescli.views.phrases import local_when, money
from salescli.views.render.document import Block, Document, Gap, Heading, Span, Style, TextLine

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
class ReviewScreen:
    """All that the review shows: drafts, unreadable files, and the open deals in order.

    `stuck` are files that were saved in an editor, and that no command takes up.
    `until` is the last day that it looks at, where that isn't the week's.
    """

    today: date
    calendar: Calendar
    drafts: Sequence[Draft]
    stuck: Sequence[Path]
    unreadable: Sequence[Finding]
    reviews: Sequence[Review]
    until: date | None = None

    def title(self, urgency: Urgency) -> str:
        """Return the heading of a group; on a weekend the review shows the week ahead."""
        if urgency is not Urgency.THIS_WEEK:
            return _TITLES[urgency]
        if self.until is not None:
            return f"Until {short_day(self.until, self.today)}"
        in_week = (week_end(self.today, self.calendar) - self.today).days < 7
        return _TITLES[urgency] if in_week else "The week ahead"


def next_screen(agenda: ReviewScreen, limit: int | None = None) -> Document:
    """Return the review; with a limit only so many deals, and how many more there are."""
    due = [review for review in agenda.reviews if review.urgency in _TITLES]
    shown = due[:limit]
    blocks: list[Block] = [
        Heading(day_text(agenda.today), count(len(agenda.reviews), "open deal")),
        *unreadable_lines(agenda.unreadable),
        *_drafts(agenda.drafts, agenda.stuck),
    ]
    for urgency in _TITLES:
        group = [review for review in shown if review.urgency is urgency]
        if group:
            total = sum(review.urgency is urgency for review in due)
            number = str(total) if total == len(group) else f"{len(group)} of {total}"
            blocks += [Gap(), Heading(agenda.title(urgency), number)]
            blocks += [line for review in group for line in _deal(review, agenda)]
    return (*blocks, Gap(), *_closing(agenda, len(due) - len(shown)))


_COUNTED = {
    Urgency.OVERDUE: "overdue",
    Urgency.UNSCHEDULED: "without a next step",
    Urgency.TODAY: "today",
}


def counts(reviews: Iterable[Review], unreadable: int = 0) -> list[str]:
    """Return how many deals need somebody today, and why: `2 overdue`, `1 without a next step`."""
    urgencies = [review.urgency for review in reviews]
    numbers = [(urgencies.count(urgency), words) for urgency, words in _COUNTED.items()]
    return [
        f"{number} {words}" for number, words in (*numbers, (unreadable, "unreadable")) if number
    ]


def brief_screen(reviews: Iterable[Review], unreadable: int) -> Document:
    """Return the review on one line, for a shell's prompt; empty when nothing is pressing."""
    parts = counts(reviews, unreadable)
    return (TextLine((" · ".join(parts),)),) if parts else ()


def unreadable_lines(faults: Sequence[Finding]) -> list[Block]:
    """Return the deals whose files can't be read, each with its place."""
    lines: list[Block] = [Gap(), Heading("Unreadable", str(len(faults)))] if faults else []
    for fault in faults:
        place = Span(f"{fault.file}:{fault.line}", "error")
        lines.append(TextLine((place, f"  {fault.message}"), indent=2, hang=4))
    return lines


def _drafts(drafts: Sequence[Draft], stuck: Sequence[Path]) -> list[Block]:
    number = len(drafts) + len(stuck)
    lines: list[Block] = [Gap(), Heading("Unfinished", str(number))] if number else []
    for draft in drafts:
        left = f"  {draft.command}, begun on {local_when(draft.at)}"
        lines.append(TextLine((Span(draft.name, "strong"), left), indent=2, hang=4))
        lines.append(TextLine((Span(draft.resume, "command"),), indent=4))
    for path in stuck:
        says = "  saved in an editor, and can't be taken up from there"
        lines.append(TextLine((Span(path.name, "strong"), says), indent=2, hang=4))
        lines.append(TextLine((Span(f"less {word(str(path))}", "command"),), indent=4))
    return lines


def _deal(review: Review, agenda: ReviewScreen) -> list[Block]:
    """Return what and when; whose deal it is, and what the process says; what to type."""
    deal, step = review.about, review.about.next
    head: list[Span | str] = [Span(deal.handle, "strong"), "  "]
    if step is None:
        head.append(Span(review.why, _STYLES[review.urgency]))
    else:
        present = f" · {', '.join(step.people)}" if step.people else ""
        head += [f"{deal.what}{present}  "]
        head.append(Span(review.when, _STYLES[review.urgency]))
        head += [] if step.agreed else [Span("  not confirmed", "warning")]
        more = len(deal.agenda) - 1
        head += [Span(f"  and {more} more", "faint")] if more else []
    facts = " · ".join(filter(None, (deal.company, money(deal.value, deal.currency))))
    says = (f"{facts}. " if facts else "", Span(_process_says(review, agenda), "faint"))
    return [
        TextLine(tuple(head), indent=2, hang=4),
        TextLine(says, indent=4, hang=4),
        TextLine((Span(_command(review, agenda), "command"),), indent=4, hang=4),
    ]


def _process_says(review: Review, agenda: ReviewScreen) -> str:
    due = review.about.due
    if due is None:
        return "Nothing is left to do in the process: win it or close it."
    if review.about.next is not None:
        return f"Goal: {due.purpose}." if due.purpose else ""
    day = short_day(due_day(due.within, agenda.today, agenda.calendar), agenda.today)
    missing = f"; find out who is {' and '.join(due.absent)}" if due.absent else ""
    return f"Suggested: {due.title}, by {day}{missing}."


def _command(review: Review, agenda: ReviewScreen) -> str:
    handle, due, following = review.about.handle, review.about.due, review.about.next
    end = f"   or close it: {command('walk', handle)}" if review.looks_poor else ""
    if following is not None:
        overdue = review.urgency is Urgency.OVERDUE
        move = f"   or: {command('schedule', handle)}" if overdue else ""
        return command("log", handle, following.step) + (end or move)
    if due is None:
        return command("win", handle)
    day = due_day(due.within, agenda.today, agenda.calendar)
    flags = f"--next {word(due.step)} --on {day.isoformat()}"
    return command("schedule", handle, flags=flags) + end


def _closing(agenda: ReviewScreen, more: int) -> list[Block]:
    later = sum(review.urgency is Urgency.LATER for review in agenda.reviews)
    texts = []
    if not agenda.reviews and not agenda.unreadable:
        texts.append("No deal is open. salescli add COMPANY opens one.")
    if more:
        texts.append(f"And {more} more: salescli next --all shows them.")
    if later:
        texts.append(f"{count(later, 'deal')} with a next step after that.")
    return [TextLine((text,)) for text in texts] or [TextLine(("That is all.",))]
