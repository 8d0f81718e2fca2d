"""The queue of cards: whose turn it is, what is behind, and that it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.domain.day.card_queue import CardQueue

QUEUE = CardQueue(("b", "c"), ("a",))

MOVES = [
    ("forward", QUEUE.forward(), "c", "a b"),
    ("forward twice", QUEUE.forward().forward(), "", "a b c"),
    ("forward at the end", CardQueue((), ("a",)).forward(), "", "a"),
    ("back", QUEUE.back(), "a b c", ""),
    ("back at the beginning", CardQueue(("a",)).back(), "a", ""),
    ("again", QUEUE.again(), "c b", "a b"),
    ("again, the last one", CardQueue(("c",), ("a",)).again(), "c", "a c"),
    ("joined", QUEUE.joined(("d", "e")), "b c d e", "a"),
    ("nothing left to do", QUEUE.after_action(needs=False, moved=False), "c", "a b"),
    ("another step, and all is well", QUEUE.after_action(needs=False, moved=True), "c", "a b"),
    ("nothing was moved", QUEUE.after_action(needs=True, moved=False), "b c", "a"),
    ("moved, to later today", QUEUE.after_action(needs=True, moved=True), "c b", "a b"),
]


@pytest.mark.parametrize(("what", "queue", "ahead", "behind"), MOVES, ids=[m[0] for m in MOVES])
def test_a_move(what, queue, ahead, behind):
    assert (" ".join(queue.ahead), " ".join(queue.behind)) == (ahead, behind), what


PLACES = [
    (CardQueue(("a",)), "a", (1, 1)),
    (QUEUE, "b", (2, 3)),
    (CardQueue(("c", "a"), ("a",)), "c", (2, 2)),
    (CardQueue(("a",), ("a", "c")), "a", (1, 2)),
    (CardQueue((), ("a",)), None, (2, 1)),
]


@pytest.mark.parametrize(("queue", "at_hand", "place"), PLACES)
def test_whose_turn_it_is(queue, at_hand, place):
    assert (queue.at_hand, queue.place) == (at_hand, place)


HANDLES = st.lists(st.sampled_from("abcdef"), unique=True).map(tuple)
QUEUES = st.builds(CardQueue, HANDLES, HANDLES)


@given(QUEUES.filter(lambda queue: queue.ahead))
def test_back_is_the_inverse_of_forward(queue):
    assert queue.forward().back() == queue


@given(QUEUES.filter(lambda queue: queue.behind))
def test_forward_is_the_inverse_of_back(queue):
    assert queue.back().forward() == queue


@given(HANDLES, st.lists(st.sampled_from(["later", "done", "stays", "again", "back"])))
def test_the_walk_shows_every_deal_and_ends(handles, moods):
    """A mood a card; once they are used up, every deal is left for later."""
    queue, shown, done, cards = CardQueue(handles), [], set(), 0
    returned = False
    while (handle := queue.at_hand) is not None:
        if handle in done and not returned:
            queue = queue.forward()
            continue
        cards += 1
        shown.append(handle)
        mood = moods.pop(0) if moods else "later"
        came_back = mood == "back" and bool(queue.behind)
        if mood == "done":
            done.add(handle)
        queue = {
            "later": queue.forward,
            "done": lambda q=queue: q.after_action(needs=False, moved=True),
            "stays": lambda q=queue: q.after_action(needs=True, moved=False),
            "again": lambda q=queue: q.after_action(needs=True, moved=True),
            "back": queue.back,
        }[mood]()
        returned = came_back
        assert cards < 1000
    assert list(dict.fromkeys(shown)) == list(handles), "each of them, and first in its order"
    assert set(queue.behind) == set(handles)
