"""What a process requires of a deal, and what its log says of that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from salescli.domain.deal import Entry


class Verdict(StrEnum):
    """What a log says of one requirement, as runtime verification gives it."""

    MET = "met"
    OPEN = "open"
    BROKEN = "broken"
    WAIVED = "waived"
    LAPSED = "lapsed"


class Rule(StrEnum):
    """The kinds of requirement that a process makes."""

    TIMES = "times"
    AT_MOST = "at_most"
    OUTCOME = "outcome"
    ROLE = "role"
    AFTER = "after"
    LEADS_TO = "leads_to"
    NEVER_WITH = "never_with"
    ASK_STEP = "ask-step"
    ASK_ROLE = "ask-role"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement and its verdict.

    `step` is the step it binds, `other` what it refers to (a step, an outcome or a role).
    `holds`: whether the log, as it is, satisfies it; an open requirement may hold so far.
    `entry`: the entry that decided it, where one did.
    """

    rule: Rule
    step: str
    other: str
    verdict: Verdict
    holds: bool
    entry: Entry | None = None
