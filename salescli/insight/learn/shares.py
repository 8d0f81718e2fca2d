"""What won and lost deals had: steps, outcomes, people, an early start, facts known at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salescli.domain.process import BUYER, Process
from salescli.insight.learn.compare import ComparedFact, Comparison, compare_groups
from salescli.insight.learn.evidence import Evidence, waits
from salescli.insight.learn.landmark import decisive_step, landmarks, passed
from salescli.insight.statistics.noninferiority import is_noninferior

# Below this share of the deals that left a step out, nobody is kept from working as declared.
OFTEN = 0.25

Deals = Sequence[Evidence]


def share_comparisons(process: Process, deals: Deals) -> Iterator[Comparison]:
    """Yield every comparison of what deals had, those that can't be tested among them."""
    for step in process.steps:
        if landmarks(process)[step.id]:
            yield _step(process, step.id, deals)
    for step in process.steps:
        if landmarks(process)[step.id]:
            for outcome in step.outcomes:
                yield _outcome(process, step.id, outcome.id, deals)
    yield from _people(process, deals)
    yield from _early(process, deals)
    yield from _facts(deals)
    for step in process.steps:
        if step.required and landmarks(process)[step.id]:
            yield from _left_out(_step(process, step.id, deals))


def _past(process: Process, step: str, deals: Deals) -> Iterator[tuple[Evidence, int]]:
    """Yield the deals that could hold a step and went on past it, with the moment of passing."""
    for deal in deals:
        moment = passed(process, step, deal) if step in deal.declared else None
        if moment is not None:
            yield deal, moment


def _step(process: Process, step: str, deals: Deals) -> Comparison:
    """Return whether a step was held by the time it lay behind; a skip is no holding."""
    past = _past(process, step, deals)
    having = ((deal, deal.first.get(step, moment) < moment) for deal, moment in past)
    return compare_groups(ComparedFact.STEP, step, having)


def _outcome(process: Process, step: str, outcome: str, deals: Deals) -> Comparison:
    """Return whether an outcome was met by then, in deals in which an encounter held its step."""
    past = (
        (deal, deal.met.get(outcome, moment) < moment)
        for deal, moment in _past(process, step, deals)
        if step in deal.logged and deal.first[step] < moment and outcome in deal.declared
    )
    return compare_groups(ComparedFact.OUTCOME, outcome, past)


def _people(process: Process, deals: Deals) -> Iterator[Comparison]:
    """Yield whom deals had met when they came to the ask."""
    step = decisive_step(process)
    if step is None:
        return
    came = [(deal, deal.first[step]) for deal in deals if step in deal.logged]
    for role in process.roles:
        if role.side == BUYER:
            yield compare_groups(
                ComparedFact.ROLE,
                role.id,
                (
                    (deal, deal.roles.get(role.id, moment) < moment)
                    for deal, moment in came
                    if role.id in deal.declared
                ),
            )
    several = ((deal, deal.several is not None and deal.several < moment) for deal, moment in came)
    yield compare_groups(ComparedFact.SEVERAL, step, several)


def _early(process: Process, deals: Deals) -> Iterator[Comparison]:
    """Yield whether a step came before one that it waits for, in deals that had both by then."""
    for step in process.steps:
        if not landmarks(process)[step.id]:
            continue
        both = []
        for deal, moment in _past(process, step.id, deals):
            if step.id not in deal.logged or deal.first[step.id] >= moment:
                continue
            jumped = deal.early.get(step.id, ())
            others = jumped or waits(process)[step.id]
            if any(deal.first.get(other, moment) < moment for other in others):
                both.append((deal, bool(jumped)))
        if any(early for _, early in both):
            yield compare_groups(ComparedFact.EARLY, step.id, both)


def _facts(deals: Deals) -> Iterator[Comparison]:
    """Yield the comparisons of facts known when deals were opened, where enough deals share one."""
    known = sorted({fact for deal in deals for fact in deal.facts})
    for field, value in known:
        comparison = compare_groups(
            ComparedFact.FACT,
            f"{field}:{value}",
            ((deal, (field, value) in deal.facts) for deal in deals),
        )
        if not comparison.lacks:
            yield comparison


def _left_out(held: Comparison) -> Iterator[Comparison]:
    """Yield whether deals without a required step are won as often, where it is often left out.

    Only the revision that says most is looked at: in another one, more than the step may differ.
    """
    often = [
        table
        for table in held.strata
        if table.lacking >= OFTEN * (table.having + table.lacking) and table.having
    ]
    if often:
        turned = max(often, key=lambda table: min(table.having, table.lacking)).turned
        yield Comparison(ComparedFact.LEFT_OUT, held.about, (turned,), p=is_noninferior(turned))
