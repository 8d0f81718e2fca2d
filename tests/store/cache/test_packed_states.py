"""States as bytes: the same for the same states only, and which files differ is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from salescli.store.cache.packed_states import changed_files, packed_length, packed_states
from salescli.store.files.fingerprint import ABSENT

_TIME = st.integers(-(10**18), 2 * 10**19)  # before 1970, and beyond what eight bytes hold
_STATE = st.one_of(
    st.just(ABSENT),
    st.tuples(st.integers(0, 2**40), _TIME, _TIME, st.integers(0, 2**64 - 1), st.integers(0, 9)),
)
_NAME = st.sampled_from(["acme", "a", "a-b", "ä\udce4", "two\nlines", "dir ectory"])
_STATES = st.dictionaries(_NAME, _STATE)


@given(before=_STATES, now=_STATES)
def test_the_files_that_differ_are_named(before, now):
    """Whatever came, went or changed, and nothing else."""
    different = {name for name in before | now if before.get(name) != now.get(name)}
    packed = packed_states(before), packed_states(now)
    assert changed_files(*packed) == different
    assert (packed[0] == packed[1]) is (list(before.items()) == list(now.items()))


@given(states=_STATES, around=st.binary())
def test_where_they_end_is_known(states, around):
    packed = packed_states(states)
    assert packed_length(around + packed + around, len(around)) == len(packed)


def test_what_is_damaged_tells_of_no_file():
    whole = packed_states({"acme": (1, 2, 3, 4, 0)})
    assert [changed_files(whole[:end], whole) for end in range(len(whole))] == [None] * len(whole)
    assert changed_files(whole, whole) == frozenset()
