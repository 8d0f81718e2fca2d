"""What was saved in the editor is a draft, whatever ends the command; it is named and offered."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest
from support.terminal import CTRL_C, Terminal

from salescli.store.drafts import drafts
from salescli.store.toml.reader import read_toml

RESUME = "Take it up again?"
# An editor that saves, says so, and stays until a file is there; it outlives whoever started it.
EDITOR = """#!/bin/sh
{trap}
printf '{text}' >> "$1"
echo saved in the editor
while [ ! -e {stop} ]; do sleep 0.05; done
{late}
exit {code}
"""


@pytest.fixture
def editor(tmp_path_factory, monkeypatch):
    """Set the editor to one that saves a text and stays; the file that ends it."""

    def use(text: str, *, trap: str = "", late: str = "", code: int = 0) -> Path:
        folder = tmp_path_factory.mktemp("editor")
        stop, script = folder / "stop", folder / "edit.sh"
        script.write_text(EDITOR.format(text=text, trap=trap, stop=stop, late=late, code=code))
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        return stop

    return use


NOTE, LOG, EDIT = ("note", "acme"), ("log", "acme"), ("edit", "acme")
REVISE = ("process", "revise", "small-business")
DEATHS = (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL)


def in_the_editor(line: tuple[str, ...]) -> Terminal:
    terminal = Terminal(*line)
    if line == LOG:
        for question in ("Steps", "With", "Outcomes"):
            terminal.answers(question)
    if line in {NOTE, LOG}:
        terminal.answers("Note", "e")
    return terminal.sees("saved in the editor")


def is_taken_up(run, acme, line: tuple[str, ...], text: str) -> None:
    """`next` and `doctor` name what was saved, and the command offers it and takes it."""
    book = acme.parent.parent
    resume = f"salescli {' '.join(line)}"
    (draft,) = drafts(book)
    assert (draft.resume, text in draft.answers["note"]) == (resume, True)
    assert resume in " ".join(run("next").out.split())
    assert resume in run("doctor").out
    terminal = Terminal(*line, EDITOR="true").answers(RESUME)
    if line == LOG:
        terminal.answers("Next step")
    terminal.ends()
    if line in {NOTE, LOG}:
        assert text in read_toml(acme)[0]["log"][-1]["note"]
    else:
        file = acme if line == EDIT else book / "processes/small-business.toml"
        assert text in file.read_text()
    assert drafts(book) == []
    assert not list((book / ".salescli/drafts").iterdir())


@pytest.mark.parametrize("number", DEATHS)
@pytest.mark.parametrize("line", [NOTE, LOG, EDIT, REVISE], ids=" ".join)
def test_a_command_that_dies_leaves_what_was_saved(run, acme, editor, line, number):
    stop = editor("# 4 percent off\\n")
    in_the_editor(line).dies(number)
    stop.touch()
    is_taken_up(run, acme, line, "# 4 percent off")


@pytest.mark.parametrize("line", [NOTE, LOG, EDIT, REVISE], ids=" ".join)
def test_ctrl_c_that_ends_the_editor_leaves_what_was_saved(run, acme, editor, line):
    editor("# 4 percent off\\n")
    shown = in_the_editor(line).types(CTRL_C).ends(130)
    assert f"salescli {' '.join(line)}" in " ".join(shown.split())
    assert "nothing was changed" not in shown
    is_taken_up(run, acme, line, "# 4 percent off")


def test_an_editor_that_takes_ctrl_c_for_itself_goes_on(acme, editor):
    stop = editor("# 4 percent off\\n", trap="trap 'echo mine' INT")
    terminal = in_the_editor(NOTE).types(CTRL_C).sees("mine")
    stop.touch()
    terminal.ends()
    assert read_toml(acme)[0]["log"][-1]["note"] == "# 4 percent off"


def test_an_editor_that_outlives_the_command_goes_on_saving(run, acme, editor, tmp_path):
    """As the window of `code --wait` does."""
    late = f"""printf 'and later' >> "$1"; : > {tmp_path}/late"""
    stop = editor("first ", trap="trap '' HUP INT TERM", late=late)
    in_the_editor(NOTE).dies(signal.SIGKILL)
    assert [one.answers["note"] for one in drafts(acme.parent.parent)] == ["first"]
    stop.touch()
    subprocess.run(
        ["sh", "-c", 'until [ -e "$1" ]; do sleep 0.05; done', "sh", str(tmp_path / "late")],
        check=True,
        timeout=60,
    )
    is_taken_up(run, acme, NOTE, "first and later")


def test_what_is_open_in_another_terminal_is_not_offered(run, acme, editor):
    stop = editor("# mine\\n")
    first = in_the_editor(EDIT)
    assert drafts(acme.parent.parent) == []
    assert "salescli edit" not in run("next").out
    stop.touch()
    first.ends()
    assert "# mine" in acme.read_text()


def test_what_was_not_saved_is_no_draft(acme, editor):
    editor("")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    assert drafts(acme.parent.parent) == []


def test_a_draft_that_is_not_wanted_goes(acme, editor):
    stop = editor("# mine\\n")
    before = acme.read_bytes()
    in_the_editor(EDIT).dies(signal.SIGKILL)
    stop.touch()
    Terminal(*EDIT, EDITOR="true").answers(RESUME, "n").ends()
    assert acme.read_bytes() == before
    assert drafts(acme.parent.parent) == []


def test_what_others_wrote_meanwhile_stays(run, acme, editor):
    """An edit that was left is brought in beside what was logged since."""
    stop = editor("")
    os.environ["EDITOR"] = f"{os.environ['EDITOR']}.sed"
    Path(os.environ["EDITOR"]).write_text(
        '#!/bin/sh\nsed \'s/^company .*/company = "Acme AG"/\' "$1" > "$1.n"; mv "$1.n" "$1"\n'
        f"echo saved in the editor\nwhile [ ! -e {stop} ]; do sleep 0.05; done\n"
    )
    Path(os.environ["EDITOR"]).chmod(0o755)
    in_the_editor(EDIT).dies(signal.SIGKILL)
    stop.touch()
    assert run("note", "acme", "-m", "since").code == 0
    Terminal(*EDIT, EDITOR="true").answers(RESUME).ends()
    table = read_toml(acme)[0]
    assert table["company"] == "Acme AG"
    assert table["log"][-1]["note"] == "since"


def test_a_kept_answer_of_next_does_not_hide_what_was_saved(acme, editor):
    """Also where the editor saves after the answer was kept."""
    book = acme.parent.parent
    command = [Path(os.sys.executable).with_name("salescli"), "next", "--list"]
    stop = editor("", trap="trap '' HUP INT TERM", late="""printf '# late\\n' >> "$1" """)
    in_the_editor(EDIT).dies(signal.SIGKILL)

    def shown() -> str:
        return subprocess.run(command, cwd=book, capture_output=True, text=True, check=True).stdout

    assert "salescli edit acme" not in shown()
    stop.touch()
    (folder,) = (book / ".salescli/drafts").iterdir()
    script = 'until grep -q late "$1"; do sleep 0.05; done'
    subprocess.run(["sh", "-c", script, "sh", folder / "acme.toml"], check=True, timeout=60)
    assert "salescli edit acme" in shown()


def test_what_nobody_saved_is_swept_away_after_a_day(run, acme, editor):
    editor("")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    (folder,) = (acme.parent.parent / ".salescli/drafts").iterdir()
    assert run("doctor", "--fix").code == 0
    assert folder.exists(), "the editor may still be open"
    os.utime(folder, (0, 0))
    assert run("doctor", "--fix").code == 0
    assert not folder.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": 1}', '{"at": "soon"}', "[" * 100_000])
def test_what_is_no_file_of_ours_is_passed_over(run, acme, editor, text):
    editor("# mine\\n")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    (folder,) = (acme.parent.parent / ".salescli/drafts").iterdir()
    (folder / ".about.json").write_text(text)
    assert drafts(acme.parent.parent) == []
    assert run("next").code == 0
    os.utime(folder, (0, 0))
    assert run("doctor", "--fix").code == 0
    assert "# mine" in (folder / "acme.toml").read_text(), "it was saved, whatever it is about"


@pytest.mark.parametrize("ending", ["open", "finished"])
def test_two_commands_that_take_up_one_text_do_not_lose_it(acme, editor, ending):
    stop = editor("# left\\n")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    stop.touch()
    stop = editor("# taken up\\n")
    second = Terminal(*EDIT).sees(RESUME)
    first = Terminal(*EDIT).answers(RESUME).sees("saved in the editor")
    if ending == "open":
        shown = " ".join(second.types("\n").ends(2).split())
        assert "this text (edit acme) is open in another salescli command" in shown
        stop.touch()
        first.ends()
    else:
        stop.touch()
        first.ends()
        shown = " ".join(second.types("\n").ends(2).split())
        assert "another salescli command has finished this text (edit acme)" in shown
    assert "# left\n# taken up\n" in acme.read_text()
    assert drafts(acme.parent.parent) == []


def test_a_text_that_is_open_elsewhere_is_not_deleted_because_it_is_not_wanted_here(acme, editor):
    stop = editor("# left\\n")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    stop.touch()
    stop = editor("# taken up\\n")
    second = Terminal(*EDIT, EDITOR="true").sees(RESUME)
    first = Terminal(*EDIT).answers(RESUME).sees("saved in the editor")
    second.types("n\n").ends()
    stop.touch()
    first.ends()
    assert "# left\n# taken up\n" in acme.read_text()


def is_named_and_kept(run, folder: Path) -> None:
    """`next` and `doctor` name what was saved, and it is never swept away."""
    os.utime(folder, (0, 0))
    assert run("doctor", "--fix").code in {0, 1}
    for command in ("next", "doctor"):
        assert f"less{folder}/acme.toml" in "".join(run(command).out.split())
    assert (folder / "acme.toml").exists()


def test_what_was_saved_is_kept_however_long_it_is(run, acme, editor):
    editor("# mine\\n")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    (folder,) = (acme.parent.parent / ".salescli/drafts").iterdir()
    with (folder / "acme.toml").open("ab") as file:
        file.write(b"# a line\n" * (1024 * 1024))
    assert drafts(acme.parent.parent) == []
    is_named_and_kept(run, folder)


def test_what_was_saved_is_named_whatever_it_is_about(run, acme, editor):
    editor("# mine\\n")
    in_the_editor(EDIT).dies(signal.SIGKILL)
    (folder,) = (acme.parent.parent / ".salescli/drafts").iterdir()
    for text in ("{", None):
        if text is None:
            (folder / ".about.json").unlink()
        else:
            (folder / ".about.json").write_text(text)
        is_named_and_kept(run, folder)
