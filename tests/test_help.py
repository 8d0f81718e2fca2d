"""The help: every command with what it does, in whole words."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("group", [(), ("process",), ("export",)], ids=" ".join)
def test_what_a_command_does_is_said_in_one_whole_line(run, group):
    listed = run(*group, "-h").out.partition("Commands:\n")[2].splitlines()
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []
