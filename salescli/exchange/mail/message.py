"""One mail read from its bytes, whatever they are: who, when, about what, its text, its thread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import errors as mail_errors
from email import policy, utils
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from typing import Any

from salescli.domain.incoming.captured import Party
from salescli.exchange.mail.sender_doubt import Origin
from salescli.text.lazy_re import lazy_re

_READ = 1_500_000  # bytes of a mail: its text stands before what is attached
_HEADER = 8_000  # characters of one header; what is longer is no address
_ADDRESS = 254  # characters of an address, as RFC 5321 has it
_PARTIES, _PARTS, _THREAD = 60, 200, 40  # of one mail that are looked at
_INVITATIONS = 3
_DEPTH, _MARKS, _DEEP = 50, 20_000, 100_000  # of a mail with more only the beginning is read
_TEXT = 200_000  # characters of a text
_ID = lazy_re(r"<([^<>\s]{1,250})>")
_FORWARDED = lazy_re(r"\s*(?:fwd?|wg|tr|rv|i|doorst)\s*:", re.IGNORECASE)
# What reading damaged mails may raise beside the parser's own errors.
_DAMAGED = (
    *(mail_errors.MessageError, ValueError, LookupError, TypeError, AttributeError),
    *(RecursionError, OverflowError, AssertionError),
)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `id` is its Message-ID without brackets, `threads` those that it answers.

    `at` is None where it has no date that can be read. `is_bulk`: a list, a newsletter or a
    program sent it. `origin` is where it says that it is from. `invitations` are the calendar files
    in it.
    """

    id: str = ""
    at: datetime | None = None
    sender: Party = field(default_factory=Party)
    to: tuple[Party, ...] = ()
    subject: str = ""
    text: str = ""
    threads: tuple[str, ...] = ()
    is_bulk: bool = False
    is_forwarded: bool = False
    origin: Origin = field(default_factory=Origin)
    invitations: tuple[bytes, ...] = field(default=(), repr=False)


class _ShortHeaders(policy.Compat32):
    """Cut each header to what one can be: the library takes minutes for the parts of long ones."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, Any]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER]


_POLICY = _ShortHeaders()


def read_mail(data: bytes, *, head_only: bool = False) -> Mail:
    """Return the mail that some bytes are, as far as they can be read; `head_only`: no text.

    Never raises.
    """
    if head_only:
        head = re.split(rb"\r?\n\r?\n", data[:_READ], maxsplit=1)[0]
        return _mail(BytesHeaderParser(policy=_POLICY).parsebytes(head), "", ())
    try:
        message = BytesParser(policy=_POLICY).parsebytes(data[: _length(data)])
        texts, invitations = _parts(message)
    except _DAMAGED:
        return read_mail(data, head_only=True)
    return _mail(message, texts, invitations)


def _length(data: bytes) -> int:
    """Return how much of a mail is read: a line costs as often as parts are in one another."""
    depth, marks = (data.count(mark, 0, _READ) for mark in (b"oundary=", b"\n--"))
    return _READ if depth <= _DEPTH and marks <= _MARKS else _DEEP


def _mail(message: Message, text: str, invitations: tuple[bytes, ...]) -> Mail:
    senders = [*_parties(message, "From"), *_parties(message, "Sender")]
    subject = _header(message, "Subject")
    ids = _ID.findall(_raw(message, "Message-ID")) or _bare_id(message)
    answered = _ID.findall(f"{_raw(message, 'References')} {_raw(message, 'In-Reply-To')}")
    return Mail(
        id=ids[0] if ids else "",
        at=_date(_raw(message, "Date")),
        sender=senders[0] if senders else Party(),
        to=tuple(_unique((*_parties(message, "To"), *_parties(message, "Cc")))),
        subject=subject,
        text=text,
        threads=tuple(dict.fromkeys(answered[::-1]))[:_THREAD],
        is_bulk=_is_bulk(message),
        is_forwarded=_FORWARDED.match(subject) is not None,
        origin=_origin(message),
        invitations=invitations,
    )


def _origin(message: Message) -> Origin:
    names = ("From", "Reply-To", "Return-Path")
    senders, replies, bounces = (tuple(_parties(message, name)) for name in names)
    return Origin(senders, replies, bounces, tuple(_every(message, "Authentication-Results")))


def _every(message: Message, name: str) -> list[str]:
    """Return the texts of all headers of a name, cut to what one can be."""
    try:
        return [str(value)[:_HEADER] for value in message.get_all(name, [])[:_PARTIES]]
    except _DAMAGED:
        return []


def _unique(parties: Iterable[Party]) -> list[Party]:
    return list({party.address.casefold(): party for party in parties}.values())


def _bare_id(message: Message) -> list[str]:
    """Return a Message-ID that lacks its brackets."""
    text = _raw(message, "Message-ID").strip().strip("<>")
    return [text] if re.fullmatch(r"[^<>\s]{3,250}", text) else []


def _raw(message: Message, name: str) -> str:
    """Return a header's text, cut to what one can be."""
    try:
        value = message.get(name, "")
    except _DAMAGED:
        return ""
    return " ".join(str(value)[:_HEADER].split())


