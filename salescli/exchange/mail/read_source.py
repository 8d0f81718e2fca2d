"""What a file, or standard input, has in it: captured encounters, by what its bytes are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Captured
from salescli.exchange.calendar.captured_events import captured_events
from salescli.exchange.mail.captured_mail import captured_mail
from salescli.exchange.mail.message import read_mail
from salescli.exchange.mail.spoken_text import captions, text_file

Read = Callable[[bytes, Ours, datetime, str], Iterator[Captured]]
_HEADER = re.compile(rb"[!-9;-~]{1,70}:")
_FROM = b"From "
_BETWEEN = re.compile(rb"(?:^|\r?\n\r?\n)From [^\r\n]{1,500}\r?\n")
_MOST = 20_000  # mails of one mailbox


def captured_in(data: bytes, ours: Ours, at: datetime, name: str = "") -> Iterator[Captured]:
    """Yield what some bytes have in them; `at` is when they came, `name` that of their file.

    Never raises: bytes that are nothing yield nothing.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    yield from _reader(data, name)(data, ours, at, name)


def head_in(data: bytes, ours: Ours, at: datetime, name: str = "") -> Captured | None:
    """Return what the beginning of a mail says, without its text; None for what is no single mail.

    What we forwarded to ourselves says in its text whose it is.
    """
    if _reader(data, name) is not _mail or not _HEADER.match(data.lstrip()[:80]):
        return None
    head = read_mail(data.lstrip(), head_only=True)
    return captured_mail(read_mail(data) if head.is_forwarded else head, ours, at, name)


def _reader(data: bytes, name: str) -> Read:
    ending = name.lower().rpartition(".")[2]
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if data.startswith(_FROM):
        return _mailbox
    if data.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return captured_events
    return _mail


def _mail(data: bytes, ours: Ours, at: datetime, name: str) -> Iterator[Captured]:
    if not _HEADER.match(data.lstrip()[:80]):
        return
    yield captured_mail(read_mail(data.lstrip()), ours, at, name)


def _mailbox(data: bytes, ours: Ours, at: datetime, name: str) -> Iterator[Captured]:
    marks = [match.span() for match in islice(_BETWEEN.finditer(data), _MOST)]
    ends = [start for start, _ in marks[1:]]
    for (_, start), end in zip(marks, [*ends, len(data)], strict=False):
        yield from _mail(data[start:end].replace(b"\n>From ", b"\nFrom "), ours, at, name)


_BY_ENDING: Mapping[str, Read] = {
    "eml": _mail,
    "mbox": _mailbox,
    "ics": captured_events,
    "vtt": captions,
    "srt": captions,
    "txt": text_file,
    "md": text_file,
}
