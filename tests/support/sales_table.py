"""A made-up table of sales with planted answers, as CSV, and as a database to ask for more of them.

It has the columns of a public practice set. Of 600 deals 240 were won, 150 lost, 150 are engaging
and 60 prospecting; a won one took 30 to 69 days, a lost one 4 to 13; the values are 1 to 240.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date
from random import Random

FIELDS = (
    *("opportunity_id", "sales_agent", "product", "account", "deal_stage"),
    *("engage_date", "close_date", "close_value"),
)


def sales(seed=7):
    """Return the rows of the table, the same for the same seed, in no order."""
    random = Random(seed)  # noqa: S311 - the same table each time
    stages = ["Won"] * 240 + ["Lost"] * 150 + ["Engaging"] * 150 + ["Prospecting"] * 60
    table = []
    for number, stage in enumerate(stages):
        engaged = date(2017, 1, 1).toordinal() + number % 290
        days = 30 + number % 40 if stage == "Won" else 4 + number % 10
        closed = stage in ("Won", "Lost")
        values = (
            f"ID{number:04}",
            random.choice(("Anna", "Boris", "Cecily")),
            random.choice(("GTX Pro", "MG Special")),
            random.choice(("Isdom", "")),
            stage,
            "" if stage == "Prospecting" else date.fromordinal(engaged).isoformat(),
            date.fromordinal(engaged + days).isoformat() if closed else "",
            str(number + 1) if stage == "Won" else "0" if stage == "Lost" else "",
        )
        table.append(dict(zip(FIELDS, values, strict=True)))
    random.shuffle(table)
    return table


def as_csv(rows):
    """Return rows as the text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_database(rows):
    """Return an SQL database whose table `d` has the rows."""
    database = sqlite3.connect(":memory:")
    database.execute(f"create table d ({', '.join(FIELDS)})")
    marks = ", ".join("?" for _ in FIELDS)
    values = ([row[field] for field in FIELDS] for row in rows)
    database.executemany(f"insert into d values ({marks})", values)  # noqa: S608
    return database
