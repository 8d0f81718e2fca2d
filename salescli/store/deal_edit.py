"""What a log entry, or another deal, changes in the text of a deal's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from salescli.domain.deal import Entry, Person
from salescli.errors import SalescliError
from salescli.store.files.read import LARGEST
from salescli.store.formats.deal import read_deal
from salescli.store.formats.render import entry_table, person_table
from salescli.store.toml.blocks import LaidOutOtherwiseError
from salescli.store.toml.insert import insert_entries, insert_people
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.toml.replace_entry import overlaid, replace_entry
from salescli.store.toml.write import table_text


def text_with_amended(path: Path, text: str, old: Entry, new: Entry) -> tuple[str, dict[str, Any]]:
    """Return the text with another entry in place of an old one, and the table that is meant.

    Raises SalescliError where the layout doesn't allow it.
    """
    meant = parse_toml(text.removeprefix("\ufeff"), path)
    log = meant.get("log")
    if not isinstance(log, list) or old.index >= len(log):
        raise unaddable(path)
    table = overlaid(log.pop(old.index), entry_table(old), entry_table(new))
    place = old.index if new.at == old.at else slot(meant, new)
    log.insert(place, table)
    try:
        return replace_entry(text, old.index, table, place), meant
    except (LaidOutOtherwiseError, LookupError):
        raise unaddable(path) from None


def with_added(path: Path, text: str, table: Mapping[str, Any]) -> str:
    """Return the text with what the table of another deal adds. Raises SalescliError."""
    from salescli.store.merge.merge import merge_texts

    gap = "\n" if set(table) <= {"people", "log"} else ""  # between what is there and a block
    merged = merge_texts("", text, gap + table_text(table))
    if merged.conflicts or not merged.by_meaning:
        raise unaddable(path)
    return merged.text


def slot(table: dict[str, Any], entry: Entry) -> int:
    """Return where an entry belongs in the log of a file: before the first one that is later."""
    deal, _ = read_deal("", table)
    later = (other.index for other in deal.log if other.at > entry.at)
    return min(later, default=len(table["log"]))


def check_meaning(path: Path, text: str, meant: dict[str, Any]) -> None:
    """Raise SalescliError where a text that was changed doesn't say what is meant."""
    try:
        same = parse_toml(text.removeprefix("\ufeff"), path) == meant
    except TomlError:
        same = False
    if not same:
        raise unaddable(path)


def text_with_entries(
    path: Path,
    text: str,
    meant: dict[str, Any],
    entries: Sequence[Entry],
    people: Sequence[Person],
) -> tuple[str, dict[str, Any]]:
    """Return the text with more entries and people, and the table that is meant.

    `meant` is what the text says; it becomes that table. Raises SalescliError where the layout
    doesn't allow it.
    """
    if people:
        tables = {person.handle: person_table(person) for person in people}
        known = meant.setdefault("people", {})
        if not isinstance(known, dict):
            raise unaddable(path)
        known |= tables
        text = insert_people(text, tables)
    if entries:
        log = meant.setdefault("log", [])
        if not isinstance(log, list):
            raise unaddable(path)
        placed = _in_place(meant, entries)
        text = insert_entries(text, placed, len(log))
        for place, table in reversed(placed):
            log.insert(place, table)
    return text, meant


def _in_place(table: dict[str, Any], entries: Sequence[Entry]) -> list[tuple[int, dict[str, Any]]]:
    """Return the tables of entries by time, each with its place in the log of a file as it is."""
    deal, _ = read_deal("", table)
    count = len(table["log"])
    placed = []
    for entry in sorted(entries, key=lambda entry: entry.at):
        later = (other.index for other in deal.log if other.at > entry.at)
        placed.append((min(later, default=count), entry_table(entry)))
    return sorted(placed, key=lambda item: item[0])


def unaddable(path: Path) -> SalescliError:
    """Return what to say of a file that is laid out in a way that can't be added to."""
    return SalescliError(
        f"salescli can't add to {path} as it is written; nothing was changed",
        fix="head each entry with [[log]] and each person with [people.HANDLE]",
    )


def readable_bytes(path: Path, text: str) -> bytes:
    """Return the bytes of a text that is to be written to a file.

    Raises SalescliError for what could not be read again.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        letter = ascii(error.object[error.start])
        message = f"{path} can't be written: {letter} in it is not a character; nothing was changed"
        raise SalescliError(message, fix="type it again without that character") from None
    if len(data) > LARGEST:
        limit = f"{LARGEST // 1024**2} MB"
        message = f"{path} would be larger than {limit}: {len(data):,} bytes; nothing was changed"
        raise SalescliError(message, fix=f"a file may hold up to {LARGEST:,} bytes: write less")
    return data
