"""One stop of the walk: the deal at hand as its file is now, its card, and the keys it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salescli.commands.support.load_deals import findings, summary_of
from salescli.commands.support.session import Session, Subject, open_session, subject
from salescli.domain.finding import Finding
from salescli.domain.review import Review, Urgency, review, week_end
from salescli.domain.time.moment import local
from salescli.errors import NotFoundError
from salescli.store.drafts import Draft, drafts
from salescli.views.card import Card

STALE, CLOSE = ("T01",), ("T03", "T05")  # findings that a card tells, and those that need somebody
BACK, SHOW, LATER, QUIT = "b", "a", "n", "q"

# What each key of a card does, for the guide.
KEYS: Mapping[str, str] = {
    "d": "done: log the call or meeting (the next step is its default), then the next step",
    "m": "move the next step to another day",
    "r": "reschedule: another next step, or the first one where there is none",
    "s": "skip a step, with a reason",
    "w": "win the deal",
    "l": "lose it",
    "k": "walk away from it",
    "c": "set another expected close, where it has passed or can't be met",
    "e": "open its file in your editor",
    SHOW: "show all that `show` shows",
    BACK: "back to the card before; what was done stays done",
    LATER: "the next card; this deal waits for another walk",
    QUIT: "quit, and see what is left",
}


@dataclass(frozen=True, slots=True)
class CurrentDeal:
    """The deal at hand; `review` is None where it is closed, `troubles` are what T01 to T05 say."""

    session: Session
    subject: Subject
    review: Review | None
    troubles: tuple[Finding, ...]

    @property
    def handle(self) -> str:
        """The deal's handle."""
        return self.subject.deal.handle

    @property
    def misses_its_close(self) -> bool:
        """Whether its expected close has passed, or can't be met."""
        return any(one.code in CLOSE for one in self.troubles)

    @property
    def needs(self) -> bool:
        """Whether it needs somebody today."""
        return self.review is not None and (self.review.is_due or self.misses_its_close)


def current_deal(root: Path, handle: str) -> CurrentDeal:
    """The deal of that handle as it is now. Raises SalescliError."""
    session = open_session(root)
    about = subject(session, handle)
    if about.deal.handle != handle:  # its file is gone, and the name is a part of another's
        raise NotFoundError(f"there is no deal '{handle}' any more")
    return current_deal_in(session, about)


def current_deal_in(session: Session, about: Subject) -> CurrentDeal:
    """The stop at a deal that was read."""
    if not about.standing.is_open:
        return CurrentDeal(session, about, None, ())
    until = week_end(session.today, session.book.settings.calendar)
    one = review(summary_of(about), session.today, until, about.process.disqualify)
    told = [said for said in findings(session, about) if said.code in (*STALE, *CLOSE)]
    return CurrentDeal(session, about, one, tuple(told))


def card_of(stop: CurrentDeal, place: tuple[int, int]) -> Card:
    """What its card shows."""
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
        today=session.today,
        calendar=session.book.settings.calendar,
    )


def drafts_on(stop: CurrentDeal) -> list[Draft]:
    """What was begun on a deal and not finished."""
    begun = drafts(stop.session.book.root)
    return [one for one in begun if one.name == stop.handle and one.command != "add"]


def keys_of(stop: CurrentDeal, *, first: bool) -> Mapping[str, str]:
    """The keys that make sense at a deal, with what they stand for."""
    is_open, follows = stop.review is not None, stop.subject.standing.next is not None
    # What is logged before there is a next step again leaves the encounter before without one.
    acts = (
        ("d", "done", is_open),
        ("m", "move", follows),
        ("r", "reschedule" if follows else "schedule", is_open),
        ("s", "skip a step", follows),
        ("w", "win", is_open),
        ("l", "lose", is_open),
        ("k", "walk away", is_open),
        ("c", "close date", follows and stop.misses_its_close),
        ("e", "edit", is_open),
        ("x", "drop the draft", bool(drafts_on(stop))),
    )
    return {
        **{key: label for key, label, fits in acts if fits},
        SHOW: "show all",
        **({} if first else {BACK: "back"}),
        LATER: "next (later)" if stop.needs else "next",
        QUIT: "quit",
    }


def likely(stop: CurrentDeal) -> str:
    """The key that Enter stands for: what most deals that are here for that reason need."""
    one, following = stop.review, stop.subject.standing.next
    if one is None:
        return LATER
    if one.urgency is Urgency.UNSCHEDULED:
        return "r"
    begun = (
        following is not None
        and isinstance(following.on, datetime)
        and local(following.on) <= stop.session.now
    )
    if one.is_pressing or (one.is_due and begun):
        return "d"
    return "c" if stop.misses_its_close and not one.is_due else LATER
