"""What is highlighted is what Enter takes; what is none is nothing; what is refused says why."""

from __future__ import annotations

import pytest
from support.kept_drafts import draft
from support.screen import CTRL_C, CTRL_U, DOWN, END, ENTER, SHIFT_TAB, Screen
from support.table import each
from support.terminal import Terminal

from salescli.prompts.choice_panel import ChoicePanel
from salescli.prompts.hint import Choice, Hint
from salescli.store.toml.reader import read_toml
from salescli.text.matching import meant

STEPS = {
    "first-reply": "First reply",
    "discovery": "Discovery",
    "demo": "Demo",
    "paid-month": "Paid first month",
}
REASONS = {"price": "Price or the company's budget", "competitor": "Somebody else won"}


def last(deal):
    return read_toml(deal)[0]["log"][-1]


@each(
    "names, text, ids",
    [
        (STEPS, "first", ("first-reply",)),
        (STEPS, "month", ("paid-month",)),
        (STEPS, "paid", ("paid-month",)),
        (STEPS, "d", ()),
        (STEPS, "de", ("demo",)),
        (REASONS, "comp", ("competitor",)),
        (REASONS, "budget", ("price",)),
        ({"a": "New site", "b": "New offer"}, "new", ("a", "b")),
    ],
)
def test_what_begins_with_a_text_goes_before_what_has_it_inside(names, text, ids):
    assert meant(text, names) == ids
    panel = ChoicePanel(Hint(tuple(Choice(*pair) for pair in names.items())), text)
    if ids:
        assert tuple(choice.name for choice in panel.matching) == ids
        assert panel.is_taken == (len(ids) == 1)


def test_the_only_choice_that_a_text_may_become_is_the_answer(acme):
    book = acme.parent.parent
    add = Screen("add", "Optik").asks("Process").types("small").sees("> small-business")
    add.types(ENTER).answers("Who", "nobody").answers("Next step").answers("More", "none").ends()
    table = read_toml(book / "deals/optik.toml")[0]
    assert (table["process"], table.get("people")) == ("small-business", None)
    lose = Terminal("lose", "acme").answers("Reason", "comp").answers("Evidence", "Two others")
    lose.answers("Who said so", "Ute and Tom").sees("one person is kept here: Ute or Tom?")
    lose.answers("Who said so", "unknown").answers("Revisit on", "no").ends()
    assert (last(acme)["reason"], last(acme).get("said_by")) == ("competitor", None)


def test_what_enter_would_not_take_is_not_highlighted(acme):
    log = Screen("schedule", "acme").asks("Next step").types("mon").sees("= Mon 23 Nov")
    log.sees("  paid-month").types(CTRL_U, "de").sees("> demo").types(CTRL_U, "zzzz")
    log.lacks("demo").sees("Up and Down choose").types(CTRL_U, "d").sees("  discovery")
    assert "> d" not in log.text
    log.types(CTRL_C).ends(130)
    assert acme.exists()


PLAIN = {
    "names joined by and": (
        [
            ("Steps done", "disco and demo"),
            ("With whom", "me and bob"),
            ("Outcomes", "1 and 2"),
            ("Note", ""),
        ],
        {"steps": ["discovery", "demo"], "with": ["bob"], "met": 2},
    ),
    "words for none": (
        [("Steps done", "none"), ("With whom", "nobody"), ("Note", ""), ("comes next?", "nein")],
        {"steps": None, "with": None, "met": None},
    ),
    "only one": (
        [("Steps done", "dis"), ("With whom", "just bob"), ("Outcomes", "nothing"), ("Note", "")],
        {"steps": ["discovery"], "with": ["bob"], "met": None},
    ),
}


@pytest.mark.parametrize(("answers", "becomes"), PLAIN.values(), ids=PLAIN)
def test_lists_are_typed_as_people_say_them(acme, answers, becomes):
    log = Terminal("log", "acme")
    for question, text in answers:
        log.answers(question, text)
    log.answers("Next step", "no next step").sees("or end the deal: won, lost,")
    log.answers("Next step", "demo tue").answers("With whom").answers("confirmed it?", "nope")
    if becomes["steps"] is None:  # then discovery is still on the agenda
        log.answers("And Discovery on", "cancelled")
    log.ends()
    entry = last(acme)
    assert (entry.get("steps"), entry.get("with")) == (becomes["steps"], becomes["with"])
    assert len(entry.get("met", ())) == (becomes["met"] or 0)
    assert "agreed" not in entry["next"]


@pytest.mark.usefixtures("acme")
def test_what_is_typed_by_its_beginning_is_ticked():
    log = Screen("log", "acme").asks("Steps done").types("disco and demo").sees("> [x] demo")
    log.sees("[x] discovery").sees("[ ] first-reply").sees("- for none").types(CTRL_C).ends(130)


