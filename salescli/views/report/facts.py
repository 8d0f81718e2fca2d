"""The report as JSON has it: one list a section, amounts exact and per currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from salescli.domain.finding import Finding
from salescli.domain.time.period import Period
from salescli.insight.report.encounters import EncounterStats, LossReasons, Slippage
from salescli.insight.report.forecast import WEIGHT, Chance, ExpectedClose
from salescli.insight.report.report import Compared, Cycle, Report
from salescli.insight.report.results import GroupResult
from salescli.insight.report.stages import Passage, Standings
from salescli.insight.statistics.proportion import Interval, Share, Shrunk
from salescli.insight.statistics.survival import Quartiles, Survival
from salescli.views.facts import envelope, unreadable_facts


def report_facts(report: Report, unreadable: Iterable[Finding]) -> dict[str, Any]:
    """All of the report. Fields are added, never renamed."""
    scope = report.scope
    return {
        **envelope(scope.today, "results", _results(report)),
        "period": _period(scope.period),
        "process": scope.process or None,
        "pipeline": [_standings(one) for one in report.pipeline],
        "forecast": [_due(one) for one in report.forecast],
        "chances": [_chance(one) for one in report.chances],
        "conversion": [_passage(one) for one in report.conversion],
        "cycle": [_cycle(one) for one in report.cycle],
        "time_to_close": [_survival(report.to_close)],
        "slippage": [_slippage(one) for one in report.slippage],
        "encounters": [_talk(one) for one in report.encounters],
        "reasons": [_why(one) for one in report.reasons],
        "processes": _named(report.processes),
        "owners": _named(report.owners),
        "sources": _named(report.sources),
        "tags": _named(report.tags),
        "quarters": _named(report.quarters),
        "unreadable": [unreadable_facts(fault) for fault in unreadable],
    }


def _results(report: Report) -> list[dict[str, Any]]:
    now = {**_result(report.total), **_period(report.scope.period)}
    if report.compared is None or report.scope.other is None:
        return [now]
    return [now, {**_compared(report.compared), **_period(report.scope.other)}]


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        **_result(compared.other),
        "win_rate_changed": _interval(compared.win),
        "advances_changed": _interval(compared.advance),
    }


def _period(period: Period) -> dict[str, Any]:
    return {"since": period.since, "until": period.until}


def _result(one: GroupResult) -> dict[str, Any]:
    return {
        "opened": one.opened,
        "open": one.open,
        "won": one.won,
        "lost": one.lost,
        "disqualified": one.disqualified,
        "win_rate": _share(one.win),
        "won_value": dict(one.won_value),
        "days_won": _quartiles(one.days_won),
        "days_lost": _quartiles(one.days_lost),
        "advances": _share(one.advance),
    }


def _named(results: Sequence[GroupResult]) -> list[dict[str, Any]]:
    return [{"name": one.name, **_result(one)} for one in results]


def _share(share: Share | Shrunk) -> dict[str, Any]:
    known = share.of or isinstance(share, Shrunk)
    interval = _interval(share.interval if known else None) or {"low": None, "high": None}
    return {"count": share.count, "of": share.of, "share": _rounded(share.value), **interval}


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {"low": _rounded(interval.low), "high": _rounded(interval.high)}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _quartiles(one: Quartiles) -> dict[str, Any]:
    return {
        "count": one.count,
        "lower": one.lower,
        "median": one.median,
        "upper": one.upper,
        "longest": one.longest,
    }


def _standings(one: Standings) -> dict[str, Any]:
    return {
        "process": one.process,
        "stage": one.stage or None,
        "deals": one.deals,
        "without_value": one.unvalued,
        "value": dict(one.value),
    }


def _due(one: ExpectedClose) -> dict[str, Any]:
    return {
        "closes": one.when,
        "currency": one.currency,
        "deals": one.deals,
        "without_value": one.unvalued,
        "said": one.stated,
        "wins": _rounded(one.wins),
        "weighted": one.weighted,
        "low": one.low,
        "high": one.high,
    }


def _chance(one: Chance) -> dict[str, Any]:
    prior = {"prior": _rounded(one.share.prior), "prior_weight": WEIGHT}
    place = {"process": one.process, "reached": one.stage or None, "open": one.open}
    return {**place, **_share(one.share), **prior}


def _passage(one: Passage) -> dict[str, Any]:
    return {
        "process": one.process,
        "from": one.stage or None,
        "reached": one.reached,
        "still": one.still,
        "untold": one.untold,
        "on": _share(one.on),
        "days": _quartiles(one.days),
    }


def _cycle(one: Cycle) -> dict[str, Any]:
    return {"status": one.status, **_quartiles(one.days)}


def _survival(one: Survival) -> dict[str, Any]:
    return {
        "ended": one.ended,
        "censored": one.censored,
        "lower": one.lower,
        "median": one.median,
        "upper": one.upper,
        "curve": [
            {"days": p.days, "at_risk": p.at_risk, "ended": p.ended, "open": _rounded(p.share)}
            for p in one.points
        ],
    }


def _slippage(one: Slippage) -> dict[str, Any]:
    return {
        "status": one.status or "all",
        "put_off": _share(one.put_off),
        "times": one.times,
        "brought_forward": one.forward,
        "days": _quartiles(one.days),
        "late": _quartiles(one.late),
    }


def _talk(one: EncounterStats) -> dict[str, Any]:
    return {"status": one.status or "all", "advances": _share(one.advance), "no_next": one.loose}


def _why(one: LossReasons) -> dict[str, Any]:
    return {
        "status": one.status,
        "reason": one.reason or None,
        "said": one.stated,
        "guessed": one.guessed,
        "value": dict(one.value),
    }
