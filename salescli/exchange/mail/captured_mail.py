"""Captured encounters made of mails: whose it is, who is in it, and what is new in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.exchange.calendar.captured_events import answered_refs, reply_in
from salescli.exchange.mail.message import Mail
from salescli.exchange.mail.new_text import new_part
from salescli.exchange.mail.sender_doubt import sender_doubt
from salescli.text.lazy_re import lazy_re

_FORWARDED = lazy_re(
    r"^[ >*]{0,6}(?:From|Von|De|Da|Van)[ *]{0,3}:[ *]{0,3}([^\n<]{0,100}?)\s*[<\[(]?"
    r"(?:mailto:)?([^\s<>\[\]()@]{1,64}@[^\s<>\[\]()]{1,190})",
    re.MULTILINE | re.IGNORECASE,
)
_SUBJECT = 200  # characters


def captured_mail(mail: Mail, ours: Ours, now: datetime, source: str = "") -> Captured:
    """Return the captured encounter that a mail is. `now` stands for a date that it can't have."""
    is_ours = ours.has(mail.sender)
    parties = mail.to if is_ours else (mail.sender, *mail.to)
    people = tuple(party for party in parties if party.address and not ours.has(party))
    if not people and mail.is_forwarded:
        people, is_ours = tuple(_forwarded(mail.text, ours)), False
    at = mail.at.replace(microsecond=0) if mail.at else now
    answered = next(filter(None, map(reply_in, mail.invitations)), None)
    captured = Captured(
        ref=mail_ref(mail),
        at=min(at, now),
        kind="email",
        is_ours=is_ours and bool(people),
        people=people,
        subject=mail.subject[:_SUBJECT],
        text=new_part(mail.text),
        threads=tuple(f"mid:{one}" for one in mail.threads),
        source=source,
        is_bulk=mail.is_bulk,
        doubt=sender_doubt(mail.origin, ours),
    )
    if answered is None or captured.doubt:
        return captured
    event, who, answer = answered
    threads = (*answered_refs(event), *captured.threads)
    return replace(captured, form=Form.REPLY, people=(who,), threads=threads, answer=answer)


def mail_ref(mail: Mail) -> str:
    """Return the ref of a mail: its Message-ID, else what it says."""
    if mail.id and mail.id.isprintable():
        return f"mid:{mail.id}"
    said = (mail.sender.address, str(mail.at), mail.subject, mail.text)
    return f"sha:{sha256(chr(0).join(said).encode('utf-8', 'replace')).hexdigest()}"


def _forwarded(text: str, ours: Ours) -> Iterable[Party]:
    """Yield who wrote what we forwarded to ourselves."""
    for match in _FORWARDED.finditer(text):
        party = Party(match[2].rstrip(".,;:'\""), match[1].strip(" *\"'"))
        if not ours.has(party):
            yield party
            return
