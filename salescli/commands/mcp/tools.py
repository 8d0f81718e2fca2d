"""The tools of the server: what each takes, whether it changes anything, and how it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from salescli.commands.mcp.answers import cut_to_fit, marked, page
from salescli.commands.mcp.ask_salescli import Answer, ask_salescli
from salescli.commands.mcp.command_words import command_words
from salescli.commands.mcp.schemas import CHANGE, CURSOR, HANDLE, Schema, object_of

Facts = Mapping[str, Any]
_DUE = ("overdue", "today", "no next step")
_SETTINGS = "salescli.toml"
_CHECK = ("check", "--json")  # as it is, since this answer is kept; of named deals none is
_OF_FILES = ("F", "R")  # families of findings: what of a file isn't as it is meant
_WORDS: Schema = {"type": "string", "minLength": 1, "maxLength": 300}
_SAID = 1_000  # characters of what a command warned of
_REASON: Schema = {"type": "string", "maxLength": 1_000}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: the name of the client, and the commands whose proposals it may apply itself."""

    name: str = "assistant"
    may_apply: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool. `answers` returns the facts of a call, or the answer of a command that refused."""

    description: str
    answers: Callable[[Facts, Caller], Awaitable[Facts | Answer]]
    takes: Mapping[str, Schema] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    changes: bool = False

    @property
    def schema(self) -> Schema:
        """The JSON Schema of its arguments."""
        return object_of(self.takes, self.needs)


async def _today(arguments: Facts, _caller: Caller) -> Facts | Answer:
    answer, checked = await asyncio.gather(
        ask_salescli(["next", "--json", "--all"]), ask_salescli(_CHECK)
    )
    if answer.was_refused or checked.was_refused:
        return answer if answer.was_refused else checked
    facts = answer.facts
    deals = [_with_urgency(item) for item in facts["deals"]]
    unreadable = [item for item in deals if item["status"] == "unreadable"]
    due = [item for item in deals if item.get("urgency") in _DUE]
    shown = deals if arguments.get("ahead") else [*unreadable, *due]
    named = {item["deal"] for item in unreadable}
    problems = [item for item in checked.facts["findings"] if _misleads(item, named)]
    waits = {
        "due": len(due),
        "unreadable": len(unreadable),
        "problems": len(problems),
        "to_revisit": len(facts["revisit"]),
        "captured": facts["captured"],
        "calendar_changes": len(facts["calendar"]),
    }
    around = {
        "today": facts["today"],
        "nothing_due": not any(waits.values()),
        **waits,
        "proposals": facts["proposed"],
    }
    revisit = [{**item, "urgency": "revisit"} for item in facts["revisit"]]
    trouble = [{**item, "urgency": "problem"} for item in problems]
    return page([*trouble, *shown, *revisit], arguments.get("cursor", ""), around)


def _misleads(finding: Mapping[str, Any], unreadable: Collection[str]) -> bool:
    """Return whether the day may be another one than it seems: a file isn't read as it is meant."""
    is_of_file = finding["code"][:1] in _OF_FILES
    matters = finding["severity"] == "error" or finding["file"] == _SETTINGS
    return is_of_file and matters and finding["deal"] not in unreadable


def _with_urgency(item: dict[str, Any]) -> dict[str, Any]:
    """Return a deal of the review with why it is there in a word, without what a call can ask."""
    urgency = str(item.get("why", "")).partition(":")[0]
    kept = {key: value for key, value in item.items() if key not in ("gaps", "revision", "agenda")}
    return {**kept, "urgency": urgency.replace(" ", "-") if urgency not in _DUE else urgency}


async def _find(arguments: Facts, _caller: Caller) -> Facts | Answer:
    flags = [
        f"--{name}={arguments[name]}" for name in ("deal", "person", "since") if name in arguments
    ]
    return await _paged(
        ["find", *flags, "--json", "--", *arguments["words"].split()], "hits", arguments
    )


async def _deal(arguments: Facts, _caller: Caller) -> Facts | Answer:
    handle, part = arguments["deal"], arguments.get("part", "sheet")
    flags = {"sheet": [], "log": ["--log"], "full": ["--full"]}[part]
    answer = await ask_salescli(["show", "--json", *flags, "--", handle])
    if answer.was_refused:
        return answer
    (facts,) = answer.facts["deals"]
    if facts["deal"] != handle:
        return _candidates(handle, facts["deal"])
    items = facts.pop("log") if part == "log" else [facts]
    items = _parts(facts) if part == "full" else items
    return page(items, arguments.get("cursor", ""), {"deal": handle, "part": part})


def _candidates(typed: str, handle: str) -> Answer:
    return Answer(2, "", f"error: there is no deal '{typed}'\n  candidates: {handle}")


