"""Completion: what a line asks for, the words for it, and all three shells for real."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from string import ascii_lowercase

import pexpect
import pytest
from support.fixture_cache import copy_of

from salescli.commands.completion.shell_scripts import SCRIPTS, in_bash, unquoted
from salescli.domain.checks import all_rules
from salescli.domain.time.date_grammar import GRAMMAR

BREAKS = " \t\n\"'><=;|&(:"
ODD = "odd $(touch pwned) !! `it's` é !echo"


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T08:30+01:00")
    copy_of("demo", lambda folder: run("demo", str(folder)), tmp_path_factory, tmp_path)


def words(run, *line):
    done = run("complete-words", "zsh", "--", *line)
    assert not done.err
    return [one.partition("\t")[0] for one in done.out.splitlines()]


ASKED = [
    (("boa",), ["board"]),
    (("process", "a"), ["adopt"]),
    (("log", "te"), ["tessaly"]),
    (("show", "--book", ".", "te"), ["tessaly"]),
    (("--book", ".", "show", "te"), ["tessaly"]),
    (("log", "tessaly", "--wi"), ["--with"]),
    (("log", "tessaly", "--with", ""), ["gregor", "ilse"]),
    (("log", "tessaly", "--with", "ilse", "--with", ""), ["gregor"]),
    (("log", "tess", "dis"), ["discovery"]),
    (("log", "tessaly", "discovery", "dis"), []),
    (("schedule", "tessaly", "--next=dis"), ["--next=discovery"]),
    (("add", "New Co", "--process", "enterprise", "--next", "dis"), ["discovery"]),
    (("log", "tessaly", "discovery", "--met", "pain"), ["pain-sized"]),
    (("log", "tessaly", "--kind", "m"), ["meeting", "message"]),
    (("log", "tessaly", "--lost", "pri"), ["price"]),
    (("lose", "tessaly", "--reason", "pri"), ["price"]),
    (("person", "tessaly", "il"), ["ilse"]),
    (("person", "tessaly", "ilse", "--role", "econ"), ["economic-buyer"]),
    (("process", "show", "ent"), ["enterprise"]),
    (("list", "--process", "ent"), ["enterprise"]),
    (("list", "--stage", "disc"), ["discover"]),
    (("list", "--status", "l"), ["lost"]),
    (("list", "--owner", ""), ["ada"]),
    (("list", "--columns", "deal,clo"), ["deal,close"]),
    (("list", "--sort", "val"), ["value"]),
    (("check", "--select", "N08"), ["N08"]),
    (("rule", "Q0"), [code for code in all_rules() if code.startswith("Q0")]),
    (("schedule", "tessaly", "--on", "tomorrow m"), ["tomorrow morning"]),
    (("list", "--closing", "over"), ["overdue"]),
    (("completion", "z"), ["zsh"]),
    (("help", "da"), ["dates", "day"]),
    (("show", "--", "te"), ["tessaly"]),
    (("show", "tessaly", "te"), []),
    (("no-such", "te"), []),
    (("log", "nobody", ""), []),
    (("add", ""), []),
    ((), ["add", "apply"]),
]


@pytest.mark.usefixtures("demo")
def test_what_a_line_can_end_with(run):
    for line, found in ASKED:
        assert words(run, *line)[: max(len(found), 2)] == found, line


def test_hidden_commands_are_not_offered_and_what_they_do_is(run):
    done = run("complete-words", "fish", "--", "")
    assert "\nboard\tShow the pipeline by stage" in done.out
    assert "merge-driver" not in done.out
    assert "complete-words" not in done.out


def test_where_a_file_is_wanted_the_shell_looks_for_it(run):
    for line in (("import", ""), ("report", "--html", ""), ("init", "")):
        assert run("complete-words", "zsh", "--", *line).code == 1


def test_without_a_book_there_are_no_deals_and_nobody_is_told(run):
    done = run("complete-words", "zsh", "--", "show", "")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.usefixtures("demo")
def test_deals_and_steps_are_offered_where_the_settings_cant_be_read(run, tmp_path):
    (tmp_path / "salescli.toml").write_text("me = ", encoding="utf-8")
    assert words(run, "show", "te") == ["tessaly"]
    assert words(run, "log", "tessaly", "dis") == ["discovery"]
    assert words(run, "list", "--owner", "") == []


def test_what_could_steer_a_terminal_or_be_a_flag_is_not_offered(run, book):
    for name in ("a\x1b[2J", "a\nb", "-a", "a b"):
        (book / f"deals/{name}.toml").write_text('company = "A"\n', encoding="utf-8")
    assert words(run, "show", "") == ["a b"]


def test_a_shell_that_is_not_known(run):
    done = run("completion", "tcsh")
    assert (done.code, done.err) == (
        2,
        "error: there is no completion for 'tcsh'\n  there is: bash, zsh, fish\n",
    )


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_is_printed_as_it_is_and_evaluates_nothing(run, shell):
    assert run("completion", shell).out == SCRIPTS[shell]
    assert "eval" not in SCRIPTS[shell]


UNQUOTED = [
    ("plain", "plain"),
    (r"a\ b", "a b"),
    ("'a $b'", "a $b"),
    (r'"a \"b\" \n"', r'a "b" \n'),
    ("'open", "open"),
    ('x"y z', "xy z"),
    ("end\\", "end"),
]


@pytest.mark.parametrize(("text", "meant"), UNQUOTED)
def test_a_word_is_read_as_the_shell_reads_it(text, meant):
    assert unquoted(text) == meant


IN_BASH = [
    ("s show a", r"a\ \$b"),
    ("s show ", r"a\ \$b"),
    (r"s show a\ ", r"a\ \$b"),
    ("s show 'a", "a $b"),
    ('s show "a', r"a \$b"),
    ("s show --deal=a", r"a\ \$b"),
]


@pytest.mark.parametrize(
    ("mark", "answer"), [('"', "a\"'!'\"\"'!'\" b"), ("'", "a!! b"), ("", r"a\!\!\ b")]
)
def test_no_old_command_takes_the_place_of_exclamation_marks(mark, answer):
    assert in_bash(f"s show {mark}a", BREAKS, lambda _: [("a!! b", "")]) == [answer]
    begun = f"s show {mark}{answer.removesuffix(' b')}"
    assert in_bash(begun, BREAKS, lambda asked: [("a!! b", "")] if asked[-1] == "a!!" else [])


@pytest.mark.parametrize(("line", "answer"), IN_BASH)
def test_bash_gets_what_takes_the_place_of_its_own_word(line, answer):
    def complete(asked):
        lead = "--deal=" if asked[-1].startswith("--deal=") else ""
        return [(f"{lead}a $b", "")]

    assert in_bash(line, BREAKS, complete) == [answer]


RC = {
    "bash": """
        PS1='$ '; bind 'set enable-bracketed-paste off'; bind 'set bell-style none'
        source <(salescli completion bash)
        say() { printf '<%s>' "$@"; echo; }; complete -F _salescli say
        """,
    "zsh": """
        PS1='$ '; unsetopt zle_bracketed_paste
        source <(salescli completion zsh)
        say() { printf '<%s>' "$@"; echo; }; compdef _salescli say
        """,
    "fish": """
        function fish_prompt; echo '$ '; end
        salescli completion fish | source
        function say; printf '<%s>' $argv; echo; end
        complete -c say -f -a '(__salescli_complete)'
        """,
}
BARE = {"bash": ("--norc", "--noprofile"), "zsh": ("-f",), "fish": ("--no-config",)}


@pytest.mark.parametrize("shell", RC)
def test_a_shell_completes_for_real(shell, run, acme, monkeypatch):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")
    shutil.copy(acme, acme.with_name(f"{ODD}.toml"))
    assert words(run, "show", "odd") == [ODD]
    beside = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
    child = pexpect.spawn(
        shell,
        [*BARE[shell], "-i"],
        env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        dimensions=(24, 200),
        encoding="utf-8",
        timeout=60,
    )
    child.delaybeforesend = None
    child.send(f"{RC[shell]}echo re''ady\n")
    child.expect("ready")
    for typed, said in (
        ("say show odd\t", f"<show><{ODD}>"),
        ("say show 'od\t", f"<show><{ODD}>"),
        ('say show "od\t', f"<show><{ODD}>"),
        ("say schedule acme --with b\t", "<schedule><acme><--with><bob>"),
    ):
        child.send(f"{typed}\n")
        child.expect_exact(said)
    child.send("exit\n")
    child.expect(pexpect.EOF)
    child.close()
    assert not (acme.parent.parent / "pwned").exists()


@pytest.mark.usefixtures("demo")
def test_a_date_is_completed_with_every_phrase_that_the_guide_shows(run):
    offered = {word for letter in ascii_lowercase for word in words(run, "add", "--close", letter)}
    shown = {phrase for phrases, _ in GRAMMAR for phrase in phrases.split(", ")}
    assert offered == {phrase for phrase in shown if phrase.replace(" ", "").isalpha()}
    assert "today" in words(run, "add", "--close", "")
