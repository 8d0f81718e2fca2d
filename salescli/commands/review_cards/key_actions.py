"""What the keys of a card do: each runs a command on the deal at hand, as if it had been typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from salescli.commands.review_cards.current_deal import CurrentDeal, drafts_on
from salescli.commands.support import arguments
from salescli.commands.support.typed.day_in_words import lone_day
from salescli.commands.support.typed.header_values import typed_value
from salescli.domain.advice import earliest_end
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Asker, Hint
from salescli.store.drafts import drop_draft
from salescli.text.wording import echo, when_text


def done_on_card(root: Path, stop: CurrentDeal) -> None:
    """Log the call or meeting, then the next step."""
    from salescli.commands.review_cards.done import log_done

    log_done(root, stop)


def move_on_card(root: Path, stop: CurrentDeal) -> None:
    """Move the next step to another day."""
    from salescli.commands.schedule import move

    move(root, stop.handle, stop.typed)


def reschedule_on_card(root: Path, stop: CurrentDeal) -> None:
    """Replace the next step by another one."""
    from salescli.commands.schedule import reschedule

    reschedule(root, stop.handle)


def schedule_on_card(root: Path, stop: CurrentDeal, text: str) -> None:
    """Schedule what was typed at the card in place of the key: 'ring him thurs 11:30'."""
    from salescli.commands.schedule import reschedule

    reschedule(root, stop.handle, text)


def accept_on_card(_root: Path, stop: CurrentDeal) -> None:
    """Schedule what another system has next."""
    from salescli.commands.review_cards.accept_planned import accept_planned

    accept_planned(stop)


def skip_on_card(root: Path, stop: CurrentDeal) -> None:
    """Skip a step."""
    from salescli.commands.skip import skip
    from salescli.flags.deals.skip import SkipFlags

    skip(SkipFlags(stop.handle, book=root))


def win_on_card(root: Path, stop: CurrentDeal) -> None:
    """Win the deal."""
    from salescli.commands.close import win
    from salescli.flags.deals.win import WinFlags
    from salescli.flags.support.winning import WonFlags

    win(WinFlags(stop.handle, WonFlags(stop.typed), book=root))


def lose_on_card(root: Path, stop: CurrentDeal) -> None:
    """Lose the deal."""
    from salescli.commands.close import lose
    from salescli.flags.deals.lose import LoseFlags
    from salescli.flags.support.ending import EndFlags

    _check_no_day(stop, "losing it")
    lose(LoseFlags(stop.handle, EndFlags(evidence=stop.typed), book=root))


def walk_away_on_card(root: Path, stop: CurrentDeal) -> None:
    """Walk away from the deal."""
    from salescli.commands.close import walk_away
    from salescli.flags.deals.walk import WalkFlags
    from salescli.flags.support.ending import EndFlags

    _check_no_day(stop, "walking away")
    walk_away(WalkFlags(stop.handle, EndFlags(evidence=stop.typed), book=root))


def _check_no_day(stop: CurrentDeal, what: str) -> None:
    """Raise UsageError where what was typed with a key is a day, which it can't take."""
    if stop.typed and lone_day(stop.typed, stop.session) is not None:
        raise UsageError(
            f"{what} takes a reason, and '{stop.typed}' is a day", fix="press the key alone"
        )


def close_date_on_card(root: Path, stop: CurrentDeal) -> None:
    """Set another close: by default the day by which the steps that are left can be done."""
    from salescli.commands.set import set_
    from salescli.flags.deals.set import SetFlags

    session, about = stop.session, stop.subject
    end = earliest_end(about.standing, about.process, session.today, session.book.settings.calendar)

    def read(text: str) -> date:
        day: date = typed_value("close", text, session, arguments.day_ahead)
        return day

    asker, usual = Asker({}, lambda _: None), when_text(end)
    if stop.typed:
        try:
            usual = when_text(read(stop.typed))
        except SalescliError as error:
            asker.refuse(error)
    day = asker.ask(
        "close",
        "Expected close",
        read,
        default=usual,
        hint=Hint(preview=lambda text: echo(read(text), session.today)),
    )
    set_(SetFlags(stop.handle, (f"close={day.isoformat()}",), root))


def edit_on_card(root: Path, stop: CurrentDeal) -> None:
    """Open the deal's file in the editor."""
    from salescli.commands.edit import edit
    from salescli.flags.deals.edit import EditFlags

    edit(EditFlags(stop.handle, root))


def drop_drafts_on_card(_root: Path, stop: CurrentDeal) -> None:
    """Drop what was begun on the deal and not finished."""
    for draft in drafts_on(stop):
        drop_draft(stop.session.book.root, draft.command, draft.name)


def not_reached_on_card(_root: Path, stop: CurrentDeal) -> None:
    """Log that they were not reached, and the next try."""
    from salescli.commands.review_cards.not_reached import log_not_reached

    log_not_reached(stop)


def note_on_card(root: Path, stop: CurrentDeal) -> None:
    """Add a note."""
    from salescli.commands.note import note
    from salescli.flags.day.note import NoteFlags

    note(NoteFlags(stop.handle, text=stop.typed, book=root))


def reopen_on_card(root: Path, stop: CurrentDeal) -> None:
    """Reopen the deal, with its next step."""
    from salescli.commands.reopen import reopen
    from salescli.flags.deals.reopen import ReopenFlags

    reopen(ReopenFlags(stop.handle, book=root))


def postpone_on_card(root: Path, stop: CurrentDeal) -> None:
    """Postpone the day on which the deal comes back."""
    from salescli.commands.review_cards.comes_back import postpone_revisit

    postpone_revisit(root, stop)


def forget_on_card(root: Path, stop: CurrentDeal) -> None:
    """Let the deal not come back."""
    from salescli.commands.review_cards.comes_back import drop_revisit

    drop_revisit(root, stop)


def undo_on_card(root: Path, stop: CurrentDeal) -> None:
    """Take back what was done on the card."""
    from salescli.commands.review_cards.done_here import undo_here

    undo_here(root, stop)
