"""The one optional line about a new deal: what each part of it is understood as."""

from __future__ import annotations

from datetime import datetime

import pytest

from salescli.commands.support.asking.deal_details import details_meaning, with_details
from salescli.commands.support.session import Session
from salescli.domain.settings import Settings
from salescli.errors import SalescliError
from salescli.flags.day.add import AddFlags
from salescli.store.book import Book
from salescli.store.process_loader import ProcessLoader
from salescli.text.suggestions import put_right

NOW = datetime(2026, 11, 24, 9)  # a Tuesday


@pytest.fixture
def session(tmp_path):
    book = Book(tmp_path, Settings())
    return Session(book, ProcessLoader(book), NOW.astimezone())


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("12k", {"value": "12k"}),
        ("about 12k", {"value": "about 12k"}),
        *(
            (f"4.8k {yearly}", {"value": "4.8k"})
            for yearly in ("a year", "per year", "p.a.", "p. a.")
        ),
        ("about 4.8k a year end of q1", {"value": "about 4.8k", "close": "2027-03-31"}),
        ("12k end of q1", {"value": "12k", "close": "2027-03-31"}),
        ("12k referral", {"value": "12k", "source": "referral"}),
        ("12k, referral, end of q1", {"value": "12k", "source": "referral", "close": "2027-03-31"}),
        ("closing end of january", {"close": "2027-01-29"}),
        ("end of january", {"close": "2027-01-29"}),
        ("Ende Januar", {"close": "2027-01-29"}),
        ("december", {"close": "2026-12-31"}),
        ("12k q1", {"value": "12k", "close": "2027-03-31"}),
        ("budget 12k", {"value": "12k"}),
        ("value 12k referral", {"value": "12k", "source": "referral"}),
        ("from linkedin", {"source": "linkedin"}),
        ("from Jo Meyer", {"source": "Jo Meyer"}),
        ("from linkedin 12k", {"source": "linkedin", "value": "12k"}),
        ("12k close a week from friday", {"value": "12k", "close": "2026-12-04"}),
        ("close end of q1 from linkedin", {"close": "2027-03-31", "source": "linkedin"}),
        ('value 12k title "Ovens from Rome"', {"value": "12k", "title": "Ovens from Rome"}),
        *((text, {}) for text in ("none", "no", "nothing", "None")),
    ],
)
def test_what_is_understood(session, text, header):
    flags = with_details(AddFlags(), text, session)
    assert dict(flags.header) == header
    shown = details_meaning(AddFlags(), flags, session)
    assert shown.count(" \N{MIDDLE DOT} ") == max(len(header) - 1, 0)


@pytest.mark.parametrize(
    ("text", "header", "note"),
    [
        ("12k soonish", {"value": "12k"}, "12k soonish"),
        ("14 vans, 8k", {"value": "8k"}, "14 vans"),
        ("14 vans; no hurry", {}, "14 vans; no hurry"),
        ("note: Koen knows the boss, 4k", {"value": "4k"}, "Koen knows the boss"),
        ("no idea yet on value.. maybe 1500. source: linkedin", {"value": "1500"}, ""),
        ("competitors SAP, Oracle, 40 rooms", {}, "40 rooms"),
    ],
)
def test_what_says_nothing_known_is_a_note(session, text, header, note):
    flags = with_details(AddFlags(), text, session)
    assert header.items() <= dict(flags.header).items()
    assert flags.note == note


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("400 a month", "4800 a year"),
        ("\N{EURO SIGN}290/month, via Koen", "\N{EURO SIGN}3480 a year"),
        ("wert 89 pro monat", "1068 a year"),
        ("5k per quarter", "20000 a year"),
    ],
)
def test_of_a_price_by_the_month_the_sum_of_a_year_is_offered(session, text, year):
    with pytest.raises(SalescliError, match="did you mean") as refused:
        with_details(AddFlags(), text, session)
    again = put_right(text, f"{refused.value.message}\n{refused.value.fix}")
    assert year in again
    assert with_details(AddFlags(), again, session).header["value"] == year.removesuffix(" a year")


@pytest.mark.parametrize("text", ["400 a month", "close someday", "value", "x" * 700])
def test_what_is_unclear_is_refused_with_the_form(session, text):
    with pytest.raises(SalescliError) as refused:
        with_details(AddFlags(), text, session)
    assert refused.value.message
