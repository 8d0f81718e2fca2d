"""`propose` and `apply`: nothing is written before its owner says so, nor on another state."""

from __future__ import annotations

import errno
import os
import subprocess
import tomllib

import pytest
import tomli_w
from support.clones import git
from support.forked_command import ForkedProcess

pytestmark = pytest.mark.usefixtures("demo")

NOTE = ("note", "lindvik", "The scanner arrived")
LOG = (
    *("log", "ardent", "legal-review", "-m", "Two clauses", "--met", "terms-agreed"),
    *("--next", "procurement-review", "--on", "2026-12-04"),
)


def state(demo):
    """Return all files of the book that git keeps."""
    return {
        path: path.read_bytes()
        for path in sorted(demo.rglob("*.toml"))
        if ".salescli" not in str(path)
    }


class TestPropose:
    """What is proposed is tried, and changes nothing."""

    @pytest.mark.parametrize("words", [NOTE, LOG])
    def test_it_shows_what_it_would_do_and_does_nothing(self, run, demo, words):
        before = state(demo)
        done = run("propose", "--by", "claude", *words)
        assert (done.code, done.err) == (0, "")
        assert f"{words[1]}-1 · claude proposes" in done.out
        assert "+note = " in done.out
        assert state(demo) == before
        assert git(demo, "status", "--porcelain") == ""

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("edit", "ardent"), "'edit' can't be proposed"),
            (("sync",), "'sync' can't be proposed"),
            (("delete", "ardent"), "'delete' can't be proposed"),
            (("process", "revise"), "'process' can't be proposed"),
            (("propose", "note"), "'propose' can't be proposed"),
            (("note", "ard", "text"), "a proposal names its handle"),
            (("note", "nosuch", "text"), "there is no deal 'nosuch'"),
            (("note", "ardent", "--edit"), "--edit can't be proposed"),
            (("note", "ardent", "-e"), "-e can't be proposed"),
            (("note", "ardent", "--book=/tmp", "text"), "--book=/tmp can't be proposed"),
            (("log", "ardent", "-m", "x"), "no conversation ends without a next step"),
            (("log", "ardent", "demo", "--keep", "--at", "never"), "error"),
            (("set", "ardent", "value=lots"), "lots"),
            (("set", "ardent", "title=Ardent\x1b[31m", "nofield=1"), "nofield"),
        ],
    )
    def test_what_the_command_line_refuses_is_refused_alike(self, run, demo, words, says):
        before = state(demo)
        done = run("propose", *words)
        assert done.code in (1, 2), done
        assert says in done.err
        assert done.out == ""
        assert state(demo) == before
        assert run("apply").out.strip() == "Nothing is proposed."

    def test_a_near_name_is_answered_with_candidates(self, run):
        assert "ardent" in run("propose", "note", "arden", "text").err

    @pytest.mark.parametrize("name", ["", " ", "a\nMade-by: me", "x" * 41, "a\u202eb"])
    def test_a_name_that_no_commit_takes_is_refused(self, run, name):
        assert run("propose", "--by", name, *NOTE).code == 2

    def test_no_editor_and_no_input_is_waited_for(self, run, monkeypatch, demo):
        monkeypatch.setenv("EDITOR", f"touch {demo}/opened #")
        run("propose", "note", "ardent", "-m")
        run("propose", "note", "ardent", "-m", "-")
        assert not (demo / "opened").exists()

    def test_it_says_all_of_it_to_programs(self, run):
        (made,) = run("propose", "--by", "claude", "--json", *LOG).json["proposals"]
        assert made["command"] == list(LOG)
        (waiting,) = run("apply", "--json").json["proposals"]
        assert waiting == made


