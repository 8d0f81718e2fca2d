"""Trajectories in a few words, and the report of some of them."""

from __future__ import annotations

from datetime import date, timedelta

from salescli.domain.standing import Status
from salescli.insight.report.report import Scope, build_report
from salescli.insight.trajectory import Trajectory

TODAY = date(2026, 11, 24)


LINE = ("early", "late")


STATUS = {"o": Status.OPEN, "w": Status.WON, "l": Status.LOST, "d": Status.DISQUALIFIED}


def ago(days):
    return TODAY - timedelta(days=days)


def one(status="o", opened=100, ended=None, entered=(), **fields):
    """A course: the days are counted back from today, `entered` one a stage that was reached."""
    if status != "o" and ended is None:
        ended = 10
    came = tuple(None if day is None else ago(day) for day in entered)
    reached = [stage for stage, day in zip(LINE, came, strict=False) if day is not None]
    known = {"process": "line", "stages": LINE, "stage": "early", "currency": "EUR"}
    return Trajectory(
        "deal",
        status=STATUS[status],
        opened=ago(opened),
        ended=None if ended is None else ago(ended),
        entered=(*came, None, None)[:2],
        reached=reached[-1] if reached else None,
        **{**known, **fields},
    )


def told(*courses, **scope):
    return build_report(courses, Scope(TODAY, **scope))
