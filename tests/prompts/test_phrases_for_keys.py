"""Several words where one key answers: they are one answer, whenever Enter comes."""

from __future__ import annotations

import time

import pytest
from support.screen import ENTER, SHIFT_TAB, Screen

from salescli.store.toml.reader import read_toml


def last(deal):
    return read_toml(deal)[0]["log"][-1]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("phrase", ["not yet", "no not yet", "not yet, they will", "yes they did"])
def test_a_phrase_typed_in_one_burst_answers_the_question_gone_back_to(phrase):
    added = Screen("add", "Nord").answers("Process", "small-business").answers("Who", "Bob Smith")
    added.answers("Next step", "demo fri").asks("Have they confirmed").types("n")
    added.asks("More").types(SHIFT_TAB, phrase, ENTER).sees(f"confirmed it? [y/N]: {phrase}")
    added.asks("More [-]")
    added.types(ENTER).ends()


def test_a_phrase_without_its_enter_waits_for_it(acme):
    log = Screen("schedule", "acme").answers("Next step", "thu").answers("With whom")
    log.asks("Have they confirmed").types("not yet")
    time.sleep(0.6)
    log.sees("= no").types(ENTER).ends()
    assert "agreed" not in last(acme)["next"]


def test_a_letter_with_words_behind_it_waits_for_enter(acme):
    log = Screen("schedule", "acme").answers("Next step", "thu").answers("With whom")
    log.asks("Have they confirmed").types("n not yet")
    time.sleep(0.6)
    log.sees("[y/N]: n not yet").types(ENTER).ends()
    assert "agreed" not in last(acme)["next"]
