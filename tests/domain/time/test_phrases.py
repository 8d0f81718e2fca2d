"""What people type for days, times and periods: the tables, and every form with every word."""

from __future__ import annotations

import itertools
import time
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.mutating import DATES, mutated
from support.table import each

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed import money_arguments
from salescli.domain.deal import Person
from salescli.domain.money.amount_text import parse_money
from salescli.domain.people.known_person import UnclearPersonError
from salescli.domain.people.person_text import read_people
from salescli.domain.settings import Settings
from salescli.domain.time.date_grammar import GRAMMAR, DateError, parse_when
from salescli.domain.time.period_grammar import parse_period
from salescli.domain.time.workdays import Calendar
from salescli.errors import UsageError
from salescli.store.book import Book
from salescli.store.process_loader import ProcessLoader
from salescli.text.handles import is_handle
from salescli.text.matching import meant, runs
from salescli.text.wording import MONTHS, WEEKDAYS, echo, short_day, when_text

NOW = datetime(2026, 11, 24, 9)  # a Tuesday
TODAY = NOW.date()
CALENDAR = Calendar()
TABLES = Path(__file__).parents[2] / "phrases"


def rows(name):
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.fixture
def session(tmp_path):
    book = Book(tmp_path, Settings())
    return Session(book, ProcessLoader(book), NOW.astimezone())


def meaning(read, text):
    """Give the day or the time in ISO, or ? where it is refused with a sentence."""
    try:
        when = read(text)
    except UsageError as error:
        return "?" if len(error.message) > 20 else error.message
    return f"{when:%Y-%m-%dT%H:%M}" if isinstance(when, datetime) else when.isoformat()


@each("text, means", rows("dates-ahead"))
def test_a_day_ahead(session, text, means):
    assert meaning(lambda text: arguments.when_ahead(text, session), text) == means


@each("text, means", rows("dates-back"))
def test_a_day_that_has_been(session, text, means):
    assert meaning(lambda text: arguments.when_past(text, session), text) == means


@each("text, first, last", rows("periods"))
def test_a_period(text, first, last):
    period = parse_period(text, TODAY, CALENDAR, back=True)
    assert (period.since, period.until) == (date.fromisoformat(first), date.fromisoformat(last))


# Others of each kind, from the same morning.
@each(
    "text, means",
    [
        ("Wed.", "2026-11-25"),
        ("thurs 4pm", "2026-11-26T16:00"),
        ("a couple of weeks", "2026-12-08"),
        ("in an hour", "2026-11-24T10:00"),
        ("in 90 minutes", "2026-11-24T10:30"),
        ("friday at half past three", "2026-11-27T15:30"),
        ("quarter to four on friday", "2026-11-27T15:45"),
        ("fri 12", "2026-11-27T12:00"),
        ("fri 15h30", "2026-11-27T15:30"),
        ("fri 3:30", "2026-11-27T15:30"),
        ("fri 03:30", "2026-11-27T03:30"),
        ("fri 10 am", "2026-11-27T10:00"),
        ("Friday, 10 a.m.", "2026-11-27T10:00"),
        ("three o'clock on friday", "2026-11-27T15:00"),
        ("friday afternoon at 3", "2026-11-27T15:00"),
        ("tomorrow evening 8", "2026-11-25T20:00"),
        ("monday morning 8", "2026-11-30T08:00"),
        ("first thing tomorrow", "2026-11-25T09:00"),
        ("fri eod", "2026-11-27T18:00"),
        ("3. Dezember", "2026-12-03"),
        ("3. dec", "2026-12-03"),
        ("3-dec-2026", "2026-12-03"),
        ("dec 3rd '26", "2026-12-03"),
        ("tuesday the 1st", "2026-12-01"),
        ("the 15th", "2026-12-15"),
        ("15th of next month", "2026-12-15"),
        ("first monday of december", "2026-12-07"),
        ("last friday of next month", "2026-12-25"),
        ("2 weeks from friday", "2026-12-11"),
        ("the week after next", "2026-12-07"),
        ("end of the month", "2026-11-30"),
        ("mid november", "2027-11-15"),
        ("end of this week", "2026-11-27"),
        ("weekend", "2026-11-28"),
        ("3.12 15:00", "2026-12-03T15:00"),
        ("24.12", "2026-12-24"),
        ("Tue 24 Nov 10:00", "2026-11-24T10:00"),
        ("Fri 4 Dec 10:00", "2026-12-04T10:00"),
        ("Fri 4 Dec 2026 10:00, in 10 days", "2026-12-04T10:00"),
        ("10am cet tue", "?"),
        ("before friday", "2026-11-26"),
        ("monday or tuesday", "?"),
    ],
)
def test_others_of_their_kind(session, text, means):
    assert meaning(lambda text: arguments.when_ahead(text, session), text) == means


