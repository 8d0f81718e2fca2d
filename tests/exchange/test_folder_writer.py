"""Files of a calendar's folder: each whole or not there, many of them flushed together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from salescli.exchange.calendar.folder_writer import EventWriter


@pytest.mark.parametrize("number", [3, 60])
def test_all_are_written_and_noted_once_in_place(tmp_path: Path, number: int):
    noted: list[str] = []
    with EventWriter(tmp_path, number) as writer:
        for place in range(number):
            writer.write(str(place), b"x" * place, lambda name=str(place): noted.append(name))
    assert noted == [str(place) for place in range(number)]
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.ics" for name in noted}


@pytest.mark.parametrize("number", [3, 60])
def test_what_an_error_ends_leaves_nothing_half_and_notes_what_is_there(
    tmp_path: Path, number: int
):
    noted: list[str] = []
    (tmp_path / "2.ics").symlink_to("elsewhere")

    def write() -> None:
        with EventWriter(tmp_path, number) as writer:
            for place in range(number):
                writer.write(str(place), b"x", lambda name=str(place): noted.append(name))

    with pytest.raises(OSError, match="symbolic"):
        write()
    assert {path.name for path in tmp_path.iterdir()} == {"2.ics", *(f"{n}.ics" for n in noted)}


def test_what_a_killed_command_left_is_deleted_and_nothing_else(tmp_path: Path):
    dead, alive = tmp_path / ".a.ics.4194301.tmp", tmp_path / f".b.ics.{os.getpid()}.tmp"
    others = [alive, tmp_path / ".color", tmp_path / "x.ics"]
    for path in (dead, *others):
        path.write_text("x")
    with EventWriter(tmp_path, 1):
        pass
    assert sorted(tmp_path.iterdir()) == sorted(others)