class TestApply:
    """One command does what was proposed, as if it had been typed."""

    @pytest.mark.parametrize("words", [NOTE, LOG])
    def test_it_is_one_commit_that_names_who_proposed_it(self, run, demo, words):
        run("propose", "--by", "claude", *words)
        commits = int(git(demo, "rev-list", "--count", "HEAD"))
        done = run("apply", f"{words[1]}-1")
        assert (done.code, done.err) == (0, "")
        assert int(git(demo, "rev-list", "--count", "HEAD")) == commits + 1
        assert "Proposed-by: claude" in git(demo, "log", "-1", "--format=%B")
        assert run("apply").out.strip() == "Nothing is proposed."
        assert run("undo", "--yes").code == 0

    def test_the_files_are_those_of_the_command_typed(self, run, demo):
        before = state(demo)
        run("propose", *LOG)
        run("apply", "ardent-1")
        applied = state(demo)
        run("undo", "--yes")
        assert state(demo) == before
        run(*LOG)
        assert state(demo) == applied

    def test_a_deal_that_has_changed_is_proposed_anew(self, run, demo):
        run("propose", *LOG)
        run("note", "ardent", "Something else")
        before = state(demo)
        done = run("apply", "ardent-1")
        assert done.code != 0
        assert "proposed again" in done.err
        assert state(demo) == before
        assert run("apply", "ardent-1").code == 0

    def test_a_deal_that_was_closed_meanwhile_is_left_alone(self, run, demo):
        run("propose", *LOG)
        assert run("lose", "ardent", "--reason", "no-decision", "--evidence", "They stay").code == 0
        before = state(demo)
        assert run("apply", "ardent-1").code != 0
        assert state(demo) == before

    def test_drop_forgets_it(self, run, demo):
        before = state(demo)
        run("propose", *NOTE)
        assert run("apply", "lindvik-1", "--drop").code == 0
        assert run("apply", "lindvik-1").code != 0
        assert state(demo) == before

    def test_its_command_can_be_edited_first(self, run, monkeypatch):
        run("propose", *NOTE)
        monkeypatch.setenv("EDITOR", "sed -i s/arrived/left/")
        assert "The scanner left" in run("apply", "lindvik-1", "--edit").out
        run("apply", "lindvik-1")
        assert "The scanner left" in run("show", "lindvik", "--log").out

    def test_an_unknown_one_is_refused_with_those_there_are(self, run):
        run("propose", *NOTE)
        done = run("apply", "nix")
        assert (done.code != 0, "lindvik-1" in done.err) == (True, True)

    @pytest.mark.parametrize("flags", [("--drop",), ("--edit",), ("lindvik-1", "--drop", "--edit")])
    def test_flags_that_go_with_nothing_are_refused(self, run, flags):
        run("propose", *NOTE)
        assert run("apply", *flags).code == 2

    def test_what_was_applied_by_a_command_that_was_killed_is_not_done_twice(self, run, demo):
        run("propose", *NOTE)
        path = demo / ".salescli/proposals/lindvik-1.toml"
        kept = path.read_bytes()
        run("apply", "lindvik-1")
        path.write_bytes(kept)
        before = state(demo)
        done = run("apply", "lindvik-1")
        assert (done.code, done.out) == (0, "lindvik-1 is applied already.\n")
        assert state(demo) == before
        assert run("apply").out.strip() == "Nothing is proposed."

    def test_it_waits_until_what_the_killed_one_wrote_is_committed(self, run, demo, monkeypatch):
        monkeypatch.setattr("salescli.store.git.commit.time.sleep", lambda _: None)
        run("propose", *NOTE)
        path, lock = demo / ".salescli/proposals/lindvik-1.toml", demo / ".git/index.lock"
        kept = path.read_bytes()
        lock.touch()
        run("apply", "lindvik-1")
        path.write_bytes(kept)
        done = run("apply", "lindvik-1")
        assert (done.code, "not committed yet" in done.err, path.exists()) == (2, True, True)
        lock.unlink()
        assert run("apply", "lindvik-1").out == "lindvik-1 is applied already.\n"
        assert git(demo, "status", "--porcelain") == ""

    def test_nor_where_its_deal_went_on_since(self, run, demo):
        run("propose", *NOTE)
        path = demo / ".salescli/proposals/lindvik-1.toml"
        kept = path.read_bytes()
        run("apply", "lindvik-1")
        run("note", "lindvik", "Something else")
        path.write_bytes(kept)
        before = state(demo)
        assert run("apply", "lindvik-1").out == "lindvik-1 is applied already.\n"
        assert state(demo) == before

    def test_two_that_apply_it_at_once_do_it_once(self, run, demo):
        run("propose", *NOTE)
        command = ["apply", "lindvik-1"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        both = [ForkedProcess(command, **pipes) for _ in range(2)]
        said = sorted(one.communicate(timeout=60)[0] for one in both)
        assert any("lindvik: note kept" in text for text in said)
        assert not any("has changed" in text for text in said)
        assert (demo / "deals/lindvik.toml").read_text(encoding="utf-8").count(NOTE[2]) == 1

    @pytest.mark.parametrize(
        "words", [("rename", "lindvik", "other"), ("delete", "lindvik", "--yes")]
    )
    def test_one_whose_deal_is_gone_says_so_and_how_it_goes_too(self, run, demo, words):
        run("propose", *NOTE)
        assert run(*words).code == 0
        before = state(demo)
        done = run("apply", "lindvik-1")
        assert (done.code, state(demo)) == (2, before)
        assert "lindvik-1 is about lindvik, which was renamed, merged or deleted" in done.err
        assert "salescli apply lindvik-1 --drop" in done.err
        assert run("apply", "lindvik-1", "--drop").code == 0

    def test_a_name_that_is_free_is_taken_in_one_step(self, run, demo):
        folder = demo / ".salescli/proposals"
        folder.mkdir(parents=True)
        (folder / ".lindvik-1.toml.1.tmp").write_bytes(b"")  # of a command that was killed
        run("propose", *NOTE)
        assert "lindvik-1" in run("apply").out
        assert all(path.stat().st_size for path in folder.glob("*.toml"))


RING = ("--what", "Ring them")


class TestLater:
    """What is applied on a later day is what was shown, or it is shown anew."""

    @pytest.mark.parametrize(
        "words", [NOTE, LOG, ("schedule", "lindvik", "--also", *RING, "--on", "2026-12-01")]
    )
    def test_it_is_done_as_on_the_day_of_the_proposal(self, run, demo, monkeypatch, words):
        before = state(demo)
        run(*words)
        typed = state(demo)
        run("undo", "--yes")
        assert state(demo) == before
        run("propose", *words)
        monkeypatch.setenv("SALESCLI_NOW", "2026-11-26T10:00+01:00")
        assert run("apply", f"{words[1]}-1").code == 0
        assert state(demo) == typed

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("schedule", "lindvik", "--also", *RING, "--on", "tomorrow"), "is proposed again"),
            (("log", "lindvik", "-m", "x", *RING, "--on", "2026-11-25"), "in the past"),
        ],
    )
    def test_what_would_mean_another_day_is_not_done(self, run, demo, monkeypatch, words, says):
        before = state(demo)
        run("propose", *words)
        monkeypatch.setenv("SALESCLI_NOW", "2026-11-26T10:00+01:00")
        done = run("apply", "lindvik-1")
        assert done.code != 0
        assert says in done.err
        assert state(demo) == before