GERMAN = """
    heute                   2026-11-24
    morgen                  2026-11-25
    übermorgen              2026-11-26
    uebermorgen             2026-11-26
    Montag                  2026-11-30
    Montag 14:30            2026-11-30T14:30
    Montag um 10            2026-11-30T10:00
    Montag morgen           2026-11-30T09:00
    Montagmorgen 8 Uhr      2026-11-30T08:00
    Di 10                   2026-12-01T10:00
    Do 14:30                2026-11-26T14:30
    am Do                   2026-11-26
    so um 11                2026-11-29T11:00
    nächsten Freitag        2026-12-04
    kommenden Freitag       2026-11-27
    diesen Freitag          2026-11-27
    Freitag nächster Woche  2026-12-04
    nächste Woche           2026-11-30
    kommende Woche          2026-11-30
    übernächste Woche       2026-12-07
    in 3 Tagen              2026-11-27
    in einer Woche          2026-12-01
    in zwei Wochen          2026-12-08
    in 3 Monaten            2027-02-24
    am 15.                  2026-12-15
    am 15. 10 Uhr           2026-12-15T10:00
    15.12. 14 Uhr           2026-12-15T14:00
    um 10 Uhr               2026-11-24T10:00
    10 Uhr 30               2026-11-24T10:30
    14:30 am Montag         2026-11-30T14:30
    halb drei               2026-11-24T14:30
    viertel nach drei       2026-11-24T15:15
    zehn vor drei           2026-11-24T14:50
    morgen früh             2026-11-25T09:00
    morgen um 10            2026-11-25T10:00
    bis Freitag             2026-11-27
    Ende des Monats         2026-11-30
    Ende nächster Woche     2026-12-04
    Mitte Dezember          2026-12-15
    15. Jänner              2027-01-15
    nach Weihnachten        2026-12-28
    do                      ?
    so                      ?
    gestern                 ?
""".strip().splitlines()


@each("row", GERMAN)
def test_a_day_ahead_in_german(session, row):
    text, means = row.rsplit(maxsplit=1)
    assert meaning(lambda text: arguments.when_ahead(text, session), text.strip()) == means


@each(
    "text, means",
    [
        ("just now", "2026-11-24T15:40"),
        ("before lunch", "2026-11-24T11:30"),
        ("thursday afternoon", "2026-11-19T15:00"),
        ("thursday before lunch", "2026-11-19T11:30"),
        ("this morning", "2026-11-24T09:00"),
        ("this afternoon", "2026-11-24T15:00"),
        ("heute morgen", "2026-11-24T09:00"),
        ("last night", "2026-11-23T20:00"),
        ("this evening", "2026-11-24T15:40"),  # it goes on: as late as can be
        ("gestern", "2026-11-23T12:00"),
        ("vorgestern", "2026-11-22T12:00"),
        ("letzten Freitag", "2026-11-20T12:00"),
        ("vor 2 Tagen", "2026-11-22T12:00"),
        ("vor einer Stunde", "2026-11-24T14:40"),
        ("Montag", "2026-11-23T12:00"),
        ("tomorrow afternoon", "?"),
    ],
)
def test_when_a_conversation_was(session, text, means):
    session = replace(session, now=NOW.replace(hour=15, minute=40).astimezone())
    assert meaning(lambda text: arguments.moment_past(text, session), text) == means


@each(
    "text, hour, means",
    [
        ("14.12", 15, "2026-12-14"),
        ("a week later", 9, "2026-12-01"),
        ("2 weeks later", 9, "2026-12-08"),
        ("after christmas", 9, "2026-12-28"),
        ("before christmas", 9, "2026-12-24"),
        ("after new year", 9, "2027-01-04"),
        ("nxt tue", 9, "2026-12-01"),
        ("until friday", 9, "2026-11-27"),
        ("fri before lunch", 9, "2026-11-27T11:30"),
        ("8/12 10am", 9, "?"),
        ("14.12", 9, "?"),
    ],
)
def test_a_reading_on_the_wrong_side_of_now_is_none(session, text, hour, means):
    session = replace(session, now=NOW.replace(hour=hour).astimezone())
    assert meaning(lambda text: arguments.when_ahead(text, session), text) == means


