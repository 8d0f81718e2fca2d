"""A deal that is closed: no more of its log is read than says so, and what it says is the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salescli.domain.day.revisit import concerns_revisits
from salescli.domain.deal import KINDS
from salescli.domain.replay import is_open
from salescli.store.formats.deal import read_deal

BEGINNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENTRIES = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "close", "close", "open", "reopen", "lunch", 7, ["open"]])},
    optional={
        "at": st.integers(0, 5).map(lambda hours: BEGINNING + timedelta(hours=hours)),
        "result": st.sampled_from(["won", "lost", "drawn", 7]),
        "revisit": st.sampled_from([date(2027, 1, 4), "soon"]),
        "note": st.just("They rang"),
    },
)
HEADERS = st.sampled_from([{}, {"follows": "acme"}, {"follows": 7}, {"nonsense": 1}])


def _is_no_concern(deal):
    return not is_open(deal) and not concerns_revisits(deal)


@given(st.lists(st.one_of(ENTRIES, ENTRIES, st.just({}))), HEADERS)
def test_what_is_enough_of_a_log_says_the_same_as_all_of_it(log, header):
    table = {"title": "Rollout", "people": {"jo": {"name": "Jo"}}, "log": log, **header}
    whole, findings = read_deal("acme", table)
    read, about_it = read_deal("acme", table, _is_no_concern)
    if _is_no_concern(whole):
        assert _is_no_concern(read)
        assert set(read.log) <= set(whole.log)
        assert (read.title, read.people, read.follows) == (whole.title, whole.people, whole.follows)
    else:
        assert read == whole
        assert about_it == findings


@given(st.lists(ENTRIES))
def test_a_log_that_is_no_list_of_tables_is_left_out_whole(log):
    table = {"log": [*log, "call"]}
    assert read_deal("acme", table, _is_no_concern) == read_deal("acme", table)
