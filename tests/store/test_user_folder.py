"""The folders for what is kept of the user are those that the library names."""

from __future__ import annotations

import platformdirs
import pytest

from salescli.store.user_folder import user_folder

PLACES = [
    {"HOME": "/home/ada"},
    {"HOME": "/home/ada/"},
    {"HOME": "/"},
    {"HOME": "ada"},
    {"HOME": ""},
    {},
    {"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "/state"},
    {"HOME": "/home/ada", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"},
    {"HOME": "/home/ada", "XDG_DATA_HOME": "", "XDG_STATE_HOME": ""},
]


@pytest.mark.parametrize("places", PLACES, ids=str)
def test_they_are_those_that_the_library_names(monkeypatch, places):
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    dirs = platformdirs.PlatformDirs("salescli", appauthor=False)
    assert user_folder("data") == dirs.user_data_dir
    assert user_folder("state") == dirs.user_state_dir
