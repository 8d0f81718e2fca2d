"""Commands that are shown to be copied: what a shell makes of them is what was meant."""

from __future__ import annotations

import subprocess
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import ANY_TEXT, HOSTILE

from salescli.text.safe_text import harmless
from salescli.text.shell_quoting import command, word

NAMES = (
    *(text.replace("\0", "") for text in HOSTILE),
    *(
        "acme",
        "",
        "x; rm -rf ~",
        "$(id)",
        "`id`",
        "a'b",
        'a"b',
        "a\\b",
        "!!",
        "~",
        "*",
        "a|b",
        "-rf",
    ),
    *("\udcff\udcfe", "é\u202e'", "\\x41", "a b  c", "#x", "&&", "=x", "{a,b}", "%s", "\x1b'$(id)"),
)


@pytest.mark.skipif(which("bash") is None, reason="no bash to ask")
def test_a_shell_reads_every_name_as_the_one_word_that_it_is():
    script = "printf '%s\\0' " + " ".join(map(word, NAMES))
    said = subprocess.run(["bash", "-c", script], capture_output=True, check=True).stdout
    assert said.split(b"\0")[:-1] == [
        name.encode("utf-8", "surrogatepass" if name == "\ud800" else "surrogateescape")
        for name in NAMES
    ]


@given(ANY_TEXT)
def test_a_word_is_shown_as_it_is(text):
    shown = word(text)
    assert harmless(shown) == shown
    assert text or shown == "''"


@pytest.mark.parametrize(
    ("words", "flags", "says"),
    [
        (("acme",), "", "salescli log acme"),
        (("acme", "demo"), "--met x", "salescli log acme demo --met x"),
        (("acme", ""), "", "salescli log acme"),
        (("a b", "it's"), "", """salescli log 'a b' 'it'"'"'s'"""),
        (("-rf",), "", "salescli log -- -rf"),
        (("acme", "--won"), "--with PERSON", "salescli log --with PERSON -- acme --won"),
        (("new\nline",), "", r"salescli log $'new\x0aline'"),
    ],
)
def test_command(words, flags, says):
    assert command("log", *words, flags=flags) == says


@given(st.lists(ANY_TEXT.filter(bool), min_size=1, max_size=3))
def test_no_name_in_a_command_is_read_as_a_flag(names):
    before, dashes, _ = command("log", *names, flags="--agreed").partition(" -- ")
    if any(name.startswith("-") for name in names):
        assert (before, bool(dashes)) == ("salescli log --agreed", True)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("plan", "a b"), "salescli set 'a b' close="),
        (("plan", "a b"), "salescli plan 'a b' -o plan.html"),
        (("invite", "a b"), "salescli person 'a b' bob --email ADDRESS"),
        (("export", "ics"), "salescli log 'a b' discovery"),
    ],
)
def test_a_deal_whose_file_was_renamed_can_be_named_as_shown(acme, run, words, shown):
    acme.rename(acme.with_name("a b.toml"))
    done = run(*words)
    said = (done.out + done.err).replace("\r\n ", "").replace("\n ", "")
    assert shown in " ".join(said.split())