DAYS = {
    **{name: (WEEKDAYS.index(name) - 2) % 7 + 1 for name in WEEKDAYS},
    **{name[:3]: (WEEKDAYS.index(name) - 2) % 7 + 1 for name in WEEKDAYS},
    **{f"{n} days": n for n in range(2, 13)},
    **{
        f"in {word} days": n
        for n, word in enumerate(
            ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 2
        )
    },
    **dict.fromkeys(("tomorrow", "tmrw"), 1),
    **dict.fromkeys(("a fortnight", "two weeks"), 14),
    "day after tomorrow": 2,
}
CLOCKS = {"15:00": 15, "3pm": 15, "at 3": 15, "10 am": 10, "at ten": 10, "noon": 12, "11h": 11}


@settings(max_examples=size(150, 5000), deadline=None)
@given(st.data())
def test_day_and_time_in_either_order_with_whatever_stands_around(data):
    phrase, days = data.draw(st.sampled_from(sorted(DAYS.items())))
    clock, hour = data.draw(st.sampled_from([("", None), *CLOCKS.items()]))
    filler = data.draw(st.sampled_from(["", "on ", "by ", "this "])) if days < 7 else ""
    if filler and not phrase[0].isupper():
        filler = ""
    parts = [filler + phrase, clock] if data.draw(st.booleans()) else [clock, filler + phrase]
    text = data.draw(st.sampled_from([" ", ", ", "  "])).join(filter(None, parts))
    text = data.draw(st.sampled_from([str.upper, str.lower, str.title, str]))(text)
    day = TODAY + timedelta(days=days + (7 if phrase[:3] == "Tue" and days == 0 else 0))
    expected = day if hour is None else datetime.combine(day, NOW.replace(hour=hour).time())
    assert parse_when(text, NOW, CALENDAR) == expected


@each("month", MONTHS)
def test_every_month_in_full_and_short_in_either_order(month):
    number = MONTHS.index(month) + 1
    for name, day, back in itertools.product(
        (month, month[:3], month.upper()), (3, 28), (False, True)
    ):
        found = {
            parse_when(text, NOW, CALENDAR, back=back)
            for text in (
                f"{name} {day}", f"{day} {name}", f"the {day}th of {name}", f"{name}. {day}th",
                f"{day}.{number}.",
            )
        }  # fmt: skip
        assert len(found) == 1
        (when,) = found
        assert (when.month, when.day) == (number, day)
        assert (when <= TODAY) if back else (when >= TODAY)
        assert abs((when - TODAY).days) <= 366


@settings(max_examples=size(100, 5000), deadline=None)
@given(
    st.dates(date(2016, 1, 1), date(2042, 12, 31))
    | st.datetimes(datetime(2016, 1, 1), datetime(2042, 12, 31)).map(
        lambda when: when.replace(second=0, microsecond=0)
    ),
    st.dates(date(2016, 1, 1), date(2042, 12, 31)),
    st.booleans(),
)
def test_what_is_printed_reads_the_same_when_it_is_typed(when, today, back):
    for text in (when.isoformat(), when_text(when), echo(when, today)):
        assert parse_when(text, today, CALENDAR, back=back) == when
    if not isinstance(when, datetime) and when.year == today.year and (when <= today) == back:
        assert parse_when(short_day(when, today), today, CALENDAR, back=back) == when


SEEDS = [
    *(phrase for forms, _ in GRAMMAR for phrase in forms.split(", ")),
    *(row[0] for name in ("dates-ahead", "dates-back", "periods") for row in rows(name)),
    *(row.rsplit(maxsplit=1)[0].strip() for row in GERMAN),
]
MANY = size(1_000, 10_000)


def random_phrases(number):
    rng = Random(13)  # noqa: S311 - repeatable is what it has to be
    seeds = [seed.encode() for seed in SEEDS]
    words = sorted({word for seed in SEEDS for word in seed.split()})
    for place in range(number):
        if place % 3:
            yield " ".join(rng.choices(words, k=rng.randint(1, 5)))
        else:
            yield mutated(seeds, DATES, rng).decode(errors="surrogateescape")


