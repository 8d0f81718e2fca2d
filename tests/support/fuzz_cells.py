"""Files written by a known rule, one cell of each broken: what the other columns say must stay.

    PYTHONPATH=tests python -m support.fuzz_cells -n 9999 --seed 3

A file is HubSpot's, in some order of columns, dialect, encoding and way to write days and amounts.
After the mutation of one cell, each other cell says what it said, or its row is refused, or the
whole file is, or the import says that it read days by another column. Anything else is a find.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from time import process_time
from typing import Any

from salescli.errors import SalescliError
from salescli.exchange.csv.conventions import Conventions, decide_conventions
from salescli.exchange.csv.day_forms import day_forms
from salescli.exchange.csv.known_exports import recognise
from salescli.exchange.csv.rows import Fact, read_rows
from salescli.exchange.csv.sheet import SEPARATORS, read_sheet
from support.fuzz_exchange import CELLS

SLOW = 2.0  # seconds of processor time
NAMES = {
    "id": "Record ID",
    "title": "Deal Name",
    "company": "Associated Company",
    "value": "Amount",
    "stage": "Deal Stage",
    "opened": "Create Date",
    "close": "Close Date",
    "owner": "Deal owner",
    "notes": "Deal Description",
    "others": "Region",
}
_WORDS = (
    "Küche",
    "Søndergård",
    "rollout",
    "pilot; phase 2",
    "a, b",
    'the "big" one',
    "x|y",
    "Łódź",
)
_ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "utf-16": "utf-16", "cp1252": "cp1252"}


@dataclass(frozen=True)
class Written:
    """A file by a known rule: its rows by field, and how they are written."""

    fields: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    separator: str
    quoting: int
    end: str
    encoding: str

    def data(self, broken: tuple[int, str, bytes] | None = None) -> bytes:
        """Return the bytes of the file, one cell of it replaced by other bytes."""
        marks = {}
        rows = [dict(row) for row in self.rows]
        if broken:
            number, name, raw = broken
            rows[number][name] = "BROKENCELL"
            marks = {"BROKENCELL".encode(self._plain()): raw}
        text = io.StringIO()
        writer = csv.writer(
            text, delimiter=self.separator, quoting=self.quoting, lineterminator=self.end
        )
        writer.writerow([NAMES[name] for name in self.fields])
        writer.writerows([[row[name] for name in self.fields] for row in rows])
        data = text.getvalue().encode(self.encoding)
        for mark, raw in marks.items():
            data = data.replace(mark, raw)
        return data

    def _plain(self) -> str:
        return "utf-16-le" if self.encoding == "utf-16" else self.encoding.removesuffix("-sig")

    def cell(self, number: int, name: str) -> bytes:
        """Return the bytes of a cell as they stand in the file, its quotes aside."""
        text = self.rows[number][name]
        if self.quoting == csv.QUOTE_ALL or set(text) & {self.separator, '"', "\n"}:
            text = text.replace('"', '""')
        return text.encode(self._plain())


@dataclass
class Tally:
    """What came of the files."""

    files: int = 0
    whole_refused: int = 0
    row_refused: int = 0
    said: int = 0
    slowest: float = 0.0
    finds: list[tuple[bytes, str]] = field(default_factory=list)


def written(rng: Random) -> Written:
    """Return a file as a program with fixed habits would write it."""
    encoding = rng.choice(tuple(_ENCODINGS))
    words = [word for word in _WORDS if encoding != "cp1252" or _fits(word)]
    amount, day = rng.choice(_AMOUNTS), rng.choice(_DAYS)
    start = date(2025, 1, 28) + timedelta(rng.randrange(60))
    rows = [
        {
            "id": str(100 + number),
            "title": f"{rng.choice(words)} {number}",
            "company": rng.choice((*words, "")),
            "value": amount(rng.randrange(1, 99_999) + rng.choice((0, 0.5, 0.25))),
            "stage": rng.choice(("Demo", "Proposal", "Closed Won", "Closed Lost")),
            "opened": day(start + timedelta(rng.randrange(300))),
            "close": day(start + timedelta(300 + rng.randrange(200))),
            "owner": rng.choice(("Ada", "Jörg", "")),
            "notes": rng.choice(("", "call\nagain", *words)),
            "others": rng.choice(("", "EMEA", "12", *words)),
        }
        for number in range(rng.randrange(3, 8))
    ]
    fields = list(NAMES)
    rng.shuffle(fields)
    separator = rng.choice(SEPARATORS)
    quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    return Written(
        tuple(fields), tuple(rows), separator, quoting, rng.choice(("\n", "\r\n")), encoding
    )


def _fits(word: str) -> bool:
    try:
        word.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


_AMOUNTS = (
    lambda n: f"{n:.2f}",
    lambda n: f"{n:,.2f}",
    lambda n: f"{n:,.2f}".translate(str.maketrans(",.", ".,")) + " €",
    lambda n: f"${n:,.2f}",
    lambda n: str(int(n)),
    lambda n: f"EUR {int(n):,}".replace(",", " "),
)
_DAYS = (
    lambda d: d.isoformat(),
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%m/%d/%Y}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d}T00:00:00.000Z",
    lambda d: str((d - date(1899, 12, 30)).days),
    lambda d: f"{d:%d %b %Y}",
)


def facts_of(data: bytes) -> tuple[dict[int, dict[str, Any]], int, tuple[str, ...]]:
    """Return what each row says by its line, how many were refused, what the import says of days.

    Raises SalescliError.
    """
    sheet = read_sheet(data)
    known = recognise(sheet.columns)
    if known is None or len(known[1]) < len(NAMES) - 1:
        raise SalescliError("a column is not known any more: that is shown")
    settled = decide_conventions(sheet, Conventions(known[1], "", "EUR", {"$": "USD"}))
    results = list(read_rows(sheet, settled))
    said = {fact.line: _told(fact) for fact in results if isinstance(fact, Fact)}
    days = tuple(f"{form.column} {form.example}" for form in day_forms(sheet, settled))
    return said, len(results) - len(said), days


def _told(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "title": fact.title,
        "company": fact.company,
        "value": (fact.header.get("value"), fact.header.get("currency")),
        "stage": fact.stage,
        "opened": _day(fact.opened),
        "close": _day(fact.ended or fact.header.get("close")),
        "owner": fact.header.get("owner", ""),
        "notes": fact.notes,
        "others": dict(fact.others),
        "unread": fact.unread,
    }


def _day(when: Any) -> Any:
    return when.date() if isinstance(when, datetime) else when


def compare(
    before: Mapping[int, dict[str, Any]], after: Sequence[dict[str, Any]], name: str
) -> str:
    """Return what another column says now that it did not say; '' where nothing does."""
    key = "title" if name == "id" else "id"
    known = {row[key]: row for row in before.values()}
    for row in after:
        old = known.get(row[key])
        if old is None:
            return f"a deal that was not there: {row}"
        for column, value in row.items():
            if column in (name, "unread") or (column == "close" and name in ("stage", "opened")):
                continue
            if value != old[column] and not any(NAMES[column] in text for text in row["unread"]):
                return f"{column} was {old[column]!r} and is {value!r}, after a change of {name}"
    return ""


def attack(rng: Random, tally: Tally) -> None:
    """Write a file, break one cell, and compare."""
    file = written(rng)
    try:
        before, _, days = facts_of(file.data())
    except SalescliError:  # its columns leave something open, and nobody is asked here
        tally.files += 1
        tally.whole_refused += 1
        return
    number, name = rng.randrange(len(file.rows)), rng.choice(tuple(NAMES))
    raw = file.cell(number, name)
    place = rng.randrange(len(raw) + 1)
    token = rng.choice(CELLS) if rng.random() < 0.8 else bytes([rng.randrange(256)])
    broken = raw[:place] + token + raw[place + rng.choice((0, 0, 1, len(raw))) :]
    data = file.data((number, name, broken))
    start, refused = process_time(), 0
    try:
        after, refused, now = facts_of(data)
        why = compare(before, list(after.values()), name)
        lost = len(before) - len(after) - refused
        if not why and lost > 0:
            why = f"{lost} rows are gone, and nothing says so"
        cut = refused and any(mark in broken for mark in (b"\n", b"\r"))
        if why and (now != days or cut):  # the import shows it: the days, the row that is cut off
            tally.said, why = tally.said + 1, ""
    except SalescliError:
        tally.whole_refused, why = tally.whole_refused + 1, ""
    except Exception:  # noqa: BLE001 - that is what is looked for
        why = traceback.format_exc(limit=-4)
    took = process_time() - start
    tally.files += 1
    tally.row_refused += refused > 0
    tally.slowest = max(tally.slowest, took)
    if why or took > SLOW:
        tally.finds.append((data, why or f"took {took:.1f} s"))


def main() -> int:
    """Attack as often as the arguments say; the exit code: 1 where there is a find."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-n", "--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rng, tally = Random(asked.seed), Tally()  # noqa: S311 - repeatable is what it has to be
    for _ in range(asked.count):
        attack(rng, tally)
    print(
        f"{tally.files:,} files: {tally.whole_refused:,} refused whole, {tally.row_refused:,} with"
        f" rows refused, {tally.said:,} said; slowest {tally.slowest * 1000:.0f} ms,"
        f" {len(tally.finds)} finds"
    )
    for data, why in tally.finds[:5]:
        print(why, data[:600], sep="\n")
    return 1 if tally.finds else 0


if __name__ == "__main__":
    sys.exit(main())
