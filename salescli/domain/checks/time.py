"""Family T: a deal against the calendar. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from salescli.domain.checks.checked_deal import Case, place
from salescli.domain.deal import Entry
from salescli.domain.finding import Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import rule
from salescli.domain.schedule import earliest, in_turn
from salescli.domain.time.moment import day_of
from salescli.text.wording import count, day_text, distance


@rule("T01", Severity.WARNING)
def stale_deal(case: Case) -> Iterator[Problem]:
    """Stale: no conversation for too long, and nothing scheduled from today on.

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
        word = "last contact" if last.kind == "import" and last.is_contact else word
        word = "reopening" if last.kind == "reopen" else word
        text = f"stale: the {word} was {distance(since, case.today)} ({day_text(since)}), "
        text += "and nothing is scheduled"
        if case.standing.agenda:
            days = count((case.today - since).days, "day")
            text = f"no conversation for {days} ({day_text(since)}), and the next step is overdue"
        yield Problem(
            text,
            fix=f"{case.command('log')}   or end it: {case.command('walk')}",
            key=place(last),
        )


@rule("T02", Severity.WARNING)
def older_than_cycle(case: Case) -> Iterator[Problem]:
    """Older than the process's cycle, and no close to work towards that was never postponed.

    Why: the longer a deal takes beyond what such deals take, the less likely it is won.
    Example: `cycle = "90bd"`, the first entry is half a year old, and the close has moved twice.
    Fix: ask for a decision, a yes or a no; or `salescli walk DEAL`.
    """
    opened, cycle = case.standing.opened, case.process.cycle
    if not case.is_open or opened is None or cycle is None or _on_course(case):
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
    """The expected close has passed; of a renewal, the last day of the contract.

    Why: a forecast made of dates that have passed is no forecast.
    Example: `close = 2026-09-30` on an open deal in November.
    Fix: `salescli set DEAL close=DATE`, or end the deal; a contract's last day stays as it is.
    """
    close = case.deal.close
    if case.is_open and close is not None and close < case.today:
        what, fix = "the expected close has passed", case.command("set", "close=DATE")
        if case.ends_contract:
            what = "the contract's last day has passed"
            fix = f"{case.command('win')}   if it was renewed, else: {case.command('lose')}"
        yield Problem(
            f"{what}: {day_text(close)}, {distance(close, case.today)}", fix=fix, key=("close",)
        )


@rule("T04", Severity.WARNING)
def postponed_close_date(case: Case) -> Iterator[Problem]:
    """The expected close was postponed twice or more (not of a renewal).

    Why: a close that keeps moving was never theirs, only ours.
    Example: from September to October to December.
    Fix: ask the buyer what has to happen by when, and plan backwards from it.
    """
    moves = _postponements(case)
    if case.is_open and len(moves) >= 2 and not case.ends_contract:
        yield Problem(
            f"the expected close was postponed {count(len(moves), 'time')}",
            fix=f"agree on the date with the buyer: {case.command('note')}",
            key=place(moves[-1], "change", "close"),
        )


@rule("T05", Severity.WARNING)
def unreachable_close_date(case: Case) -> Iterator[Problem]:
    """The expected close can't be met: the required steps that are left need more time.

    Why: it is better to know today than on the day itself. What is scheduled counts with its
    day, all else with its time frame.
    Example: `close` in two weeks, and legal and procurement are still to come.
    Fix: agree on another date with the buyer: `salescli set DEAL close=DATE`. A contract's last
    day can't be moved: `salescli plan DEAL` shows what to do sooner.
    """
    close = case.deal.close
    if not case.is_open or not case.judged or close is None or close < case.today:
        return
    turns = in_turn(case.standing, case.process)
    scheduled = {item.next.step: item.next.day for item in reversed(case.standing.agenda)}
    ends = earliest(turns, case.today, case.calendar, scheduled).values()
    end = max(ends, default=case.today)
    if end > close:
        left = f"the steps that are left take until {day_text(end)}"
        text = f"the expected close on {day_text(close)} can't be met: {left}"
        fix = case.command("set", f"close={end.isoformat()}")
        if case.ends_contract:
            text = f"{left}; the contract ends on {day_text(close)}"
            fix = f"{case.command('plan')}   shows what to do sooner"
        yield Problem(text, fix=fix, key=("close",))


def _on_course(case: Case) -> bool:
    """Return whether the deal has a close ahead that was never postponed."""
    close = case.deal.close
    return close is not None and close >= case.today and not _postponements(case)


def _postponements(case: Case) -> list[Entry]:
    """Return the entries that postponed the expected close."""
    return [entry for entry in case.standing.log if _postpones_close(entry.change.get("close"))]


def _postpones_close(pair: tuple[object, object] | None) -> bool:
    if pair is None:
        return False
    old, new = pair
    return type(old) is date and type(new) is date and new > old
