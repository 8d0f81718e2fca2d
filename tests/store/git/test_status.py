"""What is not committed is listed as git's short status has it, whatever settings add to it."""

from __future__ import annotations

import os
import subprocess

import pytest

from salescli.store.git.run import ask_status

FILES = ("kept", "edited", "staged", "both", "gone", "taken out", "mine -> theirs", "größer\nals")


@pytest.fixture(params=["sha1", "sha256"])
def folder(tmp_path, request):
    subprocess.run(["git", "init", "-q", f"--object-format={request.param}", tmp_path], check=True)
    return tmp_path


def git(folder, *words, check=True) -> bytes:
    return subprocess.run(["git", *words], cwd=folder, check=check, capture_output=True).stdout


def short(folder) -> bytes:
    return git(folder, "status", "--porcelain", "-z", "-uall", "--no-renames")


def test_every_kind_of_line(folder):
    for name in FILES:
        (folder / name).write_text("1\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "1")
    assert ask_status(folder, ["."]).stdout == b""
    for name in ("edited", "staged", "both", "größer\nals"):
        (folder / name).write_text("2\n")
    (folder / "new one").write_text("")
    (folder / "asked for").write_text("")
    git(folder, "add", "staged", "both", "new one")
    git(folder, "add", "-N", "asked for")
    (folder / "both").write_text("33\n")
    (folder / "gone").unlink()
    git(folder, "rm", "-q", "taken out")
    (folder / "mine -> theirs").unlink()
    (folder / "mine -> theirs").symlink_to("kept")
    (folder / "in").mkdir()
    (folder / "in" / "a folder").write_text("")
    lines = short(folder)
    kinds = {line[:2].decode() for line in lines.split(b"\0") if line}
    assert kinds == {" M", "M ", "MM", "A ", " A", " D", "D ", " T", "??"}
    assert ask_status(folder, ["."]).stdout == lines
    assert ask_status(folder, ["gone"]).stdout == b" D gone\0"


def test_a_conflict_and_what_a_setting_adds(folder):
    (folder / "a").write_text("1\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "1")
    (folder / "a").write_text("2\n")
    git(folder, "stash", "-q")
    git(folder, "config", "status.showStash", "true")
    git(folder, "config", "status.branch", "true")
    (folder / "a").write_text("3\n")
    git(folder, "commit", "-qam", "3")
    git(folder, "stash", "apply", check=False)
    assert ask_status(folder, ["."]).stdout == b"UU a\0"


def test_a_file_that_has_another_size_by_its_line_ends_alone(folder):
    (folder / "a").write_bytes(b"1\n")
    (folder / "b").write_bytes(b"1\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "1")
    git(folder, "config", "core.autocrlf", "true")
    (folder / "a").write_bytes(b"1\r\n")
    (folder / "b").write_bytes(b"2\r\n")
    os.utime(folder / "a", (1, 1))
    assert b"a" in short(folder)
    assert ask_status(folder, ["."]).stdout == b" M b\0"
