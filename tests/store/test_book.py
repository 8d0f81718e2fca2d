"""Finding the book: the flag, the environment, the folders upwards, the platform's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from salescli.errors import NotFoundError
from salescli.store import locate_book
from salescli.store.book import default_book, find_book, open_book
from salescli.store.locate_book import SETTINGS
from salescli.store.toml.reader import TomlError


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A folder for each place where a book may be; none of them is one yet."""
    names = ("flag", "environment", "here/below/deeper", "default")
    for name in names:
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(locate_book, "default_root", lambda: str(tmp_path / "default"))
    return tmp_path


def make(folder: Path) -> Path:
    (folder / SETTINGS).write_text('me = "ada"\n')
    return folder


PLACES = ("flag", "environment", "here", "default")


@pytest.mark.parametrize("first", range(len(PLACES)), ids=PLACES)
def test_the_first_place_that_is_given_wins(folders, first):
    for name in PLACES[first:]:
        make(folders / name)
    flag = folders / "flag" if first == 0 else None
    environ = {"SALESCLI_BOOK": str(folders / "environment")} if first <= 1 else {}
    assert find_book(flag, environ, folders / "here/below/deeper") == folders / PLACES[first]


def test_the_nearest_book_upwards_is_meant(folders):
    make(folders / "here")
    make(folders / "here/below")
    assert find_book(None, {}, folders / "here/below/deeper") == folders / "here/below"
    assert find_book(None, {}, folders / "here") == folders / "here"


@pytest.mark.parametrize("how", ["flag", "environment"])
def test_what_is_named_must_be_a_book_and_nothing_else_is_taken_for_it(folders, how):
    make(folders / "here")
    make(folders / "default")
    flag = Path("flag") if how == "flag" else None
    environ = {"SALESCLI_BOOK": how}
    with pytest.raises(NotFoundError) as caught:
        find_book(flag, environ, folders)
    assert caught.value.message == f"{how} is not a book: it has no salescli.toml"
    assert caught.value.fix == f"salescli init {how}"


def test_a_relative_name_counts_from_here_and_a_tilde_from_home(folders, monkeypatch):
    make(folders / "flag")
    assert find_book(Path("../flag"), {}, folders / "here") == folders / "flag"
    monkeypatch.setenv("HOME", str(folders))
    assert find_book(Path("~/flag"), {}, folders / "here") == folders / "flag"


def test_an_empty_variable_is_none(folders):
    make(folders / "here")
    assert find_book(None, {"SALESCLI_BOOK": ""}, folders / "here") == folders / "here"


def test_a_folder_named_like_the_settings_makes_no_book(folders):
    (folders / "here" / SETTINGS).mkdir()
    with pytest.raises(NotFoundError) as caught:
        find_book(None, {}, folders / "here")
    assert str(folders / "default") in caught.value.message
    assert "salescli init" in caught.value.fix
    assert "salescli add COMPANY" in caught.value.fix


def test_the_default_book_is_in_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_book().name == "book"
    assert default_book().parent.name == "salescli"


def test_the_flag_may_stand_before_or_after_the_command(acme, run, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    folder = str(acme.parent.parent)
    for arguments in (("--book", folder, "list"), ("list", "--book", folder)):
        assert "acme" in run(*arguments, "--json").out
        monkeypatch.delenv("SALESCLI_BOOK", raising=False)


def test_only_add_makes_the_default_book(tmp_path, run, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for arguments in (("next",), ("list",), ("check",), ("log", "acme")):
        refused = run(*arguments)
        assert refused.code == 2
        assert "there is no book here" in refused.err
    refused = run("--book", str(tmp_path / "other"), "add", "Acme")
    assert refused.code == 2
    assert not (tmp_path / "data").exists()
    monkeypatch.delenv("SALESCLI_BOOK")
    made = run("add", "Acme", "--process", "small-business", "--next", "discovery", "--on", "mon")
    assert made.code == 0
    assert "a new book is in" in made.out
    assert (tmp_path / "data/salescli/book/deals/acme.toml").is_file()


def test_an_add_that_is_refused_makes_no_default_book(tmp_path, run, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("add", "Acme", "--process", "small-business").code == 2
    assert not (tmp_path / "data").exists()


def test_settings_are_read_with_their_faults(tmp_path):
    make(tmp_path)
    (tmp_path / SETTINGS).write_text('me = "ada"\n[git]\ncomit = true\n')
    opened = open_book(tmp_path)
    assert opened.settings.me == "ada"
    assert [(fault.code, fault.file) for fault in opened.faults] == [("F02", SETTINGS)]
    (tmp_path / SETTINGS).write_text("me = \n")
    with pytest.raises(TomlError):
        open_book(tmp_path)
