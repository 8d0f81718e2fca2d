"""What can be shown as it is, found out quickly."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salescli.text.printable_lines import are_printable

_ODD = st.sampled_from(["\x1b", "\x7f", "\x9b", "\u202e", "\udc80", "\u200d", "ü", "\n", "a", "👩"])


@given(st.one_of(st.text(), st.lists(_ODD).map("".join)))
def test_it_is_what_python_calls_printable_but_for_line_ends(text):
    assert are_printable(text) is text.replace("\n", "").isprintable()
