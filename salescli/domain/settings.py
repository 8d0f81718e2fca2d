"""The settings of a book: who writes, in which currency, on which days, what check leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

from salescli.domain.time.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Settings:
    """What salescli.toml says, with the defaults for what it doesn't.

    `folders` are looked at for what came in; `addresses` are ours, beside `email` and git's.
    """

    me: str = ""
    email: str = ""
    currency: str = "EUR"
    process: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    hours: str = "09:00-18:00"
    country: str = ""
    region: str = ""
    commit: bool = True
    ignore: frozenset[str] = frozenset()
    schema: str = ""
    folders: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
