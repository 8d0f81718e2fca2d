"""The settings of a book: who writes, in which currency, on which days, what check leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

from salescli.domain.time.duration import Duration
from salescli.domain.time.workdays import Calendar


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What salescli.toml says, with the defaults for what it doesn't.

    `folders` are looked at for what came in; `addresses` are ours, beside `email` and git's.
    `calendar_folder` is where next steps stand as events, a file each; `alarm` is how long before
    one its calendar rings.
    """

    me: str = ""
    email: str = ""
    currency: str = "EUR"
    process: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    hours: str = "09:00-18:00"
    country: str = ""
    region: str = ""
    calendar_folder: str = ""
    alarm: Duration | None = None
    commit: bool = True
    ignore: frozenset[str] = frozenset()
    agent_apply: frozenset[str] = frozenset()
    schema: str = ""
    folders: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
