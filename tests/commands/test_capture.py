"""`capture`: a mail waits, is placed, and is logged with its next step; twice changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.fixture_cache import done_once
from support.mails import ADA, DANA, mail
from support.terminal import Terminal

from salescli.store.git.conflict_marks import find_conflicts
from salescli.store.merge.merge import merge_texts
from salescli.store.toml.reader import read_toml

TEXT = """\
Hi Ada,

two clauses are open. Can we talk on Wednesday at 10?

Dana
--\x20
Dana Reyes, Acme GmbH

On Thu, 19 Nov 2026 at 10:00, Ada <ada@example.com> wrote:
> Which clauses?
"""
NOTE = "Hi Ada,\n\ntwo clauses are open. Can we talk on Wednesday at 10?\n\nDana"


@pytest.fixture
def deal(book: Path, run) -> Path:
    def begin() -> None:
        person = ("--person", "Dana Reyes, owner, dana@acme.example")
        following = ("--what", "Wait for the clauses", "--on", "mon")
        opened = ("--at", "2026-11-09", "--process", "small-business")
        assert run("add", "Acme", *opened, *person, *following).code == 0

    done_once("clauses", begin, book)
    return book / "deals/acme.toml"


def write(folder: Path, data: bytes, name: str = "mail.eml") -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def log_of(deal: Path) -> list[dict]:
    return read_toml(deal)[0]["log"]


def test_a_mail_from_standard_input_waits_in_its_deal(deal: Path, book: Path, run):
    piped = [sys.executable, "-m", "salescli", "capture", "-"]
    done = subprocess.run(piped, input=mail(TEXT), cwd=book, capture_output=True, check=True)
    assert done.stdout == b"Fri 20 Nov  09:00  acme  email from Dana Reyes: Re: prices\n"
    (facts,) = run("capture", "--json").json["captured"]
    assert (facts["ref"], facts["deal"], facts["wrote"]) == ("mid:1@acme.example", "acme", "they")
    assert facts["text"] == NOTE
    assert len(log_of(deal)) == 1


def test_flags_log_it_with_what_comes_next_and_once(deal: Path, book: Path, run):
    path = write(book, mail(TEXT))
    done = run("capture", path, "--what", "Talk about the clauses", "--on", "wed 10")
    assert done.code == 0, done.err
    entry = log_of(deal)[1]
    assert entry["kind"], entry["with"] == ("email", ["dana"])
    assert (entry["ref"], entry["wrote"]) == ("mid:1@acme.example", "they")
    assert entry["note"] == NOTE
    assert entry["next"]["what"] == "Talk about the clauses"
    again = run("capture", path, "--what", "Talk", "--on", "wed 10")
    assert again.code == 0
    assert again.out == "1 item known already: nothing was changed.\n"
    assert len(log_of(deal)) == 2
    assert "To log" not in run("next").out


def test_undo_lets_it_wait_again(deal: Path, book: Path, run):
    run("capture", write(book, mail(TEXT)), "--keep")
    assert len(log_of(deal)) == 2
    assert run("undo", "--yes").code == 0
    assert len(run("capture", "--json").json["captured"]) == 1


@pytest.mark.usefixtures("deal")
def test_a_mail_on_the_morning_of_a_meeting_leaves_the_meeting(book: Path, run):
    meeting = ("--next", "discovery", "--on", "2026-11-21T16:00")
    assert run("log", "acme", "--at", "2026-11-19", *meeting, "--drop", "wait").code == 0
    early = mail("See you.", at="Sat, 21 Nov 2026 08:00:00 +0100")
    assert run("capture", write(book, early), "--keep").code == 0
    (shown,) = run("show", "acme", "--json").json["deals"]
    assert [item["on"] for item in shown["agenda"]] == ["2026-11-21T16:00:00+01:00"]


def test_their_mail_leaves_what_we_were_to_do(deal: Path, book: Path, run):
    wait = ("--drop", "wait", "--what", "Send offer", "--on", "2026-11-21")
    assert run("log", "acme", "--at", "2026-11-19", *wait).code == 0
    done = run(
        "capture",
        write(book, mail(TEXT, at="Sat, 21 Nov 2026 08:00:00 +0100")),
        *("--what", "Talk", "--on", "wed 10"),
    )
    assert done.code == 0, done.err
    (shown,) = run("show", "acme", "--json").json["deals"]
    assert [item["what"] for item in shown["agenda"]] == ["Send offer", "Talk"]
    assert "did" not in log_of(deal)[2]


@pytest.mark.usefixtures("deal")
def test_what_is_dismissed_is_never_asked_about_again(book: Path, run):
    path = write(book, mail(sender="News <news@shop.example>", name="n@shop.example"))
    assert run("capture", path).out.startswith("Fri 20 Nov  09:00  -  ")
    assert run("capture", path, "--dismiss").code == 0
    assert "known already" in run("capture", path).out
    assert run("capture", "--json").json["captured"] == []
    history = subprocess.run(
        ["git", "log", "-1", "--format=%s", "--name-only"],
        cwd=book,
        capture_output=True,
        check=True,
    )
    assert history.stdout.decode().split() == [
        *("dismissed:", "Re:", "prices", ".gitattributes", "dismissed.toml"),
    ]


@pytest.mark.parametrize(
    ("flags", "error"),
    [
        (("nothing.eml",), "there is no file nothing.eml"),
        (("empty.eml",), "there is no mail, invitation, transcript or note in it"),
        (("unknown.eml", "--keep"), "which deal? none is known for it"),
        (("mail.eml", "--deal", "bolt"), "there is no deal 'bolt'"),
        (("mail.eml", "--dismiss", "--keep"), "what is dismissed is not logged"),
        (("mail.eml", "unknown.eml", "--keep"), "2 wait: what comes next is said of one"),
    ],
)
def test_what_is_refused_says_what_to_type(deal: Path, book: Path, run, flags, error):
    write(book, mail())
    write(book, b"", "empty.eml")
    write(book, mail(sender="x@y.example", name="2@y"), "unknown.eml")
    done = run("capture", *flags)
    assert done.code == 2
    assert error in done.err
    assert len(log_of(deal)) == 1


@pytest.mark.usefixtures("deal")
def test_of_two_deals_nobody_guesses(book: Path, run):
    person = ("--person", "Dana Reyes, owner, dana@acme.example")
    opened = ("--title", "Second depot", "--process", "small-business")
    run("add", "Acme", *opened, *person, "--what", "Call", "--on", "mon")
    (facts,) = run("capture", write(book, mail()), "--json").json["captured"]
    assert (facts["deal"], facts["candidates"]) == (None, ["acme", "acme-second-depot"])
    named = mail(subject="Re: Second depot, prices", name="3@acme.example")
    (facts,) = run("capture", write(book, named), "--json").json["captured"]
    assert facts["deal"] == "acme-second-depot"


def test_two_machines_that_log_one_mail_have_logged_it_once(deal: Path, book: Path, run):
    before = deal.read_text()
    path = write(book, mail(TEXT))
    run("capture", path, "--keep")
    ours = deal.read_text()
    theirs = ours.replace("\nat = ", "\n\nat = ")
    assert merge_texts(before, ours, theirs).text.count("mid:1@acme.example") == 1
    other = ours.replace('by = "ada"\nkind = "email"', 'by = "bob"\nkind = "email"')
    merged = merge_texts(before, ours, other).text
    assert find_conflicts(merged)
    assert '"bob"' in merged


@pytest.mark.usefixtures("deal")
def test_show_and_list_say_whom_we_wait_for(book: Path, run):
    for number, day in enumerate((17, 19)):
        at = f"{day} Nov 2026 09:00:00 +0100"
        sent = mail(sender=ADA, to=DANA, name=f"{number}@example.com", at=at)
        run("capture", write(book, sent), "--keep")
    assert "  waiting for them since Tue 17 Nov: we wrote 2 times\n" in run("show", "acme").out
    assert "acme" in run("list", "--waiting").out
    assert "N09" in run("check", "--all").out
    assert "acme" in run("list", "--waiting", "--json").out
    run("capture", write(book, mail(TEXT)), "--keep")
    assert "waiting for them" not in run("show", "acme").out
    assert "acme" not in run("list", "--waiting").out


@pytest.mark.usefixtures("measured_terminals")
def test_three_keys_log_what_is_right(deal: Path, book: Path, run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-23T10:00+01:00")
    run("capture", write(book, mail(TEXT, at="Mon, 23 Nov 2026 09:00:00 +0100")))
    walk = Terminal("next")
    walk.sees("To log: email from Dana Reyes (acme): Re: prices")
    walk.answers("Go through the 2 that need you")
    walk.sees("Can we talk on Wednesday at 10?").sees("It seems to be: Wait for the clauses.")
    walk.answers("What now? [l]")
    walk.sees("named in it: Wed 25 Nov 2026 10:00").answers("Next step [")
    walk.sees("acme: Wait for the clauses done")
    walk.ends(0)
    entry = log_of(deal)[1]
    assert entry["did"] == ["Wait for the clauses"]
    assert str(entry["next"]["on"]) == "2026-11-25 10:00:00+01:00"
    assert json.loads(run("capture", "--json").out)["captured"] == []


@pytest.mark.usefixtures("measured_terminals")
def test_one_key_moves_what_is_scheduled_to_the_day_that_the_mail_names(book: Path, run):
    person = ("--person", "Dana Reyes, owner, dana@acme.example")
    following = ("--what", "Show them the offer", "--on", "2026-12-01")
    opened = ("--at", "2026-11-09", "--process", "small-business")
    assert run("add", "Acme", *opened, *person, *following).code == 0
    run("capture", write(book, mail(TEXT)))
    walk = Terminal("capture").answers("What now? [l]")
    walk.sees("named in it: Wed 25 Nov 2026 10:00")
    walk.sees("t move it to Wed 25 Nov 2026 10:00").answers("comes next? [Y/n/d/t]", "t")
    walk.answers("confirmed", "y").ends(0)
    (following,) = log_of(book / "deals/acme.toml")[1:]
    assert str(following["next"]["on"]) == "2026-11-25 10:00:00+01:00"
    assert following["next"]["what"] == "Show them the offer"


@pytest.mark.usefixtures("measured_terminals")
def test_somebody_new_is_introduced_or_left_out(deal: Path, book: Path, run):
    run("capture", write(book, mail(sender="Sam Lee <sam@acme.example>")))
    walk = Terminal("capture")
    walk.sees("Not in the deal yet: Sam Lee").answers("What now? [l]")
    walk.answers("Add Sam Lee to the people of acme?").answers("Is that what comes next?")
    walk.ends(0)
    known = {"name": "Sam Lee", "email": "sam@acme.example"}
    assert read_toml(deal)[0]["people"]["sam-lee"] == known
    assert log_of(deal)[1]["with"] == ["sam-lee"]


@pytest.mark.usefixtures("measured_terminals")
def test_an_unknown_one_opens_a_deal_with_company_and_person(book: Path, run):
    run("capture", write(book, mail("Do you have a trial?", sender="Jo Park <jo@bolt.example>")))
    walk = Terminal("capture")
    walk.sees("No deal is known for it.").answers("What now? [n]", "a").answers("Company [Bolt]")
    walk.answers("Process", "small-business").answers("Next step [first-reply]")
    walk.answers("More [-]").sees("bolt: opened").sees("1 of 1").answers("What now? [l]", "q")
    walk.ends(0)
    assert read_toml(book / "deals/bolt.toml")[0]["people"]["jo-park"]["email"] == "jo@bolt.example"


@pytest.mark.usefixtures("deal")
def test_who_we_are_is_told_by_git_and_the_settings(book: Path, run):
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(f'{text}\n[capture]\naddresses = ["me@private.example"]\n')
    for number, sender in enumerate((ADA, "A <Me+x@private.example>")):
        sent = mail(sender=sender, to=DANA, name=f"{number}@example.com")
        (facts,) = run("capture", write(book, sent), "--json").json["captured"]
        assert (facts["wrote"], facts["deal"]) == ("we", "acme")
        assert [who["address"] for who in facts["people"]] == ["dana@acme.example"]


@pytest.mark.usefixtures("deal", "measured_terminals")
def test_a_second_deal_of_a_company_is_named(book: Path, run):
    run(
        "capture",
        write(book, mail(sender="Sam Lee <sam@acme.example>", subject="AW: Second depot")),
    )
    walk = Terminal("capture")
    walk.sees("acme (Acme)").answers("What now? [l]", "a").answers("Company [Acme]")
    walk.sees("acme is a deal of Acme already: name the new one").answers("Title [Second depot]")
    walk.answers("Process", "small-business").answers("Next step [first-reply]")
    walk.answers("More [-]").sees("acme-second-depot: opened").answers("What now? [l]", "q")
    walk.ends(0)


@pytest.mark.usefixtures("deal", "measured_terminals")
def test_two_deals_of_a_company_are_told_apart(book: Path, run):
    person = ("--person", "Dana Reyes, owner, dana@acme.example")
    opened = ("--title", "Second depot", "--value", "20000", "--process", "small-business")
    run("add", "Acme", *opened, *person, "--what", "Call", "--on", "tue")
    run("capture", write(book, mail()))
    walk = Terminal("capture")
    walk.sees("acme (Acme · Wait for the clauses Mon 23 Nov 2026)")
    walk.sees("acme-second-depot (Acme · Second depot · 20,000 EUR · Call Tue 24 Nov 2026)")
    walk.answers("What now? [o]").sees("Second depot · 20,000 EUR").answers("Which deal", "second")
    walk.answers("Is that what comes next?").ends(0)
