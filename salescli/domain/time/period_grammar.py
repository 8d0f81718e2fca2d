"""A period as it is typed at a flag: a week, a month, the last 7 days, from one day to another.

What is understood stands in one list, form by form; a single day is read as date_grammar has it.
With `--since`, a day begins a period that lasts until today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from salescli.domain.time.date_grammar import DateError, parse_day
from salescli.domain.time.date_readers import Clock, Match, away, named_spans
from salescli.domain.time.date_spans import SEASONS, DayRange, around, months
from salescli.domain.time.date_spelling import LONGEST, canonical, plain
from salescli.domain.time.date_vocabulary import MONTH
from salescli.domain.time.period import Period
from salescli.domain.time.week_readers import numbered_week
from salescli.domain.time.workdays import Calendar
from salescli.text.matching import nearest

_DAY = timedelta(days=1)
_UNITS = "week|month|quarter|year"
_AMOUNT = "(?P<amount>[0-9]{1,4}) (?P<unit>day|week|month|quarter|year|bd)"
_TO_DATE = {"wtd": "week", "mtd": "month", "qtd": "quarter", "ytd": "year"}
_TRY = "Try 'this quarter', 'next month', '7d', 2026-12, 2027, today..eoq or overdue."


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """One row: phrases separated by commas, their meaning, their reader and their pattern."""

    phrases: str
    meaning: str
    read: Callable[[Match, Clock], Period]
    pattern: str


def _around(match: Match, clock: Clock) -> Period:
    return _whole(next(named_spans(match[0], clock)))


def _named(match: Match, clock: Clock) -> Period:
    """Return the nearest month or quarter of that name: the one that goes on, if there is one."""
    words = " ".join(sorted(match[0].split(), key=str.isdigit))
    span = around(clock.today, "month")
    for span in named_spans(words, clock):
        if clock.reaches(span.first if clock.step < 0 else span.last):
            break
    return _whole(span)


def _numbered(match: Match, _: Clock) -> Period:
    year, parts = int(match["year"]), match.groupdict()
    if parts.get("month"):
        return _whole(months(year, int(match["month"]), 1))
    half = parts.get("half")
    return _whole(months(year, 7 if half == "2" else 1, 6 if half else 12))


def _half(match: Match, clock: Clock) -> Period:
    first = 1 if match["half"] == "1" else 7
    return _whole(months(clock.today.year, first, 6))


def _last(match: Match, clock: Clock) -> Period:
    return Period(away(match, clock.today, clock.calendar, -1) + _DAY, clock.today)


def _next(match: Match, clock: Clock) -> Period:
    return Period(clock.today, away(match, clock.today, clock.calendar, 1) - _DAY)


def _to_date(match: Match, clock: Clock) -> Period:
    unit = _TO_DATE.get(match[0]) or match["unit"]
    return Period(around(clock.today, unit).first, clock.today)


def _numbered_week(match: Match, clock: Clock) -> Period:
    return _whole(around(numbered_week(match, clock), "week"))


def _overdue(_: Match, clock: Clock) -> Period:
    return Period(None, clock.today - _DAY)


def _whole(span: DayRange) -> Period:
    return Period(span.first, span.last)


FORMS: tuple[PeriodForm, ...] = (
    PeriodForm(
        "this week, next week, last week",
        "from a Monday to its Sunday",
        _around,
        "(?:this |next |last )?week|week after next",
    ),
    PeriodForm(
        "this month, next month, last month",
        "a month of the calendar",
        _around,
        "(?:this |next |last )?month|month after next",
    ),
    PeriodForm(
        "this quarter, next quarter, last quarter",
        "three months, from January, April, July or October",
        _around,
        "(?:this |next |last )?quarter",
    ),
    PeriodForm(
        "this year, next year, last year",
        "a year of the calendar",
        _around,
        "(?:this |next |last )?year",
    ),
    PeriodForm(
        "november, q3, spring, november 2026, q3 2026, 2026-q4",
        "that month, quarter or season; without a year, the nearest one",
        _named,
        rf"(?:{'|'.join((*MONTH, *SEASONS))}|q[1-4])(?: [0-9]{{4}})?|[0-9]{{4}} q[1-4]",
    ),
    PeriodForm(
        "week 50, kw 50", "that week, from its Monday to its Sunday", _numbered_week,
        r"(?:kw|week) (?P<number>[0-9]{1,2})(?:[ /](?P<year>[0-9]{4}))?",
    ),
    PeriodForm("2026-12", "that month", _numbered, "(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])"),
    PeriodForm(
        "2027, h1 2027", "that year or half of it", _numbered,
        "(?:h (?P<half>[12]) )?(?P<year>[0-9]{4})",
    ),
    PeriodForm("h1, h2", "that half of this year", _half, "h (?P<half>[12])"),
    PeriodForm(
        "last 7 days, last 3 months", "that long, until today", _last,
        rf"(?:last|past) {_AMOUNT}",
    ),
    PeriodForm("next 7 days, next 2 weeks", "that long, from today", _next, rf"next {_AMOUNT}"),
    PeriodForm(
        "ytd, mtd, year to date",
        "from the beginning of the year or month until today",
        _to_date,
        rf"{'|'.join(_TO_DATE)}|(?P<unit>{_UNITS}) to date",
    ),
    PeriodForm("overdue", "all days before today", _overdue, "overdue"),
)  # fmt: skip

PERIODS: tuple[tuple[str, str], ...] = (
    *((form.phrases, form.meaning) for form in FORMS),
    ("today, eom, in 2 weeks, 2026-12-24", "one day, by the grammar of dates"),
    (
        "2026-12..2027-02, today..eoq, ..eom, 2027..",
        "from one to the other; either may be left out",
    ),
)
# What `--since` takes besides.
SINCE: tuple[tuple[str, str], ...] = (
    ("monday, yesterday, nov 4, 2 weeks ago", "from that past day until today"),
    ("7d, 2w, 3 months", "that many days, weeks or months until today"),
)


def parse_period(text: str, today: date, calendar: Calendar, *, back: bool = False) -> Period:
    """Return the period that a text means; `back` where one that has been is asked for.

    Raises DateError, and nothing else, for what the grammar doesn't know.
    """
    words = plain(text[: LONGEST + 1])
    clock = Clock(datetime.combine(today, time()), calendar, (time(), time()), -1 if back else 1)
    try:
        since, points, until = re.sub(" (?:to|until|till) (?!date)", "..", words).partition("..")
        if points:
            return _from_to(since.strip(), until.strip(), clock)
        return _since(words, clock) if back else _period(words, clock)
    except (OverflowError, ValueError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"'{text}' is out of range: years go from 1 to 9999. {_TRY}") from None


def _from_to(since: str, until: str, clock: Clock) -> Period:
    if not since and not until:
        raise DateError(f"'..' has neither a first day nor a last one. {_TRY}")
    first = _period(since, clock).since if since else None
    if since and first is None:
        raise DateError(f"'{since}' has no first day: write '..today'.")
    last = _period(until, clock).until if until else None
    if first is not None and last is not None and last < first:
        raise DateError(f"'{since}..{until}' ends before it begins: write '{until}..{since}'.")
    return Period(first, last)


def _since(words: str, clock: Clock) -> Period:
    """Return a period that has been; one day stands for all days from it until today."""
    words = re.sub("^(?:since|from|seit) ", "", words)
    words = re.sub("^(?:the )?past (?=week$|month$|quarter$|year$)", "1 ", words)
    if match := re.fullmatch(_AMOUNT, canonical(words)):
        return _last(match, clock)
    period = _period(words, clock)
    if period.since is None or period.since != period.until or period.since > clock.today:
        return period
    return Period(period.since, clock.today)


def _period(words: str, clock: Clock) -> Period:
    """Return a period. Raises DateError, ValueError or OverflowError."""
    spelt = re.sub("^in (?=[a-z])", "", canonical(words))
    for form in FORMS:
        if match := re.fullmatch(form.pattern, spelt):
            return form.read(match, clock)
    try:
        day = parse_day(words, clock.today, clock.calendar, back=clock.step < 0)
    except DateError as error:
        raise DateError(_refusal(words, error)) from None
    return Period(day, day)


def _refusal(words: str, error: DateError) -> str:
    known = [p for forms, _ in PERIODS for p in forms.split(", ") if not re.search("[0-9]", p)]
    near = nearest(words, known, 0.8)
    if near:
        return f"'{words}' is not a period I know: did you mean '{near}'? {_TRY}"
    if "is not a date I know" in str(error):
        return f"'{words}' is neither a period nor a day that I know. {_TRY}"
    return str(error) if words else f"no period was typed. {_TRY}"
