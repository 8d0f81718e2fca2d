"""What was captured waits in `next` until it is logged or dismissed, on any machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from support.mails import mail

from salescli.commands.support.reading.captured_waiting import captured_waiting, take_in
from salescli.commands.support.session import open_session
from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.store.captured import waiting_captured
from salescli.store.dismissed import dismiss, dismissed
from salescli.store.merge.book_file import merge_book_file
from salescli.store.transaction import transaction

MAIL = Captured(
    ref="mid:<1@acme.example>",
    at=datetime.fromisoformat("2026-11-20T09:00:00+01:00"),
    kind="email",
    people=(Party("dana@acme.example", "Dana Reyes"), Party("ada@example.com")),
    subject="Re: prices \x1b[31m",
    text="Two clauses are open.",
    threads=("mid:<0@example.com>",),
    candidates=("acme",),
    source="-",
)
EVENT = replace(MAIL, ref="uid:1", kind="meeting", form=Form.EVENT, deal="acme", subject="Demo")


def test_what_was_taken_in_waits_as_it_was(book: Path, run):
    run("add", "Acme", "--process", "small-business", "--what", "Call", "--on", "mon")
    session = open_session(book)
    assert take_in(session, [MAIL, EVENT, MAIL]).known == 1
    assert take_in(session, [MAIL]).waiting == ()
    assert captured_waiting(session) == waiting_captured(book) == [MAIL, EVENT]


def test_next_shows_what_waits_on_top(book: Path, run):
    run("add", "Acme", "--process", "small-business", "--what", "Call", "--on", "mon")
    before = run("next").out
    take_in(open_session(book), [MAIL])
    lines = run("next").out.splitlines()
    assert lines[1] == (
        "To log: email from Dana Reyes (acme?): Re: prices \\x1b[31m (salescli capture)"
    )
    assert before not in run("next").out


def test_what_was_dismissed_never_waits_again(book: Path, run):
    session = open_session(book)
    take_in(session, [MAIL, EVENT])
    with transaction(session.book) as writes:
        dismiss(writes, book, [MAIL.ref])
        assert writes.finish("dismissed").done
    assert [one.ref for one in captured_waiting(session)] == [EVENT.ref]
    assert take_in(session, [MAIL]).waiting == ()
    assert run("undo", "--yes").code == 0
    assert dismissed(book) == frozenset()
    assert [one.ref for one in captured_waiting(session)] == [MAIL.ref, EVENT.ref]


def test_two_machines_lists_come_to_all_of_both():
    base, ours, theirs = (
        'refs = ["mid:a", "mid:gone"]\n',
        'refs = ["mid:a", "mid:b", "mid:gone"]\n',
        'refs = ["mid:a", "mid:c"]\n',
    )
    merged = merge_book_file("dismissed.toml", base, ours, theirs)
    assert merged == merge_book_file("dismissed.toml", base, theirs, ours)
    assert merged.endswith('refs = [\n    "mid:a",\n    "mid:b",\n    "mid:c",\n]\n')


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"at": 1}', b"[" * 10_000])
def test_what_is_damaged_waits_no_more(book: Path, data: bytes):
    take_in(open_session(book), [MAIL])
    (path,) = (book / ".salescli" / "captured").iterdir()
    path.write_bytes(data)
    assert captured_waiting(open_session(book)) == []


def test_what_waits_is_placed_again_as_deals_come_and_go(book: Path, run):
    session = open_session(book)
    take_in(session, [replace(MAIL, candidates=())])
    assert [one.likeliest for one in captured_waiting(session)] == [""]
    run("add", "Acme", "--process", "small-business", "--what", "Call", "--on", "mon")
    run("person", "acme", "dana: Dana Reyes, dana@acme.example")
    assert [one.deal for one in captured_waiting(open_session(book))] == ["acme"]
    take_in(session, [EVENT])
    run("rename", "acme", "acme-pilot")
    assert [one.deal for one in captured_waiting(open_session(book))] == ["acme-pilot"] * 2


def test_of_a_deal_that_was_deleted_or_merged_nothing_is_named(book: Path, run):
    opened = ("--process", "small-business", "--what", "Call", "--on", "mon")
    person = ("--person", "Dana Reyes, dana@acme.example")
    run("add", "Acme", *opened)
    run("add", "Acme", "--title", "Depot", *opened, *person)
    take_in(open_session(book), [EVENT, replace(MAIL, candidates=("acme-depot", "acme"))])
    assert run("merge", "acme-depot", "--into", "acme", "--prefer", "acme").code == 0
    assert {one.likeliest for one in captured_waiting(open_session(book))} == {"acme"}
    assert run("delete", "acme", "--yes").code == 0
    waiting = captured_waiting(open_session(book))
    assert [(one.deal, one.candidates) for one in waiting] == [("", ())] * 2
    assert "acme (" not in run("capture").out
    assert run("next").code == 0


def test_check_says_of_the_second_deal_what_is_logged_in_the_first(book: Path, run):
    following = ("--what", "Ring", "--on", "mon")
    for name in ("Acme", "Bolt", "Corv"):
        assert run("add", name, "--process", "small-business", *following).code == 0
        kept = ("capture", str(book / "mail.eml"), "--deal", name.lower(), *following)
        (book / "mail.eml").write_bytes(mail(name=f"{name.lower()}@x.example"))
        assert run(*kept).code == 0
    ref = 'ref = "mid:{}@x.example"'
    for path, other in ((book / "deals/bolt.toml", "acme"), (book / "deals/corv.toml", "corv")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(ref.format(path.stem), ref.format(other)), encoding="utf-8")
    for _ in range(2):  # by what was read, and by what was kept
        said = run("check").out
        assert said.count("F07") == 1
        assert "is logged in acme, too" in " ".join(said.split())
        twice = [one for one in run("check", "--json").json["findings"] if one["code"] == "F07"]
        (finding,) = twice
        assert (finding["deal"], finding["file"]) == ("bolt", "deals/bolt.toml")
        assert finding["message"] == "the email of Fri 20 Nov 2026 is logged in acme, too"
        assert finding["line"] is not None
        assert "salescli edit bolt" in finding["fix"]
    assert "F07" not in run("check", "bolt", "--json").out
    assert "F07" not in run("check", "--ignore", "F07", "--json").out
