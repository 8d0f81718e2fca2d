"""Deals and findings as JSON has them. Fields are added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from salescli.domain.deal import Deal, NextStep, Person
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.standing import Standing
from salescli.domain.unanswered import waiting_since


def envelope(today: date, name: str, items: Sequence[Any] | Iterator[Any]) -> dict[str, Any]:
    """Return the object around every list that is given out as JSON."""
    return {"version": 1, "today": today, name: items}


def deal_facts(
    deal: Deal, process: Process, standing: Standing, findings: Iterable[Finding]
) -> dict[str, Any]:
    """Return a deal as JSON has it: header, standing, next steps, codes of its findings."""
    return {
        "deal": deal.handle,
        "title": deal.title,
        "company": deal.company,
        "status": standing.status,
        "process": process.name,
        "revision": deal.revision,
        "stage": standing.stage,
        "reached": standing.reached,
        "value": deal.value,
        "currency": deal.currency,
        "close": deal.close,
        "owner": deal.owner,
        "last_encounter": standing.last_encounter.at if standing.last_encounter else None,
        "next": next_facts(standing.next) if standing.next else None,
        "agenda": [next_facts(item.next) for item in standing.agenda],
        "revisit": standing.revisit,
        "waiting_since": waiting_since(standing.log) if standing.is_open else None,
        "gaps": list(standing.gaps),
        "findings": sorted({finding.code for finding in findings}),
    }


def next_facts(following: NextStep) -> dict[str, Any]:
    """Return a next step."""
    return {
        "step": following.step,
        "what": following.what,
        "on": following.on,
        "with": list(following.people),
        "agreed": following.agreed,
        "goal": following.goal,
    }


def person_facts(who: Person) -> dict[str, Any]:
    """Return a person of a deal."""
    return {
        "handle": who.handle,
        "name": who.name,
        "role": who.role,
        "email": who.email,
        "phone": who.phone,
        "title": who.title,
        "links": list(who.links),
    }


def finding_facts(finding: Finding) -> dict[str, Any]:
    """Return a finding, with its place."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "deal": finding.deal,
        "file": finding.file,
        "line": finding.line,
        "message": finding.message,
        "fix": finding.fix,
    }


def unreadable_facts(fault: Finding) -> dict[str, Any]:
    """Return a deal whose file can't be read: all that is known of it."""
    return {
        "deal": fault.deal,
        "status": "unreadable",
        "file": fault.file,
        "line": fault.line,
        "message": fault.message,
        "findings": [fault.code],
    }
