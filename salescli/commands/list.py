"""`list`: the deals of the book, filtered and ordered; on a screen, as CSV or JSON."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from salescli.commands.support.reading.as_of import session_as_of, session_at
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, Summaries, load_summaries
from salescli.commands.support.session import Session
from salescli.commands.support.typed import list_query
from salescli.domain.list_filters import sort_deals
from salescli.domain.own_fields import PREFIX
from salescli.domain.summary import Summary
from salescli.flags.deals.list import ListFlags
from salescli.views.facts import envelope, unreadable_facts
from salescli.views.handles import shown_handles
from salescli.views.lists.list import Listed, list_csv, list_screen
from salescli.views.lists.list_columns import AWAITED, COLUMNS, USUAL, columns_that_fit
from salescli.views.render.output import emit, emit_file, emit_json, warn
from salescli.views.render.screen_size import screen_columns, screen_lines

_NOBODY_WAITS = (
    "No deal comes back on a day. salescli lose DEAL --revisit DATE leaves one for later."
)
_AROUND = 7  # lines of a screen that aren't deals: titles, counts, and the next prompt


def list_(flags: ListFlags) -> int:
    """List deals, as they are or as they stood `at` a day; the exit code. Raises SalescliError."""
    flags.check()
    with session_at(flags.book, flags.today, flags.at) as session:
        if flags.as_json:
            return _as_json(session, flags)
        return _as_csv(session, flags) if flags.as_csv else _on_screen(session, flags)


def _on_screen(session: Session, flags: ListFlags) -> int:
    seen = load_summaries(session, closed=list_query.with_closed(flags.which))
    usual = AWAITED if flags.which.revisit else USUAL
    named = list_query.list_columns(flags.columns, seen.summaries, usual)
    if "deal" not in named and any(name.startswith(PREFIX) for name in named):
        named = ("deal", *named)
    rows = _chosen(session, flags, seen)
    lines = screen_lines()
    limit = flags.limit or (max(lines - _AROUND, 3) if lines else len(rows))
    fits = flags.columns is None and not flags.which.revisit
    shown = _with_handles(rows[:limit], screen_columns())
    fitting = columns_that_fit(shown, session.today, screen_columns()) if fits else named
    given = flags.which.are_given
    listed = Listed(
        shown,
        seen.unreadable,
        session.today,
        more=max(len(rows) - limit, 0),
        of=len(seen.summaries) if given else None,
        hidden=0 if given else seen.left_out,
        notes=_notes(flags, rows),
        without="" if seen.awaited or not flags.which.revisit else _NOBODY_WAITS,
    )
    emit(session_as_of(session) if flags.at else ())
    emit(list_screen(listed, fitting))
    return FINDINGS if seen.unreadable else DONE


def _with_handles(rows: list[Summary], width: int | None) -> list[Summary]:
    """Return the deals with their handles as a terminal of that width has room for them."""
    names = shown_handles((row.handle for row in rows), width)
    return [replace(row, handle=names.get(row.handle, row.handle)) for row in rows]


def _chosen(session: Session, flags: ListFlags, seen: Summaries) -> list[Summary]:
    """Return the deals that the flags ask for, in the order that they ask for."""
    orders = list_query.orders(flags.sort)
    rows = list_query.chosen_deals(session, flags.which, seen)
    by_stage = any(order.by == "stage" for order in orders)
    return sort_deals(rows, orders, list_query.ranks(session) if by_stage else {})


def _notes(flags: ListFlags, rows: list[Summary]) -> tuple[str, ...]:
    """Return what a reader should know who compares amounts of several currencies."""
    currencies = sorted({one.currency for one in rows if one.value is not None})
    if flags.which.value is None or len(currencies) < 2:
        return ()
    alike, one = " and ".join(currencies), f"{flags.which.value.strip()} {currencies[0]}"
    return (f"--value took amounts in {alike} as they stand; --value '{one}' takes one currency.",)


def _as_csv(session: Session, flags: ListFlags) -> int:
    seen = load_summaries(session, closed=list_query.with_closed(flags.which))
    columns = list_query.list_columns(flags.columns, seen.summaries, tuple(COLUMNS))
    emit_file(list_csv(_chosen(session, flags, seen)[: flags.limit], columns))
    for fault in seen.unreadable:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check shows more")
    return FINDINGS if seen.unreadable else DONE


def _as_json(session: Session, flags: ListFlags) -> int:
    from salescli.commands.support.reading.json_facts import facts_of_deals

    seen = load_summaries(session, closed=list_query.with_closed(flags.which))
    handles = [row.handle for row in _chosen(session, flags, seen)[: flags.limit]]
    deals = facts_of_deals(session, handles)
    emit_json(
        envelope(session.today, "deals", chain(map(unreadable_facts, seen.unreadable), deals))
    )
    return FINDINGS if seen.unreadable else DONE
