"""The screens of `process`: which ones there are, and all of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from salescli.domain.process import Process, Range, Reason, Step
from salescli.text.wording import count
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


def processes_screen(
    read: Sequence[tuple[str, Process | None]], own: Collection[str], open_deals: Mapping[str, int]
) -> Document:
    """Return the processes, for whom each one is, and how many open deals are held to it."""
    columns = (
        Column("Process"),
        Column("Revision", align="right"),
        Column("Open", align="right"),
        Column("For", grow=True, wrap=True, least=24),
    )
    rows = tuple(
        (
            Span(name, "strong" if name in own else ""),
            str(process.revision) if process and name in own else "shipped",
            str(open_deals.get(name, 0) or ""),
            process.summary if process else Span("it can't be read: salescli check", "error"),
        )
        for name, process in read
    )
    note = "'shipped' ones come into the book when a deal first uses them."
    return (Table(columns, rows), Gap(), TextLine((note,)))


def process_screen(process: Process) -> Document:
    """All of a process, stage by stage."""
    head: list[Block] = [
        Heading(process.name, f"{process.title}, revision {process.revision}"),
        TextLine((process.summary,)),
        TextLine((" · ".join(_terms(process)),)),
    ]
    for stage in process.stages:
        head += [Gap(), Heading(stage.title or stage.id, f"the buyer: {stage.buyer}")]
        # Of stages that share an id the first one has the steps: they are shown once.
        for step in process.steps if process.stage(stage.id) is stage else ():
            if step.stage == stage.id:
                head += _step(step)
    loose = [step for step in process.steps if process.stage(step.stage) is None]
    for step in loose:
        head += [Gap(), *_step(step)]
    return (*head, *_ask(process), *_roles(process), *_reasons(process))


def _terms(process: Process) -> list[str]:
    order = "steps wait for earlier stages" if process.order == "stages" else "steps in any order"
    terms = [order]
    terms += [f"cycle {process.cycle.spoken()}"] if process.cycle else []
    terms += [f"stale after {process.stale.spoken()}"] if process.stale else []
    terms += [f"goes on in {process.then}"] if process.then else []
    terms += [f"for {name} {_fit(fit)}" for name, fit in process.fits.items()]
    return terms


def _fit(fit: object) -> str:
    if isinstance(fit, Range):
        bounds = (("from", fit.low), ("to", fit.high))
        return " ".join(f"{word} {bound:,}" for word, bound in bounds if bound is not None)
    return " or ".join(fit) if isinstance(fit, tuple) else ""


def _step(step: Step) -> list[Block]:
    facts = ["" if step.required else "optional"]
    facts += [count(step.times, "time") if step.times > 1 else ""]
    facts += [f"at most {step.at_most}" if step.at_most else ""]
    facts += [f"within {step.within.spoken()}" if step.within else ""]
    facts += [f"takes {step.takes.spoken()}" if step.takes else ""]
    facts += [f"with {', '.join(step.theirs)}" if step.theirs else ""]
    facts += [f"ours {', '.join(step.ours)}" if step.ours else ""]
    facts += [f"after {', '.join(step.after)}" if step.after else ""]
    facts += [f"leads to {', '.join(step.leads_to)}" if step.leads_to else ""]
    facts += [f"never with {', '.join(step.never_with)}" if step.never_with else ""]
    title = (Span(step.id, "strong"), f"  {step.title}")
    lines: list[Block] = [TextLine(title, indent=2, hang=4)]
    lines.append(TextLine((Span(" · ".join(filter(None, facts)), "faint"),), indent=4, hang=6))
    lines += [
        TextLine(("○ " if outcome.required else "? ", f"{outcome.id}: {outcome.text}"), 4, 6)
        for outcome in step.outcomes
    ]
    lines += [TextLine((text,), indent=6, hang=8) for text in step.how.strip().splitlines()]
    return lines


def _ask(process: Process) -> list[Block]:
    if process.ask is None:
        return []
    needs = [*process.minimum(), *(f"meeting {role}" for role in process.ask.roles)]
    text = f"{process.ask.step}, once these are done: {', '.join(needs) or 'nothing'}."
    return [Gap(), Heading("Asking for the business"), TextLine((text,), indent=2, hang=2)]


def _roles(process: Process) -> list[Block]:
    rows = tuple((role.id, role.side, role.title) for role in process.roles)
    columns = (Column(), Column(), Column(grow=True, wrap=True))
    return [Gap(), Heading("Roles"), Table(columns, rows, indent=2)] if rows else []


def _reasons(process: Process) -> list[Block]:
    blocks: list[Block] = []
    groups: tuple[tuple[str, tuple[Reason, ...]], ...] = (
        ("Walk away when", process.disqualify),
        ("Reasons for a loss", process.loss),
    )
    for title, reasons in groups:
        rows = tuple((reason.id, reason.text) for reason in reasons)
        columns = (Column(), Column(grow=True, wrap=True))
        blocks += [Gap(), Heading(title), Table(columns, rows, indent=2)] if rows else []
    return blocks
