"""What the tools say of themselves is what they do: their schemas, their hints, their examples."""

from __future__ import annotations

from itertools import chain

import pytest
from jsonschema import Draft202012Validator, ValidationError
from support.clones import git
from support.mcp_client import Assistant, with_assistant
from support.table import each

from salescli.commands.mcp.command_words import command_words
from salescli.commands.mcp.schemas import CHANGE
from salescli.commands.mcp.tools import TOOLS

NEXT = {"what": "Ring them", "on": "2026-12-04"}
WHY = {"reason": "no-decision", "evidence": "They stay"}
# What each change takes at the least, and what it may have beside that.
LEAST = {
    "log": {"steps": ["legal-review"], "next": NEXT},
    "schedule": {"next": NEXT, "also": True},
    "cancel": {"reason": "They fell ill", "next": NEXT},
    "skip": {"steps": ["procurement-review"], "reason": "Not needed", "next": NEXT},
    "note": {"text": "They rang"},
    "set": {"fields": {"value": "86k", "custom.slack": "#ardent"}},
    "person": {"person": "jo", "name": "Jo Larsen"},
    "win": {},
    "lose": WHY,
    "walk": {**WHY, "reason": "no-decision"},
}
MORE = {
    "log": {
        "kind": "meeting",
        "at": "2026-11-23T10:00",
        "met": ["terms-agreed"],
        "with": ["felix"],
        "note": "Two clauses",
        "done_before": ["procurement-review"],
        "also": True,
    },
    "person": {
        "role": "legal",
        "email": "jo@x.example",
        "phone": "+49 40 5550111",
        "title": "Counsel",
    },
    "win": {"evidence": "Signed", "said_by": "felix"},
    "lose": {"said_by": "felix", "revisit": "2027-03-01", "note": "They rang"},
    "walk": {"said_by": "felix", "revisit": "2027-03-01", "note": "They rang"},
}
TAKES = Draft202012Validator(CHANGE)
OF = {part["properties"]["do"]["const"]: part for part in CHANGE["oneOf"]}
CALLS = {
    "today": [{}, {"ahead": True}],
    "find": [{"words": "e", "deal": "ardent", "person": "felix", "since": "2026-11-01"}],
    "deal": [{"deal": "ardent", "part": part} for part in ("sheet", "log", "full")],
    "brief": [{"deal": "ardent"}],
    "check": [{}, {"deal": "ardent"}],
    "proposals": [{}],
    "process": [{"name": "enterprise"}],
    "propose": [{"change": {"do": "note", "deal": "ardent", "text": "They rang"}, "why": "So"}],
}


def change(name: str, **more: object) -> dict[str, object]:
    return {"do": name, "deal": "ardent", **LEAST[name], **more}


@pytest.mark.parametrize("schema", [CHANGE, *(tool.schema for tool in TOOLS.values())])
def test_each_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", OF)
def test_what_a_schema_takes_the_command_takes(run, name):
    for more in ({}, *({key: value} for key, value in MORE.get(name, {}).items())):
        wanted = change(name, **more)
        TAKES.validate(wanted)
        done = run("propose", "--", *command_words(wanted))
        assert done.code == 0, (wanted, done.err)


def test_every_key_that_is_offered_is_tried_or_named():
    known = {"item", "keep", "drop", "did", "instead", "remove"}  # they need another deal to say
    for name, schema in OF.items():
        tried = {"do", "deal", *LEAST[name], *MORE.get(name, ())}
        assert set(schema["properties"]) - tried <= known, name


@each("name", OF)
def test_what_is_required_really_is(name):
    TAKES.validate(change(name))
    for key in OF[name]["required"]:
        less = {field: value for field, value in change(name).items() if field != key}
        with pytest.raises(ValidationError):
            TAKES.validate(less)


@each("name", TOOLS)
def test_a_tool_without_what_it_needs_is_refused(name):
    tool = TOOLS[name]
    takes = Draft202012Validator(tool.schema)
    for call in CALLS[name]:
        takes.validate(call)
        for key in tool.needs:
            with pytest.raises(ValidationError):
                takes.validate({field: call[field] for field in call if field != key})
    tried = set(chain.from_iterable(CALLS[name])) | {"cursor"}
    assert set(tool.takes) <= tried


def all_of(book):
    """Return each file of a book, but for what may be made again from the others."""
    own = (".salescli/captured", ".salescli/proposals")
    names = {path: str(path.relative_to(book)) for path in book.rglob("*") if path.is_file()}
    kept = (
        (path, name)
        for path, name in names.items()
        if not name.startswith((".salescli", ".git/")) or name.startswith(own)
    )
    return {name: (path.read_bytes(), path.stat().st_mtime_ns) for path, name in kept}


def test_what_only_reads_changes_no_byte_of_the_book(run, demo):
    run("propose", "note", "ardent", "Something")
    before, head = all_of(demo), git(demo, "rev-parse", "HEAD")

    async def talk(it: Assistant) -> None:
        for tool in (await it.client.list_tools()).tools:
            if tool.annotations.read_only_hint:
                await it.call(tool.name, **CALLS[tool.name][0])

    with_assistant(talk)
    assert all_of(demo) == before
    assert (git(demo, "rev-parse", "HEAD"), git(demo, "status", "--porcelain")) == (head, "")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("listed", [frozenset(), frozenset({"set"})])
def test_only_what_it_may_do_unasked_is_called_destructive(listed):
    async def talk(it: Assistant) -> dict[str, bool]:
        tools = (await it.client.list_tools()).tools
        assert {tool.name for tool in tools if not tool.annotations.read_only_hint} == {"propose"}
        return {tool.name: tool.annotations.destructive_hint for tool in tools}

    hints = with_assistant(talk, listed)
    assert {name for name, hint in hints.items() if hint} == ({"propose"} if listed else set())
