"""Deals that come back: on which day, in which order, and what ends it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from salescli.domain.day.revisit import awaited, due_revisits
from salescli.domain.deal import Deal, Entry, NextStep
from salescli.domain.process import Process, Reason
from salescli.domain.replay import replay
from salescli.domain.summary import Summary, summarise

PROCESS = Process("small", loss=(Reason("timing", "Not the right time"),))
START = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2027, 3, 1)


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def opened(days: int = 0) -> Entry:
    return Entry(at(days), "open", nexts=(NextStep(at(days).date()),))


def left(days: int, on: date | None = DAY, result: str = "lost") -> Entry:
    said = {"reason": "timing", "evidence": "After the audit"}
    return Entry(at(days), "close", result=result, revisit=on, **said)


def reopened(days: int) -> Entry:
    return Entry(at(days), "reopen", nexts=(NextStep(at(days).date()),))


def deal(handle: str, *log: Entry, follows: str = "") -> Summary:
    made = Deal(handle, log=log, follows=follows)
    return summarise(made, PROCESS, replay(made, PROCESS))


ACME = deal("acme", opened(), left(5))
BOOKS = {
    "lost": ([ACME], ["acme"]),
    "walked away from": ([deal("acme", opened(), left(5, DAY, "disqualified"))], ["acme"]),
    "won": ([deal("acme", opened(), left(5, DAY, "won"))], []),
    "for good": ([deal("acme", opened(), left(5, None))], []),
    "open": ([deal("acme", opened())], []),
    "reopened": ([deal("acme", opened(), left(5), reopened(9))], []),
    "left again for good": ([deal("acme", opened(), left(5), reopened(9), left(12, None))], []),
    "left again": ([deal("acme", opened(), left(5, None), reopened(9), left(12))], ["acme"]),
    "followed": ([ACME, deal("new", opened(9), follows="acme")], []),
    "followed, and that closed": (
        [ACME, deal("new", opened(9), left(12, None), follows="acme")],
        [],
    ),
    "followed by one that comes back": (
        [ACME, deal("new", opened(9), left(12), follows="acme")],
        ["new"],
    ),
    "followed before it ended": ([ACME, deal("old", opened(2), follows="acme")], ["acme"]),
    "another is followed": ([ACME, deal("new", opened(9), follows="else")], ["acme"]),
}


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_what_comes_back(book):
    deals, handles = book
    assert [one.handle for one in awaited(deals)] == handles


def test_it_comes_back_on_its_day_and_stays_until_it_is_answered():
    waiting = awaited([ACME])
    assert due_revisits(waiting, DAY - timedelta(days=1)) == []
    assert due_revisits(waiting, DAY) == due_revisits(waiting, DAY + timedelta(days=9)) == [ACME]
    assert ACME.left == "Not the right time: After the audit"


def test_over_ten_years_of_days_none_is_missed_and_none_comes_twice():
    """One deal a day is left for another day; the seller looks on weekdays, and not in August."""
    last = START.date() + timedelta(days=3652)
    book = {
        f"deal-{n}": deal(f"deal-{n}", opened(n), left(n, at(n + 1 + n * 7919 % 900).date()))
        for n in range(0, 3652, 3)
    }
    answered: dict[str, date] = {}
    seen: dict[str, list[date]] = {handle: [] for handle in book}
    for n in range(3653):
        today = at(n).date()
        if today.weekday() > 4 or today.month == 8:
            continue
        known = [book[f"deal-{start}"] for start in range(0, n, 3)]
        due = [one.handle for one in due_revisits(awaited(known), today)]
        assert len(due) == len(set(due))
        for handle in due:
            seen[handle].append(today)
            book[handle] = deal(handle, opened(), left(1), reopened(n))  # and it is answered
            answered[handle] = today
    for handle, days in seen.items():
        start = int(handle.removeprefix("deal-"))
        wanted = at(start + 1 + start * 7919 % 900).date()
        while wanted.weekday() > 4 or wanted.month == 8:
            wanted += timedelta(days=1)
        assert days == ([wanted] if wanted <= last else [])
    assert len(answered) > 1000
