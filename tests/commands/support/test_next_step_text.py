"""What is typed for a next step: steps, words, days, in one line."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fixture_cache import done_once

from salescli.commands.support.session import open_session
from salescli.commands.support.typed.next_step_meaning import next_step_meaning
from salescli.commands.support.typed.next_step_text import read_next_step
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.time.date_grammar import parse_when
from salescli.errors import SalescliError
from salescli.text.wording import when_text


@pytest.fixture
def read(acme, run):
    """What reads a text against acme, on Saturday 21 November 2026 at 10:00."""

    def begin() -> None:
        also = ("--what", "Contract with Felix", "--on", "thu", "--also")
        assert run("schedule", "acme", *also).code == 0

    done_once("contract", begin, acme.parent.parent)
    session = open_session(acme.parent.parent)
    about = subject(session, "acme")

    def reader(text: str) -> str:
        typed = read_next_step(text, about, session)
        if typed.on is not None:
            now = session.now if isinstance(typed.on, datetime) else session.today
            assert typed.on >= now
        day = when_text(typed.on) if typed.on else ""
        again = read_next_step(typed.written(), about, session)
        assert (again.step, again.what, again.on) == (typed.step, typed.what, typed.on)
        return next_step_meaning(typed, about, day) + (" ?" if typed.is_unsure else "")

    return reader


CALL = "the step Closing call with the owner is closing-call"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("call Enzo about the till fri 10", '"call Enzo about the till": Fri 27 Nov 2026 10:00'),
        ("Call Enzo, on Friday at 10am", '"Call Enzo": Fri 27 Nov 2026 10:00'),
        ("tomorrow: ring the kitchen", '"ring the kitchen": Sun 22 Nov 2026'),
        ("fri call Enzo at 10", '"call Enzo": Fri 27 Nov 2026 10:00'),
        ("send 2 offers 3d", '"send 2 offers": Tue 24 Nov 2026'),
        ("wait for the order 12", '"wait for the order 12" ?'),
        ("call Enzo", '"call Enzo" ?'),
        ("Weihnachtsfeier tue", '"Weihnachtsfeier": Tue 24 Nov 2026 ?'),
        ('"call Enzo"', '"call Enzo"'),
        ('“call the "boss"” tue', '"call the "boss"": Tue 24 Nov 2026'),
        ("demo", "Demo"),
        ("Demo tue 10", "Demo: Tue 24 Nov 2026 10:00"),
        ("demo with the team tue", 'Demo, "demo with the team": Tue 24 Nov 2026'),
        ("Demo tue 10 with bob only", "Demo: Tue 24 Nov 2026 10:00; with bob"),
        ("demo at 10 w/ Bob on tue", "Demo: Tue 24 Nov 2026 10:00; with bob"),
        ("Demo mit Bob, tue", "Demo: Tue 24 Nov 2026; with bob"),
        ("call Ute w/c 30 nov with Bob", '"call Ute with Bob": Mon 30 Nov 2026; with bob'),
        ("call Ute w/c 30 nov", '"call Ute": Mon 30 Nov 2026'),
        ("trial start, on thursday", "Trial start: Thu 26 Nov 2026"),
        (
            "closing the books with Bob tue",
            '"closing the books with Bob": Tue 24 Nov 2026; with bob',
        ),
        ("contract", '"Contract with Felix"'),
        ("contract fri", '"Contract with Felix": Fri 27 Nov 2026'),
        ("tue", "Tue 24 Nov 2026"),
        # A word of contact is no step, though a title has it inside.
        ("call tue 10", f'"call": Tue 24 Nov 2026 10:00; {CALL}'),
        ("Call, tue 10", f'"Call": Tue 24 Nov 2026 10:00; {CALL}'),
        ("call", f'"call"; {CALL} ?'),
        ("mail tue", '"mail": Tue 24 Nov 2026'),
        ("Anruf Montag 14:30", '"Anruf": Mon 23 Nov 2026 14:30'),
        ("closing call tue 10", "Closing call with the owner: Tue 24 Nov 2026 10:00"),
        ("call Ute on the 15th", '"call Ute": Tue 15 Dec 2026'),
        ("call Ute nxt tue", '"call Ute": Tue 24 Nov 2026'),
        ("call Ute by fri", '"call Ute": Fri 27 Nov 2026'),
        ("Anruf bei Ute bis Freitag", '"Anruf bei Ute": Fri 27 Nov 2026'),
        ("call Ute morgen um 10", '"call Ute": Sun 22 Nov 2026 10:00'),
        ("call Ute am Do um 14 Uhr", '"call Ute": Thu 26 Nov 2026 14:00'),
        ("do the demo fri at 10", "Demo: Fri 27 Nov 2026 10:00"),
        ("meet Den tue", '"meet Den": Tue 24 Nov 2026'),
        ("call about the till", '"call about the till" ?'),
        ("call Ute asap", '"call Ute": Mon 23 Nov 2026'),
        ("asap", "Mon 23 Nov 2026"),
        ("call Ute after christmas", '"call Ute": Mon 28 Dec 2026'),
        ("send the budget for Q1", '"send the budget for Q1" ?'),
        ("send offer 12 fri 10", '"send offer 12": Fri 27 Nov 2026 10:00'),
        ("move contract to monday", '"Contract with Felix": Mon 23 Nov 2026'),
        ("push discovery to fri 10", "Discovery: Fri 27 Nov 2026 10:00"),
        ("move the chairs tue", '"move the chairs": Tue 24 Nov 2026'),
    ],
)
def test_what_is_understood(read, text, meaning):
    assert read(text) == meaning


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dmeo", "did you mean 'demo'?"),
        ("dmeo tue", "did you mean 'demo'?"),
        ("teu 10:00", "did you mean 'tue 10:00'?"),
        ("demo teu", "did you mean 'tue'?"),
        ("32 nov", "'32 nov'"),
        ("yesterday", "is in the past"),
        ("call Enzo 20 nov 2026", "is in the past"),
        *((text, "doesn't say what happens next") for text in ("-", "no", "Later", "skip tue")),
        ("no next step", "doesn't say what happens next"),
        ("they said no", "ends the deal"),
        ("call again 3/12", "3 December is 3.12. or dec 3; 12 March is mar 12"),
        ("call 8/12 10am", "8 December is 8.12. or dec 8; 12 August is aug 12"),
        ("8/12 10am", "8 December is 8.12. or dec 8; 12 August is aug 12"),
        ("call Ute fri 7", "could be 7:00 or 19:00"),
        ("Q1", "write 'early q1' (Fri 1 Jan 2027)"),
        ("call them in q1", "write 'early q1' (Fri 1 Jan 2027)"),
        ("call them this week", "names no day"),
        ("move to monday", "doesn't say which next step"),
        ("push a week", "doesn't say which next step"),
    ],
)
def test_what_is_refused(read, text, says):
    with pytest.raises(SalescliError) as refused:
        read(text)
    assert says in refused.value.message


WORDS = (
    "call",
    "Enzo",
    "fri",
    "10",
    "demo",
    "trial",
    "-",
    '"',
    "“",
    "tomorrow",
    "3/12",
    "morgen",
    "Montag",
    "um",
    "asap",
    "move",
    "to",
    "by",
    "15th",
    "do",
    "q1",
    "8:00",
    "the",
    "日本",
)


@pytest.mark.usefixtures("acme")
def test_no_text_breaks_it_and_all_of_them_mean_the_same_when_typed_again(read):
    @given(st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=8).map(" ".join))
    def holds(text):
        try:
            meaning = read(text)
        except SalescliError:
            return
        assert meaning

    holds()


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("move to tuesday", "Discovery: Tue 24 Nov 2026"),
        ("move it to tue 10", "Discovery: Tue 24 Nov 2026 10:00"),
        ("push a week", "Discovery: Mon 30 Nov 2026"),
        ("push by 2 days", "Discovery: Wed 25 Nov 2026"),
        ("push another week", "Discovery: Mon 30 Nov 2026"),
        ("push to friday", "Discovery: Fri 27 Nov 2026"),
        ("postpone to wed", "Discovery: Wed 25 Nov 2026"),
        ("later: fri", "Discovery: Fri 27 Nov 2026"),
        ("verschieben auf Freitag", "Discovery: Fri 27 Nov 2026"),
    ],
)
def test_the_only_next_step_is_moved(acme, text, meaning):
    session = open_session(acme.parent.parent)
    about = subject(session, "acme")
    typed = read_next_step(text, about, session)
    assert next_step_meaning(typed, about, when_text(typed.on)) == meaning


@pytest.mark.parametrize("number", [5, 20, 80])
def test_the_work_does_not_grow_with_the_length_of_a_text(acme, monkeypatch, number):
    session = open_session(acme.parent.parent)
    about = subject(session, "acme")
    read = []

    def counted(*arguments, **flags):
        read.append(arguments[0])
        return parse_when(*arguments, **flags)

    monkeypatch.setattr("salescli.domain.time.date_grammar.parse_when", counted)
    for word in ("fri", "10", "the", "call", "um"):
        del read[:]
        text = " ".join([word] * number)
        with suppress(SalescliError):
            read_next_step(text, about, session)
        assert len(read) <= 40
        assert all(len(part) <= 80 or part == text for part in read)
