"""The keys of a card, one row each: the card's line, the guide's table and the review read them.

What a key does runs a command on the deal at hand, as if it had been typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from salescli.commands.review_cards import key_actions
from salescli.commands.review_cards.current_deal import CurrentDeal, current_deal, drafts_on
from salescli.commands.support.error_text import error_text
from salescli.domain.day.review import Urgency
from salescli.domain.time.moment import local
from salescli.errors import InterruptedByUserError, SalescliError, UnshownError
from salescli.store.write_count import has_written, writes
from salescli.views.render.output import fail, notice

_CUT_OFF = "interrupted: nothing was changed"


def run_key(key: str, stop: CurrentDeal, text: str = "") -> bool:
    """Do what a key of a deal stands for; whether it was done. What went wrong is said.

    `text` is what was typed with the key; in place of RESCHEDULE it is a next step.

    Raises InterruptedByUserError where nothing more will be typed, and UnshownError.
    """
    before = writes()
    try:
        now = current_deal(stop.session.book.root, stop.handle, stop.done)
        now = replace(now, typed=text)
        if text and key == RESCHEDULE:
            key_actions.schedule_on_card(now.session.book.root, now, text)
        else:
            KEYS[key].run(now.session.book.root, now)
        _bring_calendar_up_to_date()
    except UnshownError:
        raise
    except InterruptedByUserError as error:
        notice(error_text(error) if error.fix or writes() > before else _CUT_OFF)
        if error.over:
            raise
        return False
    except KeyboardInterrupt:
        notice("interrupted: it is written" if writes() > before else _CUT_OFF)
        return False
    except (SalescliError, OSError) as error:
        fail(error_text(error))
        return False
    return True


def _bring_calendar_up_to_date() -> None:
    if has_written():
        from salescli.commands.calendar.after_writes import after_writes

        after_writes()


class Effect(Enum):
    """What follows a key: the deal changed, something was shown, or another card comes next."""

    ACT = auto()
    LOOK = auto()
    BACK = auto()
    NEXT = auto()
    QUIT = auto()


def _nothing(_root: Path, _stop: CurrentDeal) -> None:
    """Do nothing: the cards themselves move on."""


def _is_open(stop: CurrentDeal) -> bool:
    return stop.review is not None


def _comes_back(stop: CurrentDeal) -> bool:
    return stop.comes_back


def _has_next(stop: CurrentDeal) -> bool:
    return stop.subject.standing.next is not None


def _has_bad_close(stop: CurrentDeal) -> bool:
    return _has_next(stop) and stop.may_move_close


def _always(_stop: CurrentDeal) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class CardKey:
    """One key: its word on the card, what the guide says of it, when it is offered, what it does.

    `other_word` stands on the card instead where the word doesn't hold.
    """

    word: str
    meaning: str
    is_offered: Callable[[CurrentDeal], bool]
    run: Callable[[Path, CurrentDeal], None] = _nothing
    effect: Effect = Effect.ACT
    other_word: Callable[[CurrentDeal], str] = lambda _: ""


DONE, RESCHEDULE, ACCEPT, CLOSE_DATE, REOPEN = "d", "r", "a", "c", "o"
WALK, UNDO, LATER, QUIT, MORE = "k", "u", "n", "q", "?"

# In the order in which a card shows them.
KEYS: Mapping[str, CardKey] = {
    DONE: CardKey(
        "done",
        "done: log the call or meeting (the next step is its default), then the next step",
        _is_open,
        key_actions.done_on_card,
    ),
    "v": CardKey(
        "tried",
        "tried, and not reached: log that, and when is the next try",
        _has_next,
        key_actions.not_reached_on_card,
    ),
    "m": CardKey("move", "move the next step to another day", _has_next, key_actions.move_on_card),
    RESCHEDULE: CardKey(
        "replace",
        "replace the next step by another one, or schedule the first one",
        _is_open,
        key_actions.reschedule_on_card,
        other_word=lambda stop: "" if _has_next(stop) else "schedule",
    ),
    ACCEPT: CardKey(
        "accept",
        "schedule what another system has next, as the card shows it",
        lambda stop: stop.proposed is not None,
        key_actions.accept_on_card,
    ),
    REOPEN: CardKey(
        "reopen",
        "of a deal to revisit: reopen it, with its next step",
        _comes_back,
        key_actions.reopen_on_card,
    ),
    "p": CardKey(
        "postpone", "of a deal to revisit: another day", _comes_back, key_actions.postpone_on_card
    ),
    "f": CardKey(
        "forget",
        "of a deal to revisit: it doesn't come back",
        _comes_back,
        key_actions.forget_on_card,
    ),
    "t": CardKey("note", "add a note", _always, key_actions.note_on_card),
    UNDO: CardKey(
        "undo",
        "take back what was done on this card, the last command first",
        lambda stop: bool(stop.done) and stop.session.book.settings.commit,
        key_actions.undo_on_card,
    ),
    # What is logged before there is a next step again leaves the encounter before without one.
    "s": CardKey("skip", "skip a step, with a reason", _has_next, key_actions.skip_on_card),
    "w": CardKey("win", "win the deal", _is_open, key_actions.win_on_card),
    "l": CardKey("lose", "lose it", _is_open, key_actions.lose_on_card),
    WALK: CardKey("walk", "walk away from it", _is_open, key_actions.walk_away_on_card),
    CLOSE_DATE: CardKey(
        "close date",
        "set another expected close, where it has passed or can't be met",
        _has_bad_close,
        key_actions.close_date_on_card,
    ),
    "x": CardKey(
        "drop draft",
        "drop what was begun on the deal and not finished",
        lambda stop: bool(drafts_on(stop)),
        key_actions.drop_drafts_on_card,
    ),
    "b": CardKey(
        "back",
        "back to the card before, with what was done there: u takes it back",
        _always,
        effect=Effect.BACK,
    ),
    LATER: CardKey(
        "next",
        "the next card; this deal waits for the next review",
        _always,
        effect=Effect.NEXT,
    ),
    QUIT: CardKey("quit", "quit, and see what is left", _always, effect=Effect.QUIT),
    MORE: CardKey(
        "all",
        "the whole card: how the step is done, the last note, all next steps, and the keys",
        _always,
        effect=Effect.LOOK,
    ),
    "e": CardKey("edit", "open its file in your editor", _is_open, key_actions.edit_on_card),
}


def keys_at(stop: CurrentDeal, *, first: bool) -> Mapping[str, str]:
    """Return the keys that make sense at a deal, with their words; on the `first` no way back."""
    return {
        letter: key.other_word(stop) or key.word
        for letter, key in KEYS.items()
        if key.is_offered(stop) and not (first and key.effect is Effect.BACK)
    }


def likely(stop: CurrentDeal) -> str:
    """Return the key that Enter stands for: what most deals that are here for that reason need."""
    review, following = stop.review, stop.subject.standing.next
    if review is None:
        return REOPEN if stop.comes_back else LATER
    if review.looks_poor and review.is_pressing:
        return WALK
    if review.urgency is Urgency.UNSCHEDULED:
        return RESCHEDULE if stop.proposed is None else ACCEPT
    begun = (
        following is not None
        and isinstance(following.on, datetime)
        and local(following.on) <= stop.session.now
    )
    if review.is_pressing or (review.is_due and begun):
        return DONE
    return CLOSE_DATE if stop.may_move_close and not review.is_due else LATER
