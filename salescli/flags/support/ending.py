"""The flags about an ending."""

from dataclasses import dataclass

from salescli.flags.support.shared import Evidence, Reason, Revisit, SaidBy


@dataclass(frozen=True, slots=True)
class EndFlags:
    """Why a deal ended. `result` is how: won, lost or disqualified.

    The command sets it, and the `note`.
    `revisit` is the day on which the deal comes back, '' for never.
    """

    reason: Reason = ""
    evidence: Evidence = ""
    said_by: SaidBy = ""
    revisit: Revisit = ""
    result: str = ""
    note: str = ""
