"""`check` after a few deals changed: made from the screen before, it says what all deals say."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from bench.books import write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size

from salescli import start
from salescli.commands import check as check_module

CALL = '\n[[log]]\nat = {at}\nkind = "call"\n'
MAIL = CALL + 'ref = "mid:one@example.com"\n'


LOST = """title = "Till"
company = "Rook"
process = "small-business"

[[log]]
at = 2026-10-01T10:00:00+02:00
kind = "open"

[[log]]
at = 2026-10-02T10:00:00+02:00
kind = "close"
result = "lost"
reason = "price"
evidence = "they bought the other one"
"""


@pytest.fixture
def book(run, tmp_path, monkeypatch):  # noqa: ARG001 - `run` changes the folder
    """A book of fourteen deals, in the current folder."""
    write_book(tmp_path / "book", 14)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr("gc.disable", lambda: None)
    return tmp_path / "book"


def _checked(capsysbinary):
    sys.argv = ["salescli", "check"]
    try:
        start.main()
    except SystemExit as end:
        return end.code, capsysbinary.readouterr()
    return 0, capsysbinary.readouterr()


def _anew(book, capsysbinary):
    """Return the same without anything that was kept, which stays."""
    kept, aside = book / ".salescli", book / "aside"
    kept.rename(aside)
    try:
        return _checked(capsysbinary)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
        aside.rename(kept)


def _add(text):
    def add(deal):
        with deal.open("a") as file:
            file.write(text)

    return add


def _replace(old, new):
    return lambda deal: deal.write_text(deal.read_text().replace(old, new))


def _copy(deal):
    shutil.copy(deal, deal.with_name(f"{deal.stem}-2.toml"))


def _without_log(deal):
    deal.write_text(deal.read_text().partition("[[log]]")[0])


CHANGES = {
    "a remark": _add("# x\n"),
    "a call": _add(CALL.format(at="2026-11-20T10:00:00+01:00")),
    "a call ahead of the clock": _add(CALL.format(at="2026-11-21T23:00:00+01:00")),
    "a mail that others have": _add(MAIL.format(at="2026-11-20T11:00:00+01:00")),
    "another name": _replace('company = "', 'company = "Ü 👩 '),
    "nothing done": _without_log,
    "unreadable": _add("title = "),
    "another process": _replace('process = "enterprise"', 'process = "nowhere"'),
    "gone": lambda deal: deal.unlink(),
    "a copy": _copy,
    "nothing but for information": lambda deal: deal.write_text(LOST),
    "touched": os.utime,
}
STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 30)), max_size=3),
    min_size=2,
    max_size=8,
)


def test_it_says_byte_for_byte_what_all_deals_say(book, tmp_path, capsysbinary, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["salescli"])
    spare = tmp_path / "spare"
    _checked(capsysbinary)
    shutil.copytree(book, spare)

    @settings(max_examples=size(8, 300))
    @given(STEPS)
    def same(steps):
        shutil.rmtree(book)
        shutil.copytree(spare, book)
        os.chdir(book)
        _checked(capsysbinary)
        for step in steps:
            for change, number in step:
                deals = sorted((book / "deals").iterdir())
                CHANGES[change](deals[number % len(deals)])
            assert _checked(capsysbinary) == _anew(book, capsysbinary)

    same()


@pytest.mark.parametrize(
    "change",
    [
        *("a remark", "a call", "another name", "nothing done", "unreadable", "gone", "a copy"),
        "nothing but for information",
    ],
)
def test_no_other_deal_is_looked_into(book, capsysbinary, monkeypatch, change):
    """Neither after one change nor after the next: what lies beside the answer goes on."""
    monkeypatch.setattr(sys, "argv", ["salescli"])
    _checked(capsysbinary)
    for place in (-1, 3):
        CHANGES[change](sorted((book / "deals").iterdir())[place])
        expected = _anew(book, capsysbinary)
        with monkeypatch.context() as patch:
            patch.setattr(check_module, "_show_screen", lambda *_, **__: 1 / 0)
            assert _checked(capsysbinary) == expected


@pytest.mark.parametrize("other", ["processes/enterprise.toml", "salescli.toml"])
def test_where_more_than_deals_changed_all_are_looked_into(book, capsysbinary, monkeypatch, other):
    monkeypatch.setattr(sys, "argv", ["salescli"])
    _checked(capsysbinary)
    (book / other).write_text((book / other).read_text() + "# x\n")
    whole, shown = check_module._show_screen, []
    monkeypatch.setattr(
        check_module, "_show_screen", lambda *words, **how: shown.append(whole(*words, **how))
    )
    again = _checked(capsysbinary)
    assert shown == [None]
    assert again == _anew(book, capsysbinary)


@pytest.mark.parametrize("part", [b"[1, 14", b"deals/", b"[1, 14,", b"14 deals"])
def test_what_was_damaged_beside_it_is_passed_over(book, capsysbinary, monkeypatch, part):
    monkeypatch.setattr(sys, "argv", ["salescli"])
    _checked(capsysbinary)
    answer = book / ".salescli" / "check.answer"
    kept = answer.read_bytes()
    assert part in kept
    answer.write_bytes(kept.replace(part, b"x" * len(part)))
    CHANGES["a call"](min((book / "deals").iterdir()))
    assert _checked(capsysbinary) == _anew(book, capsysbinary)


def test_of_what_is_for_information_only_nothing_is_shown(book, capsysbinary, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["salescli"])
    (book / "deals" / "rook.toml").write_text(LOST)
    for _ in range(2):
        shown = _checked(capsysbinary)[1].out
        assert b" information. " in shown
        assert b"rook" not in shown
        assert b"b''" not in shown
        (book / ".salescli" / "check.answer").unlink()
