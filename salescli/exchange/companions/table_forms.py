"""The form of a table beside the deals: what it holds, and the names that its columns go by.

Names are compared without regard to case and blanks, as those of deals (`known_exports`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a table beside the deals holds."""

    PEOPLE = "people"
    COMPANIES = "companies"
    ACTIVITIES = "activities"
    NOTES = "notes"
    LINKS = "links"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TableForm:
    """One form: `needs` are the columns without which a file is not taken for it.

    One of `any_of` has to be there too, where there are any. `usual` is the kind of its activities,
    where no column says it. `source` is the page that names the columns.
    """

    system: str
    title: str
    holds: Holds
    needs: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    source: str
    any_of: tuple[str, ...] = ()
    usual: str = ""
