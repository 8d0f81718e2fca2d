"""The review that is put together from what is kept of each deal says what one made anew says."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from pathlib import Path

import pytest
from bench.books import deal_to_log_on, write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.kept_answers import SCREEN, answer, made_anew

from salescli.commands.support.reading import read_anew
from salescli.store.files import fingerprint

QUESTIONS = (
    ["next"],
    ["next", "--list", "--all"],
    ["next", "--brief"],
    ["next", "--exit-code", "--mine"],
    ["next", "--days", "3"],
    ["next", "--days", "9", "--mine", "--brief"],
    ["next", "--days", "11"],
    [SCREEN, "next", "--list"],
    [SCREEN, "next", "--list", "--all", "--exit-code"],
    [SCREEN, "next", "--list", "--days", "3"],
    [SCREEN, "next", "--brief", "--mine"],
)
USUAL = {"SALESCLI_NOW": "2026-11-21T10:00+01:00", "TZ": "Europe/Berlin", "USER": "ada"}
USUAL |= {"COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"}
SECOND = 1_000_000_000
DEALS = 24


def edited(pattern, new):
    """A change by hand: what matches last is replaced, where there is something to replace."""

    def change(deal):
        text = deal.read_text()
        matches = list(re.finditer(pattern, text))
        if matches:
            start_, end = matches[-1].span()
            deal.write_text(text[:start_] + new + text[end:])

    return change


def due(day):
    return edited(r"(?m)^on = .*$", f"on = {day}")


def closed(result, *more):
    lines = ("\n[[log]]", "at = 2026-11-20T09:00:00+01:00", 'kind = "close"', *more)
    text = "\n".join((*lines, f'result = "{result}"\n'))
    return lambda deal: deal.write_text(deal.read_text() + text)


def touched(deal):
    os.utime(deal)


def commented(deal):
    deal.write_text(deal.read_text() + "# x\n")


def same_size(deal):
    text = deal.read_text()
    pairs = str.maketrans("12", "21")
    deal.write_text(re.sub(r"(?m)^value = .*$", lambda line: line[0].translate(pairs), text))


def removed(deal):
    if len(list(deal.parent.iterdir())) > DEALS // 2:
        deal.unlink()


def renamed(deal):
    deal.rename(deal.with_name(f"a-{deal.name}" if len(deal.name) < 40 else "b.toml"))


def copied(deal):
    shutil.copy2(deal, deal.with_name(f"copy-{deal.name}"[-40:]))


def follows_another(deal):
    other = min(deal.parent.iterdir()).stem
    deal.write_text(f'follows = "{other}"\n{deal.read_text()}')


def exchanged(deal):
    """Two files change their names: each has what the other had, and its times."""
    other, aside = max(deal.parent.iterdir()), deal.with_suffix(".aside")
    deal.rename(aside)
    other.rename(deal)
    aside.rename(other)


def by_command(*words):
    return lambda deal: answer([words[0], deal.stem, *words[1:]])


def process_changed(_):
    file = Path("processes/small-business.toml")
    file.write_text(file.read_text().replace('title    = "', 'title    = "A '))


def settings_changed(_):
    file = Path("salescli.toml")
    file.write_text(file.read_text().replace('"ada"', '"bob"'))


def draft_left(_):
    folder = Path(".salescli/drafts")
    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.mkdir()
        (folder / "log.x.json").write_text("{}")


def times_count(*, count):
    """The times of the files can be believed by now, or can't yet: what they hold counts."""

    def change(_):
        fingerprint._GRACE = (-3600 if count else 3600) * SECOND

    return change


def variable(name, value):
    def change(_):
        os.environ[name] = value
        time.tzset()

    return change


def spoilt(how):
    """What is kept is damaged: the review's files, and no answer is left that holds."""

    def change(_):
        for file in Path(".salescli").iterdir():
            if file.suffix in (".rows", ".since"):
                file.write_bytes(how(file.read_bytes()))
            elif file.suffix == ".answer":
                file.unlink()

    return change


