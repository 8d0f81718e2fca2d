"""What came back from the calendar: each thing as a question, with the command that answers it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from salescli.domain.calendar.changes import CalendarChange, ChangeKind
from salescli.domain.calendar.events import event_when
from salescli.domain.time.moment import When, day_of
from salescli.text.safe_text import shorten
from salescli.text.shell_quoting import command
from salescli.text.wording import listed, short_day, when_text
from salescli.views.render.document import Block, Document, Heading, Span, Style, TextLine

_QUESTIONS: Mapping[ChangeKind, str] = {
    ChangeKind.MOVED: "take it?",
    ChangeKind.BOTH: "take the calendar's?",
    ChangeKind.CANCELLED: "put it back on the agenda?",
    ChangeKind.DELETED: "cancel it?",
    ChangeKind.MEETING: "a next step of {deal}?",
    ChangeKind.ACCEPTED: "confirm it?",
    ChangeKind.DECLINED: "move it?",
}
# What the two answers to each question are called: the one that takes it, and the other one.
ANSWERS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.MOVED: ("take it", "put ours back"),
    ChangeKind.BOTH: ("take the calendar's", "put ours back"),
    ChangeKind.CANCELLED: ("put it back on the agenda", "delete it there"),
    ChangeKind.DELETED: ("cancel it", "put it back there"),
    ChangeKind.MEETING: ("take it as a next step", "it is none: don't ask again"),
    ChangeKind.ACCEPTED: ("confirm it", "not yet: don't ask again"),
    ChangeKind.DECLINED: ("move it", "leave it: don't ask again"),
}
_WHAT, _SHORT = 40, 20  # cells of what an event is called


def question_text(change: CalendarChange, today: date) -> str:
    """Return what came back, and the question: 'Demo was moved to Thu 26 Nov 10:00 …: take it?'."""
    question = _QUESTIONS[change.kind].format(deal=change.deal)
    return f"{_said(change, today)}: {question}"


_SAID: Mapping[ChangeKind, str] = {
    ChangeKind.MOVED: "{what} was moved to {there} in your calendar (here {here})",
    ChangeKind.BOTH: "{what} was moved to {there} in your calendar, and to {here} here",
    ChangeKind.CANCELLED: "{what} was cancelled here, and moved to {there} in your calendar",
    ChangeKind.DELETED: "{what}, {here}, was deleted in your calendar",
    ChangeKind.MEETING: "{what}, with {who} of {deal}{others}, {there}, is in your calendar",
    ChangeKind.ACCEPTED: "{who} accepted {what}, {here}",
    ChangeKind.DECLINED: "{who} declined {what}, {here}",
}
_NOT_OURS = "{what} is {there} in your calendar, {here} here"


def _said(change: CalendarChange, today: date, most: int = _WHAT) -> str:
    is_theirs = change.kind is ChangeKind.MOVED and not change.may_restore
    text = _NOT_OURS if is_theirs else _SAID[change.kind]
    return text.format(
        what=shorten(change.what or "an event", most),
        here=_when(change.here, today),
        there=_when(change.there, today),
        who=listed(change.who),
        deal=change.deal,
        others=f" (or of {listed(change.others, 'or')})" if change.others else "",
    )


def _when(key: str, today: date) -> str:
    """Return 'Thu 26 Nov 10:00', the year where it is another one."""
    if not key:
        return ""
    when: When = event_when(key)
    day = short_day(day_of(when), today)
    return when_text(when).replace(when_text(day_of(when)), day)


def answer_command(change: CalendarChange, among: Collection[CalendarChange], flag: str) -> str:
    """Return what to type to answer one of several changes."""
    alone = sum(other.deal == change.deal for other in among) == 1
    named = "" if alone else f"--event {change.id} "
    return command("calendar", change.deal, flags=f"{named}{flag}")


def calendar_screen(changes: Sequence[CalendarChange], today: date) -> Document:
    """Return all that came back, each with the commands that answer it."""
    if not changes:
        return (TextLine(("Your calendar and the book say the same.",)),)
    blocks: list[Block] = [Heading("Changed in your calendar", str(len(changes)))]
    for change in changes:
        blocks += change_lines(change, today)
        take, leave = ANSWERS[change.kind]
        for flag, meaning in (("--take", take), ("--ours", leave)):
            if flag == "--take" or change.may_be_left:
                typed = Span(answer_command(change, changes, flag), "command")
                blocks.append(TextLine((typed, Span(f"   {meaning}", "faint")), indent=4, hang=4))
    return tuple(blocks)


def change_lines(change: CalendarChange, today: date) -> list[Block]:
    """Return one thing that came back, as a sentence behind its deal."""
    text = question_text(change, today)
    return [TextLine((Span(change.deal, "strong"), f": {text}"), indent=2, hang=4)]


def calendar_line(changes: Sequence[CalendarChange], today: date) -> list[Block]:
    """Return the line of `next`: the most pressing of what came back, and how many more."""
    if not changes:
        return []
    first, *more = changes
    style: Style = "error" if first.kind is ChangeKind.DECLINED else "strong"
    rest = f" + {len(more)} more" if more else ""
    said = f"{first.deal}: {_said(first, today, _SHORT)}{rest} ("
    return [TextLine((Span("Calendar: ", style), said, Span("salescli calendar", "command"), ")"))]


def change_facts(change: CalendarChange, among: Collection[CalendarChange]) -> dict[str, Any]:
    """Return one thing that came back as JSON has it."""
    return {
        "id": change.id,
        "kind": str(change.kind),
        "deal": change.deal,
        "company": change.company,
        "uid": change.uid,
        "what": change.what,
        "here": event_when(change.here) if change.here else None,
        "there": event_when(change.there) if change.there else None,
        "who": list(change.who),
        "other_deals": list(change.others),
        "take": answer_command(change, among, "--take"),
        "ours": answer_command(change, among, "--ours") if change.may_be_left else None,
    }
