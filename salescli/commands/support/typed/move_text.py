"""'Move to monday', 'push a week', 'push the demo to fri': a next step there is, on another day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import When, day_of, local
from salescli.domain.time.shift import shifted
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant
from salescli.text.talk_words import without_talk

Read = Callable[[str, Session], When]

_VERBS = (
    "move|push|postpone|shift|delay|reschedule|bump|make(?= it)|later|verschieben|verschiebe|schieb"
)
_TO = r"(?P<to>(?:to|until|auf|for)\s+)?(?:the\s+following\s+)?(?:by\s+|um\s+)?(?P<day>.+)"
_MOVE = lazy_re(
    rf"(?P<verb>{_VERBS})\b(?:\s+(?:it|this|that|them|us|out|back|es|das))*\s*[:,]?\s+{_TO}",
    re.IGNORECASE,
)
_MOVE_ITEM = lazy_re(
    rf"(?P<verb>{_VERBS})\s+(?:the\s+)?(?P<item>\S.*?)\s+(?=to|until|auf|by|um){_TO}", re.IGNORECASE
)
_TO_DAY = lazy_re(
    r"(?:to|until|auf)\s+(?P<day>.+?)(?:\s+(?:verschieben|verschoben|legen))?", re.IGNORECASE
)
_SAME_TIME = lazy_re(
    r"[\s,]*\b(?:at |zur |um (?:die)?)?(?:the )?(?:same|selben?|gleichen?|dieselben?) "
    r"(?:time|hour|(?:uhr)?zeit|stunde)(?: as before| wie (?:vorher|gehabt|bisher))?"
    r"\b[\s,]*(?:on )?",
    re.IGNORECASE,
)

_SAME_DAY = lazy_re(
    r"(?:keep it|leave it|(?:on |am )?(?:the )?(?:same|selben?|gleichen?) (?:day|tag))\b[\s,]*"
    r"(?:(?:but|just|only|aber|nur)\s+)*(?:at\s+|um\s+)?(?P<time>\S.*?)"
    r"(?:\s+(?:instead|stattdessen))?",
    re.IGNORECASE,
)


def read_move(
    text: str, names: Mapping[str, str], subject: Subject, session: Session
) -> tuple[NextStep, When] | None:
    """Return the next step that is to be moved, and to when; None where no move is typed.

    `names` are what can be named, with titles: where one begins with the verb, it is meant.
    Raises UsageError where it isn't clear which one is to be moved.
    """
    agenda = [item.next for item in subject.standing.agenda]
    if len(agenda) == 1 and (at := _later(text, agenda[0], session)) is not None:
        return agenda[0], at
    for form in (_MOVE, _MOVE_ITEM):
        match = form.fullmatch(text.strip())
        if match is None or _begins_name(match["verb"], names):
            continue
        before = _only(match, names, subject)
        try:
            on = _moved_to(match, before, session)
        except arguments.NoDateError:
            continue
        if before is None:
            raise _unclear(text, names, subject)
        return before, on
    return None


def read_moved_day(
    text: str, before: NextStep | None, session: Session, read: Read = arguments.when_ahead
) -> When:
    """Return a day, or the one to which a next step is moved: 'push to friday', 'a week later'.

    `before` is that next step, from whose day a span is counted. Raises UsageError.
    """
    if before is not None and (at := _later(text, before, session)) is not None:
        return at
    for form in (_MOVE, _TO_DAY):
        if match := form.fullmatch(text.strip()):
            with suppress(arguments.NoDateError):
                return _moved_to(match, before, session, read)
    try:
        return read(text, session)
    except arguments.NoDateError:
        bare = without_talk(text)
        if bare not in ("", text.strip()):
            with suppress(arguments.NoDateError):
                return read_moved_day(bare, before, session, read)
        raise


def _later(text: str, before: NextStep, session: Session) -> When | None:
    """Return the day of 'a week later', or of 'same time friday'; None for other words.

    Raises UsageError for one that is past.
    """
    if (at := _same_day(text, before, session)) is not None:
        return at
    words = _SAME_TIME.sub(" ", text).strip()
    if (at := _span_after(words, before, session)) is not None:
        return at
    if words == text.strip():
        return None
    with suppress(UsageError):
        day = _day_named(words, session)
        if isinstance(day, datetime) or not isinstance(before.on, datetime):
            return day
        return local(datetime.combine(day, local(before.on).time()))
    return None


def _same_day(text: str, before: NextStep, session: Session) -> When | None:
    """Return another time of the same day: 'same day, 15h instead', 'keep it but 15:00'."""
    match = _SAME_DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        at = arguments.when_ahead(f"tomorrow {match['time']}", session)
    except UsageError:
        return None
    if not isinstance(at, datetime):
        return None
    on = datetime.combine(day_of(before.on), local(at).time())
    return arguments.check_ahead(local(on), session)


def _day_named(words: str, session: Session) -> When:
    """Return the day that words name, with or without a verb: 'auf Dienstag verschieben'."""
    for form in (_TO_DAY, _MOVE):
        if match := form.fullmatch(words):
            with suppress(UsageError):
                return arguments.when_ahead(match["day"], session)
    return arguments.when_ahead(words, session)


def _begins_name(verb: str, names: Mapping[str, str]) -> bool:
    return any(folded(name).split()[:1] == [folded(verb)] for one in names.items() for name in one)


def _only(match: re.Match[str], names: Mapping[str, str], subject: Subject) -> NextStep | None:
    """Return the next step that is named, or the only one there is; None where none is meant."""
    agenda = [item.next for item in subject.standing.agenda]
    if name := match.groupdict().get("item"):
        ids = meant(name, names)
        agenda = [item for item in agenda if len(ids) == 1 and ids[0] in (item.step, item.what)]
    return agenda[0] if len(agenda) == 1 else None


def _moved_to(
    match: re.Match[str],
    before: NextStep | None,
    session: Session,
    read: Read = arguments.when_ahead,
) -> When:
    """Return the day that is named; a span is counted from the day that the step stands on."""
    words = re.sub("^another ", "1 ", match["day"].strip(), flags=re.IGNORECASE)
    if before is not None and (at := _later(words, before, session)) is not None:
        return at
    if before is not None and not match.groupdict().get("to"):
        at = _span_after(f"{words} later", before, session)
        if at is not None:
            return at
    return read(words, session)


def _span_after(text: str, before: NextStep, session: Session) -> When | None:
    """Return the day so long after a next step, or before it; of one overdue, after today.

    Raises UsageError for a day that is past.
    """
    start = before.on
    if day_of(start) < session.today:
        days = session.today - day_of(start)
        start = start + days
    at = shifted(text, start)
    return None if at is None else arguments.check_ahead(at, session)


def _unclear(text: str, names: Mapping[str, str], subject: Subject) -> UsageError:
    agenda = [item.next.step or item.next.what for item in subject.standing.agenda]
    if not agenda:
        fix = f"type what comes next and its day: {', '.join(names)}"
        return UsageError(f"'{text}': nothing is scheduled that could be moved", fix=fix)
    return UsageError(
        f"'{text}' doesn't say which next step", fix=f"type one and its day: {', '.join(agenda)}"
    )
