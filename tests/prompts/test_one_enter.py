"""After a refusal one Enter does: it takes what was meant, else what the question shows."""

from __future__ import annotations

import pytest
from support.screen import ENTER, Screen
from support.terminal import Terminal

from salescli.store.toml.reader import read_toml

pytestmark = pytest.mark.usefixtures("measured_terminals")


@pytest.fixture
def add(book):
    """A conversation about a first deal; what it wrote is read by `deal`."""
    assert not (book / "deals/acme.toml").exists()
    return Screen("add", "Acme")


def deal(book):
    return read_toml(book / "deals/acme.toml")[0]


def test_enter_takes_what_was_meant_and_the_prompt_shows_it(add, book):
    add.answers("Process", "smll-business").sees("did you mean")
    add.asks("Process [small-business]:").types(ENTER)
    add.answers("Who", "Bob Ross, owner").answers("Next step", "dmeo")
    add.asks("Next step [demo]:").types(ENTER).answers("When", "moregn 14 uhr")
    add.asks("When [morgen 14 uhr]:").sees("= Sun 22 Nov 2026 14:00").types(ENTER)
    add.asks("Have they confirmed").types("n", ENTER).answers("More").ends()
    assert deal(book)["process"] == "small-business"
    assert deal(book)["log"][0]["next"]["step"] == "demo"


def test_enter_on_what_was_refused_takes_what_the_question_shows(add, book):
    add.answers("Process", "kaffee").sees("there is no process").types(ENTER)
    add.answers("Who", "??").sees("type a name, such as")
    add.types(ENTER).asks("Next step").types(ENTER).answers("More").ends()
    assert "people" not in deal(book)


def test_a_plain_terminal_takes_what_was_meant_too(book):
    add = Terminal("add", "Acme", term="dumb").answers("Process", "smll-business")
    add.answers("Process [small-business]").answers("Who").answers("Next step").answers("More")
    add.ends()
    assert deal(book)["process"] == "small-business"
