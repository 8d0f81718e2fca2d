"""What the keys of a card do: each runs a command on the deal at hand, as if it had been typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.error_text import error_text
from salescli.commands.walk.current_deal import SHOW, CurrentDeal, current_deal, drafts_on
from salescli.domain.advice import earliest_end
from salescli.errors import InterruptedByUserError, SalescliError, UnshownError
from salescli.prompts import Asker, Hint
from salescli.store.drafts import drop_draft
from salescli.store.write_count import writes
from salescli.text.wording import echo, when_text
from salescli.views.render.output import fail, notice

_CUT_OFF = "interrupted: nothing was changed"


def run_key(key: str, stop: CurrentDeal) -> bool:
    """Do what a key of a deal stands for; whether it was done. What went wrong is said.

    Raises InterruptedByUserError where nothing more will be typed, and UnshownError.
    """
    before = writes()
    try:
        now = current_deal(stop.session.book.root, stop.handle)
        _ACTIONS[key](now.session.book.root, now)
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


def _done(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.log import LogFlags, log

    log(root, stop.handle, LogFlags())


def _move(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.schedule import move

    move(root, stop.handle)


def _reschedule(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.schedule import reschedule

    reschedule(root, stop.handle)


def _skip(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.skip import skip

    skip(root, stop.handle, (), "")


def _win(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.close import EndFlags, win
    from salescli.commands.support.next_step_flags import NextFlags

    win(root, stop.handle, EndFlags("won"), None, NextFlags())


def _lose(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.close import EndFlags, end

    end(root, stop.handle, EndFlags("lost"))


def _walk_away(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.close import EndFlags, end

    end(root, stop.handle, EndFlags("disqualified"))


def _close_date(root: Path, stop: CurrentDeal) -> None:
    """Another expected close: by default the day by which the steps that are left can be done."""
    from salescli.commands.set import set_

    session, about = stop.session, stop.subject
    end = earliest_end(about.standing, about.process, session.today, session.book.settings.calendar)
    day = Asker({}, lambda _: None).ask(
        "close",
        "Expected close",
        lambda text: arguments.day_ahead(text, session),
        default=when_text(end),
        hint=Hint(means=lambda text: echo(arguments.day_ahead(text, session), session.today)),
    )
    set_(root, stop.handle, [f"close={day.isoformat()}"])


def _edit(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.edit import edit

    edit(root, stop.handle)


def _drop_drafts(root: Path, stop: CurrentDeal) -> None:
    for draft in drafts_on(stop):
        drop_draft(root, draft.command, draft.name)


def _show(root: Path, stop: CurrentDeal) -> None:
    from salescli.commands.show import show

    show(root, stop.handle, None, as_json=False)


_ACTIONS: Mapping[str, Callable[[Path, CurrentDeal], None]] = {
    "d": _done,
    "m": _move,
    "r": _reschedule,
    "s": _skip,
    "w": _win,
    "l": _lose,
    "k": _walk_away,
    "c": _close_date,
    "e": _edit,
    "x": _drop_drafts,
    SHOW: _show,
}
