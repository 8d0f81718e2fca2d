"""Many things at once: all of them, in their order, or an error that leaves nothing unseen."""

from __future__ import annotations

import pytest

from salescli.store.files.parallel import in_parallel


@pytest.mark.parametrize("count", [0, 3, 200, 1_100])
def test_each_item_is_made_in_its_order(count):
    made: list[int] = []
    in_parallel(lambda n: n * 2, range(count), made)
    assert made == [n * 2 for n in range(count)]


@pytest.mark.parametrize("count", [5, 200, 1_100])
def test_an_error_is_raised_when_all_that_was_made_is_known(count):
    begun: list[int] = []
    made: list[int] = []

    def make(number: int) -> int:
        if number == 4:
            raise OSError(28, "full")
        begun.append(number)
        return number

    with pytest.raises(OSError, match="full"):
        in_parallel(make, range(count), made)
    assert sorted(begun) == sorted(made)
