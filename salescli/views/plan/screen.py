"""The screen of `plan`, and a plan as JSON has it."""

from __future__ import annotations

from typing import Any

from salescli.domain.action_plan import Owner, Plan, PlannedRow
from salescli.domain.advice import renews
from salescli.domain.buyer_plan import BuyerPlan
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text, listed, short_day
from salescli.views.facts import next_facts
from salescli.views.plan.phrases import (
    OPEN,
    Terms,
    close_text,
    done_text,
    own_day,
    own_state,
    own_terms,
    owner_text,
    step_text,
    title,
    verdict,
)
from salescli.views.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Style,
    Table,
    TextLine,
)

_LATEST = 5  # of what was done, so much is shown
_RELIEFS = 3  # of the steps to set aside, so many are named


def plan_screen(plan: Plan, shared: BuyerPlan) -> Document:
    """Return the plan as we see it on one screen, and what the buyer would be sent of it."""
    return (
        Heading(plan.deal.handle, title(plan.deal)),
        *_verdict(plan, shared),
        *_agreed(plan),
        *_to_come(plan),
        *_done(plan),
        Gap(),
        *_how(plan, shared),
    )


def _verdict(plan: Plan, shared: BuyerPlan) -> list[Block]:
    style: Style = "good" if plan.fits else "error"
    blocks: list[Block] = [TextLine((f"Close on {close_text(plan)}.",))] if plan.deal.close else []
    blocks.append(TextLine((Span(verdict(plan), style),)))
    if plan.deal.close and plan.fits and shared.is_proposed:
        late = f"As it is scheduled, it ends on {day_text(shared.close)}."
        blocks.append(TextLine((Span(late, "error"),)))
    if not plan.fits and _stays(plan):
        blocks.append(TextLine(("The close is the contract's last day: it stays.",)))
    blocks += [
        TextLine((Span(says, "command"), f"   {why}"), 2, 4)
        for says, why in plan_fixes(plan, shared)
    ]
    if shared.again and shared.rows:
        which = "it" if len(shared.again) == 1 else "them"
        titles = listed([step.title or step.id for step in shared.again])
        text = f"{titles} took place: the buyer's plan leaves {which} out, and leaves the time."
        blocks.append(TextLine((text,)))
    return blocks


def _stays(plan: Plan) -> bool:
    """Return whether the close is a day that nobody can move."""
    return renews(plan.deal, plan.process)


def plan_fixes(plan: Plan, shared: BuyerPlan) -> list[tuple[str, str]]:
    """Return the commands that make a plan fit, each with what it does."""
    handle, close, end = plan.deal.handle, plan.deal.close, max(plan.end, shared.close)
    if plan.fits and close is not None and not shared.is_proposed:
        return []
    moved = command("set", handle, f"close={end.isoformat()}")
    if not plan.rows:
        fixes = [(command("set", handle, "close=DATE"), "moves the close, which has passed")]
    elif close is None:
        return [(moved, "makes that the expected close")]
    else:
        fixes = [(moved, f"moves the close to {day_text(end)}")]
    fixes = [] if _stays(plan) else fixes
    for relief in plan.reliefs[:_RELIEFS]:
        fits = (
            "then it fits"
            if relief.end <= plan.close
            else f"then it takes until {day_text(relief.end)}"
        )
        fixes.append((command("skip", handle, relief.step.id, flags="-m REASON"), fits))
    return fixes


def _agreed(plan: Plan) -> list[Block]:
    """Return what is agreed; what is not is at the end of the screen, with the command for it."""
    known = tuple((name, texts) for name, texts in own_terms(plan)[:-1] if texts != (OPEN,))
    return [Gap(), *terms_lines(known)] if known else []


def terms_lines(terms: Terms) -> list[Block]:
    """Return what both sides go by, a line a text."""
    rows = tuple(
        (Span("" if number else name, "strong"), text)
        for name, texts in terms
        for number, text in enumerate(texts)
    )
    return [Table((Column(), Column(grow=True, wrap=True)), rows)]


def _to_come(plan: Plan) -> list[Block]:
    if not plan.rows:
        return []
    columns = (
        *(Column(), Column("By", least=6), Column("To come", grow=True, least=14)),
        *(Column("Your side", grow=True, least=9), Column("Our side", grow=True, least=6)),
        Column(grow=True, wrap=True, least=22),
    )
    return [Gap(), Table(columns, tuple(_row(plan, row) for row in plan.rows))]


def _row(plan: Plan, row: PlannedRow) -> tuple[Cell, ...]:
    overdue = row.scheduled is not None and row.scheduled.day < plan.today
    style: Style = "error" if row.is_late or overdue else "good"
    return (
        Span("!", "error") if row.is_late else "",
        own_day(row, plan.today),
        Span(step_text(row), "strong"),
        owner_text(row.theirs, plan.process),
        owner_text(row.ours, plan.process),
        Span(own_state(row, plan.today), style),
    )


def _done(plan: Plan) -> list[Block]:
    if not plan.done:
        return []
    rows = tuple(
        (
            Span("-", "faint") if done.reason else Span("✓", "good"),
            short_day(done.on, plan.today),
            done_text(done),
        )
        for done in plan.done[-_LATEST:]
    )
    before = len(plan.done) - len(rows)
    note = f"the last {len(rows)} of {len(plan.done)}" if before else ""
    return [Gap(), Heading("Done", note), Table((Column(), Column(), Column(grow=True)), rows)]


def _how(plan: Plan, shared: BuyerPlan) -> list[Block]:
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
    commands = [(command("set", handle, flags=" ".join(lacking)), "what you still have to agree")]
    sends = "to send it"
    if shared.is_proposed:
        sends = f"to send it, with a close on {day_text(shared.close)} proposed"
    offers = [
        *(commands if lacking else []),
        (command("plan", handle, flags="-o plan.html"), sends),
    ]
    offers += [
        (command("log", handle, row.step.id), f"its day has passed: {step_text(row)}")
        for row in passed_rows(plan)
    ]
    return [TextLine((Span(offer, "command"), f"   {says}"), 0, 2) for offer, says in offers]


def passed_rows(plan: Plan) -> list[PlannedRow]:
    """Return the rows whose day on the agenda has passed: nobody logged whether they took place."""
    return [row for row in plan.rows if row.scheduled and row.scheduled.day < plan.today]


def plan_facts(plan: Plan, shared: BuyerPlan) -> dict[str, Any]:
    """Return a plan with all of its rows; `proposed` is the close that the buyer is sent."""
    deal = plan.deal
    return {
        "deal": deal.handle,
        "title": deal.title,
        "company": deal.company,
        "objective": deal.objective,
        "measures": list(deal.measures),
        "go_live": deal.go_live,
        "close": deal.close,
        "proposed": shared.close,
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
        "mends": [fix for fix, _ in plan_fixes(plan, shared)],
    }


def _row_facts(row: PlannedRow) -> dict[str, Any]:
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
