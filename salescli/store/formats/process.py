"""A process's TOML table, read into a Process, with a finding for everything that can't be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from salescli.domain.finding import Finding, Key
from salescli.domain.process import (
    ORDERS,
    SIDES,
    Ask,
    Fit,
    Outcome,
    Process,
    Range,
    Reason,
    Role,
    Stage,
    Step,
)
from salescli.store.formats import values
from salescli.store.formats.values import Shape, WrongValueError, misread, read_table

T = TypeVar("T")

MOST = 300  # stages, steps or the like; what comes of them grows faster than their number
FITS = ("employees", "value", "industry", "country", "kind")
_RANGED = ("employees", "value")

PROCESS: Shape = {
    "name": ("name", values.text),
    "title": ("title", values.text),
    "revision": ("revision", values.positive),
    "summary": ("summary", values.text),
    "order": ("order", values.one_of(*ORDERS)),
    "cycle": ("cycle", values.duration),
    "stale": ("stale", values.duration),
    "then": ("then", values.text),
    "fits": ("fits", values.table),
    "stage": ("stages", values.tables),
    "role": ("roles", values.tables),
    "step": ("steps", values.tables),
    "ask": ("ask", values.table),
    "disqualify": ("disqualify", values.tables),
    "loss": ("loss", values.tables),
}
STAGE: Shape = {name: (name, values.text) for name in ("id", "title", "buyer")}
ROLE: Shape = {
    "id": ("id", values.text),
    "side": ("side", values.one_of(*SIDES)),
    "title": ("title", values.text),
}
REASON: Shape = {name: (name, values.text) for name in ("id", "text")}
OUTCOME: Shape = {**REASON, "required": ("required", values.yes)}
STEP: Shape = {
    "id": ("id", values.text),
    "title": ("title", values.text),
    "stage": ("stage", values.text),
    "buyer": ("buyer", values.text),
    "required": ("required", values.yes),
    "times": ("times", values.positive),
    "at_most": ("at_most", values.positive),
    "after": ("after", values.texts),
    "leads_to": ("leads_to", values.texts),
    "never_with": ("never_with", values.texts),
    "within": ("within", values.duration),
    "takes": ("takes", values.duration),
    "ours": ("ours", values.texts),
    "theirs": ("theirs", values.texts),
    "how": ("how", values.text),
    "outcome": ("outcomes", values.tables),
}
ASK: Shape = {
    "step": ("step", values.text),
    "roles": ("roles", values.texts),
    "steps": ("steps", values.texts),
}


def read_process(name: str, table: Mapping[str, Any]) -> tuple[Process, list[Finding]]:
    """Return the process that a table declares, and the findings F02 and F03. Never raises."""
    findings: list[Finding] = []
    fields = read_table(table, PROCESS, (), findings)
    if fields.get("name", name) != name:
        from salescli.domain.faults import misnamed_process

        fix = f'write name = "{name}", or rename the file'
        message = f"the name '{fields['name']}' does not match its file"
        findings.append(misnamed_process(message, fix))
    fields["name"] = name
    fields["fits"] = _fits(fields.get("fits", {}), findings)
    if "ask" in fields:
        fields["ask"] = _ask(fields["ask"], findings)
    readers: tuple[tuple[str, str, Callable[..., Any]], ...] = (
        ("stages", "stage", _of(Stage, STAGE)),
        ("roles", "role", _of(Role, ROLE)),
        ("steps", "step", _step),
        ("disqualify", "disqualify", _of(Reason, REASON)),
        ("loss", "loss", _of(Reason, REASON)),
    )
    for field, key, reader in readers:
        fields[field] = _each(fields.get(field, ()), (key,), reader, findings)
    return Process(**fields), findings


def _of(make: Callable[..., T], shape: Shape) -> Callable[..., T]:
    def reader(table: Mapping[str, Any], key: Key, findings: list[Finding]) -> T:
        return make(**read_table(table, shape, key, findings))

    return reader


def _each(items: Any, key: Key, reader: Callable[..., T], findings: list[Finding]) -> tuple[T, ...]:
    """Return what can be made of each table of a list: those without an `id` are left out."""
    made = []
    if len(items) > MOST:
        message = f"more than {MOST} [[{key[-1]}]]: the others are left out"
        findings.append(misread(message, (*key, MOST)))
    for index, item in enumerate(items[:MOST]):
        here = (*key, index)
        if type(item.get("id")) is str:
            made.append(reader(item, here, findings))
        else:
            findings.append(misread(f"[[{key[-1]}]] has no `id`: it is left out", here))
    return tuple(made)


def _step(table: Mapping[str, Any], key: Key, findings: list[Finding]) -> Step:
    fields = read_table(table, STEP, key, findings)
    outcomes = fields.pop("outcomes", ())
    make = _of(Outcome, OUTCOME)
    return Step(**fields, outcomes=_each(outcomes, (*key, "outcome"), make, findings))


def _ask(table: Mapping[str, Any], findings: list[Finding]) -> Ask | None:
    fields = read_table(table, ASK, ("ask",), findings)
    if "step" not in fields:
        findings.append(misread("[ask] names no `step`: it is left out", ("ask",)))
        return None
    return Ask(**fields)


def _fits(table: Mapping[str, Any], findings: list[Finding]) -> dict[str, Fit]:
    return read_table(table, FITTING, ("fits",), findings)


def read_bounds(value: Any) -> Range:
    """Read a number's bounds: { from = 10, to = 50 }, or one of them."""
    if type(value) is not dict or set(value) - set(BOUNDS):
        raise WrongValueError(f"expected {{ from = …, to = … }}, not {values.describe(value)}")
    low, high = (values.amount(value[name]) if name in value else None for name in BOUNDS)
    return Range(low, high)


def read_words(value: Any) -> tuple[str, ...]:
    """Return one text, or a list of them."""
    return (value,) if type(value) is str else values.texts(value)


BOUNDS = ("from", "to")
FITTING: Shape = {name: (name, read_bounds if name in _RANGED else read_words) for name in FITS}
