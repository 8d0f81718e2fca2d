"""`undo`: the last command taken back, whole, or refused; nothing in between."""

from __future__ import annotations

import pytest
from support.effort import some
from support.git_clock import Past, past_of, toml_text
from support.hostile import COMMITTED
from support.table import each
from support.terminal import Terminal

from salescli.store.git.book_commits import MADE_BY
from salescli.store.git.revert import OverlapError, revert
from salescli.text.safe_text import is_unsafe

FIRST = ("--next", "discovery", "--on", "tue", "--person", "bob: Bob Ross, owner")
LOG = ("log", "acme", "discovery", "--with", "bob", "-m", "4 % off", "--next", "demo", "--on", "5d")
WIN = ("win", "acme", "--evidence", "signed", "--said-by", "bob", "--follow-on",
       "--next", "kickoff", "--on", "3d")  # fmt: skip


@pytest.fixture
def past(tmp_path, run, tmp_path_factory, monkeypatch) -> Past:
    processes = ("--process", "enterprise", "--process", "small-business")

    def live(past: Past) -> None:
        assert run("init", "--me", "ada", *processes).code == 0
        past.at("2026-11-21 10:00")
        opened = run("add", "Acme", "--process", "small-business", "--value", "40000", *FIRST)
        assert opened.code == 0, opened.err

    past = past_of("undo", live, tmp_path, tmp_path_factory, monkeypatch)
    past.at("2026-11-21 10:00")
    return past