def test_a_role_and_an_address_may_be_none(acme):
    log = Terminal("log", "acme").answers("Steps done").answers("With whom", "zoe").answers("Name")
    log.answers("Role", "none").answers("Email", "-").answers("Outcomes").answers("Note")
    log.answers("Next step").ends()
    assert read_toml(acme)[0]["people"]["zoe"] == {"name": "Zoe"}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("phone call", "call"),
        ("zoom", "call"),
        ("mtg", "meeting"),
        ("meet", "meeting"),
        ("e-mail", "email"),
        ("whatsapp", "message"),
        ("SMS", "message"),
        ("on site", "visit"),
    ],
)
def test_a_kind_is_known_by_a_usual_word(acme, run, typed, kind):
    done = run("log", "acme", "--kind", typed, "--next", "demo tue 10")
    assert done.code == 0, done.err
    assert last(acme)["kind"] == kind
    assert last(acme)["next"]["on"].isoformat() == "2026-11-24T10:00:00+01:00"


def test_amend_takes_a_kind_goes_back_and_clears_a_line(acme, run):
    run("log", "acme", "--next", "demo", "--on", "tue")
    amend = Screen("amend", "acme").answers("When was it").asks("Kind").types("zo").sees("> call")
    amend.types(CTRL_U, "meet").sees("> meeting").types(ENTER).asks("Steps done")
    amend.types(SHIFT_TAB).asks("Kind").sees("]: meet\n").types(CTRL_U).lacks("]: meet")
    amend.types("mtg", ENTER).asks("Steps done").types(SHIFT_TAB).asks("Kind").types(SHIFT_TAB)
    amend.asks("When was it").types("32 nov", ENTER).sees("32").asks("When was it")
    assert "--at" not in amend.text
    assert amend.text.count("Steps done") == 0
    assert amend.text.count("? Kind") == 0
    amend.types(CTRL_U, ENTER)
    for question in ("Kind", "Steps done", "With whom", "Note", "Next step", "When"):
        amend.answers(question)
    amend.answers("With whom").answers("Have they confirmed").ends()
    assert last(acme)["kind"] == "meeting"


@pytest.mark.usefixtures("acme")
def test_what_was_said_after_a_question_is_wiped_when_it_is_gone_back_to():
    log = Screen("log", "acme").answers("Steps done").answers("With whom").answers("Outcomes")
    log.answers("Note", "A long note " * 9).asks("Next step").sees("Suggested:")
    log.types(SHIFT_TAB).sees("Alt-Enter begins").lacks("Suggested:")
    assert log.text.count("Note (e opens") == 1
    log.types(END, "x", ENTER).asks("Next step")
    assert log.text.count("Suggested:") == 1
    log.types("call Bob", ENTER).asks("'call Bob' names no step, and no day. Keep it in your own")
    log.types(SHIFT_TAB).asks("Next step").types(CTRL_C).ends(130)


def test_import_goes_back_and_takes_the_beginning_of_a_column(book, tmp_path):
    (tmp_path / "f.csv").write_text("Firma,Abschluss\nAcme,2026-12-01\n")
    asked = Screen("import", str(tmp_path / "f.csv")).answers("title", "none")
    asked.answers("company", "fir").asks("id").types(SHIFT_TAB).asks("company").sees(": fir")
    asked.types(ENTER)
    for field in ("id", "value", "stage", "owner", "opened"):
        asked.answers(field, "-")
    asked.answers("close", "absch").answers("Process", "small").answers("Import it?").ends()
    table = read_toml(book / "deals/acme.toml")[0]
    assert (str(table["close"]), table["process"]) == ("2026-12-01", "small-business")


def test_a_refused_flag_is_asked_for_again_with_the_reason(book):
    add = Terminal("add", "Optik", "--value", "5000 usd", "--next", "dmeo tue")
    add.answers("Process").answers("Who", "Marta").sees("there is no step 'dmeo'")
    add.sees("Next step").types(CTRL_C).ends(130)
    add = Terminal("add", "Optik").sees("value: 5000 usd").answers("Take it up", "ja")
    add.sees("there is no step 'dmeo'").answers("Next step", "demo tue 10")
    add.answers("confirmed", "sure").answers("More").ends()
    table = read_toml(book / "deals/optik.toml")[0]
    assert (table["currency"], table["log"][0]["next"]["step"]) == ("USD", "demo")
    assert table["log"][0]["next"]["agreed"] is True


def test_a_draft_is_shown_in_words(acme):
    log = Terminal("log", "acme", "demo", "--at", "yesterday 12:00", "--met", "all")
    log.answers("What about that?").answers("With whom").sees("Note").types(CTRL_C).ends(130)
    shown = Terminal("log", "acme").sees("Take it up again?").types(CTRL_C).ends(130)
    assert "steps: demo;" in " ".join(shown.split())
    assert "Fri 20 Nov 2026 12:00" in " ".join(shown.split())
    assert not any(sign in shown for sign in ('["', "2026-11-20", "--"))
    assert draft(acme)


def test_the_arrows_still_choose_among_several(acme):
    lose = Screen("lose", "acme").asks("Reason").types("p", DOWN).types(ENTER)
    lose.answers("Evidence", "Too dear").answers("Who said so").answers("Revisit on").ends()
    assert last(acme)["reason"].startswith("p")
