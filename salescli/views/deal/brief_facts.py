"""What `brief` says of a deal, as JSON."""

from __future__ import annotations

from typing import Any

from salescli.domain.incoming.promises import current
from salescli.views.deal.brief import Brief, goals
from salescli.views.facts import next_facts, person_facts


def brief_facts(brief: Brief) -> dict[str, Any]:
    """Return what to know as JSON has it."""
    sheet, known = brief.sheet, brief.known
    following, quote = known.following, known.quote
    people = [sheet.deal.people[who] for who in known.present if who in sheet.deal.people]
    return {
        "deal": sheet.deal.handle,
        "company": sheet.deal.company,
        "next": next_facts(known.about) if known.about else None,
        "step": known.step.id if known.step else None,
        "stage": sheet.standing.stage,
        "with": [person_facts(who) for who in people],
        "missing": [person_facts(who) for who in known.missing],
        "missing_roles": list(known.unknown),
        "last": {"at": known.last.at, "kind": known.last.kind, "note": known.last.note}
        if known.last
        else None,
        "said": {"text": quote.text, "at": quote.entry.at} if quote else None,
        "promises": _promise_facts(brief),
        "competitors": list(sheet.deal.competitors),
        "goal": "; ".join(goals(brief)),
        "how": known.step.how.strip() if known.step else "",
        "then": next_facts(known.then) if known.then else None,
        "following": {
            "step": following.step.id,
            "unmet": [who.handle for who in following.unmet],
            "missing_roles": list(following.unknown),
        }
        if following
        else None,
    }


def _promise_facts(brief: Brief) -> list[dict[str, Any]]:
    sheet, promises = brief.sheet, brief.known.promises
    older = current(promises, sheet.standing.log, sheet.today)[1]
    return [
        {
            "side": promise.side,
            "text": promise.text,
            "due": promise.due,
            "at": promise.entry.at,
            "older": promise in older,
        }
        for promise in promises
    ]
