"""Lessons as JSON has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from salescli.domain.standing import Status
from salescli.insight.learn.compare import Comparison
from salescli.insight.learn.learn import Family, Lessons
from salescli.insight.learn.proposals import ProcessProposal
from salescli.insight.statistics.proportion import wilson
from salescli.views.facts import envelope
from salescli.views.learn.phrases import evidence_text, proposal_text


def learn_facts(
    today: date,
    lessons: Lessons,
    proposals: Sequence[ProcessProposal],
    *,
    in_the_way: Mapping[str, str],
    hints: Sequence[ProcessProposal],
    left_out: Sequence[str],
) -> dict[str, Any]:
    """All lessons; `note` says what they are not, `obstacle` why a proposal can't be written."""
    process = lessons.process
    won, lost = lessons.lacks
    return {
        **envelope(
            today, "proposals", [_proposal(lessons, item, in_the_way) for item in proposals]
        ),
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
        "not_yet": [_proposal(lessons, item, {}) for item in hints],
        "comparisons": [_comparison(item) for item in lessons.comparisons],
        "skipped": dict(lessons.skipped),
        "revisions": [asdict(item) for item in lessons.results],
        "order": [asdict(item) for item in lessons.order.places],
        "precedence": [asdict(item) for item in lessons.order.pairs.values() if item.both],
        "pace": [asdict(item) for item in lessons.paces],
        "stopped": [asdict(item) for item in lessons.stops],
    }


def _proposal(
    lessons: Lessons, proposal: ProcessProposal, in_the_way: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "kind": str(proposal.kind),
        "about": proposal.about,
        "text": proposal_text(lessons.process, proposal),
        "evidence": evidence_text(proposal),
        "comparison": _comparison(proposal.evidence) if proposal.evidence else None,
        "more_deals": proposal.more,
        "obstacle": in_the_way.get(proposal.id),
        "changes": [
            {"path": list(change.path), "value": change.value} for change in proposal.changes
        ],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    table = comparison.total
    return {
        "question": str(comparison.question),
        "about": comparison.about,
        "within": comparison.limit,
        "won_with": table.won_with,
        "lost_with": table.lost_with,
        "won_without": table.won_without,
        "lost_without": table.lost_without,
        "share_of_won": _share(table.won_with, table.won),
        "share_of_lost": _share(table.lost_with, table.lost),
        "missing": comparison.lacks,
        "p": None if comparison.lacks else comparison.p,
        "p_corrected": None if comparison.lacks else comparison.corrected,
    }


def _share(count: int, of: int) -> dict[str, Any]:
    interval = wilson(count, of)
    return {"share": count / of if of else None, "low": interval.low, "high": interval.high}
