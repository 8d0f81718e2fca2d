"""`show --json`: one deal for programs, short enough to be read whole; all of it with `--full`."""

from __future__ import annotations

from typing import Any

from salescli.domain.agenda import turns
from salescli.domain.requirement import Requirement
from salescli.views.deal.entries import entry_facts
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.facts import deal_facts, finding_facts, person_facts
from salescli.views.render.json_text import json_text

BYTES = 6_000  # what the JSON of one deal takes at most, its envelope counted; more with --full
_ENVELOPE = 200  # what stands around it, and its further indentation
_TEXT = 600  # characters of a text that is shown whole
_LAST = 2  # entries of the log
_ITEMS = 12  # items of a list within a list
_KEEP = (6, 4, 2, 1, 0)  # how many of each list, until all of it fits


def sheet_facts(sheet: ShownDeal, *, full: bool, log: bool) -> dict[str, Any]:
    """Return a deal with its requirements, findings and people, and with its log where asked for.

    Unless `full`, it takes at most `BYTES`: requirements that hold are counted, long texts are
    cut, and `left_out` says of each list how many more there are.
    """
    whole = _whole(sheet)
    if full:
        return whole | ({"log": log_facts(sheet)} if log else {})
    holding = sum(one.holds for one in sheet.requirements)
    open_ones = [_requirement(one) for one in sheet.requirements if not one.holds]
    entries = log_facts(sheet)
    whole |= {"requirements": open_ones, "requirements_met": holding, "log": entries[-_LAST:]}
    short = next(filter(_fits, (_short(whole, keep) for keep in (None, *_KEEP))))
    return short | ({"log": entries} if log else {})


def _fits(facts: dict[str, Any]) -> bool:
    return len(json_text(facts, margin="\n    ").encode()) < BYTES - _ENVELOPE


def log_facts(sheet: ShownDeal) -> list[dict[str, Any]]:
    """Return the entries of a log in order of time, with their notes."""
    log = sheet.standing.log
    notes = [turn.entry for turn in turns(log)]
    return [
        {**facts, "with": list(entry.people), "note": entry.note}
        for facts, entry in zip(entry_facts(log), notes, strict=True)
    ]


def _whole(sheet: ShownDeal) -> dict[str, Any]:
    facts = deal_facts(sheet.deal, sheet.process, sheet.standing, sheet.findings)
    facts["requirements"] = [_requirement(one) for one in sheet.requirements]
    facts["details"] = [finding_facts(one) for one in sheet.findings]
    facts["people"] = [person_facts(one) for one in sheet.deal.people.values()]
    facts["custom"] = dict(sheet.deal.custom)
    return facts


def _requirement(requirement: Requirement) -> dict[str, object]:
    return {
        "rule": requirement.rule,
        "step": requirement.step,
        "other": requirement.other,
        "verdict": requirement.verdict,
        "holds": requirement.holds,
    }


def _short(facts: dict[str, Any], keep: int | None) -> dict[str, Any]:
    """Return the facts with the first `keep` of each list, the last ones of the log."""
    left_out: dict[str, int] = {}
    short: dict[str, Any] = {}
    for key, value in facts.items():
        if isinstance(value, list | dict) and key != "next" and keep is not None:
            left_out |= {key: len(value) - keep} if len(value) > keep else {}
            short[key] = _first(value, keep, from_end=key == "log")
        else:
            short[key] = value
    texts = _TEXT if keep is None else max(_TEXT * (keep + 1) // 10, 60)
    return {**_cut(short, texts), "left_out": left_out}


def _first(value: list[Any] | dict[str, Any], keep: int, *, from_end: bool) -> Any:
    if isinstance(value, dict):
        return dict(list(value.items())[:keep])
    return value[max(len(value) - keep, 0) :] if from_end else value[:keep]


def _cut(value: Any, length: int) -> Any:
    match value:
        case str() if len(value) > length:
            return f"{value[: length - 1]}…"
        case dict():
            return {_cut(key, length): _cut(item, length) for key, item in value.items()}
        case list() | tuple():
            return [_cut(item, length) for item in value[:_ITEMS]]
    return value
