"""What a rule finds wrong, before it is a finding."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.domain.finding import Key, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place, before its rule adds code and severity.

    `key` is as in `Finding`; `severity` is given only where it differs from the rule's.
    """

    message: str
    fix: str = ""
    key: Key = ()
    severity: Severity | None = None
