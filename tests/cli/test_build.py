"""The command line is built from what salescli/flags declares, and hands it on as declared."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Annotated, get_type_hints

import pytest
from support.loaded_modules import LIST, libraries, loaded

from salescli.cli import build
from salescli.cli.group import CommandParser
from salescli.flags.support.command_table import SECTIONS, CommandRow, command_table
from salescli.flags.support.declaration import Argument, Command, Flag, FlagTable

ROWS = [
    one
    for row in command_table().values()
    for one in (row.members().values() if row.is_group else (row,))
]


def rows():
    return {"tags": (tuple[str, ...], Flag("--tag")), "x": (int, Flag("--x"))}


@dataclass(frozen=True, slots=True)
class Inner:
    on: Annotated[str | None, Flag("--on", "DATE", "When.")] = None
    said: Annotated[tuple[str, ...], Flag("--said", "TEXT", "What.")] = ()


@dataclass(frozen=True, slots=True)
class Own(Inner):
    on: str | None = None  # no flag of this one
    said: Annotated[tuple[str, ...], Flag("-s --says", "TEXT", "What.")] = ()
    result: str = "set by the command"


@dataclass(frozen=True, slots=True)
class Flags:
    deal: Annotated[str, Argument("DEAL", "Which.")]
    steps: Annotated[tuple[str, ...], Argument("[STEP]...", "Steps.")] = ()
    days: Annotated[int | None, Flag("--days", "N", "How many.", least=0)] = None
    git: Annotated[bool, Flag("--git/--no-git", "", "Whether.")] = True
    note: Annotated[str, Flag("-m --note", "TEXT", "What was said.", alone="--edit")] = ""
    edit: Annotated[bool, Flag("-e --edit", "", "In the editor.")] = False
    agreed: Annotated[bool | None, Flag("--agreed/--not-agreed", "", "Whether.")] = None
    path: Annotated[Path | None, Flag("-o --output", "FILE", "Where.")] = None
    header: Annotated[dict, FlagTable(rows)] = field(default_factory=dict)
    inner: Inner = field(default_factory=Inner)
    own: Own = field(default_factory=Own)


COMMAND = Command(f"{__name__}:keep", Flags)
KEPT = []


def keep(flags):
    KEPT.append(flags)
    return 3


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (("acme",), Flags("acme")),
        (("acme", "a", "b"), Flags("acme", ("a", "b"))),
        (("acme", "--days", "0", "--no-git"), Flags("acme", days=0, git=False)),
        (("acme", "--not-agreed"), Flags("acme", agreed=False)),
        (("acme", "-o", "x"), Flags("acme", path=Path("x"))),
        (("acme", "--tag", "a", "--tag", "b"), Flags("acme", header={"tags": ("a", "b")})),
        (("acme", "--x", "0"), Flags("acme", header={"x": 0})),
        (("acme", "--said", "a", "--on", ""), Flags("acme", inner=Inner("", ("a",)))),
        (("acme", "-s", "a", "--says", "b"), Flags("acme", own=Own(said=("a", "b")))),
        (("acme", "-m"), Flags("acme", edit=True)),
        (("acme", "--note", "--days=1"), Flags("acme", edit=True, days=1)),
        (("acme", "-m", "--", "-m"), Flags("acme", ("-m",), edit=True)),
        (("acme", "-m", "-10 % asked"), Flags("acme", note="-10 % asked")),
        (("acme", "-m", "-", "-e"), Flags("acme", note="-", edit=True)),
    ],
)
def test_what_is_typed_reaches_the_command_as_it_is_declared(monkeypatch, words, flags):
    monkeypatch.setattr(build, "import_module", lambda _: import_module(__name__))
    command = build.build_command(CommandRow("x", "", "x", "x", is_group=False), CommandParser)
    KEPT.clear()
    assert command.main(list(words), standalone_mode=False) == 3
    assert [flags] == KEPT


def declarations(flags):
    hints = get_type_hints(flags, include_extras=True)
    for one in fields(flags):
        hint = hints[one.name]
        for note in getattr(hint, "__metadata__", ()):
            if isinstance(note, FlagTable):
                yield from (flag for _, flag in note.rows().values())
            elif isinstance(note, Flag | Argument):
                yield note
        if is_dataclass(hint):
            yield from declarations(hint)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.module.removeprefix("salescli.flags."))
def test_a_declaration_is_whole(row):
    command = import_module(row.module).COMMAND
    where, _, name = command.function.partition(":")
    function = getattr(import_module(where), name)
    first = next(iter(signature(function).parameters.values()))
    assert first.annotation == command.flags.__name__
    declared = list(declarations(command.flags))
    names = [
        name
        for flag in declared
        if isinstance(flag, Flag)
        for name in flag.names.replace("/", " ").split()
    ]
    assert len(names) == len(set(names))
    texts = [flag.help for flag in declared if flag.help]
    assert [text for text in (*texts, row.summary) if text[-1] not in ".…"] == []


def test_the_table_has_every_section_and_no_name_twice():
    assert {row.section for row in command_table().values()} == {*SECTIONS.values(), ""}
    assert len({row.name for row in command_table().values()}) == len(command_table())


def test_the_declarations_load_nothing_heavy():
    modules = loaded(code=f"import sys\nimport {', '.join(row.module for row in ROWS)}\n{LIST}")
    assert not libraries(modules) & {"typer", "rich", "tomli", "tomlkit", "json"}
    rooms = {name.split(".")[1] for name in modules if name.startswith("salescli.")}
    assert rooms == {"flags", "domain", "errors"}


@pytest.mark.parametrize("name", ["log", "show", "add"])
def test_the_help_of_a_command_loads_no_command(name):
    modules = loaded(name, "--help")
    rooms = {one.split(".")[1] for one in modules if one.startswith("salescli.")}
    assert not rooms & {"commands", "views", "prompts", "exchange", "insight"}
