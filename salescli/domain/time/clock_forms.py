"""The forms in which a time of day is typed, alone or beside a day, and what counts from now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from salescli.domain.time.date_readers import Clock, DateError, Match
from salescli.text.lazy_re import lazy_re

# For people: phrases and their meaning, as in date_forms.
TIMES: tuple[tuple[str, str], ...] = (
    (
        "fri 15:00, 3d 9:30, nov 24 at 3pm, fri 9.30, fri 15h, fri noon",
        "any of these days with a time",
    ),
    ("10am tue, 15:00 on friday, half past three tomorrow", "the time may come first"),
    ("fri at 3, tomorrow at 10, fri 12", "the 3, 10 or 12 within the book's hours"),
    (
        "friday afternoon, tomorrow morning, tue night, tonight",
        "15:00, 9:00 or 20:00; beside an hour it decides am or pm",
    ),
    ("14:30, 2pm, at 4", "today at that time"),
    ("before lunch, fri before lunch, after lunch", "11:30, 13:30"),
    ("morgen 15 Uhr, halb drei, Montag um 10", "the same in German: 15:00, 14:30, 10:00"),
    ("9u, 15u30, 15h, dinsdag 9 uur", "hours as they are written in Dutch and French"),
    (
        "lunedì alle 10, demain à 15h, 7 de enero, la semana que viene, venerdì",
        "Italian, French and Spanish for days, months, tomorrow and next week",
    ),
    ("in 2 hours, in half an hour, an hour ago, just now", "counted from now"),
)

# Parts of a day, and the half of it in which their hours lie.
PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm", "eod": ""}

_MIDDAY = {
    "noon": time(12),
    "before lunch": time(11, 30),
    "after lunch": time(13, 30),
}

_HOUR = "(?P<hour>[0-9]{1,2})"
# What is a time by itself, and what is one beside a day only.
_SURE = tuple(
    f"(?:at )?{form}"
    for form in (
        rf"{_HOUR}:(?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}}))?(?: (?P<half>am|pm))?",
        rf"{_HOUR}\.(?P<minute>[0-9]{{2}})(?: (?P<half>am|pm))?",
        rf"{_HOUR} (?P<half>am|pm)",
        rf"{_HOUR} oclock",
        r"(?P<hour>1[3-9]|2[0-3]) h",
        rf"{_HOUR} h (?P<minute>[0-9]{{2}})",
        r"(?P<hour>0[0-9])(?P<minute>[0-9]{2})(?: h| hour)?",
        r"(?P<hour>1[0-9]|2[0-3])(?P<minute>[0-9]{2}) (?:h|hour)",
        "(?P<noon>noon|(?:before|after) lunch)",
        rf"(?P<unclear>half) {_HOUR}(?: (?P<half>am|pm)| oclock)?",
        rf"(?P<past>half|quarter|[0-9]{{1,2}}) (?P<side>past|to) {_HOUR}(?: (?P<half>am|pm))?",
    )
)
_AT = (f"at {_HOUR}(?: h)?", "at (?P<hour>[0-9]{2})(?P<minute>[0-9]{2})")
_ALONE = tuple(map(lazy_re, (*_SURE, *_AT)))
# Four digits that can be a year are one.
_BARE = (f"{_HOUR}(?: h)?", "(?!19|20|21)(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})")
_BESIDE = (*_ALONE, *map(lazy_re, _BARE))
_MINUTES_OR_MONTHS = lazy_re("(?:in )?([0-9]{1,5}) m")
_TIME_OR_SPAN = lazy_re("([0-9]|1[0-2]) h")
_TIME = lazy_re("(?:1[3-9]|2[0-3]) h")
_FROM_NOW = lazy_re(
    "(?P<ahead>in )?(?P<amount>[0-9]{1,5}) (?P<unit>hour|minute|h)(?: from(?: now)?)?(?P<ago> ago)?"
)


def read_from_now(words: str, clock: Clock) -> datetime | None:
    """Return the moment that is so many hours or minutes away; None for other words.

    Raises DateError for what could be months, or a time of day.
    """
    if words == "now":
        return clock.now
    if unclear := _MINUTES_OR_MONTHS.fullmatch(words):
        raise DateError(f"could be minutes or months: write 'in {unclear[1]} months' or minutes.")
    if unclear := _TIME_OR_SPAN.fullmatch(words):
        hours = unclear[1]
        raise DateError(f"could be a time or a span: write 'at {hours}' or 'in {hours} hours'.")
    match = _FROM_NOW.fullmatch(words)
    if match is None or _TIME.fullmatch(words):  # that is a time of day
        return None
    unit = "minutes" if match["unit"] == "minute" else "hours"
    is_back = match["ago"] or (clock.step < 0 and not match["ahead"])
    span = timedelta(**{unit: int(match["amount"])})
    return (clock.now - span if is_back else clock.now + span).replace(second=0, microsecond=0)


_ENDS = {"morning": time(12), "afternoon": time(18)}


def time_of_part(part: str, day: date, clock: Clock) -> datetime:
    """Return the time that a part of a day stands for; of today the next full hour, in that part.

    Past is what is past of it.
    """
    first, last = clock.hours
    at = {"morning": first, "afternoon": time(15), "eod": last}.get(part, time(20))
    usual, hour = datetime.combine(day, at), clock.now.replace(minute=0, second=0, microsecond=0)
    is_over = clock.step < 0 or day != clock.today or usual >= clock.now
    later = hour + timedelta(hours=1)
    is_within = later.date() == day and later.time() <= _ENDS.get(
        part, last if part == "eod" else time(23)
    )
    return usual if is_over or not is_within else later


def read_time(words: str, clock: Clock, part: str, *, beside: bool) -> time | None:
    """Return the time that canonical words name; None where they name none.

    `part` is the part of the day that was named; `beside` a day a number alone is an hour.
    Raises DateError for what is no time of day, or could be two.
    """
    for form in _BESIDE if beside else _ALONE:
        if match := form.fullmatch(words):
            return _time(match, clock, PARTS.get(part, ""))
    return None


def _time(match: Match, clock: Clock, part_half: str) -> time:
    parts = match.groupdict()
    if noon := parts.get("noon"):
        return _MIDDAY[noon]
    hour, minute = int(match["hour"]), int(parts.get("minute") or 0)
    half = parts.get("half") or ""
    if minute > 59 or hour > 23 or int(parts.get("second") or 0) > 59:
        raise DateError("has no such time of day: write it from 0:00 to 23:59, or as '3:30pm'.")
    if half and not 1 <= hour <= 12:
        raise DateError("has no such time of day: write it from 0:00 to 23:59, or as '3:30pm'.")
    if not half and 1 <= hour <= 12:
        half = part_half
    is_exact = parts.get("minute") is not None
    hour = _hour(hour, half) if half else _within(match["hour"], minute, clock, is_exact=is_exact)
    if parts.get("unclear"):
        either = f"{hour - 1}:30 (as in German) or {hour}:30 (as in English)"
        raise DateError(f"could be {either}: write one of the two.")
    if parts.get("past"):
        return _beside_hour(parts, hour)
    return time(hour, minute, int(parts.get("second") or 0))


def _hour(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "pm" else 0)


def _within(text: str, minute: int, clock: Clock, *, is_exact: bool) -> int:
    """Return the hour of a clock of twelve hours that lies within the book's hours.

    One that is written as on a clock of twenty-four (03:00, 15:00) stands for itself, and so does
    one with its minutes where neither lies within. Raises DateError where an hour alone is unclear.
    """
    hour = int(text)
    if not 1 <= hour <= 12 or (text[0] == "0" and is_exact):
        return hour
    first, last = clock.hours
    both = sorted({_hour(hour, "am"), _hour(hour, "pm")})
    within = [option for option in both if first <= time(option, minute) <= last]
    if len(within) == 1:
        return within[0]
    if is_exact:
        return hour
    either = " or ".join(f"{option}:{minute:02}" for option in both)
    raise DateError(f"could be {either}: write '{hour}am' or '{hour}pm'.")


def _beside_hour(parts: dict[str, str], hour: int) -> time:
    minutes = {"half": 30, "quarter": 15}.get(parts["past"]) or int(parts["past"])
    if minutes > 59:
        raise DateError("has no such time of day: write it as '3:30pm'.")
    away = minutes if parts["side"] == "past" else -minutes
    return (datetime(2000, 1, 1, hour) + timedelta(minutes=away)).time()
