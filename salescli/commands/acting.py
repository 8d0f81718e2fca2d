"""What the keys of a card do: each runs a command on the deal at hand, as if it had been typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from salescli.advice import earliest_end
from salescli.commands import typed
from salescli.commands.failing import told
from salescli.commands.stop import SHOW, Stop, stop_at
from salescli.errors import InterruptedByUserError, SalescliError, UnshownError
from salescli.model.spoken import echo, when_text
from salescli.prompts import Asker, Hint
from salescli.views.out import fail, notice
from salescli.written import writes

_CUT_OFF = "interrupted: nothing was changed"


def attempt(key: str, stop: Stop) -> bool:
    """Do what a key of a deal stands for; whether it was done. What went wrong is said.

    Raises InterruptedByUserError where nothing more will be typed, and UnshownError.
    """
    before = writes()
    try:
        now = stop_at(stop.session.book.root, stop.handle)
        _ACTIONS[key](now.session.book.root, now)
    except UnshownError:
        raise
    except InterruptedByUserError as error:
        notice(told(error) if error.fix or writes() > before else _CUT_OFF)
        if error.over:
            raise
        return False
    except KeyboardInterrupt:
        notice("interrupted: it is written" if writes() > before else _CUT_OFF)
        return False
    except (SalescliError, OSError) as error:
        fail(told(error))
        return False
    return True


def _done(root: Path, stop: Stop) -> None:
    from salescli.commands.log import LogFlags, log

    log(root, stop.handle, LogFlags())


def _move(root: Path, stop: Stop) -> None:
    from salescli.commands.schedule import move

    move(root, stop.handle)


def _reschedule(root: Path, stop: Stop) -> None:
    from salescli.commands.next_flags import NextFlags
    from salescli.commands.schedule import schedule

    schedule(root, stop.handle, NextFlags())


def _skip(root: Path, stop: Stop) -> None:
    from salescli.commands.note import skip

    skip(root, stop.handle, (), "")


def _win(root: Path, stop: Stop) -> None:
    from salescli.commands.ending import EndFlags, win
    from salescli.commands.next_flags import NextFlags

    win(root, stop.handle, EndFlags("won"), None, NextFlags())


def _lose(root: Path, stop: Stop) -> None:
    from salescli.commands.ending import EndFlags, end

    end(root, stop.handle, EndFlags("lost"))


def _walk_away(root: Path, stop: Stop) -> None:
    from salescli.commands.ending import EndFlags, end

    end(root, stop.handle, EndFlags("disqualified"))


def _close_date(root: Path, stop: Stop) -> None:
    """Another expected close: by default the day by which the steps that are left can be done."""
    from salescli.commands.fields import set_

    session, about = stop.session, stop.subject
    end = earliest_end(about.standing, about.process, session.today, session.book.settings.calendar)
    day = Asker({}, lambda _: None).ask(
        "close",
        "Expected close",
        lambda text: typed.day_ahead(text, session),
        default=when_text(end),
        hint=Hint(means=lambda text: echo(typed.day_ahead(text, session), session.today)),
    )
    set_(root, stop.handle, [f"close={day.isoformat()}"])


def _edit(root: Path, stop: Stop) -> None:
    from salescli.commands.edit import edit

    edit(root, stop.handle)


def _show(root: Path, stop: Stop) -> None:
    from salescli.commands.show import show

    show(root, stop.handle, None, as_json=False)


_ACTIONS: Mapping[str, Callable[[Path, Stop], None]] = {
    "d": _done,
    "m": _move,
    "r": _reschedule,
    "s": _skip,
    "w": _win,
    "l": _lose,
    "k": _walk_away,
    "c": _close_date,
    "e": _edit,
    SHOW: _show,
}
