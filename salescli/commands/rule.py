"""`rule`: what the code of a finding means, why it matters, an example, the fix."""

from __future__ import annotations

import os

from salescli.commands.check import codes
from salescli.commands.support.session import clock
from salescli.domain.checks import all_rules
from salescli.domain.rules import FindingRule
from salescli.domain.time.moment import day_of
from salescli.errors import UsageError
from salescli.flags.deals.rule import RuleFlags
from salescli.views.facts import envelope
from salescli.views.render.document import Block, Column, Gap, Heading, Table, TextLine
from salescli.views.render.output import emit, emit_json


def rule(flags: RuleFlags) -> None:
    """Show the rule of a code, or all codes with a line each. Raises UsageError."""
    code = flags.code
    rules = all_rules()
    if code is not None and code.upper() not in rules:
        codes([code])  # a family is no rule either, but what isn't a code at all is told apart
        raise UsageError(f"'{code}' is a family: name one of its codes", fix="salescli rule")
    chosen = [rules[name] for name in (sorted(rules) if code is None else [code.upper()])]
    if flags.as_json:
        facts = [{"code": r.code, "severity": r.severity, "text": r.text} for r in chosen]
        emit_json(envelope(day_of(clock(os.environ)), "rules", facts))
    elif code is None:
        rows = tuple((r.code, str(r.severity), r.summary) for r in chosen)
        columns = (Column("Code"), Column("Severity"), Column("Says", grow=True, wrap=True))
        emit((Table(columns, rows), Gap(), TextLine(("salescli rule CODE   shows more.",))))
    else:
        _show(chosen[0])


def _show(rule: FindingRule) -> None:
    blocks: list[Block] = [Heading(f"{rule.code} {rule.severity}", rule.summary), Gap()]
    paragraphs: list[str] = []
    for line in rule.text.splitlines()[2:]:
        starts = line.startswith(("Why:", "Example:", "Fix:")) or not paragraphs
        paragraphs += [line] if starts else []
        if not starts:
            paragraphs[-1] += f" {line}"
    blocks += [TextLine((text,), hang=2) for text in paragraphs]
    emit(tuple(blocks))
