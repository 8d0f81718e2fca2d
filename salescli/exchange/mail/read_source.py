"""What a file, or standard input, has in it: captured encounters, by what its bytes are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from salescli.domain.addresses import Ours
from salescli.domain.captured import Captured
from salescli.exchange.calendar.captured_events import captured_events
from salescli.exchange.mail.captured_mail import captured_mail
from salescli.exchange.mail.message import read_mail

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
    starts = [match.end() for match, _ in zip(_BETWEEN.finditer(data), range(_MOST), strict=False)]
    ends = [match.start() for match, _ in zip(_BETWEEN.finditer(data), range(_MOST), strict=False)]
    for start, end in zip(starts, [*ends[1:], len(data)], strict=True):
        yield from _mail(data[start:end].replace(b"\n>From ", b"\nFrom "), ours, at, name)


_BY_ENDING: Mapping[str, Read] = {"eml": _mail, "mbox": _mailbox, "ics": captured_events}
