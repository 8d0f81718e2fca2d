"""One card of the review: the deal at hand as its file is now, and its card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from salescli.commands.support.reading.load_deals import findings
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.advice import renews
from salescli.domain.calendar.planned_step import planned_step
from salescli.domain.day.review import Review, review, week_end
from salescli.domain.deal import NextStep
from salescli.domain.finding import Finding
from salescli.errors import NotFoundError
from salescli.store.drafts import Draft, drafts
from salescli.views.day.card_content import Card

STALE, CLOSE = ("T01",), ("T03", "T05")  # findings that a card tells, and those that need somebody


@dataclass(frozen=True, slots=True)
class CurrentDeal:
    """The deal at hand; `review` is None where it is closed, `troubles` are what T01 to T05 say.

    `done` is what was done on it in this review, in words; `typed` what was typed with its key.
    """

    session: Session
    subject: Subject
    review: Review | None
    troubles: tuple[Finding, ...]
    done: tuple[str, ...] = ()
    typed: str = ""

    @property
    def handle(self) -> str:
        """The deal's handle."""
        return self.subject.deal.handle

    @property
    def misses_its_close(self) -> bool:
        """Whether its expected close has passed, or can't be met."""
        return any(one.code in CLOSE for one in self.troubles)

    @property
    def may_move_close(self) -> bool:
        """Whether another expected close is a way out: a contract's last day stays where it is."""
        return self.misses_its_close and not renews(self.subject.deal, self.subject.process)

    @property
    def proposed(self) -> NextStep | None:
        """What another system has next in a deal without a next step."""
        about, session = self.subject, self.session
        calendar = session.book.settings.calendar
        return planned_step(about.deal, about.process, about.standing, session.today, calendar)

    @property
    def comes_back(self) -> bool:
        """Whether it is closed, and the day to revisit it has come."""
        day = self.subject.standing.revisit
        return day is not None and day <= self.session.today

    @property
    def needs(self) -> bool:
        """Whether it needs somebody today."""
        if self.review is None:
            return self.comes_back
        return self.review.is_due or self.misses_its_close


def current_deal(root: Path, handle: str, done: tuple[str, ...] = ()) -> CurrentDeal:
    """Return the deal of that handle as it is now; `done` on it was that. Raises SalescliError."""
    session = open_session(root)
    about = subject(session, handle)
    if about.deal.handle != handle:  # its file is gone, and the name is a part of another's
        raise NotFoundError(f"there is no deal '{handle}' any more")
    return replace(current_deal_in(session, about), done=done)


def current_deal_in(session: Session, about: Subject) -> CurrentDeal:
    """Return the stop at a deal that was read."""
    if not about.standing.is_open:
        return CurrentDeal(session, about, None, ())
    until = week_end(session.today, session.book.settings.calendar)
    one = review(summary_of(about), session.today, until, about.process.disqualify)
    told = [said for said in findings(session, about) if said.code in (*STALE, *CLOSE)]
    return CurrentDeal(session, about, one, tuple(told))


def card_of(stop: CurrentDeal, place: tuple[int, int]) -> Card:
    """Return what its card shows."""
    about, session = stop.subject, stop.session
    return Card(
        deal=about.deal,
        process=about.process,
        standing=about.standing,
        review=stop.review,
        place=place,
        settled=not stop.needs,
        troubles=tuple(one.message for one in stop.troubles),
        drafts=tuple(draft.command for draft in drafts_on(stop)),
        now=session.now,
        calendar=session.book.settings.calendar,
        done=stop.done,
        proposed=stop.proposed,
    )


def drafts_on(stop: CurrentDeal) -> list[Draft]:
    """Return what was begun on a deal and not finished."""
    begun = drafts(stop.session.book.root)
    return [draft for draft in begun if draft.name == stop.handle and draft.command != "add"]
