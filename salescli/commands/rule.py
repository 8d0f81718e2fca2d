"""`rule`: what the code of a finding means, why it matters, an example, the mend."""

from __future__ import annotations

import os
from inspect import getdoc

from salescli.commands.check import codes
from salescli.commands.support.session import clock
from salescli.domain.checks import CHECKS, TEMPLATE_CHECKS
from salescli.domain.finding import SEVERITIES
from salescli.domain.time.moment import day_of
from salescli.errors import UsageError
from salescli.flags.deals.rule import RuleFlags
from salescli.views.facts import envelope
from salescli.views.render.document import Block, Column, Gap, Heading, Table, TextLine
from salescli.views.render.output import emit, emit_json

_RULES = {check.__name__.upper(): getdoc(check) or "" for check in (*CHECKS, *TEMPLATE_CHECKS)}


def rule(flags: RuleFlags) -> None:
    """Show the rule of a code, or all codes with a line each. Raises UsageError."""
    code = flags.code
    if code is not None and code.upper() not in _RULES:
        codes([code])  # a family is no rule either, but what isn't a code at all is told apart
        raise UsageError(f"'{code}' is a family: name one of its codes", fix="salescli rule")
    chosen = sorted(_RULES) if code is None else [code.upper()]
    if flags.as_json:
        rules = [{"code": c, "severity": SEVERITIES[c], "text": _RULES[c]} for c in chosen]
        emit_json(envelope(day_of(clock(os.environ)), "rules", rules))
    elif code is None:
        rows = tuple((c, str(SEVERITIES[c]), _RULES[c].partition("\n")[0]) for c in chosen)
        columns = (Column("Code"), Column("Severity"), Column("Says", grow=True, wrap=True))
        emit((Table(columns, rows), Gap(), TextLine(("salescli rule CODE   says more.",))))
    else:
        _show(chosen[0])


def _show(code: str) -> None:
    says, _, rest = _RULES[code].partition("\n\n")
    blocks: list[Block] = [Heading(f"{code} {SEVERITIES[code]}", says), Gap()]
    paragraphs: list[str] = []
    for line in rest.splitlines():
        starts = line.startswith(("Why:", "Example:", "Mend:")) or not paragraphs
        paragraphs += [line] if starts else []
        if not starts:
            paragraphs[-1] += f" {line}"
    blocks += [TextLine((text,), hang=2) for text in paragraphs]
    emit(tuple(blocks))
