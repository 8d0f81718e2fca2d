"""What to look at after a merge: findings about deals that both sides changed, and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from salescli.commands.check import of_page
from salescli.commands.session import open_session
from salescli.model.deal import Deal
from salescli.model.finding import Severity
from salescli.model.moment import day_of
from salescli.model.spoken import count, day_text
from salescli.store.locate import locate
from salescli.store.pages import read_page
from salescli.views.document import Block, Line, Span
from salescli.views.findings import findings_screen
from salescli.views.out import emit


def show_merged(root: Path, handles: Sequence[str]) -> None:
    """Say which deals were merged, and what there is to look at in them. Raises SalescliError."""
    session = open_session(root)
    found, blocks = [], []
    for handle in handles:
        if not session.book.deal_path(handle).is_file():
            continue
        page = read_page(session.book, session.shelf, handle)
        found += [one for one in of_page(session, page) if one.severity is not Severity.INFO]
        if page.deal is not None:
            blocks += [_line(handle, text, fix) for text, fix in crossed(page.deal)]
    names = ", ".join(handles)
    looked = count(len(handles), "merged deal")
    found = [one for one in found if one.code not in session.book.settings.ignore]
    merged: Block = Line((f"Merged, changed on both sides: {names}.",), hang=2)
    emit((merged, *blocks, *findings_screen(list(locate(session.book, found)), looked)))


def crossed(deal: Deal) -> Iterator[tuple[str, str]]:
    """What a close and the entries of another machine did to each other, and the mend."""
    closes = [entry for entry in deal.log if entry.kind == "close"]
    reopened = max((n for n, one in enumerate(deal.log) if one.kind == "reopen"), default=-1)
    after = [n for n, one in enumerate(deal.log) if one.kind == "close" and n > reopened]
    if not after:
        return
    handle, ending = deal.handle, closes[-1]
    said = f"closed as {ending.result} on {day_text(day_of(ending.at))}"
    for entry in deal.log[after[0] + 1 :]:
        if entry.is_encounter or entry.next is not None:
            yield (
                f"{said}, and a {entry.kind} was logged on {day_text(day_of(entry.at))} after it",
                f"salescli reopen {handle}   if it goes on; else it stays closed",
            )
    if len(after) > 1:
        results = " and ".join(deal.log[n].result for n in after)
        yield (
            f"closed {len(after)} times, as {results}: the last one counts",
            f"salescli edit {handle}   takes one out",
        )


def _line(handle: str, text: str, fix: str) -> Block:
    return Line((Span(handle, "strong"), f": {text}. ", Span(fix, "command")), hang=4)