def _header(message: Message, name: str) -> str:
    """Return a header's text, decoded."""
    return _decoded(_raw(message, name))


def _decoded(raw: str) -> str:
    parts: list[str] = []
    try:
        for part, charset in decode_header(raw):
            if isinstance(part, bytes):
                parts.append(_text_of(part, charset or "utf-8"))
            else:
                parts.append(part)
    except _DAMAGED:
        return _valid(raw)
    return " ".join(_valid("".join(parts)).split())


def _text_of(data: bytes, charset: str) -> str:
    """Return bytes as text, by their charset where that is known; else by one that fits."""
    names = (charset, "utf-8", "cp1252", "latin-1")
    for name in names:
        with suppress(UnicodeError, LookupError, ValueError):
            return data.decode(name)
    return data.decode("latin-1")


def _valid(text: str) -> str:
    """Return a text that UTF-8 can write: bytes that were no text are replaced."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return data.decode("utf-8", "replace").replace("\0", "")


def _parties(message: Message, name: str) -> Iterator[Party]:
    try:
        texts = _every(message, name)
        pairs = utils.getaddresses(texts)[:_PARTIES] if len("".join(texts)) <= _HEADER else []
        pairs = pairs or _pairs_by_hand(" ".join(texts)[:_HEADER])
    except _DAMAGED:
        return
    for name_text, address in pairs:
        plain = _valid(address).strip()
        if "@" in plain and len(plain) <= _ADDRESS and " " not in plain:
            yield Party(plain, _decoded(name_text)[:_ADDRESS])


def _pairs_by_hand(text: str) -> list[tuple[str, str]]:
    """Return the addresses in a header that the library refuses as a whole."""
    found = re.findall(r"[^\s<>,;:\"()]{1,64}@[^\s<>,;:\"()]{1,190}", text)
    return [("", address) for address in found[:_PARTIES]]


def _date(text: str) -> datetime | None:
    try:
        at = utils.parsedate_to_datetime(text[:200])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()  # -0000 is universal time
    except (*_DAMAGED, OSError, IndexError):
        return None


def _is_bulk(message: Message) -> bool:
    """Whether no person wrote it to us: a list, a newsletter, an answer by a program."""
    if any(_raw(message, name) for name in ("List-Id", "List-Unsubscribe", "X-Autoreply")):
        return True
    auto = _raw(message, "Auto-Submitted").casefold()
    precedence = _raw(message, "Precedence").casefold()
    return auto not in ("", "no") or precedence in ("bulk", "list", "junk", "auto_reply")


def _parts(message: Message) -> tuple[str, tuple[bytes, ...]]:
    """Return the text of a mail, the plain one first, and the calendar files in it."""
    plain, html = "", ""
    invitations: list[bytes] = []
    for number, part in enumerate(message.walk()):
        if number >= _PARTS or (plain and invitations):
            break
        kind = part.get_content_type()
        if kind == "text/calendar" or str(part.get_filename() or "").lower().endswith(".ics"):
            if len(invitations) < _INVITATIONS:
                invitations.append(_payload(part))
        elif kind == "text/plain" and not plain and not _is_attached(part):
            plain = _valid(_text_of(_payload(part), _charset(part)))[:_TEXT]
        elif kind == "text/html" and not html and not _is_attached(part):
            html = _valid(_text_of(_payload(part), _charset(part)))[:_TEXT]
    if html and not plain.strip():
        from salescli.exchange.mail.html_text import html_text

        plain = html_text(html)
    return plain, tuple(invitations)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str:
    return str(part.get_content_charset() or "utf-8")


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