@pytest.mark.parametrize("back", [False, True])
def test_random_phrases_are_refused_or_read_the_same_when_echoed(back):
    slowest = (0.0, "")
    understood = 0
    for text in random_phrases(MANY):
        begun = time.process_time()
        try:
            when = parse_when(text, NOW, CALENDAR, back=back)
        except DateError:
            when = None
        slowest = max(slowest, (time.process_time() - begun, text))
        if when is None:
            continue
        understood += 1
        if isinstance(when, datetime):
            when = when.replace(second=0)  # nobody is shown seconds
        assert parse_when(echo(when, TODAY), NOW, CALENDAR, back=back) == when, text
    assert understood > MANY // 20
    print(f"{understood} of {MANY} understood, slowest {slowest[0] * 1000:.1f} ms: {slowest[1]!r}")


def test_random_periods_are_refused_or_in_order():
    for text in random_phrases(MANY):
        try:
            period = parse_period(text, TODAY, CALENDAR, back=True)
        except DateError:
            continue
        assert period.since is None or period.until is None or period.since <= period.until, text


@each("text", SEEDS)
def test_accents_composition_and_capitals_never_decide(text):
    def found(text):
        try:
            return parse_when(text, NOW, CALENDAR)
        except DateError:
            return None

    assert found(text.upper()) == found(text)
    assert found(text.replace("a", "a\N{COMBINING ACUTE ACCENT}")[:80]) == found(text)


@each("text, amount, currency", rows("amounts"))
def test_an_amount(text, amount, currency):
    try:
        money = money_arguments.typed_money(text, "EUR")
    except UsageError as error:
        assert (amount, bool(error.fix)) == ("?", True)  # noqa: PT017
    else:
        assert (money.amount, money.currency or "EUR") == (Decimal(amount), currency)


def test_a_sign_of_several_currencies_is_the_books_own_or_both_are_written_out():
    assert money_arguments.typed_money("$5k", "USD") == (5000, "USD")
    assert money_arguments.typed_money("$5k", "CAD") == (5000, "CAD")
    assert money_arguments.typed_money("US$5k", "EUR") == (5000, "USD")
    assert money_arguments.typed_money("$5k", "EUR") == (5000, "USD")
    with pytest.raises(UsageError, match="several currencies") as refused:
        money_arguments.typed_money("5k kr", "EUR")
    assert refused.value.fix == "write 5k EUR or 5k SEK"


@each(
    "text, middle",
    [
        ("20-25k", "22.5k"),
        ("20k-25k", "22.5k"),
        ("20k to 30k", "25k"),
        ("\N{EURO SIGN}20\N{EN DASH}25k", "22.5k"),
        ("1500-2500", "2k"),
        ("15-20", "17.5"),
        ("about 20-25k", "22.5k"),
    ],
)
def test_two_amounts_are_refused_with_the_one_between_them(text, middle):
    with pytest.raises(UsageError, match="is two amounts") as refused:
        money_arguments.typed_money(text, "EUR")
    assert refused.value.fix == f"did you mean {middle}? it is the middle"


@settings(max_examples=size(100, 5000), deadline=None)
@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from([",.", ".,", " .", " ,", "'.", "\u202f,"]),
    st.sampled_from(["{} EUR", "EUR {}", "€{}", "{}€", "{} euro", "{}", "eur{}"]),
)
def test_an_amount_reads_the_same_however_it_is_written(number, marks, form):
    written = f"{number:,.2f}".translate(str.maketrans(",.", marks))
    money = parse_money(form.format(written), "EUR")
    assert money.amount == number
    assert money.currency in {"EUR", ""}


def test_random_amounts_are_refused_or_read_the_same_when_echoed():
    rng = Random(13)  # noqa: S311 - repeatable is what it has to be
    seeds = [row[0].encode() for row in rows("amounts")]
    for _ in range(MANY):
        text = mutated(seeds, (b"k", b"EUR", b",", b".", b"'", b" "), rng).decode(errors="ignore")
        try:
            money = parse_money(text, "EUR")
        except ValueError:
            continue
        assert parse_money(f"{money.amount} {money.currency}", "EUR") == money, text


