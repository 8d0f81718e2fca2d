"""Deals run by the prompts from the first line to the win, step by step: `check` has nothing to say.

What a seller types is what the prompts propose, a note each time, all outcomes, and a yes to the
date; what differs is which deal it is.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pexpect
import pytest
from support.building import BERLIN
from support.terminal import Terminal

from salescli.domain.time.workdays import Calendar
from salescli.store.shipped_processes import shipped_process
from salescli.store.toml.reader import read_toml

# The first line, who is new to each step (`who` of the prompt), and what is known besides.
DEALS = {
    "small-business": ("Jörg Müller, owner, 0171 5550123", {"midpoint-review": "Kim Ott, end-user"}),
    "mid-market": (
        "Mia Sand, champion",
        {
            "discovery": "Ute Rab, end-user",
            "demo": "Ivo Lang, it",
            "trial-review": "Dora Kern, economic-buyer",
            "contract-review": "Leo Falk, legal",
        },
    ),
}
QUESTIONS = (
    *("When was it", "Steps done", "With whom", "Outcomes met", "Note", "Next step", "confirmed"),
    *("What decided it", "Who said so", "Open the deal that follows"),
)


def answered(terminal: Terminal, answers: dict[str, str]) -> str:
    """What the command showed, each question answered, those that aren't there with Enter."""
    asks = [rf"(?:^|\n)[^\n]*{re.escape(question)}[^\n]*: $" for question in QUESTIONS]
    while (place := terminal.child.expect([*asks, pexpect.EOF])) < len(QUESTIONS):
        terminal.child.send(f"{answers.get(QUESTIONS[place], '')}\r")
    return terminal.child.before
