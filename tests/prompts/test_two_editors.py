"""The same conversation in a plain and in a capable terminal: the same answers, the same file."""

from __future__ import annotations

import shutil

import pytest
from support.screen import BACKSPACE, CTRL_C, CTRL_U, DOWN, ENTER, SPACE, TAB, Screen, pasted
from support.snapshot import tree
from support.terminal import Terminal, history

pytestmark = pytest.mark.usefixtures("measured_terminals")

# A command, and its questions with what is typed in a plain and in a capable terminal; '' is Enter.
CONVERSATIONS = {
    "an encounter, Enter all the way": (
        ("log", "acme"),
        [(q, "", "") for q in ("Steps done", "With whom", "Outcomes met", "Note", "Next step")],
    ),
    "an encounter with somebody new": (
        ("log", "acme"),
        [
            ("Steps done", "discovery, demo", f"{DOWN}{SPACE}"),
            ("With whom", "bob, zoe", "bob, zoe"),
            ("Name", "Zoë 日本", "Zoë 日本"),
            ("Role", "end-user", f"end{TAB}"),
            ("Email", "", ""),
            ("Outcomes met", "2, 1", f"{DOWN}{SPACE}{DOWN}{DOWN}{SPACE}"),
            ("Note", "4 % אחוז", "4 % אחוז"),
            ("Next step", "demo tue 10:00", f"de{TAB} tue 10:00"),
            ("With whom", "-", SPACE),
            ("Have they confirmed", "y", None),
        ],
    ),
    "what is wrong first": (
        ("log", "acme"),
        [
            ("Steps done", "dmeo", "dmeo"),
            ("Steps done", "demo", f"{CTRL_U}demo"),
            ("What about that?", "l", None),
            ("With whom", "", ""),
            ("Outcomes met", "all", "all"),
            ("Note", "", ""),
            ("Is that what comes next?", "n", None),
            ("Next step", "32 nov", "32 nov"),
            ("Next step", "won", f"{CTRL_U}won"),
            ("What decided it", "Signed", "Signed"),
            ("Who said so", "bob", SPACE),
        ],
    ),
    "a new deal": (
        ("add", "Bäckerei Süß"),
        [
            ("Process", "", ""),
            ("Who", "Kim Lee, owner, kim@x.example", "Kim Lee, owner, kim@x.example"),
            ("Next step", "", ""),
            (
                "More",
                "title Ovens employees 12 value 5.8k close eoy",
                "title Ovens employees 12 value 5.8k close eoy",
            ),
        ],
    ),
    "a move": (
        ("schedule", "acme"),
        [
            ("Next step", "", ""),
            ("When", "wed 9:30", "wed 9:30"),
            ("With whom", "", ""),
            ("Have they confirmed", "", None),
        ],
    ),
    "a skip": (
        ("skip", "acme"),
        [
            ("Step to skip", "demo", f"{SPACE}{DOWN}{SPACE}"),
            ("Why skip", "All were there", "All were there"),
        ],
    ),
    "a loss": (
        ("lose", "acme"),
        [
            ("Reason", "competitor", f"{DOWN}{DOWN}"),
            ("Evidence", "Two others", pasted("Two\nothers")),
            ("Who said so", "", ""),
            ("Revisit on", "in 3 months", "in 3 months"),
        ],
    ),
    "a win": (
        ("win", "acme"),
        [
            ("What decided it", "", ""),
            ("Open the next deal with them", "", None),
            ("Next step", "", ""),
        ],
    ),
}


def plain(command, questions, book):
    terminal = Terminal(*command, SALESCLI_BOOK=str(book))
    for question, text, _ in questions:
        terminal.answers(question, text)
    terminal.ends()


def capable(command, questions, book):
    screen = Screen(*command, SALESCLI_BOOK=str(book))
    for question, text, keys in questions:
        screen.asks(question).types((text if keys is None else keys) + ENTER)
    screen.ends()


@pytest.mark.parametrize(("command", "questions"), CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_the_same_conversation_writes_the_same_file(acme, tmp_path_factory, command, questions):
    book = acme.parent.parent
    other = tmp_path_factory.mktemp("other") / "book"
    shutil.copytree(book, other)
    plain(command, questions, book)
    capable(command, questions, other)
    assert deals(book) == deals(other)
    assert history(book) == history(other)
    assert len(history(book)) > 3


def deals(book):
    return {path.name: path.read_text() for path in book.glob("deals/*.toml")}


KEY = """
from salescli.prompts import Asker
asker = Asker({}, lambda answers: print(answers))
choices = {"d": "done", "m": "move", "D": "done with all", "?": "help"}
print("=", asker.key("what", "What now", choices, default=%r))
"""


@pytest.mark.parametrize(
    ("default", "typed", "answer"),
    [("d", "", "d"), ("", "D", "D"), ("", "M", "m")],
)
def test_a_key_answers_at_once_or_with_enter(default, typed, answer):
    shown = Terminal(code=KEY % default).sees("d done, m move, D done with all, ? help")
    shown.answers("What now", typed).sees(f"'what': '{answer}'").sees(f"= {answer}").ends()
    screen = Screen(code=KEY % default).asks("What now").sees("  d done  m move  D done with all")
    screen.types(typed or ENTER).sees(f"'what': '{answer}'").sees(f"= {answer}").ends()
    assert "m move" not in screen.text


def test_what_is_no_key_is_refused():
    shown = Terminal(code=KEY % "").answers("What now", "x").sees("'x' is not one of the keys")
    shown.answers("What now").sees("press one of the keys").sees("m move")
    shown.answers("What now", "m").sees("= m").ends()
    screen = Screen(code=KEY % "").asks("What now").types("x", ENTER)
    screen.sees("'x' is not one of the keys").asks("What now").types(DOWN, ENTER)
    screen.sees("press one of the keys").asks("What now").types(pasted("d"), BACKSPACE)
    screen.types("m").sees("What now: m").sees("= m").ends()


def test_ctrl_c_leaves_a_key_unpressed():
    code = f"from salescli.errors import InterruptedByUserError as I\ntry:\n{KEY % 'd'}"
    code = code.replace("\nasker", "\n asker").replace("\nchoices", "\n choices")
    code = code.replace("\nfrom salescli.prompts", "\n from salescli.prompts")
    code = code.replace("\nprint", "\n print") + "\nexcept I:\n print('left')"
    for way in (Terminal, Screen):
        assert "left" in way(code=code).sees("What now").types(CTRL_C).ends()


def test_a_yes_or_no_is_one_key_in_a_capable_terminal(acme, run):
    book = acme.parent.parent
    before = tree(book / "deals")
    run("note", "acme", "-m", "They rang")
    Screen("undo").asks("Take it back? [Y/n]").types("n").ends()
    assert tree(book / "deals") != before
    Screen("undo").asks("Take it back?").types("y").ends()
    assert tree(book / "deals") == before