@pytest.mark.parametrize("currency", ["eur", "€", "Euro", "EUR"])
def test_a_currency_is_one_however_it_is_written(run, currency):
    run("init", "--me", "ada", "--currency", currency)
    first = ("--process", "small-business", "--next", "discovery", "--on", "2100-01-04")
    for number, flags in enumerate(
        [("--value", "900", "--currency", currency), ("--value", f"{currency} 900")]
    ):
        assert run("add", f"Acme {number}", *flags, *first).code == 0
    run("add", "Acme 2", "--value", "900", *first)
    assert run("set", "acme-2", f"currency={currency}").code == 0
    listed = run("list", "--value", f">500 {currency}", "--json").json["deals"]
    assert [deal["currency"] for deal in listed] == ["EUR"] * 3
    assert len(run("list", "--value", ">500", "--json").json["deals"]) == 3


def test_a_value_in_another_currency_changes_both(run):
    run("init", "--me", "ada")
    run("add", "Acme", "--process", "small-business", "--next", "discovery", "--on", "2100-01-04")
    assert run("set", "acme", "value=£900").code == 0
    (deal,) = run("list", "--json").json["deals"]
    assert (deal["value"], deal["currency"]) == (900, "GBP")
    refused = run("set", "acme", "value=£900", "currency=EUR")
    assert (refused.code, "in GBP" in refused.err) == (2, True)


@pytest.mark.parametrize("currency", ["XYZ", "$", "euros?"])
def test_an_unknown_currency_in_a_file_is_a_finding(run, tmp_path, currency):
    run("init", "--me", "ada")
    run("add", "Acme", "--process", "small-business", "--next", "discovery", "--on", "2100-01-04")
    (file,) = tmp_path.rglob("deals/acme.toml")
    file.write_text(file.read_text().replace('currency = "EUR"', f'currency = "{currency}"'))
    found = run("check", "--json").json["findings"]
    assert "F03" in [finding["code"] for finding in found]


KNOWN = {
    "marta": Person("marta", "Marta Ferri", email="m.ferri@trattoria.example"),
    "marta2": Person("marta2", "Marta Bianchi"),
    "jurgen": Person("jurgen", "J\u00fcrgen Gro\u00df", email="jg@gross.example"),
    "enzo": Person("enzo", "Enzo Rossi"),
}


def whom(text):
    """Give whom a text means as the table writes it."""
    try:
        named = read_people(text, KNOWN, {})
    except UnclearPersonError:
        return "?"
    return " ".join(
        who.handle if who.handle in KNOWN else f'+{who.handle} "{who.name}" {who.email}'.strip()
        for who in named
    )


@each("text, means", rows("people"))
def test_with_whom(text, means):
    assert whom(text) == means
    assert whom(unicodedata.normalize("NFD", text)) == means


@each(
    "text, person",
    [
        ("Luca Verdi, CFO", Person("luca-verdi", "Luca Verdi", title="CFO")),
        ("Luca Verdi, it", Person("luca-verdi", "Luca Verdi", "it")),
        ("Luca Verdi +39 02 1234567", Person("luca-verdi", "Luca Verdi", phone="+39 02 1234567")),
        ("luca@verdi.example", Person("luca", "luca", email="luca@verdi.example")),
        (
            "\u65e5\u672c \u592a\u90ce",
            Person("\u65e5\u672c-\u592a\u90ce", "\u65e5\u672c \u592a\u90ce"),
        ),
    ],
)
def test_a_new_person_with_what_stands_beside_the_name(text, person):
    assert read_people(text, KNOWN, {"it": "IT: runs the systems"}) == (person,)


ROLES = {"it": "IT: runs the systems", "champion": "Champion: wants it"}


