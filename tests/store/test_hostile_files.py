"""A book that somebody else packed: what lies in it is not waited for, followed, or let out."""

from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest
from support.snapshot import tree

from salescli.errors import SalescliError
from salescli.store.drafts import Draft, drafts, keep_draft
from salescli.store.files.atomic import delete_later, is_gits, make_folder, write_beside
from salescli.store.files.private_dir import private_folder, write_private

NEXT = ("--next", "demo", "--on", "tue")
READING = (
    *(("next",), ("list",), ("check",), ("show", "acme"), ("history",), ("history", "odd")),
    *(("doctor",), ("process", "list"), ("process", "check")),
)
ADDING = ("add", "New", "--process", "small-business", *NEXT)
WRITING = (
    *(("log", "acme", "-m", "x", *NEXT), ("note", "acme", "-m", "x"), ("set", "acme", "title=T")),
    *(("person", "acme", "pp", "--name", "P"), ("edit", "acme"), ADDING),
)


@pytest.fixture(autouse=True)
def _no_waiting():
    """What hangs is an error."""

    def stop(_number, _frame):
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def editor(monkeypatch, tmp_path_factory):
    """An editor that adds a line to the file, and notes whose eyes it is for."""
    seen = tmp_path_factory.mktemp("editor") / "seen"
    script = seen.with_name("editor")

    def sets(line: str) -> Path:
        script.write_text(f'#!/bin/sh\nls -l "$1" >> {seen}\necho \'{line}\' >> "$1"\n')
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        return seen

    return sets


def book_of(acme: Path) -> Path:
    return acme.parent.parent


# What is no file


def fifo(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)


@pytest.mark.parametrize("make", [fifo, device, circle, folder, huge])
def test_what_is_no_deal_is_a_finding_and_nothing_waits_for_it(acme, run, make):
    make(acme.with_name("odd.toml"))
    for arguments in READING:
        done = run(*arguments)
        assert done.code in (0, 1), (arguments, done)
    assert "odd" in run("list").out
    assert [f["code"] for f in run("check", "odd", "--json").json["findings"]] == ["F01"]
    for arguments in (("edit", "odd"), ("note", "odd", "-m", "x"), ("show", "odd")):
        refused = run(*arguments)
        assert refused.code == 2
        assert "odd.toml" in refused.err


@pytest.mark.parametrize(
    "place",
    [
        *("processes/odd.toml", "processes/past/small-business.1.toml", ".salescli/lock"),
        ".salescli/drafts/log-odd.json",
    ],
)
@pytest.mark.parametrize("make", [fifo, device])
def test_nothing_else_in_the_book_is_waited_for(acme, run, make, place):
    path = book_of(acme) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    for arguments in (*READING, ("note", "acme", "-m", "x")):
        assert run(*arguments).code in (0, 1, 2), arguments


# Links


@pytest.mark.parametrize("link", ["deals", "deals/acme.toml", ".salescli", "processes"])
def test_nothing_is_written_through_a_link_that_leads_out(acme, run, editor, tmp_path, link):
    editor("# more")
    book, outside = book_of(acme), tmp_path.parent / f"{tmp_path.name}-outside"
    if link == ".salescli":
        private_folder(book)
    (book / link).rename(outside)
    (book / link).symlink_to(outside)
    (outside if outside.is_dir() else outside.parent).joinpath("past").mkdir(exist_ok=True)
    before = tree(outside) if outside.is_dir() else outside.read_bytes()
    with_processes = (
        ("process", "new", "mine", "--from", "small-business"),
        ("add", "X", "--process", "seven-stages", "--next", "first-contact", "--on", "tue"),
    )
    for arguments in with_processes if link == "processes" else WRITING:
        done = run(*arguments)
        if arguments == ADDING and link == "deals/acme.toml":
            continue
        assert done.code == 2, (arguments, done)
        assert "nothing was changed" in done.err
    assert (tree(outside) if outside.is_dir() else outside.read_bytes()) == before
    doctor = run("doctor").out
    assert "leads out of the book" in doctor or "is a symbolic link" in doctor


def test_what_was_edited_is_kept_when_it_cant_be_written(acme, run, editor, tmp_path):
    editor("# an hour of work")
    outside = tmp_path.parent / f"{tmp_path.name}-elsewhere.toml"
    acme.rename(outside)
    acme.symlink_to(outside)
    refused = run("edit", "acme")
    kept = book_of(acme) / f".salescli/drafts/edit-acme-{os.getpid()}-0.text/acme.toml"
    assert f"your text is kept in {kept}" in refused.err
    assert "# an hour of work" in kept.read_text()


