"""Lessons as JSON has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from salescli.domain.standing import Status
from salescli.insight.learn.compare import Comparison
from salescli.insight.learn.learn import Family, Lessons
from salescli.insight.learn.proposals import Proposal
from salescli.insight.statistics.proportion import wilson
from salescli.views.facts import envelope
from salescli.views.learn.phrases import evidence_text, proposal_text


def learn_facts(
    today: date,
    lessons: Lessons,
    found: Sequence[Proposal],
    *,
    in_the_way: Mapping[str, str],
    hints: Sequence[Proposal],
    left_out: Sequence[str],
) -> dict[str, Any]:
    """All lessons; `note` says what they are not, `obstacle` why a proposal can't be written."""
    process = lessons.process
    won, lost = lessons.lacks
    return {
        **envelope(today, "proposals", [_proposal(lessons, one, in_the_way) for one in found]),
        "note": "association, not cause",
        "process": process.name,
        "revision": process.revision,
        "deals": {
            str(result): lessons.counted(result) for result in Status if result is not Status.OPEN
        },
        "left_out": list(left_out),
        "with_imports": lessons.imported,
        "missing": {"won": won, "lost": lost},
        "tested": {str(family): lessons.tested(family) for family in Family},
        "not_yet": [_proposal(lessons, one, {}) for one in hints],
        "comparisons": [_comparison(one) for one in lessons.comparisons],
        "skipped": dict(lessons.skipped),
        "revisions": [asdict(one) for one in lessons.results],
        "order": [asdict(one) for one in lessons.order.places],
        "precedence": [asdict(one) for one in lessons.order.pairs.values() if one.both],
        "pace": [asdict(one) for one in lessons.paces],
        "stopped": [asdict(one) for one in lessons.stops],
    }


def _proposal(lessons: Lessons, one: Proposal, in_the_way: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": str(one.kind),
        "about": one.about,
        "text": proposal_text(lessons.process, one),
        "evidence": evidence_text(one),
        "comparison": _comparison(one.evidence) if one.evidence else None,
        "more_deals": one.more,
        "obstacle": in_the_way.get(one.id),
        "changes": [{"path": list(change.path), "value": change.value} for change in one.changes],
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    table = one.total
    return {
        "question": str(one.question),
        "about": one.about,
        "within": one.limit,
        "won_with": table.won_with,
        "lost_with": table.lost_with,
        "won_without": table.won_without,
        "lost_without": table.lost_without,
        "share_of_won": _share(table.won_with, table.won),
        "share_of_lost": _share(table.lost_with, table.lost),
        "missing": one.lacks,
        "p": None if one.lacks else one.p,
        "p_corrected": None if one.lacks else one.corrected,
    }


def _share(count: int, of: int) -> dict[str, Any]:
    found = wilson(count, of)
    return {"share": count / of if of else None, "low": found.low, "high": found.high}