class TestFile:
    """The file of a proposal is ours alone, and data."""

    def test_one_that_is_forged_or_broken_is_passed_over(self, run, demo):
        run("propose", *NOTE)
        folder = demo / ".salescli/proposals"
        assert (folder / "lindvik-1.toml").stat().st_mode & 0o077 == 0
        (folder / "a-1.toml").write_text("command = 1")
        (folder / "b-1.toml").write_bytes(b"\xff\x00")
        (folder / "c-1.toml").symlink_to(folder / "lindvik-1.toml")
        good = (folder / "lindvik-1.toml").read_text(encoding="utf-8")
        (folder / "d-1.toml").write_text(good.replace('"note"', '"sync"'), encoding="utf-8")
        names = [one["name"] for one in run("apply", "--json").json["proposals"]]
        assert names == ["lindvik-1"]

    @pytest.mark.parametrize(
        ("mine", "other"),
        [
            ('"The scanner arrived"', '"Another note"'),
            ("lindvik: note kept", "lindvik: nothing much"),
            ("2026-11-24T08:30:00", "2026-12-24T08:30:00"),
            ("2026-11-24T08:30:00", "1990-11-24T08:30:00"),
        ],
    )
    def test_one_that_does_something_else_than_it_shows_is_shown_anew(self, run, demo, mine, other):
        run("propose", *NOTE)
        path = demo / ".salescli/proposals/lindvik-1.toml"
        text = path.read_text(encoding="utf-8")
        assert mine in text
        path.write_text(text.replace(mine, other, 1), encoding="utf-8")
        before = state(demo)
        done = run("apply", "lindvik-1")
        assert "is proposed again, as above" in done.err
        assert state(demo) == before

    def test_one_that_hides_an_ending_is_not_applied(self, run, demo):
        run("propose", *NOTE)
        path = demo / ".salescli/proposals/lindvik-1.toml"
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        lose = ["lose", "lindvik", "--reason", "no-decision", "--evidence", "They stay"]
        path.write_text(tomli_w.dumps({**table, "command": lose}), encoding="utf-8")
        assert "is proposed again" in run("apply", "lindvik-1").err
        for words in (["note", "lindvik", "--book=/tmp", "x"], ["note", "lind", "x"]):
            path.write_text(tomli_w.dumps({**table, "command": words}), encoding="utf-8")
            assert run("apply", "lindvik-1").code == 2
        path.write_text(tomli_w.dumps({**table, "by": "x\nMade-by: me"}), encoding="utf-8")
        assert run("apply").out.strip() == "Nothing is proposed."

    def test_a_long_command_is_short_in_the_list(self, run):
        run("propose", "note", "lindvik", "word " * 3_000)
        assert len(run("apply").out) < 1_500

    def test_two_at_once_get_two_names(self, run, demo, monkeypatch):
        command = ["propose", "note", "lindvik"]
        monkeypatch.setenv("SALESCLI_BOOK", str(demo))
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        both = [ForkedProcess([*command, text], **pipes) for text in ("They rang", "They wrote")]
        assert [one.communicate(timeout=60)[1] for one in both] == ["", ""]
        names = {one["name"] for one in run("apply", "--json").json["proposals"]}
        assert names == {"lindvik-1", "lindvik-2"}

    def test_a_full_disk_or_a_kill_leaves_no_empty_one(self, run, demo, monkeypatch):
        def killed(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("salescli.store.proposals.write_private", killed)
        assert run("propose", "note", "lindvik", "They rang").code == 130
        assert not list(demo.glob(".salescli/proposals/*.toml"))
        monkeypatch.undo()
        monkeypatch.setenv("SALESCLI_BOOK", str(demo))
        assert "lindvik-1" in run("propose", "note", "lindvik", "They rang").out

    def test_a_disk_that_is_full_while_it_is_tried_is_said(self, run, monkeypatch):
        def full(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        run("propose", *NOTE)
        monkeypatch.setattr("shutil.copyfile", full)
        for words in (("propose", *NOTE), ("apply", "lindvik-1")):
            done = run(*words)
            assert done.code == 2
            assert "could not be tried: no space is left on the disk" in " ".join(done.err.split())
