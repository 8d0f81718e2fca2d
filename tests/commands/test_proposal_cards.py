"""The cards of proposals in `next`: fitted to the screen, a key each, asked until settled."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.terminal import Terminal, history

from salescli.domain.proposal import Proposal
from salescli.views.incoming.proposal_card import proposal_card
from salescli.views.render.plain import lines as lines_of

NOTE = ("propose", "--by", "claude", "note", "lindvik", "The scanner arrived")
SCHEDULE = ("propose", "--by", "claude", "schedule", "lindvik", "fri 10:00")
LEAVES = "sed -i '$s/.*/{}/'"  # an editor that leaves another last line

pytestmark = pytest.mark.usefixtures("measured_terminals")


def proposal(note: str, why: str = "") -> Proposal:
    lines = (
        *("--- a", "+++ b", "+[[log]]", '+kind = "note"'),
        *(f"+{line}" for line in note.split("\n")),
    )
    at = datetime.fromisoformat("2026-11-24T08:30+01:00")
    return Proposal(
        "acme-1", "claude", at, ("note", "acme", note), why, "acme: note kept", lines, ""
    )


def text_of(card, cells: int = 80) -> str:
    return "\n".join(lines_of(card, cells))


class TestCard:
    """A card has room on any screen, and all of it can be seen."""

    @pytest.mark.parametrize(("cells", "lines"), [(80, 20), (60, 12), (40, 20), (20, 9)])
    @pytest.mark.parametrize(
        "text",
        [
            *("They rang", "x" * 20_000, "word " * 4_000, "line\n" * 500),
            "\x1b[2J\x1b]0;title\a\u202e\u200b[bold]{0}%s\x00" * 300,
            "\u05e9\u05dc\u05d5\u05dd " * 400,
        ],
    )
    def test_it_fits_the_screen(self, text, cells, lines):
        card = proposal_card(proposal(text, why=text), (2, 30), cells, lines)
        assert len(lines_of(card, cells)) <= max(lines, 24 * 80 // cells)
        assert "\x1b" not in text_of(card, cells)
        assert "\u202e" not in text_of(card, cells)

    def test_what_is_cut_says_so_and_all_of_it_is_there(self):
        long = proposal("\n".join(f"line {number}" for number in range(500)))
        assert "498 more lines: ?" in text_of(proposal_card(long, (1, 1), 80, 10))
        whole = lines_of(proposal_card(long, (1, 1), 80, 10, whole=True))
        assert "  +line 499" in whole

    def test_a_line_that_is_cut_says_so(self):
        assert "… more: ?" in text_of(proposal_card(proposal("x" * 900), (1, 1), 80, 30))
        assert ": ?" not in text_of(proposal_card(proposal("They rang"), (1, 1), 80, 30))


def test_a_plan_is_folded_by_the_screen_alone(run, demo):
    (made,) = run("propose", "--json", *SCHEDULE[1:]).json["proposals"]
    assert made["plan"].split("\n")[1].endswith("with theo; not confirmed yet")
    assert max(map(len, run(*SCHEDULE).out.split("\n"))) <= 80
    assert (demo / ".salescli/proposals/lindvik-2.toml").exists()


class TestWalk:
    """A key applies, edits or drops; what was refused is asked about again."""

    @pytest.fixture(autouse=True)
    def _walk(self, run, demo):
        self.run, self.book = run, demo

    def walk(self, **environment: str) -> Terminal:
        return Terminal("next", **environment)

    def test_each_is_asked_about_in_its_place(self):
        self.run(*NOTE)
        self.run(*SCHEDULE)
        begun = self.walk().sees("1 of 2 lindvik-1 · claude proposes")
        begun.answers("lindvik-1: what now?", "x").sees(
            "lindvik-1 is dropped; nothing was changed."
        )
        begun.sees("2 of 2 lindvik-2").answers("lindvik-2: what now?", "a").sees(
            "lindvik: scheduled"
        )
        begun.answers("Go through", "n").ends()
        assert len(history(self.book)) == 2

    def test_what_changed_meanwhile_is_shown_and_asked_about_again(self):
        self.run(*NOTE)
        self.run("note", "lindvik", "Another one")
        begun = (
            self.walk().answers("lindvik-1: what now?", "a").sees("it is proposed again, as above")
        )
        begun.answers("lindvik-1: what now?", "a").sees("lindvik: note kept")
        begun.answers("Go through", "n").ends()

    def test_an_edit_that_is_refused_goes_on_where_it_was(self, monkeypatch):
        self.run(*SCHEDULE)
        editor = LEAVES.format('schedule lindvik "fri the 33rd"')
        begun = self.walk(EDITOR=editor).answers("lindvik-1: what now?", "e")
        begun.sees("lindvik-1 stays as it was").sees("goes on with what you typed")
        begun.answers("lindvik-1: what now?", "q").ends()
        (left,) = self.book.glob(".salescli/drafts/*/proposal.txt")
        assert left.read_text(encoding="utf-8").endswith('"fri the 33rd"\n')
        monkeypatch.setenv("EDITOR", "sed -i 's/fri the 33rd/mon 10:00/'")
        assert "Mon 30 Nov 2026" in self.run("apply", "lindvik-1", "--edit").out
        assert not left.exists()

    def test_what_was_edited_is_forgotten_with_its_proposal(self, monkeypatch):
        self.run(*SCHEDULE)
        monkeypatch.setenv("EDITOR", LEAVES.format("schedule lindvik --on never"))
        assert self.run("apply", "lindvik-1", "--edit").code == 2
        assert self.run("apply", "lindvik-1", "--drop").code == 0
        assert not [*self.book.glob(".salescli/drafts/*")]

    def test_an_edit_is_shown_and_applied_by_the_next_key(self):
        self.run(*SCHEDULE)
        editor = LEAVES.format("salescli schedule lindvik mon 11:00")
        begun = self.walk(EDITOR=editor).answers("lindvik-1: what now?", "e")
        begun.sees("Mon 30 Nov 2026 11:00").answers("lindvik-1: what now?", "a")
        begun.sees("lindvik: scheduled").answers("Go through", "n").ends()

    @pytest.mark.parametrize(
        ("typed", "says"), [("", "nothing is left of the command"), ('note lindvik "x', "quotes")]
    )
    def test_what_is_no_command_is_refused_in_words(self, monkeypatch, typed, says):
        self.run(*NOTE)
        monkeypatch.setenv("EDITOR", LEAVES.format(typed))
        done = self.run("apply", "lindvik-1", "--edit")
        assert (done.code, says in done.err) == (2, True)
        assert "The scanner arrived" in self.run("apply").out
