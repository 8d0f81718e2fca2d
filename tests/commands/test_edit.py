"""`edit`: whatever the editor does, the file is whole, and what was typed is not lost."""

from __future__ import annotations

import os
import subprocess

import pytest
from support.screen import Screen
from support.terminal import Terminal

DRAFT = f".salescli/drafts/edit-acme-{os.getpid()}-0.text/acme.toml"


@pytest.fixture
def editor(monkeypatch, tmp_path_factory):
    """Set the editor to a shell script; its file is `$1`."""

    def use(script: str) -> None:
        path = tmp_path_factory.mktemp("editor") / "edit.sh"
        path.write_text(f"set -e\n{script}\n")
        monkeypatch.setenv("EDITOR", f"sh {path}")

    return use


def commits(book):
    done = subprocess.run(
        ["git", "log", "--format=%s"], cwd=book, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_what_was_changed_is_kept_and_checked(run, acme, editor):
    before, root = acme.read_text(), acme.parent.parent
    editor(r"""sed 's/^company .*/company = "Acme AG"  # since May/' "$1" > t && mv t "$1" """)
    done = run("edit", "acme")
    assert done.code == 0, done.err
    old = next(line for line in before.splitlines() if line.startswith("company "))
    assert acme.read_text() == before.replace(old, 'company = "Acme AG"  # since May')
    assert "acme: kept as edited\n  salescli show acme" in done.out
    assert commits(root)[0] == "acme: edited by hand"
    assert not (root / DRAFT).exists()


@pytest.mark.usefixtures("acme")
def test_the_findings_are_shown_after_with_their_place(run, editor):
    editor("""printf '\nemployees = "many"\n' | cat - "$1" > t && mv t "$1" """)
    done = run("edit", "acme")
    assert done.code == 0, done.err
    assert "deals/acme.toml:2: F" in done.out


def test_a_process_that_is_not_there_is_said_after(run, acme, editor):
    editor("""sed 's/small-business/smal-business/' "$1" > t && mv t "$1" """)
    done = run("edit", "acme")
    assert done.code == 0
    assert "F06" in done.out
    assert "smal-business" in acme.read_text()


def test_what_was_not_changed_is_not_written(run, acme, editor):
    before, known = acme.stat().st_mtime_ns, commits(acme.parent)
    editor("true")
    done = run("edit", "acme")
    assert (done.code, done.out) == (0, "acme: nothing was changed\n")
    assert acme.stat().st_mtime_ns == before
    assert commits(acme.parent) == known


def test_the_editor_sees_the_deal_under_its_name(run, acme, editor):
    editor('test "$(basename "$1")" = acme.toml; grep -q company "$1"')
    assert run("edit", "acme GmbH").code == 0
    assert acme.exists()


def test_what_cant_be_read_is_kept_beside_and_the_file_is_as_it_was(run, acme, editor):
    before, root = acme.read_bytes(), acme.parent.parent
    editor("""printf '# an hour of work\nvalue = \n' >> "$1" """)
    done = run("edit", "acme")
    assert done.code == 2
    assert "acme.toml is as it was" in done.err
    assert "can't be read" in done.err
    assert str(root / DRAFT) in done.err
    assert acme.read_bytes() == before
    draft = root / DRAFT
    assert draft.read_bytes() == before + b"# an hour of work\nvalue = \n"
    assert draft.stat().st_mode & 0o777 == 0o600
    assert "salescli edit acme" in run("next").out, "what was saved is a draft"


def test_what_was_kept_goes_when_it_was_mended(run, acme, editor):
    draft = acme.parent.parent / DRAFT
    editor("""printf 'value = \n' >> "$1" """)
    assert run("edit", "acme").code == 2
    assert draft.exists()
    editor(
        """sed '/^value = $/d' "$1" > "$1.new" && mv "$1.new" "$1"; printf '# fixed\n' >> "$1" """
    )
    assert run("edit", "acme").code == 0
    assert not draft.exists()


def test_bytes_that_are_no_text_are_refused_and_kept(run, acme, editor):
    before = acme.read_bytes()
    editor(r"""printf '\377\n' >> "$1" """)
    done = run("edit", "acme")
    assert done.code == 2
    assert "what the editor left can't be read" in done.err
    assert acme.read_bytes() == before
    draft = acme.parent.parent / DRAFT
    assert draft.read_bytes() == before + b"\xff\n"
    assert f"your text is kept in {draft}" in done.err


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "ended with exit code 3"),
        ('printf "# typed\n" >> "$1"; exit 1', "ended with exit code 1"),
        ('rm "$1"', "what the editor left can't be read"),
    ],
)
def test_an_editor_that_fails_changes_nothing(run, acme, editor, script, message):
    before = acme.read_bytes()
    editor(script)
    done = run("edit", "acme")
    assert done.code == 2
    assert message in done.err
    assert acme.read_bytes() == before
    draft = acme.parent.parent / DRAFT
    assert draft.exists() is ("typed" in script)
    assert (f"your text is kept in {draft}" in done.err) is draft.exists()


