"""Folders that are looked at: only what is new is taken in, whatever mail programs do to names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.fixture_cache import done_once
from support.forked_command import run_forked
from support.mails import ADA, mail

OLD = "Tue, 01 Sep 2026 09:00:00 +0200"
JUST_NOW = 1_795_251_600  # on the morning of the tests' today


@pytest.fixture
def folder(book: Path, run, tmp_path_factory) -> Path:
    """A Maildir that the book looks at; its deal is Dana's."""

    def begin() -> None:
        person = ("--person", "Dana Reyes, owner, dana@acme.example")
        opened = ("--at", "2026-11-09", "--process", "small-business")
        run("add", "Acme", *opened, *person, "--what", "Wait", "--on", "mon")

    done_once("dana waits", begin, book)
    folder = tmp_path_factory.mktemp("mail")
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir()
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(f'{text}\n[capture]\nfolders = ["{folder}"]\n')
    return folder


def deliver(folder: Path, number: int, *, stamp: int = JUST_NOW, **fields: str) -> Path:
    path = folder / "new" / f"{stamp}.{number}.host"
    path.write_bytes(mail(name=f"{number}@x.example", **fields))
    return path


def refs(run) -> list[str]:
    return [facts["ref"] for facts in run("capture", "--json").json["captured"]]


def test_only_what_is_new_is_taken_in(folder: Path, run):
    deliver(folder, 1)
    assert "To log: email from Dana Reyes (acme)" in run("next").out
    first = folder / "new" / f"{JUST_NOW}.1.host"
    first.rename(folder / "cur" / f"{JUST_NOW}.1.host:2,S")
    assert refs(run) == ["mid:1@x.example"]
    run("capture", str(folder / "cur" / f"{JUST_NOW}.1.host:2,S"), "--dismiss")
    deliver(folder, 2)
    assert "2@x" not in run("next").err
    assert refs(run) == ["mid:2@x.example"]


def test_nobody_is_asked_about_the_mails_of_years(folder: Path, run):
    deliver(folder, 1, stamp=JUST_NOW - 80 * 86_400, at=OLD)
    deliver(folder, 2, at=OLD)
    deliver(folder, 3, sender="New <new@nobody.example>")
    deliver(folder, 4)
    assert refs(run) == ["mid:4@x.example"]
    deliver(folder, 5, sender="New <new@nobody.example>")
    deliver(folder, 6, sender="News <n@shop.example>", List_Id="<news.shop.example>")
    assert refs(run) == ["mid:4@x.example", "mid:5@x.example"]


def test_the_inbox_of_the_book_and_a_mailbox_file(folder: Path, book: Path, run, tmp_path_factory):
    (book / "inbox").mkdir()
    (book / "inbox" / "call.txt").write_text("Acme: Dana rang, two clauses are open")
    box = tmp_path_factory.mktemp("boxes") / "sent"
    box.write_bytes(b"From x\n" + mail(sender=ADA, to="dana@acme.example") + b"\n")
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.replace(str(folder), str(box)))
    waiting = run("capture", "--json").json["captured"]
    assert [(one["form"], one["wrote"]) for one in waiting] == [("mail", "we"), ("note", None)]
    (book / "inbox" / "visit.txt").write_text("Acme: visited, Dana was there")
    with box.open("ab") as file:
        file.write(b"From x\n" + mail(name="2@x", sender=ADA, to="dana@acme.example") + b"\n")
    waiting = run("capture", "--json").json["captured"]
    assert sorted(one["ref"][:4] for one in waiting) == ["mid:", "mid:", "sha:", "sha:"]


def test_a_kept_answer_is_not_given_again_when_something_came(folder: Path, book: Path):
    def asked() -> str:
        return run_forked(["next"], cwd=book).stdout

    assert "To log" not in asked()
    assert asked() == asked()
    deliver(folder, 1, stamp=JUST_NOW + 60)
    assert "To log: email from Dana Reyes (acme)" in asked()


def test_a_maildir_that_is_named_is_taken_in_whole(folder: Path, book: Path, run):
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.partition("[capture]")[0])
    deliver(folder, 1, at=OLD)
    deliver(folder, 2, sender="News <n@shop.example>", List_Id="<news.shop.example>")
    deliver(folder, 3, sender="New <new@nobody.example>")
    waiting = run("capture", str(folder), "--json").json["captured"]
    assert [one["ref"] for one in waiting] == ["mid:1@x.example", "mid:3@x.example"]


def test_a_folder_that_is_not_there_is_named(folder: Path, book: Path, run):
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.replace(str(folder), "/no/such/folder"))
    done = run("next")
    assert done.code == 0
    assert "/no/such/folder can't be looked at: No such file or directory" in done.err


def maildir(path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (path / name).mkdir(parents=True)
    return path


def test_maildirs_in_folders_are_looked_at_but_for_drafts_and_rubbish(folder: Path, run):
    assert refs(run) == []
    deliver(maildir(folder / ".Sales.Acme"), 1)
    deliver(maildir(folder / "work" / "Inbox"), 2)
    for number, name in enumerate((".Trash", "Drafts", "work/Spam"), 3):
        deliver(maildir(folder / name), number)
    deliver(folder, 6).rename(folder / "cur" / f"{JUST_NOW}.6.host:2,D")
    assert refs(run) == ["mid:1@x.example", "mid:2@x.example"]
    deliver(folder / "work" / "Inbox", 7)
    deliver(maildir(folder / "old"), 8, stamp=JUST_NOW - 80 * 86_400, at=OLD)
    deliver(folder / "old", 9, sender="New <new@nobody.example>")
    assert refs(run) == ["mid:1@x.example", "mid:2@x.example", "mid:7@x.example"]
    deliver(folder / "old", 10, sender="New <new@nobody.example>")
    assert "mid:10@x.example" in refs(run)


def test_a_kept_answer_sees_mail_in_a_new_folder(folder: Path, run):
    for _ in range(2):
        assert "To log" not in run("next", "--list").out
    deliver(maildir(folder / "later"), 1)
    assert "To log: email from Dana Reyes" in run("next", "--list").out


def test_pipes_and_devices_are_passed_over(folder: Path, run, book: Path):
    deliver(folder, 1)
    os.mkfifo(folder / "new/pipe")
    (folder / "new/zero").symlink_to("/dev/zero")
    (book / "inbox").mkdir()
    os.mkfifo(book / "inbox/a.eml")
    assert refs(run) == ["mid:1@x.example"]
    assert "To log: email from Dana Reyes (acme)" in run("next").out