async def _brief(arguments: Facts, _caller: Caller) -> Facts | Answer:
    answer = await ask_salescli(["brief", "--json", "--", arguments["deal"]])
    if answer.was_refused:
        return answer
    (facts,) = answer.facts["briefs"]
    if facts["deal"] != arguments["deal"]:
        return _candidates(arguments["deal"], facts["deal"])
    return page([facts], "", _around(answer))


async def _check(arguments: Facts, _caller: Caller) -> Facts | Answer:
    deals = ["--", arguments["deal"]] if "deal" in arguments else []
    return await _paged([*_CHECK, *deals], "findings", arguments)


async def _proposals(arguments: Facts, _caller: Caller) -> Facts | Answer:
    answer = await ask_salescli(["apply", "--json"])
    if answer.was_refused:
        return answer
    waiting = map(_named, answer.facts["proposals"])
    return page(waiting, arguments.get("cursor", ""), _around(answer))


def _named(proposal: dict[str, Any]) -> dict[str, Any]:
    """Return a proposal with its own name apart from the names that a book has."""
    return {"proposal": proposal.pop("name"), **proposal}


async def _process(arguments: Facts, _caller: Caller) -> Facts | Answer:
    answer = await ask_salescli(["process", "show", "--json", "--", arguments["name"]])
    if answer.was_refused:
        return answer
    (facts,) = answer.facts["processes"]
    return page(_parts(facts), arguments.get("cursor", ""), _around(answer))


def _parts(facts: Facts) -> list[dict[str, Any]]:
    """Return what is long as items: what stands alone first, then each row of each table."""
    head = {key: value for key, value in facts.items() if not _is_table(value)}
    rows = [
        {"part": key, **item} for key, value in facts.items() if _is_table(value) for item in value
    ]
    return [{"part": "head", **head}, *rows]


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


async def _paged(words: list[str], name: str, arguments: Facts) -> Facts | Answer:
    answer = await ask_salescli(words)
    if answer.was_refused:
        return answer
    return page(answer.facts[name], arguments.get("cursor", ""), _around(answer))


def _around(answer: Answer) -> Facts:
    """Return what stands around the items: the day, and what the command said it left out."""
    if not answer.err.strip():
        return {"today": answer.facts["today"]}
    left_out = {"incomplete": True, **marked({"said": answer.err.strip()[:_SAID]})}
    return {"today": answer.facts["today"], **left_out}


async def _propose(arguments: Facts, caller: Caller) -> Facts | Answer:
    words = command_words(arguments["change"])
    why = [f"--why={arguments['why']}"] if arguments.get("why") else []
    made = await ask_salescli(["propose", "--json", f"--by={caller.name}", *why, "--", *words])
    if made.was_refused:
        return made
    (proposal,) = made.facts["proposals"]
    if proposal["owner_only"] or words[0] not in caller.may_apply:
        return page([_named(proposal)], "", {"applied": False})
    done = await ask_salescli(["apply", "--", proposal["name"]])
    if done.code:
        return done
    return cut_to_fit({"applied": True, **marked({"said": done.out.strip()})})


TOOLS: Mapping[str, Tool] = {
    "today": Tool(
        "What is due today, the most pressing first; with `ahead` the coming days too. "
        "`nothing_due` is true only where all could be read and nothing waits: captured mails are "
        "logged, and changes of the calendar settled, by the owner in `salescli next`.",
        _today,
        {"ahead": {"type": "boolean"}, "cursor": CURSOR},
    ),
    "find": Tool(
        "Words in notes, titles, companies, people, next steps and tags, the newest first.",
        _find,
        {
            "words": _WORDS,
            "deal": HANDLE,
            "person": HANDLE,
            "since": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
            "cursor": CURSOR,
        },
        ("words",),
    ),
    "deal": Tool(
        "One deal by its exact handle: its sheet, its log, or all of it.",
        _deal,
        {"deal": HANDLE, "part": {"enum": ["sheet", "log", "full"]}, "cursor": CURSOR},
        ("deal",),
    ),
    "brief": Tool(
        "What to know before a call with a deal, by its exact handle.",
        _brief,
        {"deal": HANDLE},
        ("deal",),
    ),
    "check": Tool(
        "What is missing or wrong, in all deals or in one.",
        _check,
        {"deal": HANDLE, "cursor": CURSOR},
    ),
    "propose": Tool(
        "Propose a change of one deal: tried on a copy, kept for the owner to apply. No "
        "conversation is logged without a next step with a day, or an ending. Ids of steps, "
        "outcomes, roles and reasons are those of the deal's process.",
        _propose,
        {"change": CHANGE, "why": _REASON},
        ("change",),
        changes=True,
    ),
    "proposals": Tool("What is proposed and waits for the owner.", _proposals, {"cursor": CURSOR}),
    "process": Tool(
        "A process by its name: stages, roles, steps, outcomes, rules, reasons.",
        _process,
        {"name": HANDLE, "cursor": CURSOR},
        ("name",),
    ),
}
