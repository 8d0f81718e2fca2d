"""Whatever two people did on two clones: what was said is so, undone is undone, nothing is lost.

Hundreds of sequences, with figures: `PYTHONPATH=tests python -m support.truth --sequences 300`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.effort import size
from support.truth import play
from support.truth_people import make_people


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("truth") / "template"
    make_people(folder)
    return folder


@pytest.mark.parametrize("seed", range(1, size(1, 300) + 1))
def test_what_is_said_is_so(template, tmp_path, seed):
    sequence = play(template, tmp_path / "two", seed)
    assert not sequence.failures, "\n".join([*sequence.trail, *sequence.failures])
