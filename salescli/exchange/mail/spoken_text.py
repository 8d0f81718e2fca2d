"""Transcripts of meetings (.vtt, .srt, .txt) and notes of a phone, as captured encounters.

Captions are lines: what is neither a number nor a time is what was said, by whom stands before it.
webvtt-py refuses what isn't of its form, and these files are made by everybody's programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.domain.time.moment import on_the_clock
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless

_READ = 400_000  # bytes
_KEPT = 4_000  # characters of a text that is kept
_LINES, _SPEAKERS = 8_000, 30
_TIMES = lazy_re(r"\s*[\d:.,]{4,14}\s*-->.{0,200}")
_CUE = lazy_re(r"\s*(?:\d{1,7}|WEBVTT.{0,200}|[0-9a-f-]{36}(?:/\d{1,5}-\d{1,5})?)\s*")
_VOICE = lazy_re(r"<v(?:\.[^\s>]{0,50})? ([^>]{1,80})>")
_TAG = lazy_re(r"</?[^<>]{0,100}>")
_SPEAKER = lazy_re(r"([^\W\d_][\w .'\u2019-]{1,50}?)(?: \(.{1,30}\))?: (?=\S)")
_CLOCK = lazy_re(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*")
_ADDRESS = lazy_re(r"[^\s<>(),;:@]{1,64}@[a-z0-9.-]{3,190}\.[a-z]{2,20}", re.IGNORECASE)
_DAY = lazy_re(
    r"(?<!\d)(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?:[T _-]?([0-2]\d)[-_.:h]?([0-5]\d))?"
)


def captions(data: bytes, _us: Ours, at: datetime, name: str) -> Iterator[Captured]:
    """Yield the meeting that a file of captions is a transcript of; nothing for an empty one."""
    lines = list(_said(_text(data)))
    if lines:
        yield _meeting(lines, at, name, data)


def text_file(data: bytes, us: Ours, at: datetime, name: str) -> Iterator[Captured]:
    """Yield what a text file is: a transcript where people speak in it in turn, else a note."""
    text = _text(data).strip()
    if not re.search(r"\w", text):
        return
    lines = [_CLOCK.sub("", line.strip(), count=1) for line in text.split("\n")[:_LINES]]
    spoken = [line for line in lines if line.strip() and _SPEAKER.match(line)]
    if len(spoken) >= 4 and len(spoken) * 2 >= sum(bool(line) for line in lines):
        yield _meeting([line for line in lines if line], at, name, data)
        return
    first, _, rest = text.partition("\n")
    addresses = list(dict.fromkeys(_ADDRESS.findall(text[:_KEPT])))[:_SPEAKERS]
    people = tuple(party for a in addresses if not us.has(party := Party(a)))
    note = rest.strip() and text[:_KEPT]
    yield Captured(
        ref=_ref(data),
        at=_day(name, at),
        kind="call",
        form=Form.NOTE,
        people=people,
        subject=harmless(first)[:120],
        text=note or first[:_KEPT],
        source=name,
    )


def _meeting(lines: list[str], at: datetime, name: str, data: bytes) -> Captured:
    speakers = dict.fromkeys(match[1].strip() for line in lines if (match := _SPEAKER.match(line)))
    people = (Party(name=harmless(speaker)) for speaker in list(speakers)[:_SPEAKERS])
    whole = "\n".join(lines)
    return Captured(
        ref=_ref(data),
        at=_day(name, at),
        kind="meeting",
        form=Form.TRANSCRIPT,
        people=tuple(people),
        subject=harmless(re.sub(r"[_-]+", " ", name.rpartition(".")[0]))[:120],
        text=whole if len(whole) <= _KEPT else f"{whole[:_KEPT].rstrip()} …",
        source=name,
    )


def _said(text: str) -> Iterator[str]:
    """Yield the lines that were said, one speaker's together on one."""
    last = ""
    for line in text.split("\n")[:_LINES]:
        if _TIMES.match(line) or _CUE.fullmatch(line) or line.startswith(("NOTE ", "STYLE")):
            continue
        plain = _TAG.sub("", _VOICE.sub(r"\1: ", line)).strip()
        if not plain:
            continue
        match = _SPEAKER.match(plain)
        yield plain[match.end() :] if match and match[1] == last else plain
        last = match[1] if match else last


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            return data[:_READ].decode(encoding).replace("\r\n", "\n").replace("\0", "")
        except UnicodeDecodeError:
            continue
    text = data[:_READ].decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\0", "")


def _ref(data: bytes) -> str:
    return f"sha:{sha256(data.replace(bytes([13, 10]), bytes([10])).strip()).hexdigest()}"


def _day(name: str, at: datetime) -> datetime:
    """Return when it was: as the file's name says, else when the file came; never later."""
    match = _DAY.search(name)
    if match is None:
        return at
    year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
    try:
        named = on_the_clock(datetime(year, month, day, hour if match[4] else 12, minute))
    except (ValueError, OverflowError):
        return at
    return min(named, at)
