"""What is typed for a next step: steps, words, days, in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.commands.support.find_deal import subject
from salescli.commands.support.next_step_text import next_step_meaning, read_next_step
from salescli.commands.support.session import open_session
from salescli.errors import SalescliError
from salescli.text.wording import when_text


@pytest.fixture
def read(acme, run):
    """What reads a text against acme, on Saturday 21 November 2026 at 10:00."""
    also = ("--what", "Contract with Felix", "--on", "thu", "--also")
    assert run("schedule", "acme", *also).code == 0
    session = open_session(acme.parent.parent)
    about = subject(session, "acme")

    def reader(text: str) -> str:
        typed = read_next_step(text, about, session)
        day = when_text(typed.on) if typed.on else ""
        again = read_next_step(typed.written(), about, session)
        assert (again.step, again.what, again.on) == (typed.step, typed.what, typed.on)
        return next_step_meaning(typed, about, day) + (" ?" if typed.is_unsure else "")

    return reader


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
        ("trial start, on thursday", "Trial start: Thu 26 Nov 2026"),
        ("closing the books with Bob tue", '"closing the books with Bob": Tue 24 Nov 2026'),
        ("contract", '"Contract with Felix"'),
        ("contract fri", '"Contract with Felix": Fri 27 Nov 2026'),
        ("tue", "Tue 24 Nov 2026"),
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
    "the",
    "日本",
)


@pytest.mark.no_cover
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
