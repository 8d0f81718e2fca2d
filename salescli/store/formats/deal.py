"""A deal's TOML table, read into a Deal, with a finding for everything that can't be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from salescli.domain.deal import KINDS, RESULTS, TURNS, WRITERS, Deal, Entry, NextStep, Person
from salescli.domain.deal_fields import FIELDS, Kind
from salescli.domain.finding import Finding, Key
from salescli.store.formats import values
from salescli.store.formats.values import Shape, WrongValueError, misread, read_table
from salescli.text.lazy_re import lazy_re

_REFERENCE = lazy_re(r"(mid|uid|sha|crm):\S.*")


def reference(value: Any) -> str:
    """Return where an entry came from that was not typed here."""
    text = values.text(value)
    if _REFERENCE.fullmatch(text):
        return text
    raise WrongValueError(f"expected mid:…, uid:…, sha:… or crm:…, not {values.describe(value)}")


_READERS: Mapping[Kind, values.Reader] = {
    Kind.TEXT: values.text,
    Kind.TEXTS: values.texts,
    Kind.SENTENCES: values.texts,
    Kind.COUNT: values.positive,
    Kind.WHOLE: values.whole,
    Kind.AMOUNT: values.amount,
    Kind.CURRENCY: values.currency,
    Kind.DAY: values.day,
    Kind.HANDLE: values.text,
}
HEADER: Shape = {
    **{key: (key, _READERS[field.kind]) for key, field in FIELDS.items()},
    "custom": ("custom", values.table),
    "people": ("people", values.table),
    "log": ("log", values.tables),
}
PERSON: Shape = {
    **{name: (name, values.text) for name in ("name", "role", "email", "phone", "title")},
    "links": ("links", values.texts),
}
ENTRY: Shape = {
    "at": ("at", values.moment),
    "by": ("by", values.text),
    "kind": ("kind", values.one_of(*KINDS)),
    "undated": ("undated", values.yes),
    "steps": ("steps", values.texts),
    "met": ("met", values.texts),
    "with": ("people", values.texts),
    "flags": ("flags", values.texts),
    "note": ("note", values.text),
    "next": ("nexts", values.table_or_tables),
    "did": ("did", values.texts),
    "drop": ("drop", values.texts),
    "ref": ("ref", reference),
    "wrote": ("wrote", values.one_of(*WRITERS)),
    "reason": ("reason", values.text),
    "result": ("result", values.one_of(*RESULTS)),
    "evidence": ("evidence", values.text),
    "said_by": ("said_by", values.text),
    "revisit": ("revisit", values.day),
    "change": ("change", values.table),
}
NEXT: Shape = {
    "step": ("step", values.text),
    "what": ("what", values.text),
    "on": ("on", values.when),
    "with": ("people", values.texts),
    "goal": ("goal", values.text),
    "agreed": ("agreed", values.yes),
    "uid": ("uid", values.text),
}
# What an entry of a kind can't do without, one of these keys at least, and what is said where all
# of them are missing.
NEEDED: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "close": {("result",): "the close has no `result`: the deal counts as open"},
    "skip": {("steps",): "the skip names no step", ("reason",): "the skip has no `reason`"},
    "schedule": {("next", "drop"): "the entry schedules nothing: it has no [log.next]"},
}


def read_deal(
    handle: str, table: Mapping[str, Any], enough: Callable[[Deal], bool] | None = None
) -> tuple[Deal, list[Finding]]:
    """Return the deal that a table states, and the findings F02 and F03 about it. Never raises.

    Where it was closed, and what says whether it is, and when it comes back, is `enough` of its
    log, no more of the log is read.
    """
    findings: list[Finding] = []
    fields = read_table(table, HEADER, (), findings)
    if table.get("process", "") == "":
        findings.append(misread("process is missing: the deal follows none", ("process",)))
    if "people" in fields:
        fields["people"] = _people(fields["people"], findings)
    if "log" in fields:
        numbered = list(enumerate(fields["log"]))
        if enough and any(entry.get("kind") == "close" for _, entry in numbered):
            fields["log"] = _log((one for one in numbered if _is_turn(one[1])), [])
            deal = Deal(handle, **fields)
            if enough(deal):
                return deal, findings
        fields["log"] = _log(numbered, findings)
    return Deal(handle, **fields), findings


def _is_turn(entry: Mapping[str, Any]) -> bool:
    return entry.get("kind") in TURNS or "revisit" in entry


def _log(
    numbered: Iterable[tuple[int, Mapping[str, Any]]], findings: list[Finding]
) -> tuple[Entry, ...]:
    entries = (_entry(n, entry, findings) for n, entry in numbered)
    return tuple([entry for entry in entries if entry is not None])


def _people(table: Mapping[str, Any], findings: list[Finding]) -> dict[str, Person]:
    people = {}
    for handle, person in table.items():
        key: Key = ("people", handle)
        if type(person) is dict:
            people[handle] = Person(handle, **read_table(person, PERSON, key, findings))
        else:
            findings.append(misread(f"people.{handle}: expected a table", key))
    return people


def _entry(index: int, table: Mapping[str, Any], findings: list[Finding]) -> Entry | None:
    key: Key = ("log", index)
    fields = read_table(table, ENTRY, key, findings)
    if "at" not in table or "kind" not in table:
        absent = [name for name in ("at", "kind") if name not in table]
        findings += [misread(f"the entry has no `{name}`: it is left out", key) for name in absent]
    if "nexts" in fields:
        fields["nexts"] = _nexts(table["next"], (*key, "next"), findings)
    if "change" in fields:
        fields["change"] = _change(fields["change"], (*key, "change"), findings)
    if "at" not in fields or "kind" not in fields:
        return None
    fields["index"] = index
    entry = Entry(**fields)
    if entry.kind in NEEDED and (missing := _missing(entry)):
        findings.append(misread(missing, key))
    return entry


def _missing(entry: Entry) -> str:
    """Return what an entry of its kind can't do without, as a sentence; '' when it is whole."""
    needed = NEEDED[entry.kind].items()
    return next(
        (
            message
            for names, message in needed
            if not any(getattr(entry, ENTRY[name][0]) for name in names)
        ),
        "",
    )


def _nexts(value: Any, key: Key, findings: list[Finding]) -> tuple[NextStep, ...]:
    """Return the next steps of one table, or of a list of them."""
    if type(value) is dict:
        only = _next(value, key, findings)
        return () if only is None else (only,)
    following = [_next(table, (*key, n), findings) for n, table in enumerate(value)]
    return tuple([step for step in following if step is not None])


def _next(table: Mapping[str, Any], key: Key, findings: list[Finding]) -> NextStep | None:
    fields = read_table(table, NEXT, key, findings)
    if "on" not in table:
        findings.append(misread("the next step has no `on`: it is left out", key))
    elif not (fields.get("step") or fields.get("what")):
        findings.append(misread("the next step has neither `step` nor `what`", key))
    return NextStep(**fields) if "on" in fields else None


def _change(
    table: Mapping[str, Any], key: Key, findings: list[Finding]
) -> dict[str, tuple[Any, Any]]:
    change = {}
    for name, pair in table.items():
        try:
            old, new = _pair(pair)
        except WrongValueError as wrong:
            findings.append(misread(f"{name}: {wrong}", (*key, name)))
        else:
            change[name] = (old, new)
    return change


def _pair(value: Any) -> tuple[Any, Any]:
    if type(value) is list and len(value) == 2:
        return value[0], value[1]
    raise WrongValueError(f"expected [old, new], not {values.describe(value)}")
