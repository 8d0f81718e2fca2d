"""The sections of the report about what happened: cycle, slippage, encounters, reasons."""

from __future__ import annotations

from salescli.domain.standing import Status
from salescli.insight.report.encounters import EncounterStats, LossReasons, Slippage
from salescli.insight.report.forecast import ENOUGH
from salescli.insight.report.report import Report
from salescli.insight.statistics.survival import Survival
from salescli.text.wording import count
from salescli.views.render.document import Column
from salescli.views.render.figures import Bar, Curve
from salescli.views.report.numbers import FEW, amounts, days, of_enough, share_bar, sureness
from salescli.views.report.section import Field, ReportSection, right

_STATUS = {
    "": "all",
    Status.OPEN: "open",
    Status.WON: "won",
    Status.LOST: "lost",
    Status.DISQUALIFIED: "walked",
}


def cycle_section(report: Report) -> ReportSection:
    """Return how long deals take."""
    rows: list[tuple[Field, ...]] = [
        (
            _STATUS[Status(cycle.status)],
            f"{cycle.days.count:,}",
            days(cycle.days.lower),
            days(cycle.days.median),
            days(cycle.days.upper),
            days(cycle.days.longest),
        )
        for cycle in report.cycle
    ]
    known = report.to_close
    carries = known.ended >= ENOUGH
    if carries:
        counted = f"{known.ended + known.censored:,}"
        quarters = map(days, (known.lower, known.median, known.upper))
        rows.append(("any, open ones counted", counted, *quarters, ""))
    titles = ("Deals", "25 % by", "50 % by", "75 % by", "Longest")
    return ReportSection(
        "cycle",
        "Days to the end",
        "from the first entry to the ending",
        (Column("Ended"), *(right(title) for title in titles)),
        tuple(rows),
        about=(
            "The last row follows every deal that was opened in the period, an open one as long as "
            "it has lasted (Kaplan-Meier)."
        )
        if carries
        else "",
        says=()
        if carries
        else (f"How long all of them take can't be said yet: {known.ended} of {ENOUGH} ended.",),
        figure=_curve(known) if carries else None,
    )


def _curve(known: Survival) -> Curve:
    points = ((float(point.days), point.share) for point in known.points)
    return Curve(((0.0, 1.0), *points), "days since the deal was opened", "share still open")


def slippage_section(report: Report) -> ReportSection:
    """Return how expected closes moved."""

    def row(slip: Slippage) -> tuple[Field, ...]:
        """Return the cells of a row."""
        share, late = slip.put_off, slip.late
        return (
            _STATUS[slip.status],
            f"{share.count:,} of {share.of:,}",
            of_enough(share) if share.of >= FEW else "-",
            share_bar(share),
            f"{slip.times:,}",
            days(slip.days.median),
            days(late.median),
            f"{days(late.lower)} to {days(late.upper)}" if late.count else "-",
        )

    moved = sum(slip.forward for slip in report.slippage if not slip.status)
    return ReportSection(
        "slippage",
        "Expected closes postponed",
        "",
        (
            Column("Deals"),
            right("Postponed"),
            right("Share"),
            Column("", least=10),
            right("Times"),
            right("Days"),
            right("Late"),
            right("Half of them"),
        ),
        tuple(row(slip) for slip in report.slippage),
        says=(f"{count(moved, 'close was', 'closes were')} brought forward.",) if moved else (),
        about=(
            "Of the deals with an expected close. Days: the median of a postponement. Late: the "
            "median from the close expected at first to the ending."
        ),
    )


def encounters_section(report: Report) -> ReportSection:
    """Advances against continuations."""

    def row(stats: EncounterStats) -> tuple[Field, ...]:
        """Return the cells of a row."""
        share = stats.advance
        return (
            _STATUS[stats.status],
            f"{share.count:,}",
            f"{share.of - share.count:,}",
            of_enough(share) if share.of >= FEW else "-",
            share_bar(share),
            sureness(share) if share.of >= FEW else "-",
            f"{stats.loose:,}",
        )

    return ReportSection(
        "encounters",
        "Conversations",
        "advances against continuations",
        (
            Column("In deals"),
            right("Advances"),
            right("Continuations"),
            right("Share"),
            Column("", least=10),
            right("95 %"),
            right("Neither"),
        ),
        tuple(row(stats) for stats in report.encounters),
        about=(
            "An advance: the buyer confirmed the next step and its date. A continuation: the next "
            "step is not confirmed. Neither: "
            "no next step at all."
        ),
    )


def reasons_section(report: Report) -> ReportSection:
    """Why deals were lost or walked away from."""
    most = max((reasons.stated + reasons.guessed for reasons in report.reasons), default=1)

    def row(reasons: LossReasons) -> tuple[Field, ...]:
        """Return the cells of a row."""
        return (
            "lost" if reasons.status == Status.LOST else "walked",
            reasons.reason or "(none given)",
            f"{reasons.stated:,}",
            f"{reasons.guessed:,}",
            Bar(reasons.stated / most, reasons.guessed / most),
            amounts(reasons.value),
        )

    return ReportSection(
        "reasons",
        "Reasons",
        "what a buyer said, and what we guess",
        (
            Column(""),
            Column("Reason", grow=True, least=12),
            right("Said"),
            right("Guess"),
            Column("", least=10),
            right("Value", grow=True, least=8),
        ),
        tuple(row(reasons) for reasons in report.reasons),
        about="In the bar, what a buyer said is solid." if report.reasons else "",
    )