def test_an_editor_that_isnt_there_is_named_with_the_mend(run, acme, monkeypatch):
    monkeypatch.setenv("EDITOR", "no-such-editor")
    done = run("edit", "acme")
    assert done.code == 2
    assert "the editor 'no-such-editor' ended with exit code 127" in done.err
    assert "export EDITOR=" in done.err
    assert acme.exists()


def test_a_file_that_changed_meanwhile_is_not_overwritten(run, acme, editor):
    before, root = acme.read_bytes(), acme.parent.parent
    editor(f"""printf '# mine\n' >> "$1"; printf '# theirs\n' >> '{acme}'""")
    done = run("edit", "acme")
    assert done.code == 2
    assert "was changed by someone else while you edited it" in done.err
    assert acme.read_bytes() == before + b"# theirs\n"
    assert (root / DRAFT).read_bytes() == before + b"# mine\n"


def test_a_file_that_is_gone_meanwhile_is_no_traceback(run, acme, editor):
    before, root = acme.read_bytes(), acme.parent.parent
    editor(f"""printf '# mine\n' >> "$1"; rm '{acme}'""")
    done = run("edit", "acme")
    assert done.code == 2
    assert (root / DRAFT).read_bytes() == before + b"# mine\n"


def test_a_deal_that_cant_be_read_can_be_mended(run, acme, editor):
    whole = acme.read_text()
    acme.write_text(f"value = \n{whole}")
    assert "can't" in run("show", "acme").err or run("show", "acme").code == 2
    editor("""sed 1d "$1" > t && mv t "$1" """)
    done = run("edit", "acme")
    assert done.code == 0, done.err
    assert acme.read_text() == whole
    assert run("show", "acme").code == 0


def test_a_deal_that_still_cant_be_judged_is_kept_with_its_findings(run, acme, editor):
    acme.write_text("value = \n")
    editor("""printf 'company = 3\n' > "$1" """)
    done = run("edit", "acme")
    assert done.code == 0
    assert acme.read_text() == "company = 3\n"
    assert "deals/acme.toml:1: F" in done.out


def test_an_unknown_deal_opens_no_editor(run, acme, editor):
    editor(f"touch '{acme.parent}/opened'")
    done = run("edit", "zenith")
    assert done.code == 2
    assert "there is no deal 'zenith'" in done.err
    assert not (acme.parent / "opened").exists()


@pytest.mark.parametrize("name", ["GIT_EDITOR", "VISUAL"])
def test_other_names_of_the_editor_go_before(run, acme, editor, monkeypatch, name):
    editor("exit 1")
    monkeypatch.setenv(name, "true")
    assert run("edit", "acme").out == "acme: nothing was changed\n"
    assert acme.exists()


def test_carriage_returns_stay(run, acme, editor):
    crlf = acme.read_bytes().replace(b"\n", b"\r\n")
    acme.write_bytes(crlf)
    editor(r"""printf '# done\r\n' >> "$1" """)
    assert run("edit", "acme").code == 0
    assert acme.read_bytes() == crlf + b"# done\r\n"


@pytest.mark.parametrize(("way", "no"), [(Terminal, "n\r"), (Screen, "n")])
def test_in_a_terminal_it_is_offered_to_edit_again(acme, editor, way, no):
    before = acme.read_bytes()
    editor("""printf '[broken' >> "$1" """)
    shown = way("edit", "acme").sees("Edit it again? [Y/n]:").types(no).ends(2)
    assert "acme.toml is as it was" in shown
    assert acme.read_bytes() == before


@pytest.mark.usefixtures("acme")
def test_the_usual_editor_is_not_opened_where_there_is_no_terminal(run, monkeypatch):
    for name in ("GIT_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    done = run("edit", "acme")
    assert done.code == 2
    assert "there is no terminal to open 'vi' in" in done.err


@pytest.mark.parametrize("ignored", [[], ["N01"]])
def test_a_conversation_left_without_a_next_step_is_said_at_once(run, acme, editor, ignored):
    assert run("log", "acme", "discovery", "-m", "x", "--next", "demo", "--on", "fri").code == 0
    settings = acme.parent.parent / "salescli.toml"
    codes = str(ignored).replace("'", '"')
    settings.write_text(settings.read_text().replace("ignore = []", f"ignore = {codes}"))
    editor("""awk '/^step = "demo"/{exit} {print}' "$1" | sed '$d' > t && mv t "$1" """)
    done = run("edit", "acme")
    assert done.code == 0, done.err
    assert "[log.next]" not in acme.read_text().rpartition("[[log]]")[2]
    assert "acme is open, and its last call on Sat 21 Nov is without a next step" in done.err
    assert "N01" not in done.out
    (fix,) = (line.strip() for line in done.err.splitlines() if "schedule" in line)
    assert run(*fix.split()[1:]).code == 0
    assert run("show", "acme", "--json").json["deals"][0]["next"]
