"""The screen of `plan`, and a plan as JSON has it."""

from __future__ import annotations

from typing import Any

from salescli.domain.action_plan import Owner, Plan, Row
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text
from salescli.views.facts import next_facts
from salescli.views.plan.phrases import (
    after_text,
    close_text,
    done_text,
    owner_text,
    plan_terms,
    state_text,
    step_text,
    title,
    verdict,
)
from salescli.views.render.document import (
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)

_RELIEFS = 3  # of the steps to set aside, so many are named


def plan_screen(plan: Plan) -> Document:
    """Return the plan on one screen: what both sides go by, what is to come, what is done."""
    return (
        Heading(plan.deal.handle, title(plan)),
        *_verdict(plan),
        Gap(),
        *_terms(plan),
        *_to_come(plan),
        *_done(plan),
        Gap(),
        *_how(plan),
    )


def _verdict(plan: Plan) -> list[Block]:
    style = "good" if plan.fits else "error"
    blocks: list[Block] = [TextLine((f"Close on {close_text(plan)}.",))] if plan.deal.close else []
    blocks.append(TextLine((Span(verdict(plan), style),)))  # type: ignore[arg-type]
    return [
        *blocks,
        *(TextLine((Span(says, "command"), f"   {why}"), 2, 4) for says, why in plan_fixes(plan)),
    ]


def plan_fixes(plan: Plan) -> list[tuple[str, str]]:
    """Return the commands that make a plan fit, each with what it does."""
    handle = plan.deal.handle
    if plan.fits and plan.deal.close is not None:
        return []
    if not plan.rows:
        return [(command("set", handle, "close=DATE"), "moves the close, which has passed")]
    moved = command("set", handle, f"close={plan.end.isoformat()}")
    if plan.deal.close is None:
        return [(moved, "makes that the expected close")]
    mended = [(moved, f"moves the close to {day_text(plan.end)}")]
    for relief in plan.reliefs[:_RELIEFS]:
        fits = (
            "then it fits"
            if relief.end <= plan.close
            else f"then it takes until {day_text(relief.end)}"
        )
        mended.append((command("skip", handle, relief.step.id, flags="-m REASON"), fits))
    return mended


def _terms(plan: Plan) -> list[Block]:
    rows = tuple(
        (Span("" if number else name, "strong"), text)
        for name, texts in plan_terms(plan)[:-1]
        for number, text in enumerate(texts)
    )
    return [Table((Column(), Column(grow=True, wrap=True)), rows)]


def _to_come(plan: Plan) -> list[Block]:
    if not plan.rows:
        return []
    blocks: list[Block] = [Gap(), Heading("To come")]
    for row in plan.rows:
        blocks += _row(row)
    return blocks


def _row(row: Row) -> list[Block]:
    sign = Span("! ", "error") if row.is_late else "  "
    day = f"by {day_text(row.by)}".ljust(19)
    lines: list[Block] = [TextLine((sign, day, Span(step_text(row), "strong")), 0, 21)]
    lines.append(TextLine((f"{_owner(row.theirs)} with {_owner(row.ours)}",), 21, 23))
    lines += [TextLine((f"- {outcome}",), 21, 23) for outcome in row.brings]
    if row.after:
        lines.append(TextLine((Span(f"after {after_text(row)}", "faint"),), 21, 23))
    if state := state_text(row):
        lines.append(TextLine((Span(state, "error" if row.is_late else "good"),), 21, 23))
    return lines


def _owner(owner: Owner) -> str:
    known = owner.person is not None and owner.role
    return f"{owner_text(owner)} ({owner.role})" if known else owner_text(owner)


def _done(plan: Plan) -> list[Block]:
    if not plan.done:
        return []
    lines: list[Block] = [Gap(), Heading("Done")]
    for done in plan.done:
        sign = Span("- ", "faint") if done.reason else Span("✓ ", "good")
        lines.append(TextLine((sign, day_text(done.on).ljust(19), done_text(done)), 0, 21))
    return lines


def _how(plan: Plan) -> list[Block]:
    handle = plan.deal.handle
    lacking = [
        name
        for name, field in (
            ("objective='…'", plan.deal.objective),
            ("measures='…; …'", plan.deal.measures),
            ("go_live=DATE", plan.deal.go_live),
        )
        if not field
    ]
    commands = [
        (command("set", handle, flags=" ".join(lacking)), "what you both have yet to agree on")
    ]
    shared = (command("plan", handle, flags="-o plan.html"), "to share it")
    offers = [*(commands if lacking else []), shared]
    return [TextLine((Span(offer, "command"), f"   {says}"), 0, 2) for offer, says in offers]


def plan_facts(plan: Plan) -> dict[str, Any]:
    """Return a plan with all of its rows."""
    deal = plan.deal
    return {
        "deal": deal.handle,
        "title": deal.title,
        "company": deal.company,
        "objective": deal.objective,
        "measures": list(deal.measures),
        "go_live": deal.go_live,
        "close": deal.close,
        "end": plan.end,
        "fits": plan.fits,
        "spare": plan.spare,
        "next": next_facts(plan.next) if plan.next else None,
        "rows": [_row_facts(row) for row in plan.rows],
        "done": [
            {
                "step": item.step.id,
                "on": item.on,
                "held": item.held,
                "skipped": bool(item.reason),
                "reason": item.reason,
            }
            for item in plan.done
        ],
        "reliefs": [{"step": item.step.id, "end": item.end} for item in plan.reliefs],
        "mends": [mend for mend, _ in plan_fixes(plan)],
    }


def _row_facts(row: Row) -> dict[str, Any]:
    return {
        "step": row.step.id,
        "title": row.step.title,
        "by": row.by,
        "earliest": row.earliest,
        "late": row.is_late,
        "times": row.times,
        "theirs": _owner_facts(row.theirs),
        "ours": _owner_facts(row.ours),
        "brings": list(row.brings),
        "after": [step.id for step in row.after],
        "scheduled": row.scheduled.on if row.scheduled else None,
        "agreed": row.scheduled.agreed if row.scheduled else False,
    }


def _owner_facts(owner: Owner) -> dict[str, Any]:
    return {"person": owner.person.handle if owner.person else None, "role": owner.role}
