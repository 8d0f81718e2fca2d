"""The remotes, and where they lead to, as git itself says it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from salescli.store.git.remotes import remote_addresses, remote_names
from salescli.store.git.run import list_settings


def git(folder: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    "settings",
    [
        [],
        [("remote.origin.url", "../hub.git")],
        [("remote.b.c.url", "x"), ("remote.a.url", "y"), ("remote.a.url", "z")],
        [("remote.a.url", "y"), ("remote.a.pushurl", "p"), ("remote.a.pushurl", "q")],
        [("remote.a.prune", "true"), ("remote.pushDefault", "a"), ("branch.main.remote", "q")],
        [("remote.B.URL", "x"), ("remote.b.url", "y")],
        [("remote.a.url", "x"), ("url.over/.insteadOf", "x")],
        [("remote.a.url", "x"), ("url.over/.pushInsteadOf", "x")],
        [("remote.a.url", "x"), ("remote.a.url", ""), ("remote.a.url", "y")],
    ],
)
def test_they_are_those_that_git_names(tmp_path, settings):
    git(tmp_path, "init", "-q")
    for name, value in settings:
        git(tmp_path, "config", "--add", name, value)
    names = git(tmp_path, "remote")
    assert remote_names(list_settings(tmp_path)[0]) == names
    get = ("remote", "get-url", "--all")
    said = [
        url for one in names for way in ((), ("--push",)) for url in git(tmp_path, *get, *way, one)
    ]
    assert set(remote_addresses(tmp_path)) == set(said)
