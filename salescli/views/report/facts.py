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
        "pipeline": [_standings(item) for item in report.pipeline],
        "forecast": [_due(item) for item in report.forecast],
        "chances": [_chance(item) for item in report.chances],
        "conversion": [_passage(item) for item in report.conversion],
        "cycle": [_cycle(item) for item in report.cycle],
        "time_to_close": [_survival(report.to_close)],
        "slippage": [_slippage(item) for item in report.slippage],
        "encounters": [_talk(item) for item in report.encounters],
        "reasons": [_why(item) for item in report.reasons],
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


def _result(result: GroupResult) -> dict[str, Any]:
    return {
        "opened": result.opened,
        "open": result.open,
        "won": result.won,
        "lost": result.lost,
        "disqualified": result.disqualified,
        "win_rate": _share(result.win),
        "won_value": dict(result.won_value),
        "days_won": _quartiles(result.days_won),
        "days_lost": _quartiles(result.days_lost),
        "advances": _share(result.advance),
    }


def _named(results: Sequence[GroupResult]) -> list[dict[str, Any]]:
    return [{"name": result.name, **_result(result)} for result in results]


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


def _quartiles(quartiles: Quartiles) -> dict[str, Any]:
    return {
        "count": quartiles.count,
        "lower": quartiles.lower,
        "median": quartiles.median,
        "upper": quartiles.upper,
        "longest": quartiles.longest,
    }


def _standings(standings: Standings) -> dict[str, Any]:
    return {
        "process": standings.process,
        "stage": standings.stage or None,
        "deals": standings.deals,
        "without_value": standings.unvalued,
        "value": dict(standings.value),
    }


def _due(due: ExpectedClose) -> dict[str, Any]:
    return {
        "closes": due.when,
        "currency": due.currency,
        "deals": due.deals,
        "without_value": due.unvalued,
        "said": due.stated,
        "wins": _rounded(due.wins),
        "weighted": due.weighted,
        "low": due.low,
        "high": due.high,
    }


def _chance(chance: Chance) -> dict[str, Any]:
    prior = {"prior": _rounded(chance.share.prior), "prior_weight": WEIGHT}
    place = {"process": chance.process, "reached": chance.stage or None, "open": chance.open}
    return {**place, **_share(chance.share), **prior}


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "process": passage.process,
        "from": passage.stage or None,
        "reached": passage.reached,
        "still": passage.still,
        "untold": passage.untold,
        "on": _share(passage.on),
        "days": _quartiles(passage.days),
    }


def _cycle(cycle: Cycle) -> dict[str, Any]:
    return {"status": cycle.status, **_quartiles(cycle.days)}


def _survival(survival: Survival) -> dict[str, Any]:
    return {
        "ended": survival.ended,
        "censored": survival.censored,
        "lower": survival.lower,
        "median": survival.median,
        "upper": survival.upper,
        "curve": [
            {"days": p.days, "at_risk": p.at_risk, "ended": p.ended, "open": _rounded(p.share)}
            for p in survival.points
        ],
    }


def _slippage(slippage: Slippage) -> dict[str, Any]:
    return {
        "status": slippage.status or "all",
        "put_off": _share(slippage.put_off),
        "times": slippage.times,
        "brought_forward": slippage.forward,
        "days": _quartiles(slippage.days),
        "late": _quartiles(slippage.late),
    }


def _talk(stats: EncounterStats) -> dict[str, Any]:
    return {
        "status": stats.status or "all",
        "advances": _share(stats.advance),
        "no_next": stats.loose,
    }


def _why(reasons: LossReasons) -> dict[str, Any]:
    return {
        "status": reasons.status,
        "reason": reasons.reason or None,
        "said": reasons.stated,
        "guessed": reasons.guessed,
        "value": dict(reasons.value),
    }
