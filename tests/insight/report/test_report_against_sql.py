"""A report on a table of sales against SQL and plain Python over the same table.

The table is made up, with answers planted in it (support/sales_table.py).
"""

from __future__ import annotations

from datetime import date, datetime, time
from statistics import median

import pytest
from support.building import BERLIN
from support.sales_table import as_database, sales

from salescli.domain.deal import Deal, Entry
from salescli.domain.process import Process, Stage, Step
from salescli.domain.replay import replay
from salescli.domain.time.period import Period
from salescli.insight.report.report import Scope, build_report
from salescli.insight.trajectory import trajectory_of

TODAY = date(2017, 12, 31)
HALF = Period(date(2017, 4, 1), date(2017, 9, 30))
HARDWARE = Process(
    "hardware",
    stages=(Stage("prospecting"), Stage("engaging")),
    steps=(Step("prospecting", stage="prospecting"), Step("engaging", stage="engaging")),
)


def at(day):
    return datetime.combine(date.fromisoformat(day), time(12), BERLIN)


def deal_of(row):
    """A deal as an import makes it: what was held, and how it ended; nothing is invented."""
    log = []
    if row["engage_date"]:
        log.append(Entry(at(row["engage_date"]), "import", steps=("prospecting", "engaging")))
    if row["close_date"]:
        log.append(Entry(at(row["close_date"]), "close", 1, result=row["deal_stage"].lower()))
    return Deal(
        row["opportunity_id"].lower(),
        company=row["account"],
        process="hardware",
        value=int(row["close_value"]) if row["close_value"] else None,
        owner=row["sales_agent"],
        source=row["product"],
        log=tuple(log),
    )


class Table:
    """A table as courses, and as a database that knows nothing of them."""

    def __init__(self, rows):
        self.rows = rows
        deals = list(map(deal_of, rows))
        self.courses = [trajectory_of(deal, HARDWARE, replay(deal, HARDWARE)) for deal in deals]
        self.database = as_database(rows)

    def report(self, **scope):
        return build_report(self.courses, Scope(TODAY, **scope))

    def sql(self, query):
        return self.database.execute(query).fetchall()

    def days(self, stage):
        """The days from engaging to close, counted by the database."""
        query = "select cast(julianday(close_date) - julianday(engage_date) as integer) from d"
        return [days for (days,) in self.sql(f"{query} where deal_stage = '{stage}'")]


@pytest.fixture(scope="module")
def table():
    made = Table(sales())
    yield made
    made.database.close()


def test_the_planted_answers_are_met(table):
    found = table.report()
    total = found.total
    assert (total.won, total.lost, total.open) == (240, 150, 210)
    assert {row.stage: row.deals for row in found.pipeline} == {"prospecting": 60, "engaging": 150}
    assert total.won_value == {"": 240 * 241 // 2}
    assert (total.days_won.median, total.days_won.longest) == (49.5, 69)
    assert (total.days_lost.median, total.days_lost.longest) == (8.5, 13)


def test_days_and_values_as_the_database_has_them(table):
    total = table.report().total
    won, lost = table.days("Won"), table.days("Lost")
    assert (total.days_won.median, total.days_won.longest) == (median(won), max(won))
    assert (total.days_lost.median, total.days_lost.longest) == (median(lost), max(lost))
    query = "select sum(close_value) from d where deal_stage = 'Won'"
    assert [(total.won_value[""],)] == table.sql(query)


@pytest.mark.parametrize(("group", "column"), [("owners", "sales_agent"), ("sources", "product")])
@pytest.mark.parametrize("period", [Period(), HALF])
def test_groups_as_the_database_has_them(table, group, column, period):
    since, until = period.since or "", period.until or "9"
    ended = f"close_date between '{since}' and '{until}' and close_date != ''"
    opened = f"engage_date between '{since}' and '{until}'" if period.since else "1"
    query = f"""
        select {column}, sum({opened}), sum(deal_stage in ('Engaging', 'Prospecting')),
            sum(deal_stage = 'Won' and {ended}), sum(deal_stage = 'Lost' and {ended}),
            coalesce(sum(case when deal_stage = 'Won' and {ended} then close_value end), 0)
        from d group by {column} order by {column}"""  # noqa: S608
    found = sorted(
        (r.name, r.opened, r.open, r.won, r.lost, r.won_value.get("", 0))
        for r in getattr(table.report(period=period), group)
    )
    assert found == table.sql(query)


def test_quarters_as_the_database_has_them(table):
    name = "substr({0}, 1, 4) || '-Q' || ((substr({0}, 6, 2) + 2) / 3)"
    closed, opened = name.format("close_date"), name.format("engage_date")
    query = f"""
        select {closed}, sum(deal_stage = 'Won'), sum(deal_stage = 'Lost') from d
        where close_date != '' group by 1 order by 1"""  # noqa: S608
    rows = table.report().quarters
    assert [(r.name, r.won, r.lost) for r in rows if r.win.of] == table.sql(query)
    query = f"select {opened}, count(*) from d where engage_date != '' group by 1 order by 1"  # noqa: S608
    assert [(r.name, r.opened) for r in rows if r.opened] == table.sql(query)


def test_conversion_and_chances_as_plain_counting_has_them(table):
    found = table.report()
    ((won, lost, engaging, prospecting),) = table.sql(
        """select sum(deal_stage = 'Won'), sum(deal_stage = 'Lost'),
        sum(deal_stage = 'Engaging'), sum(deal_stage = 'Prospecting') from d"""
    )
    reached = won + lost + engaging
    assert [(r.stage, r.reached, r.on.count, r.on.of, r.still) for r in found.conversion] == [
        ("", reached + prospecting, reached, reached, prospecting),
        ("prospecting", reached, reached, reached, 0),
        ("engaging", reached, won, won + lost, engaging),
    ]
    book = (won + 1) / (won + lost + 2)
    line = (won + 10 * book) / (won + lost + 10)
    engaged = (won + 10 * line) / (won + lost + 10)
    assert [r.share.value for r in found.chances] == pytest.approx([line, engaged, engaged])
    (due,) = found.forecast
    assert due.wins == pytest.approx(prospecting * line + engaging * engaged)
    assert (due.when, due.deals, due.unvalued) == ("none", engaging + prospecting, due.deals)


def test_the_time_to_close_as_plain_counting_has_it(table):
    ended = table.days("Won") + table.days("Lost")
    query = "select engage_date from d where deal_stage = 'Engaging'"
    ages = [(TODAY - date.fromisoformat(day)).days for (day,) in table.sql(query)]
    ages = [age for age in ages if age >= 0]
    share, wanted = 1.0, {}
    for day in range(max(ended) + 1):
        at_risk = sum(days >= day for days in ended) + sum(age >= day for age in ages)
        if ended.count(day):
            share *= 1 - ended.count(day) / at_risk
            wanted[day] = share
    curve = table.report().to_close
    assert (curve.ended, curve.censored) == (len(ended), len(ages))
    assert {point.days: point.share for point in curve.points} == pytest.approx(wanted)
    assert curve.median == min((d for d, s in wanted.items() if s <= 0.5), default=None)
