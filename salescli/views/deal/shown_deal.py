"""What `show` and `brief` know of the deal that they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salescli.domain.day.review import Review
from salescli.domain.deal import Deal
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.requirement import Requirement
from salescli.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class ShownDeal:
    """All that is shown of one deal; `review` is None where it is closed.

    `judged`: its process is in the book.
    """

    deal: Deal
    process: Process
    judged: bool
    standing: Standing
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    review: Review | None
    today: date
