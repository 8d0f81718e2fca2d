"""Captured encounters: what was taken in from a mail, a calendar or a file, and waits to be logged.

Facts only. Nothing of it is an entry, a person or a deal before somebody says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Form(StrEnum):
    """What it was taken in from: a mail, an invitation, the reply to one, an event, a text."""

    MAIL = "mail"
    INVITATION = "invitation"
    REPLY = "reply"
    EVENT = "event"
    TRANSCRIPT = "transcript"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who wrote or was written to, or was there: by address, by name, or both."""

    address: str = ""
    name: str = ""

    @property
    def shown(self) -> str:
        """The name, else the address; a name that looks like an address may be another's."""
        return self.address if "@" in self.name and self.address else self.name or self.address


@dataclass(frozen=True, slots=True)
class Captured:
    """One captured encounter.

    `ref` names it for ever (`mid:`, `uid:` or `sha:`), `threads` the refs of what it answers.
    `kind` is the kind of encounter that it seems to be. `is_ours`: we wrote it. `people` are the
    others, who wrote it first. `deal` is the one that it belongs to without a doubt; else
    `candidates` are those that it may belong to, the likeliest first. `source` is the file that
    it came from; `answer` what a reply says to an invitation: accepted, declined or tentative.
    `is_bulk`: a list, a newsletter or a program sent it. `doubt` says why it may not be from whom
    it says.
    """

    ref: str
    at: datetime
    kind: str
    form: Form = Form.MAIL
    is_ours: bool = False
    people: tuple[Party, ...] = ()
    subject: str = ""
    text: str = ""
    threads: tuple[str, ...] = ()
    deal: str = ""
    candidates: tuple[str, ...] = ()
    source: str = ""
    answer: str = ""
    is_bulk: bool = False
    doubt: str = ""

    @property
    def who(self) -> str:
        """The one whom it is from, or, where we wrote it, the one to whom."""
        return self.people[0].shown if self.people else ""

    @property
    def likeliest(self) -> str:
        """The deal that it belongs to, or most likely does; '' where nothing points to one."""
        return self.deal or next(iter(self.candidates), "")