CHANGES = (
    *(due(day) for day in ("2026-11-12", "2026-11-21T10:30:00+01:00", "2026-11-21T09:00:00")),
    *(due(day) for day in ("2026-11-21", "2026-11-24", "2027-03-01", "2026-11-23T23:00:00-05:00")),
    edited(r"(?m)^on = .*$", ""),
    edited(r"(?m)^value = .*$", "value = 1234.56"),
    edited(r"(?m)^value = .*$", f"value = 0.{'1' * 20}"),
    edited(r"(?m)^company = .*$", 'company = "Ä\\u200b wide 日本 company"'),
    edited(r"(?m)^owner = .*$", 'owner = "bob"'),
    edited(r"(?m)^what = .*$", f'what = "{"A long one " * 9}"'),
    edited(r"(?m)^title = .*$", "title = title"),
    edited(r"(?m)^title = title$", 'title = "Mended"'),
    closed("won"),
    closed("lost", 'reason = "no-budget"', "revisit = 2026-11-20"),
    closed("lost", 'reason = "no-budget"', "revisit = 2026-12-20"),
    touched,
    commented,
    same_size,
    same_size,
    removed,
    renamed,
    copied,
    follows_another,
    exchanged,
    by_command("note", "-m", "They rang back"),
    by_command("log", "--kind", "call", "--what", "Ring them", "--on", "2026-11-24"),
    by_command("log", "--kind", "call", "--what", "Ring them", "--on", "2027-12-01"),
    by_command("close", "--lost", "no-budget", "--because", "They said so"),
    by_command("delete", "--yes"),
    process_changed,
    settings_changed,
    draft_left,
    times_count(count=True),
    times_count(count=False),
    *(
        variable("SALESCLI_NOW", f"2026-11-{at}+01:00")
        for at in ("21T09:00", "21T10:29", "21T10:30", "21T23:59", "22T09:00", "25T09:00")
    ),
    *(variable("TZ", zone) for zone in ("Asia/Tokyo", "Europe/Berlin")),
    *(variable("USER", name) for name in ("bob", "ada")),
    *(variable("COLUMNS", cells) for cells in ("60", "80", "120", "150")),
    *(variable("LINES", lines) for lines in ("16", "24", "70")),
    variable("NO_COLOR", "1"),
    spoilt(lambda data: data[: len(data) // 2]),
    spoilt(lambda data: data[:-3] + b"xyz"),
    spoilt(lambda _: b""),
    spoilt(lambda data: data.replace(b"This week", b"This WEEK")),
)
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, DEALS)), max_size=3),
        st.sampled_from(QUESTIONS),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book in the current folder, whose files count as untouched for long."""
    write_book(tmp_path / "book", DEALS)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(sys, "argv", ["salescli"])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    for name, value in USUAL.items():
        monkeypatch.setenv(name, value)  # and so put back afterwards
    time.tzset()
    yield tmp_path / "book"
    monkeypatch.undo()
    time.tzset()


def none_is_made(monkeypatch):
    monkeypatch.setattr("salescli.commands.next.next_", lambda *_: 1 / 0)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_review_after_a_log_needs_no_review_to_be_made(book, monkeypatch, words):
    answer(words)
    deal = deal_to_log_on(book)
    what = ("--kind", "call", "--what", "Ring them", "--on", "2026-11-23")
    assert answer(["log", deal, *what])[0] == 0
    expected = made_anew(words)
    none_is_made(monkeypatch)
    assert answer(words) == expected


def test_a_review_after_an_edit_reads_the_edited_deal_alone(book, monkeypatch):
    answer(["next"])
    deal = book / "deals" / f"{deal_to_log_on(book)}.toml"
    due("2026-11-12")(deal)
    expected = made_anew(["next"])
    read = []
    page = read_anew.read_page
    monkeypatch.setattr(read_anew, "read_page", lambda *of: read.append(of[2]) or page(*of))
    monkeypatch.setattr("salescli.commands.next.reviewed", None)
    assert answer(["next"]) == expected
    assert read == [deal.stem]
    none_is_made(monkeypatch)
    assert answer(["next", "--all"]) == expected


@pytest.mark.parametrize("other", [9, 17, 30, 400])
@pytest.mark.parametrize("days", [1, 3])
def test_a_review_of_some_days_is_not_that_of_another_number(book, days, other):
    """What is kept of both may lie in one place."""
    deal = book / "deals" / f"{deal_to_log_on(book)}.toml"
    due("2026-11-26")(deal)
    first, then = (["next", "--days", str(number)] for number in (days, other))
    answer(first)
    assert answer(then) == made_anew(then)
    assert answer(first) == made_anew(first)


def test_a_time_that_passes_is_seen_in_what_was_kept(book, monkeypatch):
    """The clock is on the review from then on, and the deal says that it wasn't logged."""
    deal = book / "deals" / f"{deal_to_log_on(book)}.toml"
    due("2026-11-21T10:30:00+01:00")(deal)
    lines = {}
    for hour in ("10:29", "10:30", "10:31", "10:29"):
        monkeypatch.setenv("SALESCLI_NOW", f"2026-11-21T{hour}+01:00")
        _, lines[hour], _ = answer(["next"])
        assert (f", {hour} " in lines[hour]) == ("not logged yet" in lines[hour])
    assert "not logged yet" in lines["10:31"]
    assert "not logged yet" not in lines["10:29"]


def test_a_review_is_the_same_whatever_was_kept(book, tmp_path):
    """Byte for byte."""
    spare = tmp_path / "spare"
    shutil.copytree(book, spare)

    @settings(max_examples=size(8, 400))
    @given(STEPS)
    def same(steps):
        os.chdir(tmp_path)
        shutil.rmtree(book)
        shutil.copytree(spare, book)
        os.chdir(book)
        os.environ.update(USUAL)
        os.environ.pop("NO_COLOR", None)
        time.tzset()
        fingerprint._GRACE = -3600 * SECOND
        for words in QUESTIONS:
            answer(words)
        for changes, words in steps:
            for change, number in changes:
                deals = sorted(Path("deals").iterdir())
                change(deals[number % len(deals)])
            expected = made_anew(words)
            assert answer(words) == expected
            assert answer(words) == expected

    same()
