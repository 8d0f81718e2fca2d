"""A question that one key answers takes a word for it, and the Enter that habit adds, even late."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.screen import BACKSPACE, END, ENTER, Screen
from support.table import each
from support.terminal import Terminal

from salescli.errors import SalescliError
from salescli.prompts.key_words import YES_NO, key_meant, may_be_word, rests

CARD = {
    "d": "done",
    "m": "move",
    "r": "reschedule",
    "s": "skip a step",
    "w": "win",
    "l": "lose",
    "k": "walk away",
    "c": "close date",
    "n": "next (later)",
    "q": "quit",
}
PASSED = {"d": "done before", "n": "not needed", "l": "later"}
RESUME = {"y": "go on", "c": "change its answers", "n": "begin again"}

# Enter counts as that of habit for as long as a busy machine may take.
TWO = """
from salescli.prompts import Asker, habit
habit._LATE = 60
asker = Asker({}, lambda _: None)
asker.rewinds = True
print("=", asker.confirm("sure", "Sure", default=False))
print("=", asker.ask("who", "Who", str, default="Bob"))
print("=", asker.key("what", "What now", {"d": "done", "n": "next (later)"}))
"""

ALONE = """
import atexit, select
atexit.register(lambda: print("left:", len(select.select([0], [], [], 0)[0])))
from salescli.prompts import Asker, habit
habit._LATE = 60
print("=", Asker({}, lambda _: None).confirm("sure", "Sure", default=False))
select.select([0], [], [])  # something is typed
"""


@each(
    "choices, key, words",
    [
        (YES_NO, "y", "y Y yes YES ye yep yeah sure ok okay OK ja Ja, yes! yes,please"),
        (YES_NO, "n", "n N no No nope nah nein no. not-yet"),
        (CARD, "d", "d done Done do don"),
        (CARD, "m", "move mo"),
        (CARD, "n", "next later n late"),
        (CARD, "k", "k walk walk-away away"),
        (CARD, "s", "skip skip-a-step step"),
        (CARD, "c", "close date close-date"),
        (PASSED, "l", "later l"),
        (PASSED, "n", "not-needed needed not no"),
        (PASSED, "d", "done before"),
        (RESUME, "y", "y yes ja ok go go-on"),
        (RESUME, "c", "change answers"),
        (RESUME, "n", "no n begin again nope"),
    ],
)
def test_a_word_means_its_key(choices, key, words):
    for word in words.split():
        assert key_meant(choices, word.replace("-", " ")) == key, word


@pytest.mark.parametrize(
    ("meant", "texts"),
    [
        (
            "y",
            (
                "maeve's waiting for it so yes|hat sie gesagt, also ja|he's on board with that"
                "|that suits|Jan said that suits|ye go ahead|lets do it|ye still on|same as planned"
            ),
        ),
        ("n", "pencilled in|only pencilled in|waiting|not as planned|not confirmed"),
        (
            "",
            (
                "not yet, so yes|no yes|maybe yes|if she comes, yes|they said friday so yes"
                "|nein, ja|no, never said yes|he has yet to say yes|she wouldn't say yes"
            ),
        ),
    ],
)
def test_a_yes_at_the_end_is_never_a_no(meant, texts):
    for text in texts.split("|"):
        try:
            key = key_meant(YES_NO, text, "Have they confirmed it?")
        except SalescliError:
            key = ""
        assert key == meant, text


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (YES_NO, "x maybe es o 1 perhaps"),
        (CARD, "z zz donee ove yes no"),
        (PASSED, "yes"),
        ({"a": "the first one", "b": "the second one"}, "the one"),
    ],
)
def test_what_means_no_key_is_refused_with_the_word(choices, words):
    for word in words.split():
        with pytest.raises(SalescliError, match=f"'{word}'") as refused:
            key_meant(choices, word)
        assert refused.value.fix


@given(st.sampled_from([YES_NO, CARD, PASSED, RESUME]), st.text(max_size=12))
def test_any_text_is_a_key_or_refused(choices, text):
    may_be_word(choices, text)
    with suppress(SalescliError):
        assert key_meant(choices, text) in choices
    for key in choices:
        assert "" in rests(choices, key)


@pytest.mark.parametrize("ended", ["", ENTER])
def test_a_key_alone_answers(ended):
    screen = Screen(code=TWO).asks("Sure [y/N]").types(f"y{ended}").sees("= True")
    screen.asks("Who").types("Eve", ENTER).sees("= Eve").asks("What now").types("d").sees("= d")
    screen.ends()


@pytest.mark.parametrize(
    ("word", "answer"),
    [("ja", "True"), ("No", "False")],
)
def test_a_word_answers_and_leaves_nothing_of_itself(word, answer):
    screen = Screen(code=TWO).asks("Sure").types(word).sees(f": {word}").types(ENTER)
    screen.sees(f"= {answer}").asks("Who [Bob]:").types(ENTER).sees("= Bob")
    screen.asks("What now").types("later", ENTER).sees("= n").ends()
    shown = Terminal(code=TWO).answers("Sure", word).sees(f"= {answer}")
    shown.answers("Who").sees("= Bob").answers("What now", "later").sees("= n").ends()


def test_what_is_not_understood_is_seen_and_refused_and_never_the_default():
    for word in ("maybe", "es"):
        screen = Screen(code=TWO).asks("Sure").types(word).sees(f": {word}").types(ENTER)
        screen.sees(f"'{word}' is neither yes nor no\n  answer y or n").asks("Sure [y/N]:")
        screen.types("y").sees("= True").child.close()


def test_a_word_is_corrected_before_enter():
    screen = Screen(code=TWO).asks("Sure").types("yx").sees(": yx").types(BACKSPACE * 2, "n", ENTER)
    screen.sees("= False").child.close()


@pytest.mark.parametrize("late", [0.0, 0.6])
def test_the_enter_of_habit_comes_late_and_answers_nothing(late):
    screen = Screen(code=TWO).asks("Sure").types("y")
    time.sleep(late)
    screen.types(ENTER).asks("Who").types("Eve", ENTER).sees("= Eve").asks("What now").types("n")
    screen.sees("= n").ends()


@pytest.mark.parametrize("rest", ["", "es"])
def test_enter_typed_again_answers_and_so_does_a_word_typed_slowly(rest):
    screen = Screen(code=TWO).asks("Sure").types("y").asks("Who").types(*rest, ENTER)
    screen.asks("Who [Bob]:").types(ENTER).sees("= Bob").asks("What now").types("d").ends()


def test_what_was_typed_before_enter_is_an_answer():
    for keys in (("x", BACKSPACE), (END,)):
        screen = Screen(code=TWO).asks("Sure").types("y").asks("Who").types(*keys, ENTER)
        screen.sees("= Bob").asks("What now").types("nd").sees("= n").ends()


@pytest.mark.parametrize(("typed", "left"), [(ENTER, 0), (f"salescli next{ENTER}", 1)])
def test_the_last_enter_is_no_line_of_the_shell_and_what_is_typed_ahead_is(typed, left):
    Screen(code=ALONE).asks("Sure").types("y").sees("= True").types(typed).sees(
        f"left: {left}"
    ).ends()


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("n", "brauchen wir nicht mehr|nicht nötig|skip it|not needed|we don't need that"),
        ("l", "kommt noch|später|later|noch nicht|mach ich noch|still to do|we do it later"),
        ("d", "done already|hatten wir schon|we did that already|war schon|both done before"),
    ],
)
def test_a_sentence_says_what_became_of_the_steps_before(key, texts):
    choices = {"d": "done before", "n": "not needed", "l": "later, still to come"}
    for text in texts.split("|"):
        assert key_meant(choices, text) == key, text
