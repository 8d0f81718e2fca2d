"""Family T: a deal against the calendar. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from salescli.domain.advice import earliest_end
from salescli.domain.checks.case import Case, place
from salescli.domain.finding import Problem, Severity
from salescli.domain.rules import rule
from salescli.domain.time.moment import day_of
from salescli.text.wording import count, day_text, distance


@rule("T01", Severity.WARNING)
def stale_deal(case: Case) -> Iterator[Problem]:
    """Stale: no conversation for too long, and nothing scheduled.

    Why: silence is often a no that nobody has said aloud.
    Example: the last call was three weeks ago, `stale = "10bd"`, and nothing is scheduled.
    Fix: call them and log it, or end the deal: `salescli lose DEAL`, `salescli walk DEAL`.
    """
    stale, last = case.process.stale, case.clock_start()
    if not case.is_open or stale is None or last is None:
        return
    if any(item.next.day >= case.today for item in case.standing.agenda):
        return
    since = day_of(last.at)
    if case.after(since, stale) < case.today:
        word = f"last {last.kind}" if last.is_encounter else "first entry"
        word = "reopening" if last.kind == "reopen" else word
        yield Problem(
            f"stale: the {word} was {distance(since, case.today)} ({day_text(since)}), "
            "and nothing is scheduled",
            fix=f"{case.command('log')}   or end it: {case.command('walk')}",
            key=place(last),
        )


@rule("T02", Severity.WARNING)
def older_than_cycle(case: Case) -> Iterator[Problem]:
    """Older than the process's cycle.

    Why: the longer a deal takes beyond what such deals take, the less likely it is won.
    Example: `cycle = "90bd"`, and the first entry is half a year old.
    Fix: ask for a decision, a yes or a no; or `salescli walk DEAL`.
    """
    opened, cycle = case.standing.opened, case.process.cycle
    if not case.is_open or opened is None or cycle is None:
        return
    limit = case.after(day_of(opened), cycle)
    if limit < case.today:
        yield Problem(
            f"open since {day_text(day_of(opened))}: the cycle of {cycle.spoken()} "
            f"ended on {day_text(limit)}",
            fix=f"ask for a yes or a no; or end it: {case.command('walk')}",
            key=place(case.standing.log[0]),
        )


@rule("T03", Severity.ERROR)
def passed_close_date(case: Case) -> Iterator[Problem]:
    """The expected close has passed.

    Why: a forecast made of dates that have passed is no forecast.
    Example: `close = 2026-09-30` on an open deal in November.
    Fix: `salescli set DEAL close=DATE`, or end the deal.
    """
    close = case.deal.close
    if case.is_open and close is not None and close < case.today:
        yield Problem(
            f"the expected close has passed: {day_text(close)}, {distance(close, case.today)}",
            fix=case.command("set", "close=DATE"),
            key=("close",),
        )


@rule("T04", Severity.WARNING)
def postponed_close_date(case: Case) -> Iterator[Problem]:
    """The expected close was postponed twice or more.

    Why: a close that keeps moving was never theirs, only ours.
    Example: from September to October to December.
    Fix: ask the buyer what has to happen by when, and plan backwards from it.
    """
    moves = [entry for entry in case.standing.log if _postpones_close(entry.change.get("close"))]
    if case.is_open and len(moves) >= 2:
        yield Problem(
            f"the expected close was postponed {count(len(moves), 'time')}",
            fix=f"agree on the date with the buyer: {case.command('note')}",
            key=place(moves[-1], "change", "close"),
        )


@rule("T05", Severity.WARNING)
def unreachable_close_date(case: Case) -> Iterator[Problem]:
    """The expected close can't be met: the required steps that are left need more time.

    Why: it is better to know today than on the day itself.
    Example: `close` in two weeks, and legal and procurement are still to come.
    Fix: agree on another date with the buyer: `salescli set DEAL close=DATE`.
    """
    close = case.deal.close
    if not case.is_open or not case.judged or close is None or close < case.today:
        return
    end = earliest_end(case.standing, case.process, case.today, case.calendar)
    if end > close:
        yield Problem(
            f"the expected close on {day_text(close)} can't be met: "
            f"the steps that are left take until {day_text(end)}",
            fix=case.command("set", f"close={end.isoformat()}"),
            key=("close",),
        )


def _postpones_close(pair: tuple[object, object] | None) -> bool:
    if pair is None:
        return False
    old, new = pair
    return type(old) is date and type(new) is date and new > old