@pytest.mark.parametrize("name", [".git", ".GIT", ".git ", ".g\u200cit", ".Git."])
def test_names_of_gits_own_folder(name):
    assert is_gits(name)
    assert not is_gits("digit.git")


def test_nothing_is_written_into_gits_own_folder(acme, run, tmp_path):
    config = tmp_path / ".git/config"
    before = config.read_bytes()
    acme.with_name("sly.toml").symlink_to("../.git/config")
    with pytest.raises(SalescliError, match="git's own folder"):
        write_beside(acme.with_name("sly.toml"), b"", tmp_path)
    assert run("edit", "sly").code == 2
    assert config.read_bytes() == before


def test_no_folder_is_made_and_no_file_deleted_outside(tmp_path):
    book, outside = tmp_path / "book", tmp_path / "outside"
    book.mkdir()
    outside.mkdir()
    (outside / "a.toml").write_text("kept")
    (book / "processes").symlink_to(outside)
    with pytest.raises(SalescliError, match="outside"):
        make_folder(book / "processes/past", book)
    with pytest.raises(SalescliError, match="outside"):
        delete_later(book / "processes/a.toml", book)
    assert tree(tmp_path) == {"outside/a.toml": b"kept"}


def test_what_a_killed_command_left_is_not_looked_for_outside(acme, run, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-past"
    outside.mkdir()
    (outside / ".x.999999999.tmp").write_text("theirs")
    (tmp_path / "processes/past").symlink_to(outside)
    assert run("doctor", "--fix").code == 0
    assert (outside / ".x.999999999.tmp").exists()
    assert acme.exists()


# Our own folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_our_own_files_are_the_owners_alone(acme, run, editor):
    seen = editor("value = ")
    own = book_of(acme) / ".salescli"
    own.chmod(0o755)
    assert run("edit", "acme").code == 2
    assert run("note", "acme", "-m", "x").code == 0
    modes = {path.name: mode(path) for path in own.rglob("*")}
    assert mode(own) == 0o700
    folder = f"edit-acme-{os.getpid()}-0.text"
    files = dict.fromkeys(("lock", "acme.toml", ".base", ".about.json"), 0o600)
    assert modes == {**files, "drafts": 0o700, folder: 0o700}
    permissions, *_, path = seen.read_text().split()
    assert permissions.startswith("-rw-------")
    assert Path(path).is_relative_to(own)


def test_a_link_in_the_place_of_a_draft_is_replaced(tmp_path):
    book, theirs = tmp_path / "book", tmp_path / "rc"
    book.mkdir()
    theirs.write_text("theirs")
    path = private_folder(book, "drafts") / "edit-acme.toml"
    path.symlink_to(theirs)
    write_private(path, b"mine", book)
    assert (path.read_text(), path.is_symlink(), mode(path)) == ("mine", False, 0o600)
    assert theirs.read_text() == "theirs"


def test_no_draft_is_kept_through_a_link(tmp_path):
    from datetime import UTC, datetime

    book, outside = tmp_path / "book", tmp_path / "outside"
    own_folder_of = book / ".salescli"
    own_folder_of.mkdir(parents=True)
    outside.mkdir()
    (own_folder_of / "drafts").symlink_to(outside)
    with pytest.raises(SalescliError, match="is a symbolic link"):
        keep_draft(book, Draft("log", "acme", datetime(2026, 1, 1, tzinfo=UTC), {"a": "b"}))
    assert not list(outside.iterdir())
    assert drafts(book) == []


def test_a_draft_that_names_no_command_is_none(tmp_path):
    """What it says would stand in a command that is shown to be copied."""
    path = private_folder(tmp_path, "drafts") / "log-acme.json"
    facts = '"name": "acme", "at": "2026-11-20T09:00", "answers": {"note": "x"}'
    for name in ("x; rm -rf ~", "log acme", "--help", "", "$(id)"):
        path.write_text(f'{{"command": "{name}", {facts}}}')
        assert drafts(tmp_path) == []
    path.write_text(f'{{"command": "log", {facts}}}')
    assert [draft.resume for draft in drafts(tmp_path)] == ["salescli log acme"]


# Names

ODD_NAMES = (
    *("-rf", "--help", "x; rm -rf ~", "$(id)", "a'b\"c", "new\nline", "\x1b[31mred", "con", "a b"),
    *("\udcff\udcfe", "\u202eabc", "%s%n{}", "::error::x", "#x", "ACME"),
)


def test_a_deal_can_be_worked_with_whatever_its_file_is_named(acme, run):
    for name in ODD_NAMES:
        acme.with_name(f"{name}.toml").write_bytes(acme.read_bytes())
    for name in ODD_NAMES:
        assert run("note", "-m", "they rang", "--", name).code == 0
        assert "they rang" in acme.with_name(f"{name}.toml").read_text()
    for arguments in (("next",), ("list",), ("check",), ("doctor",), ("history", "--", "-rf")):
        shown = run(*arguments)
        assert shown.code in (0, 1), shown
        assert not set(shown.out) & {"\x1b", "\u202e", "\udcff"}
    deals = [one["deal"] for one in run("list", "--json").json["deals"]]
    assert deals == sorted(["acme", *ODD_NAMES])
    assert run("undo", "--yes", "--", "-rf").code == 0
    assert "they rang" not in acme.with_name("-rf.toml").read_text()


def test_what_next_and_check_say_to_type_names_that_deal_and_nothing_else(acme, run):
    """A pasted line starts salescli, and what a file says is none of its flags."""
    deal = acme.read_text()
    for name in ODD_NAMES:
        odd = deal.replace('step = "discovery"', 'step = "--won; id"')
        acme.with_name(f"{name}.toml").write_text(odd)
    findings = run("check", "--json").json["findings"]
    said = [one["fix"] for one in findings if one["code"].startswith(("N", "P", "T", "Q"))]
    said += [line for line in run("next").out.splitlines() if "salescli " in line]
    assert len(said) > 2 * len(ODD_NAMES)
    for text in said:
        for part in text.partition("salescli ")[2].split("   or"):
            assert "rm -rf" not in part.replace("'x; rm -rf ~'", "")
            assert "$(id)" not in part.replace("'$(id)'", "")
            assert "--won" not in part or " -- " in part
            assert "; id" not in part.replace("'--won; id'", "")


def test_doctor_names_what_makes_trouble_elsewhere(acme, run):
    for name in ("ACME", "con", "-rf", "a:b", "fine name"):
        acme.with_name(f"{name}.toml").write_bytes(acme.read_bytes())
    looks = {one["name"]: one["says"] for one in run("doctor", "--json").json["looks"]}
    found = {name: says for name, says in looks.items() if says.startswith("its name")}
    assert {name: says.split()[2] for name, says in found.items()} == {
        "deals/acme.toml": "differs",
        "deals/con.toml": "is",
        "deals/-rf.toml": "begins",
        "deals/a:b.toml": "has",
    }


def test_a_name_that_differs_only_by_case_is_not_overwritten(acme, run, monkeypatch):
    """As on a disk that doesn't know case: what is asked for is there under another name."""
    acme.rename(acme.with_name("Beta.toml"))
    exists = Path.exists

    def caseless(path, **more):
        names = {other.name.lower() for other in path.parent.glob("*")}
        return exists(path, **more) or path.name.lower() in names

    monkeypatch.setattr(Path, "exists", caseless)
    before = tree(book_of(acme) / "deals")
    refused = run("add", "Beta", "--process", "small-business", *NEXT)
    assert (refused.code, "already exists" in refused.err) == (2, True)
    assert tree(book_of(acme) / "deals") == before


@pytest.mark.parametrize(
    "handle", ["../../x", "-rf", ".", "..", "", "con", "a/b", "/x", "~", "a\0b"]
)
def test_such_a_handle_is_refused(acme, run, handle):
    before = tree(book_of(acme))
    refused = run("add", "New", f"--handle={handle}", "--process", "small-business", *NEXT)
    assert (refused.code, refused.err.startswith("error: ")) == (2, True)
    assert tree(book_of(acme)) == before


@pytest.mark.parametrize("name", ["../../x", "-rf", ".", "/etc/passwd", "\x1b[2J", "a\nb"])
def test_such_a_name_means_no_deal(acme, run, name):
    for arguments in (("show", "--", name), ("log", *NEXT, "--", name), ("edit", "--", name)):
        refused = run(*arguments)
        assert refused.code == 2
        assert "there is no deal" in refused.err
        assert "\x1b" not in refused.err
    assert acme.exists()
