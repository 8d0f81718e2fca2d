"""A plan for the buyer as plain text."""

from __future__ import annotations

from salescli.domain.buyer_plan import BuyerPlan
from salescli.text.wording import day_text
from salescli.views.plan.phrases import (
    after_text,
    as_of,
    buyer_terms,
    done_text,
    owner_text,
    row_day,
    row_state,
    step_text,
    title,
)
from salescli.views.plan.screen import terms_lines
from salescli.views.render.document import Block, Document, Gap, Heading, TextLine


def plan_text(plan: BuyerPlan) -> Document:
    """Return the whole text: what both go by, each step to come with both sides, what was done."""
    blocks: list[Block] = [
        Heading(f"Plan: {title(plan.deal)}"),
        TextLine((f"{as_of(plan.today)}.",)),
        Gap(),
        *terms_lines(buyer_terms(plan)),
    ]
    if plan.rows:
        blocks += [Gap(), Heading("To come")]
    for row in plan.rows:
        day = ", ".join(filter(None, (row_day(row, plan.today), row_state(row))))
        texts = [
            f"Your side: {owner_text(row.theirs, plan.process)}",
            f"Our side: {owner_text(row.ours, plan.process)}",
            *(f"- {outcome}" for outcome in row.brings),
            f"After: {after_text(row)}" if row.after else "",
        ]
        blocks.append(TextLine((f"{step_text(row)}: {day}",), 0, 2))
        blocks += [TextLine((text,), 2, 4) for text in texts if text]
    if plan.done:
        blocks += [Gap(), Heading("Done")]
        blocks += [TextLine((f"{day_text(it.on)}: {done_text(it)}",), 0, 2) for it in plan.done]
    return tuple(blocks)
