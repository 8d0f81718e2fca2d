"""A deal that says the same hostile text in every field that takes one."""

from __future__ import annotations

import re

from salescli.store.toml.write import literal

HEADER = (
    "objective",
    "title",
    "company",
    "owner",
    "source",
    "currency",
    "industry",
    "country",
    "kind",
)


LISTED = ("tags", "competitors", "measures")


MEETING = ("note", "reason", "evidence", "said_by")


CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def hostile_deal(text, *, ending):
    """A deal that says the same in every field that takes a text."""
    said = literal(text)
    header = [f"{name} = {said}" for name in HEADER] + [f"{name} = [{said}]" for name in LISTED]
    person = f"{{name = {said}, role = {said}, email = {said}}}"
    entry = f"at = 2026-11-18T10:00:00+01:00\nby = {said}\n"
    lines = [
        *header,
        'process = "small-business"\nrevision = 1',
        f"people = {{bob = {person}, {literal({text: 0}).rpartition(' = ')[0]} = {person}}}",
        f"[custom]\nown = {said}",
        f'[[log]]\n{entry}kind = "meeting"\nnote = {said}\nwith = [{said}]\nsteps = [{said}]',
        f"met = [{said}]\nflags = [{said}]",
        f"[log.next]\nstep = {said}\nwhat = {said}\ngoal = {said}\nwith = [{said}]",
        "on = 2026-11-23",
        f'[[log]]\n{entry}kind = "skip"\nsteps = [{said}]\nreason = {said}',
        f'[[log]]\n{entry}kind = "change"\n[log.change]\nsource = [{said}, {said}]',
    ]
    if ending:
        said_so = "\n".join(f"{name} = {said}" for name in MEETING)
        lines.append(f'[[log]]\n{entry}kind = "close"\nresult = "lost"\n{said_so}')
    return "\n".join(lines) + "\n"
