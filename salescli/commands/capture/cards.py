"""The cards of what was captured: one at a time, with a key each; Enter logs what is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from shutil import get_terminal_size

from salescli.commands.capture.card_facts import captured_card_of, unknown_people
from salescli.commands.capture.newcomer import newcomer_text
from salescli.commands.capture.settle import add_as_deal, ask_other_deal, dismiss_captured
from salescli.commands.capture.to_log import log_captured
from salescli.commands.support.error_text import error_text
from salescli.commands.support.reading.captured_waiting import captured_waiting
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.incoming.captured import Captured
from salescli.errors import InterruptedByUserError, SalescliError, UnshownError
from salescli.prompts import Asker
from salescli.store.write_count import writes
from salescli.views.incoming.captured import captured_card
from salescli.views.render.output import emit, fail, notice

LOG, DEAL, ADD, DISMISS, ALL, NEXT, QUIT = "l", "o", "a", "x", "?", "n", "q"
_ASKING = 5  # lines that the question takes, with its keys
_CUT_OFF = "interrupted: nothing was changed"


def captured_cards(root: Path, refs: Collection[str] | None = None) -> bool:
    """Go through what waits to be logged, or what has these refs; False when that was quit.

    Raises InterruptedByUserError where nothing more will be typed.
    """
    session = open_session(root)
    wanted = [one.ref for one in captured_waiting(session) if refs is None or one.ref in refs]
    return all(_visit(root, ref, (n, len(wanted))) for n, ref in enumerate(wanted, 1))


def _visit(root: Path, ref: str, place: tuple[int, int]) -> bool:
    """Show a card until it is settled or left; False where the cards were left."""
    whole = False
    while True:
        session = open_session(root)
        captured = next((one for one in captured_waiting(session) if one.ref == ref), None)
        if captured is None:
            return True
        size = get_terminal_size()
        card = captured_card_of(session, captured, place)
        emit(captured_card(card, size.columns, size.lines - _ASKING, whole=whole))
        key = _key(captured)
        whole = key == ALL
        if key in (NEXT, QUIT):
            return key == NEXT
        if key != ALL:
            _do(key, session, captured)


def _key(captured: Captured) -> str:
    keys = {DEAL: "other deal", ADD: "add a deal", DISMISS: "dismiss"}
    if captured.deal:
        keys = {LOG: "log", **keys}
    elif captured.candidates:
        keys[DEAL] = "choose the deal"
    else:
        keys[DEAL] = "it is a deal's"
    keys |= {NEXT: "later", ALL: "all", QUIT: "quit"}
    usual = LOG if captured.deal else DEAL if captured.candidates else NEXT
    usual = NEXT if captured.doubt else usual
    return Asker({}, lambda _: None).key("key", "What now?", keys, default=usual)


def _do(key: str, session: Session, captured: Captured) -> None:
    """Do what a key stands for. What went wrong is said.

    Raises InterruptedByUserError where nothing more will be typed, and UnshownError.
    """
    before = writes()
    try:
        _ACTIONS[key](session, captured)
    except UnshownError:
        raise
    except InterruptedByUserError as error:
        notice(error_text(error) if error.fix or writes() > before else _CUT_OFF)
        if error.over:
            raise
    except KeyboardInterrupt:
        notice("interrupted: it is written" if writes() > before else _CUT_OFF)
    except (SalescliError, OSError) as error:
        fail(error_text(error))


def _log(session: Session, captured: Captured) -> None:
    """Log it in its deal; whoever isn't known there is introduced, or left out."""
    unknown = unknown_people(captured, subject(session, captured.deal))
    newcomers: tuple[str, ...] = ()
    if unknown and unknown[0] == captured.people[0]:
        question = f"Add {unknown[0].shown} to the people of {captured.deal}?"
        if Asker({}, lambda _: None).confirm("newcomer", question, default=True):
            newcomers = (newcomer_text(unknown[0]),)
    log_captured(session, captured, captured.deal, newcomers=newcomers)


def _other(session: Session, captured: Captured) -> None:
    _log(session, ask_other_deal(session, captured))


_ACTIONS: Mapping[str, Callable[[Session, Captured], None]] = {
    LOG: _log,
    DEAL: _other,
    ADD: add_as_deal,
    DISMISS: lambda session, captured: dismiss_captured(session, [captured]),
}
