"""The one cache of a book: what its deals came to, kept until a file or a process is touched.

It lies in `.salescli/`, in so many files (`_FILES`) that a deal that changed costs the writing of a
part. The first line of each file says what made it: the form of the cache, this program, whoever
asks and in which zone, and the states of the processes. Then there is a line a deal:

    "acme-rollout" TAB size,times,inode,hash TAB open TAB "enterprise" TAB ROW TAB ROW …

its handle, the state that its file was in when it was read, whether it is open, its process, and a
row for each purpose that asked (`row_form`): lists and the review, names, courses for the report,
people, events, findings. Nothing in it knows what day it is: what the day decides is worked out
from it. Each line stands for itself, so nobody waits for anybody: whoever writes last wins, and
what is lost is read again.

A line counts only as long as the deal's file and its process are in the state in which they were
read. Whatever is in doubt, damaged, a link or somebody else's is passed over without a word: with
the cache or without it, the output is the same.

When a state is believed (`fingerprint`). A file that nobody has touched for a minute is as it was
where size, both times and inode are, on a file system that is known to keep the time of the status
beside that of the content: who puts the latter back can't put back the former. So a clone, whose
files all show one time, is read once and not at each run. Within that minute a hash of what the
file holds counts too: two writes may fall into one tick of the clock, and of a program that writes
through memory the times tell the first write alone until the pages are brought to disk, half a
minute later. What was read within the minute is hashed once more after it; if it is the same, its
times do from then on (git looks again into 'racily clean' entries of its index for the same
reason). Where no time can be believed, in memory, over a network such as sshfs, or where nobody
says which file system it is and all files show one time, the hash always counts.

A database was measured beside it (SQLite 3.40, 10,000 deals): 5 ms to load its library, 15 ms to
say the states of all deals, which lines that are read at once say in 8.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from json import JSONDecoder, JSONEncoder, loads
from json.encoder import encode_basestring_ascii
from typing import TypeVar
from zlib import crc32

from salescli.store.book import Book
from salescli.store.cache.cache_part import SPOILT, CachePart
from salescli.store.cache.process_states import process_states
from salescli.store.cache.row_form import DUE, LABEL, RowForm
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import State, environment_key, is_unchanged
from salescli.store.files.own_folder import OWN

_VERSION = 5
_FILES = 16
_NAME = "deals"
_OPEN, _CLOSED = b"open", b"closed"

T = TypeVar("T")
_read_json = JSONDecoder().raw_decode  # without a look at blanks, which takes as long
_write_json = JSONEncoder(separators=(",", ":")).encode


class DealCache:
    """What is known of the deals of a book, and what is found out while it is read anew.

    `states` are those of the deals' files, by handle, before anything was read. `head` says what
    else all of it depends on. What few commands ask for, and is long, lies in files of another
    `name`. Where the book has other deals than those of the `states`, `is_whole` is false, and what
    is kept of them stays.
    """

    def __init__(
        self,
        book: Book,
        states: Mapping[str, State],
        name: str = _NAME,
        *,
        is_whole: bool = True,
    ) -> None:
        self.states = states
        self._is_whole = is_whole
        self._name = name
        self._folder = str(book.root / OWN)
        self._deals = str(book.deals)
        self._processes = process_states(book)
        table = {
            "version": _VERSION,
            "made_by": environment_key(),
            "processes": self._processes,
        }
        self.head = _text(table)
        self._made_by = loads(self.head)["made_by"]
        self._parts: list[CachePart | None] = [None] * _FILES
        self._begun, self._begun_key, self._begun_line = "", b"", b""
        self._shared: dict[str, str] = {}  # texts that many deals have are held once

    def find(
        self, handle: str, form: RowForm[T], *, closed: bool, until: str = ""
    ) -> T | bool | None:
        """Return what was kept of a deal; None where its file has to be read.

        True where it is closed and of no concern, unless closed deals are asked for; False where
        it is of no concern until after a day, where one is named.
        """
        key, start = self._begin(handle)
        part = self._part(key)
        line = part.lines.get(key, b"")
        if not line.startswith(start):  # so it is with most
            line = self._settled(part, line, start, handle)
        if not line or (part.changed and part.is_void(line)):
            return None
        if not closed and line.startswith(_CLOSED, len(start)):
            return True
        row = _row(line, form.tag)
        if row is None:
            return None
        if until and (due := _row(line, DUE)) and due.decode("ascii", "replace") > until:
            return False
        shared = self._shared
        try:
            text = row.decode()
            cells, end = _read_json(text)
            if end != len(text):
                raise ValueError(text)
            cells = [shared.setdefault(one, one) if type(one) is str else one for one in cells]
            return form.read(cells)
        except SPOILT:
            part.forget(line)
            return None

    def label(self, handle: str) -> str | None:
        """Return what a deal may be called by; None where its file has to be read."""
        row = _row(self._line(handle)[1] or b"", LABEL)
        return None if row is None else row.decode("utf-8", "surrogateescape")

    def note(self, handle: str, process: str, label: str, *, closed: bool) -> None:
        """Note a deal that was read, with its process and its label.

        `closed`: whether it is closed and of no concern.
        """
        part, line = self._line(handle)
        if line is None:
            _, start = self._begin(handle)
            named = LABEL + label.encode("utf-8", "surrogateescape")
            opened = _CLOSED if closed else _OPEN
            part.set(b"%b%b\t%b\t%b" % (start, opened, _text(process), named))

    def add(self, handle: str, form: RowForm[T], value: T) -> None:
        """Add a row to what was noted of a deal."""
        part, line = self._line(handle)
        if line is None:
            return
        rows = {form.tag: _text(form.write(value))}
        for tag, mark in form.marks(value).items():
            rows[tag] = mark.encode("utf-8", "surrogateescape")
        tags = tuple(rows)
        known = [cell for cell in line.split(b"\t") if not cell.startswith(tags)]
        part.set(b"\t".join((*known, *(tag + row for tag, row in rows.items()))))

    def has_file(self, handle: str) -> bool:
        """Return whether something is kept of the deals that lie in one file with this one."""
        return bool(self._part(_key(handle)).lines)

    def by_file(self, handles: Iterable[str], beside: Iterable[DealCache] = ()) -> Iterator[str]:
        """Yield handles of deals, those of one file together.

        What is known of them is let go of once the next file's are asked for, and kept before, by
        caches `beside` this one too.
        """
        caches = (self, *beside)
        groups: list[list[str]] = [[] for _ in range(_FILES)]
        for handle in handles:
            groups[crc32(_key(handle)) % _FILES].append(handle)
        for number, group in enumerate(groups):
            yield from group
            for cache in caches:
                cache.save_file(number)

    def save(self) -> None:
        """Keep what was found out, and let go of what was known. Nothing is raised."""
        for number in range(_FILES):
            self.save_file(number)

    def save_file(self, number: int) -> None:
        """Keep what was found out that one of the files has, as `save` does."""
        part, self._parts[number] = self._parts[number], None
        if part is not None and part.is_new:
            there, is_whole = self.states, self._is_whole
            lines = (
                line for key, line in part.lines.items() if not is_whole or _handle(key) in there
            )
            known = (line for line in lines if not part.is_void(line))
            write_cache(self._path(number), b"\n".join((self.head, *known, b"")))

    def _line(self, handle: str) -> tuple[CachePart, bytes | None]:
        """Return the part that a deal belongs to, and its line there if that still counts."""
        key, start = self._begin(handle)
        part = self._part(key)
        line = part.lines.get(key, b"")
        if not line.startswith(start):
            line = self._settled(part, line, start, handle)
        return part, None if not line or (part.changed and part.is_void(line)) else line

    def _part(self, key: bytes) -> CachePart:
        number = crc32(key) % _FILES
        part = self._parts[number]
        if part is None:
            part = self._parts[number] = self._read_part(number)
        return part

    def _settled(self, part: CachePart, line: bytes, start: bytes, handle: str) -> bytes:
        """Return the line of a deal that was kept a moment after its file was written.

        Empty where the file holds something else by now, or where it isn't time to believe it.
        """
        if not line:
            return line
        _, kept, *rest = line.split(b"\t", 2)
        now = self.states[handle]
        if not rest or not is_unchanged(f"{self._deals}{os.sep}{handle}.toml", now, kept):
            return b""
        line = start + rest[0]
        part.keep(line)
        return line

    def _begin(self, handle: str) -> tuple[bytes, bytes]:
        """Return the key of a deal, and how its line begins, which is asked for in a row."""
        if handle != self._begun:
            key = self._begun_key = _key(handle)
            self._begun_line = b"%b\t%d,%d,%d,%d,%d\t" % (key, *self.states[handle])
            self._begun = handle
        return self._begun_key, self._begun_line

    def _path(self, number: int) -> str:
        return f"{self._folder}/{self._name}-{number:02}.cache"

    def _read_part(self, number: int) -> CachePart:
        head, *lines = read_cache(self._path(number)).split(b"\n")
        if head == self.head:
            return CachePart(lines, frozenset())
        try:
            table = loads(head) if head else {}
            before = table["processes"]
            if table["version"] == _VERSION and table["made_by"] == self._made_by:
                now = self._processes
                if "" in before or "" in now:  # nobody knows which of them changed
                    return CachePart((), frozenset())
                names = before.keys() | now.keys()
                changed = (name for name in names if before.get(name) != now.get(name))
                return CachePart(lines, frozenset(changed))
        except SPOILT:
            pass
        return CachePart((), frozenset())


def _key(handle: str) -> bytes:
    return encode_basestring_ascii(handle).encode()


def _handle(key: bytes) -> str:
    """Return the handle that a key stands for; '' where it is damaged."""
    if b"\\" not in key:
        return key[1:-1].decode("ascii", "replace")
    try:
        return str(loads(key))
    except SPOILT:
        return ""


def _text(value: object) -> bytes:
    return _write_json(value).encode()


def _row(line: bytes, tag: bytes) -> bytes | None:
    """Return the row behind a tag in a line."""
    start = line.find(b"\t" + tag)
    if start < 0:
        return None
    start += 1 + len(tag)
    end = line.find(b"\t", start)
    return line[start:] if end < 0 else line[start:end]
