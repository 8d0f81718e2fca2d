"""The one writes: what is added is added, and every other byte of the file stays where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.settings import Settings
from salescli.errors import SalescliError
from salescli.store.book import Book
from salescli.store.journal import put_in_place
from salescli.store.toml.reader import parse_toml
from salescli.store.transaction import transaction

NOW = datetime(2026, 11, 21, 10, tzinfo=timezone(timedelta(hours=1)))
NOTE = Entry(NOW, "note", by="ada", note="Added")
EVE = Person("eve", "Eve Ost", "it", "eve@acme.example")

# A file as a person keeps it: comments, blank lines, an order and a layout of their own, and keys
# that the format does not know.
BY_HAND = """\
# Acme: the big one
process = 'enterprise'   # theirs, not ours
company="Acme GmbH"
colour = "red"           # nobody knows this key
tags = [
  "retail",  # since May
]


[custom]
slack = "#acme"

[people.dana]
role = "it"
name = "Dana"
phone = "+49 30 1"

# the first call
[[log]]
kind = "call"
at   = 2026-11-09T14:00:00+01:00
  [log.next]
  step = "demo"
  on   = 2026-11-24  # a Tuesday
# Bob rang
# twice

[[log]]
at = 2026-11-20T09:00:00+01:00
kind = "note"
mood = "good"
note = '''
he said "no",
# and meant it'''
# the end
"""
VARIANTS = {
    "as it is": BY_HAND.encode(),
    "CRLF": BY_HAND.replace("\n", "\r\n").encode(),
    "a byte-order mark": b"\xef\xbb\xbf" + BY_HAND.encode(),
    "both": b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode(),
    "no last line end": BY_HAND.encode().rstrip(b"\n"),
}


@pytest.fixture
def book(tmp_path):
    (tmp_path / "deals").mkdir()
    return Book(tmp_path, Settings(commit=False))


@pytest.fixture(params=VARIANTS.values(), ids=VARIANTS)
def path(book, request):
    path = book.deal_path("acme")
    path.write_bytes(request.param)
    return path


def log(book, *entries, people=()):
    with transaction(book) as writes:
        writes.log("acme", entries, people)
        assert writes.finish("x").done


def added(before: bytes, after: bytes) -> bytes:
    """What was put into the old bytes, in one place; all the others are as they were."""
    start = next(
        (n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        len(before),
    )
    rest = len(before) - start
    assert after.startswith(before[:start])
    assert after.endswith(before[start:]) if rest else True
    return after[start : len(after) - rest]


def table(path):
    return parse_toml(path.read_bytes().decode().removeprefix("\ufeff"))


def test_an_entry_is_appended_and_nothing_else_is_touched(book, path):
    before = path.read_bytes()
    log(book, NOTE)
    new = added(before, path.read_bytes()).decode()
    assert (b"\r\n" in before) == ("\r\n" in new)
    assert new.replace("\r\n", "\n").strip() == (
        '[[log]]\nat = 2026-11-21T10:00:00+01:00\nby = "ada"\nkind = "note"\nnote = "Added"'
    )
    assert [entry["kind"] for entry in table(path)["log"]] == ["call", "note", "note"]
    assert table(path)["log"][1]["mood"] == "good"


def test_an_earlier_entry_is_put_in_its_place_below_the_comments_of_the_one_before(book, path):
    before = path.read_bytes()
    log(book, replace(NOTE, at=NOW.replace(day=15)))
    new = added(before, path.read_bytes())
    assert new.count(b"[[log]]") == 1
    text = path.read_bytes().decode().replace("\r\n", "\n")
    assert [entry["at"].day for entry in table(path)["log"]] == [9, 15, 20]
    assert "# a Tuesday\n# Bob rang\n# twice\n\n[[log]]\nat = 2026-11-15" in text


def test_the_first_entry_of_all_goes_above_the_comment_of_the_next(book, path):
    log(book, replace(NOTE, at=NOW.replace(day=1)))
    text = path.read_bytes().decode().replace("\r\n", "\n")
    assert [entry["at"].day for entry in table(path)["log"]] == [1, 9, 20]
    assert 'note = "Added"\n\n# the first call\n[[log]]\nkind = "call"' in text


def test_of_two_entries_at_the_same_time_the_new_one_comes_second(book, path):
    log(book, replace(NOTE, at=NOW.replace(day=20, hour=9)))
    assert [entry["note"][:2] for entry in table(path)["log"][1:]] == ["he", "Ad"]


def test_several_people_are_put_before_the_log(book, path):
    before = path.read_bytes()
    log(book, NOTE, people=(EVE, Person("kim-2", "Kim"), Person("l.o", "Lo")))
    after = path.read_bytes()
    assert list(table(path)["people"]) == ["dana", "eve", "kim-2", "l.o"]
    assert table(path)["people"]["eve"] == {
        "name": "Eve Ost",
        "role": "it",
        "email": "eve@acme.example",
    }
    assert table(path)["people"]["dana"]["phone"] == "+49 30 1"
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []


def test_values_of_the_header_change_in_place(book, path):
    before = path.read_bytes().replace(b"\r\n", b"\n").splitlines()
    with transaction(book) as writes:
        writes.change("acme", {("company",): "Acme AG", ("people", "dana", "role"): "legal"})
        writes.finish("x")
    after = path.read_bytes()
    assert (b"\r\n" in after) == (b"\r\n" in VARIANTS["CRLF"] and b"\r\n" in after)
    lines = after.replace(b"\r\n", b"\n").splitlines()
    changed = [(old, new) for old, new in zip(before, lines, strict=True) if old != new]
    assert changed == [
        (b'company="Acme GmbH"', b'company="Acme AG"'),
        (b'role = "it"', b'role = "legal"'),
    ]


REFUSED = {
    "a log in one line": 'process = "x"\nlog = [{ at = 2026-11-20T09:00:00Z, kind = "call" }]\n',
    "people in one line": 'process = "x"\npeople = { dana = { name = "Dana" } }\n',
    "a log that is no log": 'process = "x"\nlog = 1\n',
    "people who are none": 'process = "x"\npeople = 1\n',
    "a log of texts": 'process = "x"\nlog = ["a", "b"]\n',
    "no TOML": "process = \n",
    "a conflict": 'process = "x"\n<<<<<<< a\n=======\n>>>>>>> b\n',
    "no UTF-8": b'process = "\xe4"\n',
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_can_t_be_added_to_is_refused_and_left_as_it_is(book, text):
    path = book.deal_path("acme")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = path.read_bytes()
    with pytest.raises(SalescliError) as caught:
        log(book, NOTE, people=(EVE,))
    assert "acme.toml" in caught.value.message
    assert caught.value.fix
    assert path.read_bytes() == before


def test_what_is_no_character_is_refused(book, path):
    before = path.read_bytes()
    with pytest.raises(SalescliError, match="is not a character; nothing was changed"):
        log(book, replace(NOTE, note="x\ud800"))
    assert path.read_bytes() == before


def test_an_empty_file_may_be_added_to(book):
    book.deal_path("acme").write_bytes(b"")
    log(book, NOTE, people=(EVE,))
    assert list(table(book.deal_path("acme"))) == ["people", "log"]


def test_a_comment_sign_inside_a_note_is_no_comment(book):
    path = book.deal_path("acme")
    entry = '[[log]]\nat = {}\nkind = "note"\n{}\n'
    first = entry.format("2026-11-19T10:00:00Z", 'note = """two lines,\n#retail"""')
    path.write_text(first + entry.format("2026-11-21T10:00:00Z", ""))
    before = path.read_bytes()
    log(book, replace(NOTE, at=NOW.replace(day=20)))
    assert [entry["at"].day for entry in table(path)["log"]] == [19, 20, 21]
    assert table(path)["log"][0]["note"] == "two lines,\n#retail"
    added(before, path.read_bytes())


