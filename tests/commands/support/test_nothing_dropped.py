"""Nothing typed is dropped in silence: each word is in what is echoed or kept, or says nothing."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from support.typing_phrases import FOUNDERS, known_deal, rows, typing_session

from salescli.commands.support import arguments
from salescli.commands.support.asking.steps_done import answer_with_remark
from salescli.commands.support.typed.next_step_text import read_next_step
from salescli.commands.support.typed.words_of_days import is_of_day
from salescli.domain.encounter_kinds import kinds_meant
from salescli.domain.time.day_phrases import is_of_days
from salescli.errors import SalescliError
from salescli.text.answer_words import is_none
from salescli.text.change_words import is_change_talk
from salescli.text.contact_words import is_contact
from salescli.text.matching import folded
from salescli.text.not_reached_words import says_not_reached
from salescli.text.talk_words import is_talk
from salescli.text.yes_words import NO, YES, has_no

# What says nothing beside a step, a day or a name.
WORDS = """
    with w mit met und and for to of at in on we i they she he it them those that this one too
    only alone nur just so then please asap session meeting sort kind more or less already earlier
    through talked what needs did got done erst lieber rather j na zw m ganz gleich give following
    zeit uhrzeit bit chatted geplaudert rly o clock nothing none special hello
"""
FILLERS = frozenset(WORDS.split())


def is_echoed(word: str, shown: str) -> bool:
    """Whether a word is in what is shown, in some form, or is a filler."""
    if word in FILLERS or word.isdecimal() or word in YES or word in NO:
        return True
    if is_talk(word) or is_contact(word) or is_of_day(word) or is_of_days(word):
        return True
    if kinds_meant(word):
        return True
    return is_change_talk(word) or any(
        other.startswith(word[:4]) or SequenceMatcher(None, word, other).ratio() > 0.6
        for other in folded(shown).split()
    )


def dropped(text: str, shown: str) -> list[str]:
    return [word for word in folded(text).split() if not is_echoed(word, shown)]


@pytest.fixture
def optik(tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    session = typing_session(tmp_path)
    return known_deal(session, "optik", "small-business"), session


def texts(*kinds):
    return [text for kind, text, _ in rows(FOUNDERS) if kind in kinds]


def test_of_a_next_step_every_word_is_echoed_or_kept(optik):
    about, session = optik
    wrong = []
    for text in texts("next", "ahead", "comes"):
        try:
            typed = read_next_step(text, about, session)
        except SalescliError:
            continue
        step = about.process.step(typed.step)
        kept = (typed.what, step.title if step else "", *typed.flag_people, typed.guess)
        people = (about.deal.people[who].name for who in typed.people or ())
        day = arguments.written(typed.on) if typed.on else ""
        if words := dropped(text, " ".join((*kept, *people, day))):
            wrong.append((text, words))
    assert not wrong, "\n".join(map(str, wrong))


def test_of_steps_done_every_word_is_a_step_or_kept_for_the_note(optik):
    about, _ = optik
    wrong = []
    for text in texts("steps"):
        if has_no(text) or is_none(text) or says_not_reached(text):
            continue  # it names what was not done, or nothing
        try:
            answer = answer_with_remark(text, ("demo",), {}, about)
        except SalescliError:
            continue
        titles = (about.process.step(name).title for name in answer.steps)
        if words := dropped(text, " ".join((*titles, answer.remark, answer.kind))):
            wrong.append((text, words))
    assert not wrong, "\n".join(map(str, wrong))
