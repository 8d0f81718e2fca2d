"""What stands behind a company's name at `add`: fields are offered, and a name stays one."""

from __future__ import annotations

import pytest
from support.typing_phrases import typing_session

from salescli.commands.support.asking.ask_company import with_name_apart
from salescli.commands.support.asking.deal_details import details_meaning
from salescli.flags.day.add import AddFlags

OFFERED = [
    ("Roast n Co, ilkley, 12k, instagram", "Roast n Co, ilkley", "12,000 EUR · source instagram"),
    ("Rösterei Vogel value 7.5k euro source messe", "Rösterei Vogel", "7,500 EUR · source messe"),
    ("Acme GmbH, 12k", "Acme GmbH", "12,000 EUR"),
    ("Acme, value 12k", "Acme", "12,000 EUR"),
    ("Acme source referral", "Acme", "source referral"),
    ("Acme, referral", "Acme", "source referral"),
    ("Acme, 4,500 quid", "Acme", "4,500 GBP"),
    ("acme close end of q1", "acme", "close Wed 31 Mar 2027, in 127 days"),
    ("Acme worth 5k from messe", "Acme", "5,000 EUR · source messe"),
    ("Acme budget 20k, tender", "Acme", "20,000 EUR · source tender"),
]
NAMES = [
    *("Müller, Schmidt & Co", "Studio 54", "3M", "Forever 21", "Avis Budget Group", "Acme, 3"),
    *("Fisher Price Toys", "Open Source GmbH", "open source gmbh", "Price Waterhouse", "12k Ltd"),
    *("Meyer, Partner", "Meyer, Freund & Söhne", "Bahnhof, 10115 Berlin", "Close Brothers"),
    *("Smith, Close & Price", "Seven Days, Monday", "Level 39, Canary Wharf", "Bus 2000, Wien"),
    *("the beanery in headingley", "value", "value 12k", "Acme value", ", 12k", "4 you"),
]


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    return typing_session(tmp_path)


@pytest.mark.parametrize(("text", "name", "meaning"), OFFERED)
def test_fields_behind_a_name_are_offered(session, text, name, meaning):
    before = AddFlags((text,))
    after = with_name_apart(before, session)
    assert after.company == (name,)
    assert details_meaning(before, after, session) == meaning


@pytest.mark.parametrize("text", NAMES)
def test_a_name_stays_one(session, text):
    assert with_name_apart(AddFlags((text,)), session) == AddFlags((text,))


def test_what_a_flag_says_stays(session):
    flags = AddFlags(("Acme, 12k",), header={"value": "5k"})
    assert with_name_apart(flags, session) == flags


def test_in_a_pipe_the_whole_text_is_the_name(run, book):
    text = "Roast n Co, ilkley, 12k, instagram"
    following = ("--process", "small-business", "--what", "Ring", "--on", "3d")
    assert run("add", text, *following).code == 0
    (deal,) = (book / "deals").glob("roast*.toml")
    assert f'company = "{text}"' in deal.read_text(encoding="utf-8")
    assert "\nvalue" not in deal.read_text(encoding="utf-8")