def test_a_deal_that_exists_is_not_made_again(book, path):
    before = path.read_bytes()
    with transaction(book) as writes, pytest.raises(SalescliError, match="already exists"):
        writes.create(Deal("acme"))
    assert path.read_bytes() == before


def test_a_new_deal_is_not_staged_twice(book):
    with transaction(book) as writes:
        writes.create(Deal("new", process="x"))
        with pytest.raises(SalescliError, match="already exists"):
            writes.create(Deal("new", process="x"))
    assert not book.deal_path("new").exists()


def test_a_deal_that_is_gone_is_an_error(book):
    with pytest.raises(SalescliError, match=r"acme\.toml can't be read"):
        log(book, NOTE)


@pytest.mark.parametrize("error", [OSError(28, "full"), SalescliError("no"), KeyboardInterrupt()])
def test_when_the_second_of_two_files_fails_the_first_is_as_it_was(book, path, monkeypatch, error):
    before = path.read_bytes()
    real = put_in_place.write_beside

    def failing(target, *more, **mode):
        if target.stem == "new":
            raise error
        return real(target, *more, **mode)

    monkeypatch.setattr(put_in_place, "write_beside", failing)
    with transaction(book) as writes:
        writes.log("acme", [NOTE])
        writes.create(Deal("new", process="x"))
        writes.put(book.root / "processes/x.toml", "name = 'x'\n")
        with pytest.raises((SalescliError, KeyboardInterrupt)):
            writes.finish("x")
    assert path.read_bytes() == before
    assert [file.name for file in (book.root / "deals").iterdir()] == ["acme.toml"]
    assert not (book.root / "processes/x.toml").exists()


