"""What was typed, read against the deal and the day: as it was meant, or refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from support.hostile import ANY_TEXT
from support.table import each

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import money_arguments, people_arguments
from salescli.commands.support.writing.open_deal import unopened
from salescli.domain.deal import Deal, Person
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.settings import Settings
from salescli.errors import SalescliError, UsageError
from salescli.store.book import Book
from salescli.store.process_loader import ProcessLoader
from salescli.store.shipped_processes import shipped_process
from salescli.store.toml.reader import parse_toml

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 21, 10, tzinfo=ZONE)  # a Saturday


@pytest.fixture
def session(tmp_path):
    book = Book(tmp_path, Settings())
    return Session(book, ProcessLoader(book), NOW)


@pytest.fixture
def about() -> Subject:
    people = {"bob": Person("bob", "Bob", "owner")}
    return unopened(Deal("acme", people=people), shipped_process("small-business"))


@pytest.fixture
def unjudged() -> Subject:
    deal, process = Deal("acme", process="gone"), Process("gone")
    return Subject(deal, process, judged=False, standing=replay(deal, process))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a ", "a"),
        ("a\r\nb", "a\nb"),
        ("\ud800x", "?x"),
        ("caf\udce9", "caf?"),
        ("日本 👩\u200d👧", "日本 👩\u200d👧"),
        ("", ""),
    ],
)
def test_clean(text, expected):
    assert arguments.clean(text) == expected


@given(ANY_TEXT)
def test_what_is_clean_can_be_written_and_stays_clean(text):
    assert arguments.clean(text).encode().decode() == arguments.clean(text)
    assert arguments.clean(arguments.clean(text)) == arguments.clean(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("a", ["a"]),
        ("a b,c , d,,\te", ["a", "b", "c", "d", "e"]),
        ("a a, b a", ["a", "b"]),
        (" , ", []),
    ],
)
def test_words(text, words):
    assert arguments.words(text) == words


def test_steps_and_outcomes_are_those_of_the_process(about, unjudged):
    assert arguments.steps(["demo", "discovery", "demo"], about) == ("demo", "discovery")
    assert arguments.outcomes(["fit-seen"], about, ("demo",)) == ("fit-seen",)
    assert arguments.outcomes(["need-named"], about, ("demo",)) == ("need-named",)
    assert arguments.steps(["Dem"], about) == ("demo",)
    assert arguments.outcomes(["all"], about, ("demo",)) == ("fit-seen",)
    with pytest.raises(SalescliError, match="no step 'demm': did you mean 'demo'") as caught:
        arguments.steps(["demo", "demm"], about)
    assert "trial-start" in caught.value.fix
    with pytest.raises(SalescliError) as caught:
        arguments.outcomes(["x"], about, ("demo",))
    assert caught.value.fix == "outcomes: fit-seen"
    assert arguments.steps(["any", "thing"], unjudged) == ("any", "thing")
    assert arguments.outcomes(["any"], unjudged, ()) == ("any",)
    assert arguments.role("any", unjudged) == "any"


def test_people_are_those_of_the_deal(about):
    assert people_arguments.typed_people(["bob"], about.deal.people) == ("bob",)
    with pytest.raises(SalescliError, match="no person 'bop': did you mean 'bob'"):
        people_arguments.typed_people(["bop"], about.deal.people)
    with pytest.raises(SalescliError) as caught:
        people_arguments.typed_people(["bop"], {})
    assert "none yet" in caught.value.fix


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("eve: Eve Ost", Person("eve", "Eve Ost")),
        ("eve:Eve Ost,end-user", Person("eve", "Eve Ost", "end-user")),
        (" eve : Eve , eve@x.example ", Person("eve", "Eve", "", "eve@x.example")),
        ("e-2: 日本, eve@x.example, owner", Person("e-2", "日本", "owner", "eve@x.example")),
        ("eve: Eve: the one", Person("eve", "Eve: the one")),
        (
            "Eve Ost <eve@x.example>, end-user",
            Person("eve-ost", "Eve Ost", "end-user", "eve@x.example"),
        ),
        ("Eve: Eve", Person("eve", "Eve")),
        ("eve: Ev\udce9", Person("eve", "Ev?")),
    ],
)
def test_a_new_person(about, text, person):
    assert people_arguments.new_person(text, about) == person


@pytest.mark.parametrize(
    "text",
    [
        *("", "eve:", "eve: ,", ": Eve", "-x: Eve", "../x: Eve", "a b: Eve"),
        *("eve: Eve, owner, end-user", "eve: Eve, king"),
    ],
)
def test_what_is_no_new_person(about, text):
    with pytest.raises(SalescliError) as caught:
        people_arguments.new_person(text, about)
    assert caught.value.fix or "more than one role" in caught.value.message


@each(
    "text, amount",
    [
        ("0", 0),
        ("48000.50", Decimal("48000.5")),
        ("4.8K", 4800),
        ("1.2m", 1_200_000),
        (" 7 ", 7),
        ("48 k", 48_000),
        ("0.0001", Decimal("0.0001")),
        ("0,125", Decimal("0.125")),
        ("999999999999", 999_999_999_999),
        ("1.000,50", Decimal("1000.5")),
        ("2 bn", 2_000_000_000),
    ],
)
def test_amounts(text, amount):
    assert money_arguments.typed_amount(text) == amount
    assert type(money_arguments.typed_amount(text)) is type(amount)
    assert parse_toml(f"value = {money_arguments.typed_amount(text)}")["value"] == amount


@each(
    "text",
    [
        *("", "+1", "1e3", "k", "4kk", ".5", "5.", "0x10", "nan", "inf", "1_000", "٣", "\ud800"),
        *("1.23456", "9" * 16, "999999999999m", "1.500k", "1,2,3", "5 apples", "5 EUR USD"),
        *("USD 5 EUR", "¥5", "5 kr", "9" * 100_000, "a" * 100_000, "1,2" * 30_000),
    ],
)
def test_what_is_no_amount(text):
    with pytest.raises(UsageError) as caught:
        money_arguments.typed_money(text, "EUR")
    assert caught.value.fix
    assert len(caught.value.message) < 120


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("today", date(2026, 11, 21)),
        ("tue", date(2026, 11, 24)),
        ("2026-11-21", date(2026, 11, 21)),
        ("today 10:00", NOW),
        ("tue 9:30", datetime(2026, 11, 24, 9, 30, tzinfo=ZONE)),
    ],
)
def test_what_lies_ahead(session, text, when):
    assert arguments.when_ahead(text, session) == when
    assert arguments.when_ahead(arguments.written(when), session) == when


@pytest.mark.parametrize("text", ["2026-11-20", "today 9:59", "yesterday", "soon", "", "\ud800"])
def test_what_does_not_lie_ahead(session, text):
    with pytest.raises(UsageError):
        arguments.when_ahead(text, session)
    with pytest.raises(UsageError):
        arguments.day_ahead(text, session)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-19", datetime(2026, 11, 19, 12, tzinfo=ZONE)),
        ("2026-11-19T15:30", datetime(2026, 11, 19, 15, 30, tzinfo=ZONE)),
        ("2026-07-01 9:00", datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=2)))),
        ("today", NOW),
        ("today 9:00", NOW.replace(hour=9)),
        ("yesterday", datetime(2026, 11, 20, 12, tzinfo=ZONE)),
        ("Yesterday 15:00", datetime(2026, 11, 20, 15, tzinfo=ZONE)),
    ],
)
def test_when_something_was(session, text, at):
    assert arguments.moment_past(text, session) == at


@pytest.mark.parametrize(
    "text", ["tomorrow", "today 10:01", "next fri", "in 2 hours", "soon", "", "yesterday soon"]
)
def test_when_nothing_can_have_been(session, text):
    with pytest.raises(UsageError, match=r"^[^-]"):
        arguments.moment_past(text, session)
    with pytest.raises(UsageError, match=r"^--at: "):
        arguments.at_flag(text, session)
