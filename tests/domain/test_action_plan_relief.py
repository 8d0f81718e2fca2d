"""What a plan gains without a step: worked out in one go, it is what leaving the step out gives."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st
from support.building import deal, process, step

from salescli.domain.replay import replay
from salescli.domain.schedule import earliest, earliest_without, in_turn
from salescli.domain.time.workdays import Calendar

NUMBERS = st.integers(0, 6)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(("1d", "5bd", "2w", "3h")),
        st.integers(1, 2),
        st.sets(NUMBERS, max_size=2),
        st.sets(NUMBERS, max_size=1),
    ),
    min_size=1,
    max_size=7,
)


@given(
    STEPS,
    st.sampled_from(("stages", "free")),
    NUMBERS,
    st.dates(date(2026, 1, 1), date(2100, 1, 1)),
)
def test_each_relief_is_the_end_without_its_step(declared, order, asker, today):
    judge = process(
        *(
            step(
                f"stage-{stage}/s{number}",
                within=within,
                times=times,
                after=" ".join(f"s{other}" for other in after if other < number),
                leads_to=" ".join(f"s{other}" for other in following if other > number),
            )
            for number, (stage, within, times, after, following) in enumerate(
                sorted(declared, key=lambda one: one[0])
            )
        ),
        order=order,
        ask=f"s{min(asker, len(declared) - 1)}",
    )
    standing = replay(deal("9 open"), judge)
    turns = in_turn(standing, judge)
    assume(not any(turn.in_circle for turn in turns))
    calendar = Calendar()
    for left_out, end in earliest_without(turns, today, calendar):
        rest = in_turn(standing, judge, (left_out.id,))
        assert end == max(earliest(rest, today, calendar).values(), default=today)
