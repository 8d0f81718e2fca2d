"""Hostile text in every flag: written or refused, and the book stays sound and harmless to show."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.effort import some
from support.hostile import HOSTILE

from salescli.commands.support import arguments as typed
from salescli.commands.support.typed import money_arguments
from salescli.errors import SalescliError
from salescli.store.toml.reader import parse_toml

ENOUGH = ("--next", "discovery", "--on", "mon")
# Every flag that takes a text of its own, with a command that it belongs to.
OPENED = ("add", "New Ltd", "--process", "small-business", *ENOUGH)
FREE = [
    *((*OPENED, f"--{flag}", "{}") for flag in ("title", "owner", "source", "tag", "competitor")),
    *((*OPENED, f"--{flag}", "{}") for flag in ("industry", "country", "kind", "currency")),
    *((*OPENED, f"--{flag}", "{}") for flag in ("what", "goal")),
    (*OPENED, "--person", "eve: {}"),
    ("add", "{}", "--process", "small-business", *ENOUGH),
    ("log", "acme", "-m", "{}", *ENOUGH),
    ("log", "acme", "--won", "--evidence", "{}"),
    ("note", "acme", "-m", "{}"),
    ("skip", "acme", "demo", "-m", "{}"),
    ("lose", "acme", "--reason", "price", "--evidence", "{}"),
    ("set", "acme", "title={}"),
    ("person", "acme", "bob", "--name", "{}"),
    ("init", "other", "--me", "{}"),
    ("init", "other", "--currency", "{}"),
]
# Every flag that takes one of a few words; in an unjudged deal, any word.
BOUND = [
    *(("log", "acme", flag, "{}", *ENOUGH) for flag in ("--met", "--with", "--flag", "--kind")),
    ("log", "acme", "{}", *ENOUGH),
    ("log", "acme", "--next", "{}", "--on", "mon"),
    ("log", "acme", "--next", "demo", "--on", "{}"),
    ("log", "acme", "--at", "{}", *ENOUGH),
    ("log", "acme", "--person", "eve: Eve, {}", *ENOUGH),
    ("lose", "acme", "--reason", "{}", "--evidence", "x"),
    ("lose", "acme", "--reason", "price", "--evidence", "x", "--said-by", "{}"),
    ("show", "{}"),
    ("add", "New", "--process", "{}", *ENOUGH),
]
MEANEST = [text for text in HOSTILE if text in {"\ud800", "\x1b[31mred", "a\r\nb", "\x00\x7f"}]


def each_of(book, run, command_lines, text) -> None:
    """Run each command on the same book; whatever comes of it, the book can be read and shown."""
    shutil.copytree(book / "deals", book / "before")
    for arguments in command_lines:
        done = run(*(word.replace("{}", text) for word in arguments))
        assert done.code in (0, 2), (arguments, done)
        assert "\x1b" not in done.out + done.err
        for path in book.glob("**/*.toml"):
            parse_toml(path.read_bytes().decode())
        for reading in (("check", "--json"), ("show", "acme")) if done.code == 0 else ():
            shown = run(*reading)
            assert shown.code in (0, 1), (arguments, shown)
            assert "\x1b" not in shown.out
        shutil.rmtree(book / "deals")
        shutil.copytree(book / "before", book / "deals")
        shutil.rmtree(book / "other", ignore_errors=True)


@pytest.mark.parametrize("text", MEANEST, ids=ascii)
def test_in_flags_that_take_any_text(acme, run, text):
    each_of(acme.parent.parent, run, some(FREE, 3, MEANEST.index(text)), text)


@pytest.mark.parametrize("judged", [True, False], ids=["judged", "unjudged"])
@pytest.mark.parametrize("text", MEANEST, ids=ascii)
def test_in_flags_that_take_one_of_some_words(acme, run, text, judged):
    book = acme.parent.parent
    if not judged:
        (book / "processes/small-business.toml").unlink()
    each_of(book, run, some(BOUND, 2, MEANEST.index(text)), text)


@given(st.sampled_from(HOSTILE))
def test_refusals_repeat_hostile_text_harmlessly(text):
    for read in (
        money_arguments.typed_amount,
        lambda word: typed.known("step", [word], ["demo"], "demo"),
    ):
        with pytest.raises(SalescliError) as caught:
            read(text)
        message = caught.value.message
        assert text[:39] in message or message.partition("' is not a currency")[0][1:] in text
