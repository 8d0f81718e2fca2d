"""Who commits is known without git where it is set plainly: as git itself says it."""

from __future__ import annotations

import subprocess

import pytest
from support.fixture_cache import copy_of

from salescli.store.git.identity import Identity, identity, plain_identity, why_nobody
from salescli.store.git.run import run_git

NAMES = (
    *(
        "Ada",
        "Ada Byron",
        "Ádám",
        "7 of 9",
        "A.",
        " Ada",
        "Ada ",
        "<Ada",
        "A<d>a",
        "A\tda",
        "A\nda",
    ),
    *("", " ", ".", '"Ada"', "Ada, Ltd", "O'Hara", "Zoë 🎈", "🎈", "A\u00a0b", "A\u2028b", "a"),
)
ADDRESSES = (
    "ada@example.com",
    "ada",
    "<ada@example.com>",
    "a b@c",
    "",
    "ada@example.com.",
    "ü@b.c",
)


def by_variables(patch, _folder, name, email):
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_NAME", name)
        patch.setenv(f"GIT_{role}_EMAIL", email)


def by_settings(patch, folder, name, email):
    for role in ("AUTHOR", "COMMITTER"):
        patch.delenv(f"GIT_{role}_NAME", raising=False)
        patch.delenv(f"GIT_{role}_EMAIL", raising=False)
    for key, value in (("user.name", name), ("user.email", email)):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)


def said_by_git(folder, role):
    """Whom git itself names; nobody where it refuses."""
    only = ("-c", "user.useConfigOnly=true")
    answer = run_git(folder, *only, "var", f"GIT_{role}_IDENT")
    name, _, rest = answer.stdout.decode().rpartition(" <")
    return Identity(name, rest.partition(">")[0]) if answer.returncode == 0 else Identity()


@pytest.fixture
def folder(tmp_path, tmp_path_factory):
    def make(folder):
        subprocess.run(["git", "init", "-q", folder], check=True)

    copy_of("a repository", make, tmp_path_factory, tmp_path)
    return tmp_path


@pytest.mark.parametrize(("put", "few"), [(by_variables, 1), (by_settings, 4)])
def test_who_commits_is_whom_git_names(folder, monkeypatch, put, few):
    pairs = [*((name, ADDRESSES[0]) for name in NAMES), *(("Ada", email) for email in ADDRESSES)]
    for name, email in pairs[::few]:
        put(monkeypatch, folder, name, email)
        said = said_by_git(folder, "AUTHOR")
        assert plain_identity(folder, "AUTHOR") in (None, said), (name, email)
        assert identity(folder) == said, (name, email)


def only_by_settings(patch, folder):
    by_settings(patch, folder, "Ada", "ada@example.com")


def name_alone(patch, _folder):
    patch.delenv("GIT_AUTHOR_EMAIL")
    patch.delenv("GIT_COMMITTER_EMAIL")


def another_author(patch, folder):
    only_by_settings(patch, folder)
    for key, value in (("author.name", "Bob"), ("committer.email", "cyd@example.com")):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)


def no_time(patch, _folder):
    patch.setenv("GIT_AUTHOR_DATE", "never")
    patch.setenv("GIT_COMMITTER_DATE", "never")


def a_time(patch, _folder):
    patch.setenv("GIT_AUTHOR_DATE", "2026-11-21T10:00:00+01:00")


def nobody(patch, folder):
    name_alone(patch, folder)
    subprocess.run(["git", "config", "user.useConfigOnly", "true"], cwd=folder, check=True)


def broken(_patch, folder):
    (folder / ".git" / "config").write_text("[core\n")


def name_without_value(patch, folder):
    only_by_settings(patch, folder)
    with (folder / ".git" / "config").open("a") as config:
        config.write("[user]\n\tname\n")


CASES = (
    *(only_by_settings, name_alone, another_author, no_time, a_time, nobody, broken),
    name_without_value,
)


@pytest.mark.parametrize("set_up", CASES)
def test_git_is_asked_where_it_may_say_otherwise(folder, monkeypatch, set_up):
    set_up(monkeypatch, folder)
    if set_up is not no_time:
        assert identity(folder) == said_by_git(folder, "AUTHOR")
    for role in ("AUTHOR", "COMMITTER"):
        refused = run_git(folder, "var", f"GIT_{role}_IDENT").returncode
        assert bool(why_nobody(folder, role)) is bool(refused)


def test_a_date_that_git_cannot_read_has_no_say_in_who_it_is(folder, monkeypatch):
    no_time(monkeypatch, folder)
    assert identity(folder) == Identity("Ada", "ada@example.com")
    assert "invalid date" in why_nobody(folder, "AUTHOR")


def test_no_git_is_asked_for_a_name_that_is_set_plainly(folder, monkeypatch):
    run_git(folder, "config", "--null", "--list")
    monkeypatch.setattr(subprocess, "run", None)
    assert identity(folder) == Identity("Ada", "ada@example.com")
    assert not why_nobody(folder, "COMMITTER")
