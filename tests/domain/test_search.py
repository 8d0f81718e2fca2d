"""Words found in deals: which texts have them, and which files can be passed over."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import day, deal, moment
from support.table import each

from salescli.domain.deal import Person
from salescli.domain.search import Hit, SearchQuery, find_in_deal, newest_first
from salescli.domain.settings import Settings
from salescli.store.book import Book
from salescli.store.deal_scan import deals_with, is_before
from salescli.store.formats.deal import read_deal
from salescli.store.formats.render import deal_text
from salescli.store.toml.reader import parse_toml
from salescli.text.word_search import phrases

LOG = """9 open -> discovery 12 @dana
12 call discovery @dana reason:x -> demo"To the board" 24 @kim
13 note"""
ACME = replace(
    deal(LOG, company="Acme GmbH", title="Roll-out", tags=("retail",), competitors=("Rival",)),
    handle="acme",
    custom={"slack": "#acme-rollout", "import": {"description": "Came from the fair"}},
    people={
        "dana": Person("dana", "Dana Réyes", "it", "dana@acme.example", "0171 5550123", "CFO"),
        "kim": Person("kim", "Kim Park"),
    },
)
NOTED = ("The liability clause, said Dana.", "Kim rang about liability")
ACME = replace(
    ACME,
    log=(
        ACME.log[0],
        replace(ACME.log[1], note=NOTED[0], evidence="It costs too much"),
        replace(ACME.log[2], note=NOTED[1], people=("kim",)),
    ),
)


def places(*typed, **conditions):
    return [
        (hit.where, hit.text)
        for hit in find_in_deal(ACME, SearchQuery(phrases(typed), **conditions))
    ]


FOUND = [
    (["liability"], {}, [("note", NOTED[0]), ("note", NOTED[1])]),
    (["clause", "liability"], {}, [("note", NOTED[0])]),
    (["acme", "clause"], {}, [("note", NOTED[0])]),  # a word of the deal's name counts
    (["reyes", "clause"], {}, [("note", NOTED[0])]),  # and the name of who was there
    (["park", "clause"], {}, []),
    (["roll-out"], {}, [("title", "Roll-out")]),
    (["retail"], {}, [("tags", "retail")]),
    (["rival"], {}, [("competitors", "Rival")]),
    (["to the board"], {}, [("next", "To the board")]),
    (["costs"], {}, [("evidence", "It costs too much")]),
    (["fair"], {}, [("custom.import.description", "Came from the fair")]),
    (["cfo"], {}, [("person", "Dana Réyes · CFO · it · 0171 5550123 · dana@acme.example")]),
    (["liability"], {"person": "kim"}, [("note", NOTED[1])]),
    (["liability"], {"person": "dana@acme.example"}, [("note", NOTED[0])]),
    (["liability"], {"person": "bob"}, []),
    (["liability"], {"since": day(13)}, [("note", NOTED[1])]),
    (["liability"], {"since": day(14)}, []),
    (["rival"], {"since": day(1)}, []),  # a field has no day
]


@each("typed, conditions, found", FOUND)
def test_the_texts_of_a_deal_are_found(typed, conditions, found):
    assert places(*typed, **conditions) == found


def test_what_the_log_says_again_is_one_hit_the_newest():
    again = replace(ACME, log=(*ACME.log, replace(ACME.log[1], at=moment(20), index=3)))
    hits = find_in_deal(again, SearchQuery(phrases(["clause"])))
    assert [hit.at for hit in hits] == [moment(20)]


def test_the_newest_come_first_and_fields_go_by_the_deals_last_entry():
    late = replace(ACME, handle="late", log=(replace(ACME.log[0], at=moment(18)),))
    hits = {"late": find_in_deal(late, SearchQuery(phrases(["acme"])))}
    hits["acme"] = find_in_deal(ACME, SearchQuery(phrases(["acme"]))) + find_in_deal(
        ACME, SearchQuery(phrases(["clause"]))
    )
    ordered = list(newest_first([(inf, "acme"), (inf, "late")], hits.__getitem__))
    assert ordered[0].deal == "late"
    assert ordered[-1].where == "note"


def at(deal, *days):
    return [Hit(deal, "", "note", "x", None, moment(number)) for number in days]


def latest(number):
    return moment(number).timestamp()


def test_deals_that_can_have_nothing_newer_are_not_searched():
    searched = []

    def search(deal):
        searched.append(deal)
        return at(deal, *{"a": (20, 5), "b": (12,), "c": (10, 6)}[deal])

    hits = newest_first([(latest(21), "a"), (latest(14), "b"), (latest(11), "c")], search)
    assert (next(hits).at, searched) == (moment(20), ["a"])
    assert (next(hits).at, searched) == (moment(12), ["a", "b"])
    assert [hit.at for hit in hits] == [moment(10), moment(6), moment(5)]


DAYS = st.lists(st.integers(-40, 40), max_size=6)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), DAYS, max_size=6))
def test_one_after_another_they_are_in_order(deals):
    bounds = sorted(((latest(max(days, default=0) + 2), deal) for deal, days in deals.items()))
    found = list(newest_first(bounds[::-1], lambda deal: at(deal, *deals[deal])))
    assert [hit.at for hit in found] == sorted((hit.at for hit in found), reverse=True)
    assert len(found) == sum(map(len, deals.values()))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("at = 2026-11-09T14:00:00+01:00\nat = 2026-11-08", 9),
        ("at=2026-11-07\n'at'  =  2026-11-09 23:59:59.5-12:00", 9),
        ("at = 2026-11-09T14:00:00Z\nat = 2026-11-09T14:00:00", 9),
        ('log = [{"at" = 2026-11-09}]', 9),
        ("on = 2026-11-09", None),
        ("at = 2026-99-99", None),
        ('at = 2026-11-09\n"\\u0061t" = 2026-11-20', None),
    ],
)
def test_no_entry_is_later_than_its_bytes_say(tmp_path, text, day):
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals/acme.toml").write_text(text, encoding="utf-8")
    ((bound, _),) = deals_with(Book(tmp_path, Settings()), ["acme"])
    if day is None:
        assert bound == inf
    else:
        assert latest(f"{day}T14:00") <= bound < latest(day + 3)
        assert is_before(bound, moment(day + 4).date())
        assert not is_before(bound, moment(day + 1).date())


TEXTS = st.text(st.sampled_from('abcdeé Éßﬁ"\\\n\t\u0301東İu0'), max_size=30)


@given(TEXTS, TEXTS, st.text(st.sampled_from("abcdeéÉßﬁ東uİ "), min_size=1, max_size=4))
def test_no_deal_that_has_the_words_is_passed_over(tmp_path_factory, note, title, typed):
    wanted = phrases([typed])
    plain = replace(ACME, title=title, log=(replace(ACME.log[0], note=note),))
    text = deal_text(plain)
    known, _ = read_deal("acme", parse_toml(text))
    folder = tmp_path_factory.getbasetemp() / "scan"
    (folder / "deals").mkdir(parents=True, exist_ok=True)
    (folder / "deals/acme.toml").write_text(text, encoding="utf-8")
    words = {word for phrase in wanted for word in phrase.words.split()}
    if wanted and find_in_deal(known, SearchQuery(wanted)):
        assert [one for _, one in deals_with(Book(folder, Settings()), words)] == ["acme"]


ESCAPED = [
    ('title = "M\\u00fcller"', "muller", True),
    ('title = "M\\U000000fcller"', "muller", True),
    ('title = """Mül\\\n   ler"""', "muller", True),
    ('title = "said \\"no\\" to it"', "muller", False),
    ('title = "Mueller"', "muller", False),
    ('title = "MÜLLER"', "muller", True),
    ('title = "x"', "acme", True),  # the handle
]


@pytest.mark.parametrize(("text", "word", "let_through"), ESCAPED)
def test_what_bytes_do_not_show_is_let_through(tmp_path, text, word, let_through):
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals/acme.toml").write_text(text, encoding="utf-8")
    assert bool(deals_with(Book(tmp_path, Settings()), [word])) is let_through
