"""`merge`: what one file of a deal says goes into the other one, and the first file goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from salescli.commands.merge.header import differing, only_in_first, values_by_preference
from salescli.commands.support.reading.followers import follow_instead
from salescli.commands.support.session import Session, me, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.commands.support.writing.agenda_items import show_agenda
from salescli.commands.support.writing.event_names import with_event_names
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit
from salescli.commands.support.writing.under_lock import renewed, reread, stamped
from salescli.domain.deal import Deal, Entry
from salescli.domain.finding import Key
from salescli.domain.one_deal import (
    is_in,
    later_opening,
    next_with_handles,
    not_on_agenda,
    people_handles,
    with_handles,
    without_endings,
)
from salescli.domain.replay import replay
from salescli.errors import UsageError
from salescli.flags.deals.merge import MergeFlags
from salescli.store.drafts import rename_drafts
from salescli.store.formats.deal import read_deal
from salescli.store.formats.render import entry_table, person_table
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.replace_entry import overlaid
from salescli.store.transaction import Transaction, transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import count


def merge(flags: MergeFlags) -> None:
    """Merge a deal into another one, whose file stays. Raises SalescliError."""
    session = open_to_write(flags.book)
    first, other = subject(session, flags.deal), subject(session, flags.into)
    handles = first.deal.handle, other.deal.handle
    _check(first, other)
    preferred = subject(session, flags.prefer).deal.handle if flags.prefer else ""
    if preferred and preferred not in handles:
        raise UsageError(f"{preferred} is neither of the two", fix=f"--prefer {handles[1]}")
    tables = [_table(session, handle) for handle in handles]
    changes = values_by_preference(differing(*tables), handles, preferred)
    with transaction(session.book) as writes:
        session = renewed(session)
        seen, (first, other) = tables, (reread(session, handle) for handle in handles)
        _check(first, other)
        tables = [_table(session, handle) for handle in handles]
        if differing(*tables) != differing(*seen):
            raise UsageError(
                "the deals were changed meanwhile; nothing was merged", fix="repeat the command"
            )
        after = _merge(session, writes, first, other, changes)
        writes.remove(session.book.deal_path(handles[0]))
        facts = follow_instead(session, writes, *handles)
        line = f"{handles[0]} merged into it, {count(len(first.deal.log), 'entry', 'entries')}"
        commit = writes.finish(commit_message(handles[1], line))
    rename_drafts(session.book.root, *handles)
    show_agenda(line, after, session, command("show", handles[1]), facts=facts)
    report_commit(commit)


def _table(session: Session, handle: str) -> dict[str, Any]:
    path = session.book.deal_path(handle)
    return parse_toml(path.read_bytes().decode().removeprefix("\ufeff"), path)


def _check(first: Subject, other: Subject) -> None:
    """Raise UsageError where two deals can't be one as they are."""
    mine, theirs = first.deal.handle, other.deal.handle
    if mine == theirs:
        raise UsageError(f"{mine} can't be merged into itself", fix="name two deals")
    if first.deal.process != other.deal.process:
        raise UsageError(
            f"{mine} follows the process {first.deal.process}, {theirs} {other.deal.process}",
            fix=f"{command('set', mine, f'process={other.deal.process}')}   and merge them then",
        )
    if first.standing.is_open and not other.standing.is_open:
        raise UsageError(
            f"{theirs} is closed, and {mine} is open",
            fix=f"{command('merge', theirs, flags=f'--into {mine}')}   keeps the open one",
        )


def _merge(
    session: Session, writes: Transaction, first: Subject, other: Subject, changes: dict[Key, Any]
) -> Subject:
    """Stage the merged deal, and return it as it will be read."""
    handle, handles = other.deal.handle, people_handles(first.deal, other.deal)
    opening = min((*first.deal.log, *other.deal.log), key=lambda entry: entry.at, default=None)
    for entry in other.deal.log:
        writes.amend(handle, entry, later_opening(entry, opening))
    table = _table(session, first.deal.handle)
    values, tables = only_in_first(table, _table(session, handle))
    follows = _follows(first.deal, other.deal)
    writes.change(handle, {**values, **changes, ("follows",): follows})
    writes.merge(
        handle,
        {
            **tables,
            "people": dict(_people(first.deal, other.deal, handles)),
            "log": list(_log(table, first, other, handles, opening)),
        },
    )
    after = _read(writes, other)
    items = (*first.standing.agenda, *other.standing.agenda)
    lost = not_on_agenda(items, after.standing) if after.standing.is_open else ()
    nexts = tuple(next_with_handles(step, handles) for step in lost)
    if nexts:
        entry = Entry(session.now, "schedule", by=me(session), nexts=nexts)
        writes.log(handle, stamped([entry], after, session))
    return _read(writes, other)


def _follows(first: Deal, other: Deal) -> str | None:
    """Return what the merged deal grew out of: never one of the two."""
    both = (deal.follows for deal in (other, first))
    return next((name for name in both if name not in ("", first.handle, other.handle)), None)


def _read(writes: Transaction, about: Subject) -> Subject:
    text = writes.text(about.deal.handle).removeprefix("\ufeff")
    deal, _ = read_deal(about.deal.handle, parse_toml(text))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def _people(first: Deal, other: Deal, handles: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield what the first deal adds about people: new ones, and what isn't known of others."""
    for handle, person in first.people.items():
        known = other.people.get(handles[handle])
        table = person_table(person)
        if known is not None:
            table = {name: value for name, value in table.items() if not getattr(known, name)}
        if table:
            yield handles[handle], table


def _log(
    table: dict[str, Any],
    first: Subject,
    other: Subject,
    handles: dict[str, str],
    opening: Entry | None,
) -> Iterator[Any]:
    """Yield the entries that the first deal adds, as tables; keys not in the format stay."""
    read = {entry.index: entry for entry in first.deal.log}
    for index, raw in enumerate(table.get("log", ())):
        entry = read.get(index)
        if entry is None:
            yield raw
            continue
        after = with_handles(entry, handles)
        if other.standing.is_open:
            after = without_endings(after)
        if not is_in(after, other.deal.log):
            after = with_event_names(first, entry, later_opening(after, opening))
            yield overlaid(raw, entry_table(entry), entry_table(after))
