"""Numbers as a report words them: shares, days, amounts of several currencies, periods."""

from __future__ import annotations

from decimal import Decimal

from salescli.domain.time.period import Period
from salescli.insight.report.results import Amounts
from salescli.insight.statistics.proportion import Interval, Share, Shrunk
from salescli.text.wording import MONTHS, day_text
from salescli.views.phrases import money
from salescli.views.render.figures import Bar

FEW = 5  # deals of which no share is worth a percentage


def percent(share: float | None) -> str:
    """Return a share as `63 %`; a dash where there is none."""
    return "-" if share is None else f"{100 * share:.0f} %"


def of_enough(share: Share) -> str:
    """Return a share as `63 %`; of fewer than FEW as `1 of 4`, for no more can be said."""
    if not share.of:
        return "-"
    return percent(share.value) if share.of >= FEW else f"{share.count:,} of {share.of:,}"


def between(interval: Interval) -> str:
    """Return an interval of shares as `58 to 67 %`."""
    return f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"


def sureness(share: Share | Shrunk) -> str:
    """Return the interval of a share; a dash of nothing."""
    return between(share.interval) if share.of or isinstance(share, Shrunk) else "-"


def share_bar(share: Share) -> Bar | str:
    """Return a share as a bar with its interval; nothing of fewer than FEW."""
    few = share.value is None or share.of < FEW
    return "" if few or share.value is None else Bar(share.value, sure=share.interval)


def points(interval: Interval) -> str:
    """Return an interval of differences as `-3 to +12`, in points of a hundred."""
    return f"{100 * interval.low:+.0f} to {100 * interval.high:+.0f}"


def tenths(number: float) -> str:
    """Return a number of days or a place, to a tenth: `4`, `4.5`."""
    return f"{round(number, 1):,g}"


def days(number: float | None) -> str:
    """So many days, to a tenth; a dash where they aren't known."""
    return "-" if number is None else tenths(number)


def amounts(values: Amounts) -> str:
    """Amounts of money, each currency by itself: `48,000 EUR, 9,000 USD`."""
    return ", ".join(money(value, currency) for currency, value in values.items()) or "-"


def rounded(value: Decimal | None, currency: str = "") -> str:
    """Return an estimated amount, to the whole; a dash where there is none."""
    return "-" if value is None else money(int(value.to_integral_value()), currency)


def month_text(name: str) -> str:
    """Return a month such as `2026-11` as `Nov 2026`."""
    year, _, number = name.partition("-")
    return f"{MONTHS[int(number) - 1][:3]} {year}"


def period_text(period: Period) -> str:
    """Return a period in words: `Thu 1 Jan 2026 to Tue 24 Nov 2026`; nothing for all of time."""
    if period.since and period.until:
        return f"{day_text(period.since)} to {day_text(period.until)}"
    if period.since:
        return f"since {day_text(period.since)}"
    return f"until {day_text(period.until)}" if period.until else ""