def test_a_file_that_was_deleted_before_another_failed_is_back(book, path, monkeypatch):
    before = path.read_bytes()

    real = put_in_place.PendingWrite.place

    def failing(waiting):
        if waiting.path.stem == "x":
            raise KeyboardInterrupt
        real(waiting)

    monkeypatch.setattr(put_in_place.PendingWrite, "place", failing)
    with transaction(book) as writes:
        writes.remove(path)
        writes.put(book.root / "processes/x.toml", "name = 'x'\n")
        with pytest.raises(KeyboardInterrupt):
            writes._write("")
    assert path.read_bytes() == before


def test_a_file_is_read_again_under_the_lock(book, path):
    """What was written since the command began is not lost."""
    log(book, NOTE)
    log(book, replace(NOTE, note="Ours"))
    assert [entry["note"] for entry in table(path)["log"][-2:]] == ["Added", "Ours"]


def test_entries_of_every_kind_come_back_as_they_were_meant(book, path):
    following = NextStep(date(2026, 12, 1), "demo", "Démo", ("dana",), "A yes", agreed=True)
    log(book, replace(NOTE, kind="meeting", steps=("a", "b"), people=("dana",), nexts=(following,)))
    assert table(path)["log"][-1]["next"] == {
        "step": "demo",
        "what": "Démo",
        "on": date(2026, 12, 1),
        "with": ["dana"],
        "goal": "A yes",
        "agreed": True,
    }


# A file that another program saves while a command is at work


def saved_by_hand(path, monkeypatch, name, content):
    """Let another program save a file when the command calls that function of its module."""
    real = getattr(put_in_place, name)

    def saving(*arguments):
        path.write_bytes(content)
        return real(*arguments)

    monkeypatch.setattr(put_in_place, name, saving)


@pytest.mark.parametrize("name", ["write_journal", "in_parallel"])
@pytest.mark.parametrize("words", [("set", "value=7"), ("note", "-m", "x"), ("delete", "--yes")])
def test_what_was_saved_meanwhile_is_not_overwritten(acme, run, monkeypatch, name, words):
    edited = acme.read_bytes() + b"\n# by hand\n"
    with monkeypatch.context() as patch:
        saved_by_hand(acme, patch, name, edited)
        refused = run(words[0], "acme", *words[1:])
    assert (refused.code, acme.read_bytes()) == (2, edited)
    assert "acme.toml was changed by another program just now; nothing was changed" in refused.err
    assert run(words[0], "acme", *words[1:]).code == 0


def test_nor_what_was_saved_since_it_was_read(acme):
    book = Book(acme.parent.parent, Settings())
    edited = acme.read_bytes() + b"\n# by hand\n"
    with transaction(book) as writes:
        writes.log("acme", [NOTE])
        acme.write_bytes(edited)
        with pytest.raises(SalescliError, match="was changed by another program"):
            writes.finish("acme: note")
    assert acme.read_bytes() == edited


def test_nor_a_file_that_was_not_there(acme, run, monkeypatch):
    saved_by_hand(acme.with_name("bolt.toml"), monkeypatch, "write_journal", b"# by hand\n")
    words = ("--process", "small-business", "--next", "discovery", "--on", "3d")
    assert run("add", "Bolt", *words).code == 2
    assert acme.with_name("bolt.toml").read_bytes() == b"# by hand\n"


def test_a_note_may_quote_a_conflict(acme, run):
    note = "They sent:\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> x\nend"
    assert run("note", "acme", "-m", note).code == 0
    acme.write_text(acme.read_text() + "\n# by hand\n")
    assert run("note", "acme", "-m", "more").code == 0
    assert note in [entry.get("note") for entry in parse_toml(acme.read_text())["log"]]
