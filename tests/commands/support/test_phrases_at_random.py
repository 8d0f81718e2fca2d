"""Phrases at random and mutated, of each kind that is asked for: refused in a sentence, or read.

`SALESCLI_PROOF=full` makes it ten thousand of each. How long the slowest took is printed, with -s;
what is asserted is only that each ends: a busy machine is no defect.
"""

from __future__ import annotations

import re
from random import Random
from time import process_time

import pytest
from support.effort import size
from support.typing_phrases import FOUNDERS, reader, typing_session
from support.typing_phrases import rows as phrases

from salescli.errors import SalescliError

KINDS = (
    *("ahead", "back", "period", "amount", "people", "steps", "next", "more"),
    *("confirm", "comes", "place", "role", "email", "met"),
)
# What is shown of an answer, as it is typed back.
ECHOED = {
    **dict.fromkeys(("ahead", "back", "period", "amount", "steps", "met", "email"), str),
    **dict.fromkeys(("confirm", "comes", "place"), str),
    "people": lambda shown: "; ".join(who.removeprefix("+") for who in shown.split("; ")),
    "role": lambda shown: shown.replace("; title ", ", ").removeprefix("title "),
    "next": str,
    "more": str,
}
# What is shown, without what is only said of it.
PLAIN = {"role": str, "email": lambda shown: shown.partition(" (left out")[0]}
SIGNS = (
    " ",
    ",",
    ".",
    ":",
    "-",
    "/",
    "@",
    "\u00e4",
    "\u65e5",
    "\u200b",
    "'",
    '"',
    "(",
    "<",
    "0",
    "9",
)
COUNT = size(150, 10_000)
ENDLESS = 1.0  # seconds of CPU


def mutated(known: list[str], rng: Random) -> str:
    """One phrase, or two, with words and signs taken out, doubled, swapped or put in."""
    words = rng.choice(known).split()
    if rng.random() < 0.5:
        words += rng.choice(known).split()
    for _ in range(rng.randint(0, 3)):
        place = rng.randrange(len(words) or 1)
        change = rng.randrange(4)
        if change == 0:
            del words[place : place + 1]
        elif change == 1:
            words[place:place] = rng.choice(known).split()[:2]
        elif change == 2:
            rng.shuffle(words)
        else:
            text = " ".join(words)
            cut = rng.randrange(len(text) + 1)
            words = f"{text[:cut]}{rng.choice(SIGNS)}{text[cut + rng.randint(0, 1) :]}".split(" ")
    return " ".join(words)


def bare(shown: str) -> str:
    """What is shown, without what is only said of it."""
    return re.sub(r"; (?:or )?the step .*| \[.*", "", shown)


def cpu(read, text):
    begin = process_time()
    try:
        found = read(text)
    except (SalescliError, ValueError):
        found = None
    return process_time() - begin, found


@pytest.mark.parametrize("kind", KINDS)
def test_every_phrase_is_read_or_refused(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    read = reader(kind, typing_session(tmp_path))
    known = [text for name, text, _ in phrases(FOUNDERS) if name.rstrip("+") == kind]
    others = [text for _, text, _ in phrases(FOUNDERS)]
    rng = Random(kind)  # noqa: S311 - repeatable is what it has to be
    read_again = taken = 0
    slowest = (0.0, "")
    for number in range(COUNT):
        text = mutated(known if number % 4 else others, rng)
        seconds, found = cpu(read, text)
        slowest = max(slowest, (seconds, text))
        assert seconds < ENDLESS, (text, seconds)
        taken += found is not None
        # Words that are cut in their echo may name fewer people than were typed.
        if found and kind in ECHOED and "\u2026" not in found and not found.endswith(" ?"):
            plain = PLAIN.get(kind, bare)
            again = ECHOED[kind](plain(found))
            assert plain(read(again)) == plain(found), (text, again)
            read_again += 1
    print(
        f"\n{kind}: {COUNT} phrases, {taken} taken, {COUNT - taken} refused, "
        f"{read_again} read again, slowest {slowest}"
    )
