"""The cards of `next`: one deal at a time, in the list's order, with a card and one key each.

A command that fails, or that is left with Ctrl-C, leads back to the card; nothing ends the review
but quitting it, the end of the deals, and the end of the terminal.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size

from salescli.commands.capture.cards import captured_cards
from salescli.commands.review_cards.ask_key import ask_key
from salescli.commands.review_cards.ask_proposals import ask_proposals
from salescli.commands.review_cards.current_deal import (
    CurrentDeal,
    card_of,
    current_deal,
    current_deal_in,
)
from salescli.commands.review_cards.done_here import DoneHere
from salescli.commands.review_cards.keys import (
    KEYS,
    UNDO,
    Effect,
    keys_at,
    likely,
    run_key,
)
from salescli.commands.review_cards.other_drafts import ask_to_keep_drafts, other_drafts
from salescli.commands.support.error_text import error_text
from salescli.commands.support.reading.captured_waiting import captured_waiting
from salescli.commands.support.reading.review_screen import review_screen
from salescli.commands.support.reading.review_selection import Reviewed, reviewed
from salescli.commands.support.session import open_session
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.day.card_queue import CardQueue
from salescli.errors import InterruptedByUserError, SalescliError
from salescli.flags.day.next import ReviewFlags
from salescli.prompts import Asker
from salescli.store.captured import has_captured
from salescli.text.wording import count
from salescli.views.day.card import card_screen, whole_card
from salescli.views.day.day_words import counts
from salescli.views.day.next import zero_lines
from salescli.views.render.document import Column, Document, Gap, Span, Table, TextLine
from salescli.views.render.output import emit, fail

_ASKING = 5  # lines that the question takes, with its keys


def review_cards(root: Path, flags: ReviewFlags, seen: Reviewed) -> Reviewed:
    """Go through the deals that need somebody; the review as it is afterwards.

    Raises InterruptedByUserError, which says what is left.
    """
    cards = _Cards(root, flags, seen)
    try:
        through = cards.run()
    except (KeyboardInterrupt, InterruptedByUserError):
        left = cards.left(reviewed(open_session(root), flags))
        raise InterruptedByUserError(left or "interrupted: nothing is left") from None
    session = open_session(root)
    seen = reviewed(session, flags)
    left, pressing = cards.left(seen), any(one.is_pressing for one in seen.reviews)
    if seen.reviews or left:
        is_well = not left or (through and not pressing)
        if is_well and cards.has_begun and seen.reviews:
            zero = zero_lines(review_screen(session, flags, seen))
            emit((Gap(), TextLine((_all_well(flags, seen),)), *zero))
        elif left:
            emit((Gap(), TextLine((left,))))
    if seen.unreadable:
        faults = count(len(seen.unreadable), "deal")
        emit((TextLine((f"{faults} can't be read: salescli check shows where.",)),))
    return seen


def _all_well(flags: ReviewFlags, seen: Reviewed) -> str:
    whose = "Each of these deals" if flags.mine or flags.process else "Every open deal"
    today = sum(one.is_due for one in seen.reviews)
    rest = f"; {today} to come today" if today else ": the day is yours"
    return f"{whose} has a next step, and none is overdue{rest}."


def _closes_line(number: int) -> str:
    """Return why there are more cards than the review began with."""
    more = "1 more deal has" if number == 1 else f"{number} more deals have"
    return f"And {more} an expected close that has passed, or can't be met:"


def _due(seen: Reviewed) -> list[str]:
    """Return the deals that need somebody today, those to revisit last."""
    due = [one.about.handle for one in seen.reviews if one.is_due]
    return [*due, *(about.handle for about in seen.revisit)]


def _captured(root: Path) -> int:
    return len(captured_waiting(open_session(root))) if has_captured(root) else 0


class _Cards:
    """The deals of the review; `closes` are those that are in it for their expected close alone.

    `has_begun`: a card was shown, or is to be without being asked for.
    """

    def __init__(self, root: Path, flags: ReviewFlags, seen: Reviewed) -> None:
        self._root, self._flags = root, flags
        named = [flags.deal] if flags.deal is not None else None
        due = named or _due(seen)
        self._queue = CardQueue(tuple(due[: flags.limit]))
        self._closes: frozenset[str] = frozenset()
        self._due = 0  # deals before those that only their close speaks for; 0 before they come
        self._looked = named is not None  # for closes: only when the deals that are due are through
        self._returned = named is not None  # the deal at hand is wanted, whether due or not
        self._shown = False  # its card is on the screen
        self._done = DoneHere()
        self.has_begun = named is not None
        self._captured = 0 if self.has_begun else _captured(root)  # what waits to be logged

    def run(self) -> bool:
        """Go from card to card; whether it came through to the end."""
        if not self.has_begun and not ask_proposals(self._root):
            return False
        others = [] if self.has_begun else other_drafts(self._root, self._queue.ahead)
        if self._captured and not self._begins_with_captured():
            return False
        while self._comes():
            if not self.has_begun:
                if not Asker({}, lambda _: None).confirm("go", self._question(), default=True):
                    return False
                ask_to_keep_drafts(self._root, others)
            self.has_begun = True
            if not self._visit():
                return False
        if not self.has_begun:
            ask_to_keep_drafts(self._root, others)
        return True

    def _begins_with_captured(self) -> bool:
        """Go through what was captured; whether the review is to go on."""
        if not Asker({}, lambda _: None).confirm("go", self._question(), default=True):
            return False
        self.has_begun = True
        if not captured_cards(self._root):
            return False
        due = _due(reviewed(open_session(self._root), self._flags))
        self._queue = CardQueue(tuple(due[: self._flags.limit]))
        return True

    def _question(self) -> str:
        number = len(self._queue.ahead) + self._captured
        what = "one that needs" if number == 1 else f"{number} that need"
        return f"Go through the {what} you?"

    def left(self, seen: Reviewed) -> str:
        """Return what still needs somebody, in words; nothing when nothing does."""
        due = _due(seen)
        closes = (self._closes & set(self._queue.ahead)) - set(due)
        said = counts((one.urgency for one in seen.reviews), len(seen.revisit))
        said += [f"{len(closes)} with a close that can't be met"] if closes else []
        if not said:
            return ""
        return f"{len(due) + len(closes)} left: {', '.join(said)}. salescli next goes on."

    def _comes(self) -> bool:
        """Whether there is a deal at hand."""
        if self._queue.at_hand is None and not self._looked:
            self._looked = True
            found = self._out_of_reach()
            if found and self._queue.behind:
                emit((Gap(), TextLine((_closes_line(len(found)),))))
            self._closes |= set(found)
            self._due = len({*self._queue.behind, *self._queue.ahead})
            self._queue = self._queue.joined(found)
        return self._queue.at_hand is not None

    def _out_of_reach(self) -> list[str]:
        """Return the deals that only their expected close speaks for, the most valuable first."""
        session, passed = open_session(self._root), set(self._queue.behind)
        found = []
        for one in reviewed(session, self._flags).reviews:
            about = one.about
            if about.close is not None and about.handle not in passed:
                with suppress(SalescliError):
                    if current_deal_in(session, subject(session, about.handle)).misses_its_close:
                        found.append((-(about.value or 0), about.handle))
        room = None if self._flags.limit is None else max(self._flags.limit - len(passed), 0)
        return [handle for _, handle in sorted(found)][:room]

    def _visit(self) -> bool:
        """Show the deal at hand and do what its key says; False when that is to quit."""
        try:
            handle = str(self._queue.at_hand)
            stop = current_deal(self._root, handle, self._done.texts(handle))
        except (SalescliError, OSError) as error:
            fail(error_text(error))
            self._leave()
            return True
        if not (stop.needs or self._returned):
            self._leave()
            return True
        key, text = self._ask(stop)
        match KEYS[key].effect:
            case Effect.NEXT:
                self._leave()
            case Effect.BACK:
                self._queue, self._returned = self._queue.back(), True
            case Effect.LOOK:
                self._shown = True
                emit(self._whole(stop))
            case Effect.ACT if run_key(key, stop, text):
                self._follow(stop, key)
            case Effect.QUIT:
                return False
        return True

    def _ask(self, stop: CurrentDeal) -> tuple[str, str]:
        if not self._shown:
            size = get_terminal_size()
            card = card_of(stop, self._place())
            emit(card_screen(card, size.columns, size.lines - _ASKING))
        self._shown = False
        keys = keys_at(stop, first=not self._queue.behind)
        return ask_key(stop, f"{stop.handle}: what now?", keys, likely(stop))

    def _place(self) -> tuple[int, int]:
        """Which deal it is, and of how many: those that only their close speaks for by themselves.

        So the number that the review began with holds.
        """
        number, total = self._queue.place
        if not self._due:
            return number, total
        return (
            (number, self._due) if number <= self._due else (number - self._due, total - self._due)
        )

    def _whole(self, stop: CurrentDeal) -> Document:
        """Return what each key does, and the whole card."""
        card = whole_card(card_of(stop, self._place()), get_terminal_size().columns)
        offered = keys_at(stop, first=not self._queue.behind)
        rows = tuple((Span(key, "strong"), KEYS[key].meaning) for key in offered)
        columns = (Column(), Column(grow=True, wrap=True))
        return (Gap(), Table(columns, rows, indent=2), *card)

    def _leave(self) -> None:
        self._queue, self._returned = self._queue.forward(), False

    def _follow(self, before: CurrentDeal, key: str) -> None:
        """After an action: the next deal, or this one again if it still needs somebody."""
        with suppress(SalescliError):  # then it can't be read any more: the next visit says so
            after = current_deal(self._root, before.handle)
            moved = after.subject.standing.next != before.subject.standing.next
            if key == UNDO:
                self._done.take_back(before, after)
                self._returned = True
                return
            self._done.note(before, after)
            if self._returned and not moved and before.needs == after.needs:
                return  # it was come back to, and is where it was
            self._queue = self._queue.after_action(needs=after.needs, moved=moved)
            self._returned = self._returned and not moved
            if after.misses_its_close and not (after.review and after.review.is_due):
                self._closes |= {before.handle}
