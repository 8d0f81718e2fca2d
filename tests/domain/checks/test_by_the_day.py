"""What is kept of findings rests on this: of a closed deal no day changes them, once it is over."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.strategies import NOW, deals, processes

from salescli.domain.checks import examine
from salescli.domain.checks.checked_deal import Case
from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.domain.verdicts import unmet


@given(st.data(), processes(), st.integers(0, 3000), st.integers(0, 3000))
def test_no_day_changes_what_is_said_of_a_closed_deal(data, process, one, other):
    deal = data.draw(deals(process))
    standing = replay(deal, process)
    if standing.is_open:
        return
    latest = max((NOW, *(entry.at for entry in deal.log)))
    requirements = unmet(standing, process)
    said = [
        examine(Case(deal, process, True, standing, requirements, now, Calendar()))
        for now in (latest + timedelta(hours=one), latest + timedelta(hours=other))
    ]
    assert said[0] == said[1]
