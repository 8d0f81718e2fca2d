"""What the review is about: the flags of `next`, and the deals that they leave in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from salescli.commands.support.reading.load_deals import Summaries, load_summaries
from salescli.commands.support.session import Session, me
from salescli.domain.day.review import Review, order, review, week_end
from salescli.domain.day.revisit import due_revisits
from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.flags.day.next import ReviewFlags
from salescli.store.files.fingerprint import State


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The open deals that the flags leave in the review, in its order; the unreadable ones.

    `revisit` are the closed deals that come back today, or were to come back before;
    `passed_over` names open ones about which nothing is to be done for some days. `bonds` are as
    `Summaries` has them.
    """

    reviews: tuple[Review, ...]
    unreadable: tuple[Finding, ...]
    revisit: tuple[Summary, ...] = ()
    passed_over: tuple[str, ...] = ()
    bonds: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def later(self) -> int:
        """How many open deals were passed over."""
        return len(self.passed_over)


def reviewed(
    session: Session,
    flags: ReviewFlags,
    states: Mapping[str, State] | None = None,
    *,
    whole: bool = True,
) -> Reviewed:
    """Return the review of the session's day; `states` as `load_summaries` takes them.

    Where it needn't be `whole`, deals are passed over that a list only counts. Raises
    NotFoundError for a process that isn't there.
    """
    counted = not (whole or flags.limit or flags.mine or flags.process or flags.deal)
    until = last_day(session, flags) if counted else None
    return judged(session, flags, load_summaries(session, states=states, until=until))


def judged(session: Session, flags: ReviewFlags, seen: Summaries) -> Reviewed:
    """Return the review of the open deals that were seen. Raises NotFoundError."""
    if flags.process is not None:
        from salescli.commands.support import arguments

        names = {*session.loader.names(), *(one.process for one in seen.summaries if one.process)}
        fix = f"processes of this book: {', '.join(sorted(names)) or 'none'}"
        arguments.known("process", [flags.process], sorted(names), fix)
    until, mine = last_day(session, flags), me(session)
    chosen = (one for one in seen.summaries if _is_chosen(one, flags, mine))
    reviews = order(review(one, session.today, until) for one in chosen)
    revisit = due_revisits(seen.awaited, session.today)
    back = tuple(one for one in revisit if _is_chosen(one, flags, mine))
    return Reviewed(tuple(reviews), seen.unreadable, back, seen.passed_over, seen.bonds)


def _is_chosen(about: Summary, flags: ReviewFlags, mine: str) -> bool:
    return is_chosen(about.handle, about.owner, about.process, flags, mine)


def is_chosen(handle: str, owner: str, process: str, flags: ReviewFlags, mine: str) -> bool:
    """Return whether the flags leave a deal in the review; `mine` is who asks."""
    wanted = not flags.mine or owner == mine
    return wanted and flags.process in (None, process) and flags.deal in (None, handle)


def last_day(session: Session, flags: ReviewFlags) -> date:
    """Return the last day that the review looks at: that of the week, or so many days ahead."""
    if flags.days is None:
        return week_end(session.today, session.book.settings.calendar)
    try:
        return session.today + timedelta(days=flags.days)
    except OverflowError:
        return date.max