def files(past) -> dict[str, bytes]:
    """What all files of the book hold."""
    found = [*past.book.glob("deals/*"), *past.book.rglob("processes/**/*.toml")]
    return {str(path.relative_to(past.book)): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    "command",
    [
        LOG,
        WIN,
        ("add", "Beta", "--process", "mid-market", "--next", "discovery", "--on", "tue"),
        ("schedule", "acme", "--next", "demo", "--on", "fri", "--also"),
        ("note", "acme", "-m", "they rang"),
        ("skip", "acme", "first-reply", "-m", "they rang us"),
        ("set", "acme", "value=48000", "close=2027-01-29"),
        ("set", "acme", "process=enterprise"),
        ("person", "acme", "bob", "--name", "Robert"),
        ("person", "acme", "kim", "--name", "Kim Lee"),
        ("lose", "acme", "--reason", "no-decision", "--evidence", "silence"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_a_command_taken_back_and_brought_back(run, past, command):
    before = files(past)
    done = run(*command)
    assert done.code == 0, done.err
    after, subject = files(past), past.subjects()[0]
    assert after != before
    taken = run("undo", "--yes")
    assert taken.code == 0, taken.err
    assert files(past) == before
    assert f"undo: {subject}" in " ".join(taken.out.split())
    assert run("redo", "--yes").code == 0
    assert files(past) == after
    assert run("undo", "--yes").code == 0
    assert files(past) == before
    assert past.subjects()[:4] == [
        f"undo: {subject}", f"redo: {subject}", f"undo: {subject}", subject,
    ]  # fmt: skip
    assert past.git("status", "--porcelain") == ""


@pytest.mark.usefixtures("past")
def test_it_says_first_what_it_will_do(run):
    run(*LOG)
    shown = run("undo", "--yes").out
    assert shown.startswith("Sat 21 Nov 2026 10:00, Ada: acme: discovery done; next demo on")
    assert "Taking it back means:\n  acme: removed: discovery done with bob" in shown
    run("set", "acme", "value=48000")
    assert "acme: value 48,000 to 40,000; removed: " in run("undo", "--yes").out


def test_without_a_terminal_it_shows_and_does_nothing(run, past):
    run(*LOG)
    before = files(past), past.subjects()
    refused = run("undo", "acme")
    assert refused.code == 2
    assert "removed: discovery done" in refused.out
    assert "salescli undo acme --yes" in refused.err
    assert (files(past), past.subjects()) == before


def test_in_a_terminal_it_asks(run, past):
    run(*LOG)
    before = files(past)
    child = Terminal("undo")
    child.sees("Taking it back means:").answers("Take it back?", "n").sees("nothing was changed")
    assert files(past) == before
    Terminal("undo").answers("Take it back?").sees("undo: acme: discovery done")
    assert b"discovery done" not in files(past)["deals/acme.toml"]
    assert past.subjects()[0].startswith("undo: acme: discovery done")


def test_the_last_command_on_a_deal(run, past):
    run("set", "acme", "value=48000")
    run("add", "Beta", "--process", "small-business", *FIRST)
    run("note", "beta", "-m", "they rang")
    beta = past.file("beta").read_bytes()
    assert run("undo", "acme", "--yes").code == 0
    assert b"40000" in past.file("acme").read_bytes()
    assert past.file("beta").read_bytes() == beta


def test_a_deal_that_undo_took_away_is_brought_back_by_its_name(run, past):
    run("add", "Beta", "--process", "small-business", *FIRST)
    assert run("undo", "beta", "--yes").code == 0
    assert not past.file("beta").exists()
    again = run("undo", "beta", "--yes")
    assert "every command of yours on beta is taken back already" in again.err
    assert run("redo", "beta", "--yes").code == 0
    assert past.file("beta").exists()


@pytest.mark.parametrize("message", ["", "by hand"])
def test_edits_by_hand_elsewhere_in_the_file_stay(run, past, message):
    run(*LOG)
    past.edit("acme", 'title = "Acme"', 'title = "Rollout"  # ours', message)
    assert run("undo", "--yes").code == 0
    text = past.file("acme").read_text()
    assert "# ours" in text
    assert "4 % off" not in text
    assert past.git("status", "--porcelain") == ""
    assert past.subjects()[1] == (message or "acme: edited by hand")


@pytest.mark.parametrize("message", ["", "by hand"])
@pytest.mark.parametrize("arguments", [(), ("acme",)])
def test_edits_by_hand_of_the_same_lines_refuse_it(run, past, message, arguments):
    run(*LOG)
    past.edit("acme", "4 % off", "5 % off", message)
    before = files(past), past.subjects(), past.git("status", "--porcelain")
    refused = run("undo", *arguments, "--yes")
    assert refused.code == 2
    assert "a later change touches the same lines" in refused.err
    assert "the command was: acme: discovery done" in refused.err
    assert (files(past), past.subjects(), past.git("status", "--porcelain")) == before


def test_one_file_that_can_not_be_taken_back_refuses_all(run, past):
    assert run(*WIN).code == 0
    name = next(path.stem for path in past.book.glob("deals/*") if path.stem != "acme")
    past.edit(name, 'company = "Acme"', 'company = "Acme Ltd"')
    before = files(past)
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert f"not taken back, in deals/{name}.toml: it was changed later" in refused.err
    assert files(past) == before


def test_edits_by_hand_before_a_command_are_not_taken_back_with_it(run, past):
    past.edit("acme", "40000", "45000")
    run(*LOG)
    assert past.subjects()[1] == "acme: edited by hand"
    assert run("undo", "--yes").code == 0
    assert "45000" in past.file("acme").read_text()


def test_uncommitted_edits_of_other_files_are_left_alone(run, past):
    run("add", "Beta", "--process", "small-business", *FIRST)
    run(*LOG)
    past.edit("beta", 'company = "Beta"', 'company = "Beta Ltd"')
    assert run("undo", "--yes").code == 0
    assert past.git("status", "--porcelain") == " M deals/beta.toml\n"


def test_commits_by_hand_are_no_commands(run, past):
    past.edit("acme", "40000", "45000", "a correction")
    assert "acme: opened" in run("undo").out or "it was changed later" in run("undo").err
    past.git("revert", "--no-edit", "HEAD")
    assert run("undo", "--yes").code == 0
    assert not past.file("acme").exists()


def test_what_is_undone_already(run, past):
    before = past.file("acme").read_text()
    run(*LOG)
    past.file("acme").write_text(before)
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "nothing left to take back of: acme: discovery done" in refused.err


def test_a_process_that_another_deal_is_held_to_stays(run, past):
    run("add", "Beta", "--process", "small-business", *FIRST)
    assert run("undo", "acme", "--yes").code == 0
    assert not past.file("acme").exists()
    assert (past.book / "processes/small-business.toml").exists()


def test_a_revision_that_a_deal_is_held_to_since_stays(run, past):
    process = past.book / "processes/small-business.toml"
    text = process.read_text().replace("revision = 1", "revision = 2")
    process.write_text(text.replace("Small business", "Tiny business"))
    past.git("commit", "-qam", f"revised\n\n{MADE_BY}")
    beta = past.file("acme").read_text().replace("revision = 1", "revision = 2")
    past.file("beta").write_text(beta)
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "beta has followed revision 2 of small-business since" in refused.err
    past.file("beta").unlink()
    assert run("undo", "--yes").code == 0
    assert "Small business" in process.read_text()


def test_the_book_itself_is_not_taken_back(run, book):
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "the last command made the book itself" in refused.err
    assert (book / "salescli.toml").exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("no repository", "not a git repository"),
        ("settings", "commit = false"),
        ("merge", "a merge is in progress"),
    ],
)
def test_where_it_can_not_be_recorded_nothing_is_done(run, past, spoil, said):
    run(*LOG)
    before = files(past)
    if spoil == "settings":
        settings = past.book / "salescli.toml"
        settings.write_text(settings.read_text().replace("commit = true", "commit = false"))
    elif spoil == "merge":
        (past.book / ".git/MERGE_HEAD").write_text(past.git("rev-parse", "HEAD"))
    else:
        (past.book / ".git").rename(past.book / "moved-away")
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert said in refused.err
    assert files(past) == before


def test_a_file_that_can_not_be_written_leaves_all_as_it_was(run, past, monkeypatch):
    assert run(*WIN).code == 0
    before, subjects = files(past), past.subjects()
    past.file("acme").chmod(0o400)
    monkeypatch.setattr("os.access", lambda path, _mode: not str(path).endswith("acme.toml"))
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "write-protected" in refused.err
    assert (files(past), past.subjects()) == (before, subjects)


def test_a_book_with_carriage_returns(run, past):
    past.file("acme").write_bytes(past.file("acme").read_bytes().replace(b"\n", b"\r\n"))
    past.git("config", "core.autocrlf", "true")
    run(*LOG)
    before = past.file("acme").read_bytes()
    assert run("undo", "--yes").code == 0
    assert b"4 % off" in before
    assert b"4 % off" not in past.file("acme").read_bytes()


@pytest.mark.parametrize("text", some(COMMITTED, 3, 2))
def test_hostile_text_is_shown_and_never_obeyed(run, past, text):
    past.edit("acme", 'company = "Acme"', f"company = {toml_text(text)}", "by hand")
    assert run("note", "acme", f"--note={text} x").code == 0
    shown = run("undo", "--yes")
    assert shown.code == 0, shown.err
    assert not [char for char in shown.out if is_unsafe(char) and char != "\n"]
    assert past.subjects()[0] == "undo: acme: note"


A, B, C = b"a\n", b"b\n", b"c\n"
MANY = b"".join(b"%d\n" % n for n in range(9))


@each(
    "before, after, now, then",
    [
        (A, B, B, A),
        (A, B, A, A),
        (None, A, A, None),
        (A, None, None, A),
        (None, A, None, None),
        (MANY, MANY + A, C + MANY + A, C + MANY),
        (MANY, A + MANY, A + MANY + C, MANY + C),
        (A + B, A + C, b"a\r\nc\r\n", b"a\r\nb\r\n"),
    ],
)
def test_reverse(before, after, now, then):
    assert revert(before, after, now) == then


@pytest.mark.parametrize(
    ("before", "after", "now", "said"),
    [
        (A, B, C, "same lines"),
        (A, B, None, "deleted later"),
        (None, A, B, "changed later"),
        (A, None, B, "created again later"),
    ],
)
def test_reverse_refuses(before, after, now, said):
    with pytest.raises(OverlapError, match=said):
        revert(before, after, now)


def test_a_file_that_git_lost_is_never_taken_for_one_that_was_not_there(run, past):
    run(*LOG)
    run("note", "acme", "-m", "they rang")
    lost = past.git("rev-parse", "HEAD~1:deals/acme.toml").strip()
    (past.book / ".git/objects" / lost[:2] / lost[2:]).unlink()
    before = files(past)
    for command in (("undo", "--yes"), ("undo", "acme", "--yes")):
        refused = run(*command)
        assert refused.code == 2
        assert f"{lost[:12]} is missing" in refused.err
    assert files(past) == before
