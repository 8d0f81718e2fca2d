"""`next`: the daily review, as a list, as one line, as JSON; in a terminal its cards follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from salescli.commands.calendar.folder_state import FolderState
from salescli.commands.calendar.has_folder import has_folder
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, IN_FUTURE
from salescli.commands.support.reading.review_screen import (
    review_screen,
    waiting_proposals,
    waiting_to_be_logged,
)
from salescli.commands.support.reading.review_selection import Reviewed, reviewed
from salescli.commands.support.session import Session, in_terminal, open_session
from salescli.domain.day.day_plan import next_change, times_of_today
from salescli.domain.day.review import Review, Urgency
from salescli.domain.summary import Summary
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.kept_review import KeptReview
from salescli.store.cache.output_cache import CachedOutput, WrittenText
from salescli.store.files.own_folder import CAPTURED, DRAFTS, PROPOSALS, is_empty
from salescli.store.locate_book import INBOX
from salescli.views.day.next import brief_line, next_screen
from salescli.views.deal.planned import planned_line
from salescli.views.render.output import emit, emit_json, emit_text, encoded
from salescli.views.render.screen_size import screen_columns, screen_lines

if TYPE_CHECKING:
    from salescli.domain.calendar.changes import CalendarChange


def next_(
    flags: ReviewFlags,
    question: CachedOutput | None = None,
    review: KeptReview | None = None,
) -> int:
    """Show the review, and walk through it where somebody is there; the exit code.

    Another day than the real one is only looked at. The answer to a `question` is kept, that of a
    plain one with the `review` from which it is made. Raises SalescliError.
    """
    flags.check()
    session = open_session(flags.book, flags.today)
    if flags.deal is not None:
        from salescli.commands.support.which_deal.find_deal import open_subject

        flags = replace(flags, deal=open_subject(session, flags.deal).deal.handle)
    calendar = _calendar(session, flags)
    if flags.today is None:
        _look(session)
    if review is None or not _is_plain(session, calendar):
        return _shown(session, flags, question, calendar)
    from salescli.commands.support.reading.judged_parts import answer_anew

    seen = reviewed(session, flags, review.states, whole=False)
    values = {name: getattr(flags, name) for name in ("brief", "everything", "exit_code")}
    answer = answer_anew(session, flags, review, seen, values)
    if answer is None:
        return _shown(session, flags, question, calendar, seen)
    code, text, until = answer
    emit_text(text)
    if question is not None:
        _keep(question, session, (code, (encoded(text),)), [until])
    return code


def _shown(
    session: Session,
    flags: ReviewFlags,
    question: CachedOutput | None,
    calendar: FolderState,
    seen: Reviewed | None = None,
) -> int:
    """Show the review, as far as it was `seen` before, and walk through it; the exit code."""
    asks = not (flags.listed or flags.brief) and flags.today is None and in_terminal()
    if seen is None:
        states = question.deals if question is not None else None
        seen = reviewed(session, flags, states, whole=asks or flags.as_json)
    changes = _chosen(calendar.changes, flags, seen)
    parts: Sequence[bytes] | None
    times = (time for one in seen.reviews for time in times_of_today(one))
    code, ends = _code(seen, flags), [next_change(times, session.now)]
    ends += [calendar.until.timestamp()] if calendar.until else []
    if flags.as_json:
        parts, passes = _as_json(session, flags, seen, changes)
        ends += [session.now.timestamp()] if passes else []
    elif flags.brief:
        line = brief_line(seen.reviews, len(seen.revisit), len(seen.unreadable))
        parts = (encoded(emit(line)),)
    else:
        parts = (encoded(_list(session, flags, seen, changes)),)
        if asks:
            code = _code(_ask(session, flags, seen, changes), flags)
    if question is not None and not (session.has_warned or calendar.trouble):
        _keep(question, session, (code, parts), ends)
    return code


def _look(session: Session) -> None:
    """Take in what came into the folders that are looked at, where there are any."""
    if not _has_folders(session):
        return
    from salescli.commands.capture.watch import look_at_folders

    look_at_folders(session)


def _has_folders(session: Session) -> bool:
    return bool(session.book.settings.folders) or (session.book.root / INBOX).is_dir()


def _keep(
    question: CachedOutput,
    session: Session,
    answer: tuple[int, Sequence[bytes] | None],
    ends: Iterable[float | None],
) -> None:
    """Keep an answer, an exit code and a text, for as long as the first of its ends is to come.

    Of the parts of a text that is too long to be kept there are none: None.
    """
    code, parts = answer
    if parts is None or not question.watches(session.book.settings.calendar_folder):
        return
    question.keep(code, parts, min(filter(None, ends), default=None))


def _is_plain(session: Session, calendar: FolderState) -> bool:
    """Return whether nothing but the deals makes the review: nothing that waits, no calendar."""
    root = str(session.book.root)
    waits = not all(is_empty(root, name) for name in (CAPTURED, DRAFTS, PROPOSALS))
    return not (
        waits
        or session.has_warned
        or has_folder(session)
        or calendar.changes
        or calendar.trouble
        or _has_folders(session)
    )


def _calendar(session: Session, flags: ReviewFlags) -> FolderState:
    """Return what came back from the calendar; nothing where a day is only looked at."""
    state = FolderState()
    if flags.brief or flags.today is not None:
        return state
    if has_folder(session):
        from salescli.commands.calendar.folder_update import update_folder

        state = update_folder(session)
    if not is_empty(str(session.book.root), CAPTURED):
        from salescli.commands.calendar.mailed_replies import with_replies

        state = replace(state, changes=tuple(with_replies(session, state.changes)))
    return state


def _chosen(
    changes: Sequence[CalendarChange], flags: ReviewFlags, seen: Reviewed
) -> list[CalendarChange]:
    """Return the changes that concern the deals which the flags leave in the review."""
    if not (flags.mine or flags.process or flags.deal):
        return list(changes)
    handles = {one.about.handle for one in seen.reviews}
    return [one for one in changes if not handles.isdisjoint((one.deal, *one.others))]


def _ask(
    session: Session, flags: ReviewFlags, seen: Reviewed, changes: Sequence[CalendarChange]
) -> Reviewed:
    """Ask about what came back from the calendar, then go through the deals."""
    from salescli.commands.review_cards.review_cards import review_cards

    root = session.book.root
    if changes:
        from salescli.commands.calendar.ask_changes import ask_changes

        if not ask_changes(root, changes):
            return seen
        seen = reviewed(open_session(root), flags)
    return review_cards(root, flags, seen)


def _list(
    session: Session, flags: ReviewFlags, seen: Reviewed, changes: Sequence[CalendarChange]
) -> str:
    screen = replace(review_screen(session, flags, seen), calendar_changes=changes)
    lines = None if flags.everything or flags.limit else screen_lines()
    width = screen_columns()
    return emit(next_screen(screen, width, lines))


def _code(seen: Reviewed, flags: ReviewFlags) -> int:
    pressing = flags.exit_code and any(one.is_pressing for one in seen.reviews)
    return FINDINGS if pressing or seen.unreadable else DONE


def _as_json(
    session: Session, flags: ReviewFlags, seen: Reviewed, changes: Sequence[CalendarChange]
) -> tuple[Sequence[bytes] | None, bool]:
    """Write the review as JSON; return it, and whether a finding in it passes with the hour.

    None stands for one that is too long to be kept.
    """
    from salescli.commands.support.reading.json_facts import facts_of_deals
    from salescli.views.facts import envelope, unreadable_facts

    codes: set[str] = set()
    written = WrittenText(encoded)

    def deals() -> Iterator[dict[str, Any]]:
        """Yield the deals of the review as plain values."""
        ahead = flags.days is None
        shown = [one for one in seen.reviews if ahead or one.urgency is not Urgency.LATER]
        shown = shown[: flags.limit]
        known = facts_of_deals(session, [one.about.handle for one in shown])
        for one, plain in zip(shown, known, strict=True):
            facts = {**plain, **_review_facts(one)}
            codes.update(facts.get("findings", ()))
            yield facts

    whole = envelope(session.today, "deals", chain(map(unreadable_facts, seen.unreadable), deals()))
    back = {
        "revisit": [_revisit_facts(one) for one in seen.revisit],
        "calendar": _change_facts(changes),
        "captured": len(waiting_to_be_logged(session)),
        "proposed": len(waiting_proposals(session)),
    }
    emit_json({**whole, **back}, written.add)
    return written.parts, IN_FUTURE in codes


def _change_facts(changes: Sequence[CalendarChange]) -> list[dict[str, Any]]:
    if not changes:
        return []
    from salescli.views.incoming.calendar import change_facts

    return [change_facts(one, changes) for one in changes]


def _revisit_facts(about: Summary) -> dict[str, Any]:
    """Return a closed deal that comes back, with its day and why it was left."""
    return {
        "deal": about.handle,
        "company": about.company,
        "status": about.status,
        "revisit": about.revisit,
        "left": about.left,
    }


def _review_facts(item: Review) -> dict[str, Any]:
    """Return why a deal is in the review, and what is against it, as JSON has it."""
    against = [sign.text for sign in item.signs]
    why = f"{item.urgency}: {item.why}"
    planned = planned_line(item.about, item.today) if item.about.next is None else ""
    return {"why": why, "signs": against, "planned": planned}
