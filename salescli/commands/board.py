"""`board`: the pipeline by stage, process by process; on a screen or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from salescli.commands.support.reading.as_of import session_as_of, session_at
from salescli.commands.support.reading.deal_findings import DealFindings
from salescli.commands.support.reading.json_facts import facts_of_deals
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, Summaries, load_summaries
from salescli.commands.support.session import Session
from salescli.commands.support.typed.list_query import filters, processes
from salescli.domain.day.review import order, review, week_end
from salescli.domain.finding import Finding, Severity
from salescli.domain.list_filters import matching_deals
from salescli.domain.process import Process
from salescli.domain.summary import Summary
from salescli.flags.deals.board import BoardFlags
from salescli.flags.support.filters import FilterFlags
from salescli.insight.board import board_place, place_on_board, weights
from salescli.insight.trajectory import Trajectory, brief_trajectory
from salescli.views.facts import unreadable_facts
from salescli.views.handles import shown_handles
from salescli.views.lists.board import SIGNED, Board, board_screen, most_in_a_stage
from salescli.views.lists.board_facts import board_facts
from salescli.views.lists.board_wide import wide_board_screen
from salescli.views.render.document import Document
from salescli.views.render.output import emit, emit_json
from salescli.views.render.screen_size import screen_columns, screen_lines


def board(flags: BoardFlags) -> int:
    """Show where the open deals stand; the exit code. Raises SalescliError."""
    with session_at(flags.book, flags.today, flags.at) as session:
        seen = load_summaries(session, closed=True)
        made = _board(session, flags, seen)
        if flags.as_json:
            emit_json(board_facts(made, _deals(session, made)))
        else:
            emit(session_as_of(session) if flags.at else ())
            emit(_screen(session, made, flags))
        return FINDINGS if seen.unreadable else DONE


def _screen(session: Session, made: Board, flags: BoardFlags) -> Document:
    width, lines = screen_columns(), screen_lines()
    most = most_in_a_stage(made, lines) if lines and not (flags.wide or flags.everything) else None
    shown = [handle for place in made.places for handle in place.deals[:most]]
    deals = DealFindings(session)
    wrong = frozenset(handle for handle in shown if _has_errors(deals.of(handle)))
    deals.save()
    made = replace(made, wrong=wrong, handles=shown_handles(made.deals, width))
    return wide_board_screen(made, width) if flags.wide else board_screen(made, most)


def _has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether a deal has errors that no other sign of the board stands for."""
    return any(one.severity is Severity.ERROR and one.code not in SIGNED for one in findings)


def _board(session: Session, flags: BoardFlags, seen: Summaries) -> Board:
    which = FilterFlags(processes=flags.processes, mine=flags.mine)
    chosen = matching_deals(seen.summaries, filters(session, which, seen), session.today)
    until = week_end(session.today, session.book.settings.calendar)
    reviews = order(review(one, session.today, until) for one in chosen)
    handles = [one.about.handle for one in reviews]
    courses = _courses(session, seen.summaries, handles)
    known, shown = weights(courses), set(handles)
    return Board(
        today=session.today,
        places=place_on_board(courses, handles, known),
        total=board_place("", "", [one for one in courses if one.deal in shown], known),
        titles=_titles(session, chosen),
        deals={one.about.handle: one for one in reviews},
        weights=known,
        unreadable=seen.unreadable,
        closed=sum(not one.is_open for one in courses),
    )


def _courses(session: Session, deals: Sequence[Summary], first: Sequence[str]) -> list[Trajectory]:
    """Return the courses of all deals; those that are named come first, in that order."""
    ranks = {handle: board_place for board_place, handle in enumerate(first)}
    sorted_ = sorted(deals, key=lambda deal: ranks.get(deal.handle, len(ranks)))
    return [brief_trajectory(one, _process(session, one)) for one in sorted_]


def _process(session: Session, summary: Summary) -> Process:
    found = session.loader.find(summary.process, summary.revision) if summary.judged else None
    return found if isinstance(found, Process) else Process(summary.process)


def _titles(session: Session, deals: Sequence[Summary]) -> dict[tuple[str, str], str]:
    """Return the titles of stages: of the processes in force, else as the deals have them."""
    titles = {(one.process, one.stage or ""): one.stage_title for one in deals}
    in_force = ((process.name, stage) for process in processes(session) for stage in process.stages)
    return titles | {(name, stage.id): stage.title or stage.id for name, stage in in_force}


def _deals(session: Session, made: Board) -> Iterator[dict[str, Any]]:
    """Yield the deals as JSON has them: the unreadable ones, then those of the board."""
    yield from map(unreadable_facts, made.unreadable)
    yield from facts_of_deals(session, (name for part in made.places for name in part.deals))
