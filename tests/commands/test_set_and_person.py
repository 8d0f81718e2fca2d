"""`set` and `person`: what is known of a deal is changed in place, and the log says from what."""

from __future__ import annotations

import subprocess
import tomllib
from datetime import date

import pytest

HEADER = """\
# Ours since the fair.
title    = "Roll-out"     # as they call it
company  = "Acme GmbH"
process  = "small-business"
revision = 1
value    = 48000  # a guess
close    = 2026-12-18
tags     = [
  "fair",  # of 2026
  "warm",
]
"""
OPENED = """
[people.bob]
name = "Bob Ross"
role = "owner"

[people.kim]
name = "Kim"  # the one who asks

[[log]]
at = 2026-11-16T10:00:00+01:00
by = "ada"
kind = "open"
"""
MET = """
[[log]]
at = 2026-11-18T10:00:00+01:00
by = "ada"
kind = "meeting"
with = ["bob"]
"""


@pytest.fixture
def deal(book):
    path = book / "deals/acme.toml"
    path.write_text(HEADER + OPENED)
    return path


def read(path):
    return tomllib.loads(path.read_text())


def commits(book):
    done = subprocess.run(
        ["git", "log", "--format=%s"], cwd=book, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


SET = [
    ("title=Big one", {"title": ("Roll-out", "Big one")}),
    ("company=Acme AG", {"company": ("Acme GmbH", "Acme AG")}),
    ("value=60k", {"value": (48000, 60000)}),
    ("currency=USD", {"currency": ("", "USD")}),
    ("close=2027-01-29", {"close": (date(2026, 12, 18), date(2027, 1, 29))}),
    ("close=in 3 days", {"close": (date(2026, 12, 18), date(2026, 11, 24))}),
    ("owner=eve", {"owner": ("", "eve")}),
    ("source=fair = good", {"source": ("", "fair = good")}),
    ("tags= a,, b ", {"tags": (["fair", "warm"], ["a", "b"])}),
    ("competitors=Rival", {"competitors": ("", ["Rival"])}),
    ("employees=250", {"employees": ("", 250)}),
    ("industry=food", {"industry": ("", "food")}),
    ("country=DE", {"country": ("", "DE")}),
    ("kind=shop", {"kind": ("", "shop")}),
    ("objective=Counts that hold", {"objective": ("", "Counts that hold")}),
    ("measures=1,000 a day; ;none lost", {"measures": ("", ["1,000 a day", "none lost"])}),
    ("go_live=2027-03-01", {"go_live": ("", date(2027, 3, 1))}),
    ("value=", {"value": (48000, "")}),
    ("tags=", {"tags": (["fair", "warm"], "")}),
    ("title= ", {"title": ("Roll-out", "")}),
]


@pytest.mark.parametrize(("assignment", "change"), SET, ids=[one for one, _ in SET])
def test_a_field_is_changed_and_the_log_has_its_old_and_new_value(run, deal, assignment, change):
    before = read(deal)
    done = run("set", "acme", assignment)
    assert done.code == 0, done.err
    after = read(deal)
    ((field, (_, new)),) = change.items()
    entry = after["log"].pop()
    assert entry["kind"] == "change"
    assert {name: tuple(pair) for name, pair in entry["change"].items()} == change
    assert after.pop(field, "") == new
    before.pop(field, None)
    assert after == before
    assert run("check", "acme", "--json").code in (0, 1)


OWN = [
    ("custom.slack=#acme", "slack", "#acme"),
    ("custom.Gr\u00f6\u00dfe=12 m", "Gr\u00f6\u00dfe", "12 m"),
    ("custom.crm-id= 4711 ", "crm-id", "4711"),
]


@pytest.mark.parametrize(("assignment", "name", "new"), OWN)
def test_a_field_of_ones_own_is_set_changed_and_taken_out(run, deal, assignment, name, new):
    assert run("set", "acme", assignment).code == 0
    assert read(deal)["custom"] == {name: new}
    assert read(deal)["log"][-1]["change"] == {f"custom.{name}": ["", new]}
    assert run("set", "acme", f"custom.{name}=other").code == 0
    assert read(deal)["custom"] == {name: "other"}
    assert run("set", "acme", f"custom.{name}=").code == 0
    assert read(deal).get("custom", {}) == {}
    assert f"{name} other removed" in run("history", "acme").out
    assert run("history", "acme").out.count(f"{name} other removed") == 1
    assert run("undo", "--yes").code == 0
    assert read(deal)["custom"] == {name: "other"}


def test_several_fields_are_one_change_one_entry_and_one_commit(run, book, deal):
    before = len(commits(book))
    done = run("set", "acme", "value=50000,", "source=web", "close=")
    assert done.out.splitlines() == [
        "acme: value 48,000 to 50,000; source set to web; close removed",
        "  salescli show acme",
    ]
    assert len(read(deal)["log"]) == 2
    ours = commits(book)[: len(commits(book)) - before]
    assert ours[0] == "acme: value 48000 to 50000; source set to web; close removed"


def test_comments_and_layout_stay(run, deal):
    assert run("set", "acme", "value=50000", "close=", "tags=new", "kind=shop").code == 0
    header = HEADER.replace("48000  #", "50000  #").replace("close    = 2026-12-18\n", "")
    start, end = header.index("[\n"), header.index("]\n")
    header = header[:start] + '["new"]' + header[end + 1 :] + 'kind = "shop"\n'
    assert deal.read_text().startswith(header + OPENED)


REFUSED = [
    ("vlaue=3", "there is no field 'vlaue': did you mean 'value'?"),
    ("revision=2", "there is no field 'revision'"),
    ("value", "'value' is not of the form FIELD=VALUE"),
    ("=3", "there is no field ''"),
    ("value=many", "'many' is not an amount"),
    ("custom.=3", "'custom.' can't be a field of your own"),
    ("custom.a.b=3", "'custom.a.b' can't be a field of your own"),
    ("custom.import=3", "'custom.import' can't be a field of your own"),
    ("value=-5", "'-5' is below 0"),
    ("close=someday", "'someday' is not a date I know"),
    ("employees=a lot", "'a lot' is not a whole number"),
    ("employees=²", "'²' is not a whole number"),
    ("company=", "a deal can't be without its company"),
    ("process=", "a deal can't be without its process"),
    ("process=nix", "there is no process 'nix'"),
    ("follows=zenith", "there is no deal 'zenith'"),
    ("follows=acme", "acme can't follow itself"),
]


@pytest.mark.parametrize(("assignment", "message"), REFUSED, ids=[one for one, _ in REFUSED])
def test_what_is_wrong_is_refused_and_nothing_is_written(run, deal, assignment, message):
    before = deal.read_bytes()
    done = run("set", "acme", "title=New", assignment)
    assert done.code == 2
    assert message in done.err
    assert done.err.count("\n") >= 2 or "Try " in done.err, "what to type next"
    assert deal.read_bytes() == before


@pytest.mark.usefixtures("deal")
def test_the_suggestion_comes_with_all_the_fields(run):
    assert "fields: title, company, process, value" in run("set", "acme", "vlaue=3").err


@pytest.mark.parametrize("same", ["value=48k", "close=2026-12-18", "tags=fair,warm", "owner="])
def test_nothing_to_change_writes_nothing(run, book, deal, same):
    before, known = deal.read_bytes(), commits(book)
    done = run("set", "acme", same, "process=small-business")
    assert (done.code, done.out) == (0, "acme: nothing to change: that is what it says\n")
    assert deal.read_bytes() == before
    assert commits(book) == known


def test_a_deal_follows_another_one(run, book, deal):
    (book / "deals/old.toml").write_text(HEADER.replace("Acme GmbH", "Old Ltd") + OPENED)
    assert run("set", "acme", "follows=Old Ltd").code == 0
    assert read(deal)["follows"] == "old"


def test_another_process_comes_with_its_revision_and_a_shipped_one_is_copied(run, book, deal):
    deal.write_text(deal.read_text().replace("revision = 1", "revision = 3"))
    assert not (book / "processes/mid-market.toml").exists()
    done = run("set", "acme", "process=mid-market")
    assert done.code == 0, done.err
    after = read(deal)
    assert (after["process"], after["revision"]) == ("mid-market", 1)
    assert after["log"][-1]["change"] == {
        "process": ["small-business", "mid-market"],
        "revision": [3, 1],
    }
    assert (book / "processes/mid-market.toml").exists()
    assert "is not in the book" not in run("show", "acme").out


@pytest.mark.usefixtures("deal")
def test_a_close_that_is_put_off_twice_is_counted(run):
    def t04():
        return [f for f in run("check", "acme", "--json").json["findings"] if f["code"] == "T04"]

    for close in ("2027-01-15", "2027-01-08", "2027-01-08"):
        run("set", "acme", f"close={close}")
    assert not t04()
    run("set", "acme", "close=2027-02-12")
    assert [one["message"] for one in t04()] == ["the expected close was postponed 2 times"]


def test_a_file_that_cant_be_read_is_left_alone(run, deal):
    deal.write_text("company = \n")
    done = run("set", "acme", "value=1")
    assert done.code == 2
    assert "deals/acme.toml:1" in done.err
    assert deal.read_text() == "company = \n"


ADDED = [
    ((), {"name": "Dana Reyes"}, "acme: dana added\n"),
    (("--role", "owner"), {"name": "Dana Reyes", "role": "owner"}, "acme: dana added (owner)\n"),
    (
        ("--email", "dana@acme.example", "--role", "end-user"),
        {"name": "Dana Reyes", "role": "end-user", "email": "dana@acme.example"},
        "acme: dana added (end-user)\n",
    ),
    (("--email", "dana"), {"name": "Dana Reyes", "email": "dana"}, "acme: dana added\n"),
    (("--name", "Reyes, Dana"), {"name": "Reyes, Dana"}, "acme: dana added\n"),
]


@pytest.mark.parametrize(("flags", "person", "says"), ADDED)
def test_a_person_is_added(run, deal, flags, person, says):
    done = run("person", "acme", "dana", "--name", "Dana Reyes", *flags)
    assert (done.code, done.out) == (0, says), done.err
    assert read(deal)["people"]["dana"] == person
    assert deal.read_text().startswith(HEADER)
    assert commits(deal.parent)[0] == says.strip()


CHANGED = [
    (("--name", "Kim Lee"), '"Kim Lee"  # the one who asks', "kim: name Kim to Kim Lee"),
    (("--role", "owner"), '"Kim"  # the one who asks\nrole = "owner"', "kim: role set to owner"),
    (("--email", "k@x.de"), '"Kim"  # the one who asks\nemail = "k@x.de"', "kim: email set to"),
]


@pytest.mark.parametrize(("flags", "text", "says"), CHANGED)
def test_a_person_is_changed_in_place(run, deal, flags, text, says):
    done = run("person", "acme", "kim", *flags)
    assert done.code == 0, done.err
    assert says in done.out
    assert deal.read_text() == HEADER + OPENED.replace('"Kim"  # the one who asks', text)


def test_an_empty_flag_takes_a_role_out(run, deal):
    assert "role removed" in run("person", "acme", "bob", "--role", "").out
    assert read(deal)["people"]["bob"] == {"name": "Bob Ross"}


def test_a_person_who_is_so_already_is_not_written(run, book, deal):
    before, known = deal.read_bytes(), commits(book)
    done = run("person", "acme", "bob", "--name", "Bob Ross", "--role", "owner")
    assert (done.code, done.out) == (0, "acme: nothing to change: that is what it says\n")
    assert deal.read_bytes() == before
    assert commits(book) == known


def test_a_person_is_removed(run, deal):
    done = run("person", "acme", "kim", "--remove")
    assert (done.code, done.out) == (0, "acme: kim removed\n")
    assert list(read(deal)["people"]) == ["bob"]


NAMED = [
    MET,
    '\n[log.next]\nstep = "demo"\non = 2026-11-30\nwith = ["bob"]\n',
    (
        '\n[[log]]\nat = 2026-11-19T10:00:00+01:00\nby = "ada"\nkind = "close"\nresult = "lost"\n'
        'reason = "price"\nevidence = "x"\nsaid_by = "bob"\n'
    ),
]


@pytest.mark.parametrize("log", NAMED, ids=["in an encounter", "in a next step", "at the ending"])
def test_a_person_whom_the_log_names_stays(run, deal, log):
    deal.write_text(HEADER + OPENED + log)
    done = run("person", "acme", "bob", "--remove")
    assert done.code == 2
    assert "bob is named in the log" in done.err
    assert "salescli person acme bob --name" in done.err
    assert deal.read_text() == HEADER + OPENED + log


NO_PERSON = [
    (("dana",), "dana is new: a person needs a name"),
    (("dana", "--name", " "), "dana is new: a person needs a name"),
    (("dana", "--name", "Dana", "--role", "onwer"), "no role 'onwer': did you mean 'owner'?"),
    (("kim", "--role", "cousin"), "there is no role 'cousin'"),
    (("kim", "--name", ""), "kim can't be without a name"),
    (("kim", "--remove", "--name", "Lee"), "--remove goes with no other flag"),
    (("dana", "--remove"), "there is no 'dana' in acme"),
    (("", "--name", "Dana"), "'' is not one person"),
    (("???", "--name", "Dana"), "'???' is not a name"),
]


@pytest.mark.parametrize(("arguments", "message"), NO_PERSON)
def test_what_is_wrong_about_a_person_is_refused(run, deal, arguments, message):
    before = deal.read_bytes()
    done = run("person", "acme", *arguments)
    assert done.code == 2
    assert message in done.err
    assert deal.read_bytes() == before


def test_a_date_is_echoed_as_it_was_understood(run, book, deal):
    done = run("set", "acme", "close=end of quarter")
    assert "close Fri 18 Dec 2026 to Thu 31 Dec 2026, in 40 days" in " ".join(done.out.split())
    assert commits(book)[0] == "acme: close 2026-12-18 to 2026-12-31"
    assert str(read(deal)["close"]) == "2026-12-31"
    assert "people: bob, kim" in run("person", "acme", "eve", "--remove").err


def test_fields_with_their_values_behind_them_are_set_too(run, deal):
    words = ("value", "70k", "go-live", "30 june 2027", "close", "end of may 2027")
    assert run("set", "acme", *words).code == 0
    header = read(deal)
    assert (header["value"], str(header["go_live"]), str(header["close"])) == (
        70000,
        "2027-06-30",
        "2027-05-31",
    )
    assert run("set", "acme", "go-live=").code == 0
    assert "go_live" not in read(deal)
    assert run("set", "acme", "value", "to", "9.500", "source:", "Koen", "from", "TLN").code == 0
    assert (read(deal)["value"], read(deal)["source"]) == (9500, "Koen from TLN")


@pytest.mark.parametrize(
    "words", [("value",), ("value", "5k", "value", "6k"), ("big", "value", "5k"), ("5k",), ()]
)
def test_words_that_are_no_clear_fields_and_values_change_nothing(run, deal, words):
    before = deal.read_bytes()
    assert run("set", "acme", *words).code == 2
    assert deal.read_bytes() == before


@pytest.mark.parametrize("field", ["email", "phone", "title", "role"])
def test_none_takes_out_what_a_person_has(run, deal, field):
    typed = {"email": "zoe@acme.example", "phone": "+49 40 5550111", "title": "PA", "role": "owner"}
    flags = [text for key, value in typed.items() for text in (f"--{key}", value)]
    assert run("person", "acme", "zoe", "--name", "Zoe Lind", *flags).code == 0
    assert field in read(deal)["people"]["zoe"]
    assert run("person", "acme", "zoe", f"--{field}", "none").code == 0
    assert field not in read(deal)["people"]["zoe"]


SAID = [
    (("bob", "phone 07911 223344"), {"phone": "07911 223344"}),
    (("bob", "mob 07700 900123 prefers whatsapp"), {"phone": "07700 900123"}),
    (("bob", "Handy:", "0171/2345678"), {"phone": "0171/2345678"}),
    (("bob", "ross", "bob@acme.example"), {"email": "bob@acme.example"}),
    (("Kim", "end user"), {"role": "end-user"}),
    (("kim", "head of catering"), {"title": "head of catering"}),
    (("Kim", "is", "the", "end", "user"), {"role": "end-user"}),
    (
        ("bob", "bob@acme.example,", "01 585 4433"),
        {"email": "bob@acme.example", "phone": "01 585 4433"},
    ),
]


@pytest.mark.parametrize(("words", "fields"), SAID)
def test_what_is_said_behind_somebody_known_is_theirs(run, deal, words, fields):
    before = read(deal)["people"]
    done = run("person", "acme", *words)
    assert done.code == 0, done.err
    handle = words[0].lower()
    after = read(deal)["people"]
    assert fields.items() <= after[handle].items()
    assert after[handle]["name"] == before[handle]["name"]
    assert len(after) == len(before)


@pytest.mark.usefixtures("deal")
def test_words_beside_a_number_are_kept_behind_the_title(run):
    run("person", "acme", "bob", "head chef")
    done = run("person", "acme", "bob", "mob 07700 900123 prefers whatsapp")
    assert "title head chef to head chef, prefers whatsapp" in " ".join(done.out.split())


@pytest.mark.parametrize("words", [("bob", "Smith"), ("kim", "call me"), ("bob", "the new one")])
def test_other_words_behind_somebody_known_change_nothing(run, deal, words):
    before = deal.read_text()
    assert run("person", "acme", *words).code != 0
    assert deal.read_text() == before


@pytest.mark.usefixtures("deal")
def test_a_new_person_has_the_job_behind_the_name(run):
    done = run("person", "acme", "helen marsh head of catering, end user")
    assert done.out.startswith("acme: helen-marsh added (end-user, head of catering)\n")


def test_the_name_of_a_deal_is_its_company(run, deal):
    assert run("set", "acme", "name", "Roast n Co").code == 0
    assert read(deal)["company"] == "Roast n Co"


TOLD = [
    ("bob is her husband, call him Bob Ross", "salescli person acme bob --name 'Bob Ross'"),
    ("Kim is the head chef", "salescli person acme kim --title 'the head chef'"),
    ("bob left", "salescli person acme bob --title ROLE"),
]


@pytest.mark.parametrize(("text", "fix"), TOLD)
def test_what_is_about_a_person_is_refused_with_their_command(run, deal, text, fix):
    before = deal.read_text()
    for words in ((text,), text.split()):
        done = run("set", "acme", *words)
        assert done.code == 2
        assert fix in done.err
    assert deal.read_text() == before