@each(
    "text, means",
    [
        (
            "Ines Weber (CFO), J\u00f6rg Vogel (Einkauf)",
            "Ines Weber: CFO | J\u00f6rg Vogel: Einkauf",
        ),
        ("Ines Bianchi CFO", "Ines Bianchi: CFO"),
        ("Ines Wolf - CEO", "Ines Wolf: CEO"),
        ("Ines Wolf \N{EN DASH} CEO", "Ines Wolf: CEO"),
        ("Ines / Tom", "Ines | Tom"),
        ("Ines/Tom", "Ines | Tom"),
        ("Ines & Tom", "Ines | Tom"),
        ("J\u00f6rg Vogel, Einkauf", "J\u00f6rg Vogel: Einkauf"),
        ("Tom Falk, IT", "Tom Falk: it"),
        ("Tom Falk IT, Ines Wolf CEO", "Tom Falk: it | Ines Wolf: CEO"),
        ("Ines Wolf, Gesch\u00e4ftsf\u00fchrerin", "Ines Wolf: Gesch\u00e4ftsf\u00fchrerin"),
        ("Ines Wolf, Gesch\u00e4ftsf\u00fchrer:in", "Ines Wolf: Gesch\u00e4ftsf\u00fchrer:in"),
        ("Ines Wolf, Leiterin Einkauf", "Ines Wolf: Leiterin Einkauf"),
        ("Ines Wolf, champion", "Ines Wolf: champion"),
        ("Ines Wolf, CEO and founder", "Ines Wolf: CEO, founder"),
        ("Ines Wolf, head of operations", "Ines Wolf: head of operations"),
        ("Ines Wolf, signs the orders", "Ines Wolf: signs the orders"),
        ("Tom Falk (Head of Sales, EMEA)", "Tom Falk: Head of Sales, EMEA"),
        ("plus Lena Maas (assistant)", "Lena Maas: assistant"),
        ("Anna Holzer, owner\nTom Falk, CTO\n", "Anna Holzer: owner | Tom Falk: CTO"),
        ("Ines Wolf, Tom Falk", "Ines Wolf | Tom Falk"),
        ("ines, tom", "ines | tom"),
        ("Ines, Tom", "Ines | Tom"),
        ("enzo, champion", "?"),  # he is known, and not as one
        ("Ines Wolf, Tom", "?"),
        ("Ines Wolf - Tom", "?"),
    ],
)
def test_a_title_is_never_a_second_person(text, means):
    def shown(who):
        return ": ".join(filter(None, (who.name, who.role or who.title)))

    try:
        named = read_people(text, KNOWN, ROLES)
    except ValueError as error:
        refusal = str(error)
        assert (means, len(refusal) > 40) == ("?", True)
        return
    assert " | ".join(map(shown, named)) == means
    written = "; ".join(f"{who.name} ({who.role or who.title})" for who in named)
    assert [shown(who) for who in read_people(written.replace(" ()", ""), {}, ROLES)] == [
        shown(who) for who in named
    ]


@pytest.mark.parametrize(
    "name", ["Roland Klein", "Ferdinand Wolf", "Karl Schmit Roth", "Edith Faith Lee", "Hermund Ek"]
)
def test_a_word_that_joins_people_is_none_at_the_end_of_a_name(name):
    assert [who.name for who in read_people(name, {}, ROLES)] == [name]
    both = read_people(f"Ines Wolf and {name}", {}, ROLES)
    assert [who.name for who in both] == ["Ines Wolf", name]


@pytest.mark.parametrize("text", ["mr lindner", "Mr. Lindner", "Lindner himself", "Herr Lindner"])
def test_a_courtesy_is_no_part_of_a_name(text):
    people = {"tl": Person("tl", "Herr Thomas Lindner"), "eva": Person("eva", "Eva Stein")}
    assert [who.handle for who in read_people(text, people, {})] == ["tl"]
    with pytest.raises(ValueError, match="could be"):
        read_people("Herr Lindner", {**people, "max": Person("max", "Max Lindner")}, {})


def test_random_names_are_people_or_refused():
    rng = Random(13)  # noqa: S311 - repeatable is what it has to be
    seeds = [row[0].encode() for row in rows("people")]
    for _ in range(MANY):
        text = mutated(seeds, (b",", b" and ", b"<", b"@", b" "), rng).decode(errors="ignore")
        try:
            named = read_people(text, KNOWN, {})
        except ValueError:
            continue
        assert len({who.handle for who in named}) == len(named)
        assert all(is_handle(who.handle) for who in named), text
        known = [who.handle for who in named if who.handle in KNOWN]
        assert [who.handle for who in read_people(", ".join(known), KNOWN, {})] == known


STEPS = {
    "discovery": "Discovery", "demo": "Demo", "security-review": "Security review",
    "legal-review": "Legal review", "second-demo": "Second demo",
}  # fmt: skip


@each(
    "text, ids",
    [
        ("demo", ("demo",)),
        ("Demo", ("demo",)),
        ("D\u00e9mo", ("demo",)),
        ("security review", ("security-review",)),
        ("sec rev", ("security-review",)),
        ("disc", ("discovery",)),
        ("sec", ("security-review", "second-demo")),
        ("review", ("security-review", "legal-review")),
        ("d", ()),
        ("dance", ()),
    ],
)
def test_a_step_by_id_title_or_part(text, ids):
    assert meant(text, STEPS) == ids


def test_words_that_only_together_mean_one_are_joined():
    assert runs(["security", "review", "demo", "x"], STEPS) == ["security review", "demo", "x"]
