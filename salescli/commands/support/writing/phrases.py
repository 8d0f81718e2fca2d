"""What a command did, in one line that reads as history: for git, and for whoever typed it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal

from salescli.commands.support.session import Session
from salescli.domain.deal import Entry, NextStep
from salescli.domain.diff.entry_phrases import off_agenda
from salescli.domain.process import Process
from salescli.domain.time.moment import local
from salescli.text.safe_text import harmless
from salescli.text.wording import day_text, echo
from salescli.views.phrases import step_title


def entry_line(entries: Iterable[Entry], *, nexts: bool = True) -> str:
    """Return what entries of one command say: `demo done; next security-review on 2026-11-24`.

    Without `nexts`, all but what comes next.
    """
    entries = list(entries)
    done = {name for entry in entries for name in (*entry.steps, *entry.did)}
    parts: list[str] = []
    for entry in entries:
        parts += [_what(entry), *_dropped(entry, done)]
        parts += map(_next, entry.nexts) if nexts else []
    return "; ".join(filter(None, dict.fromkeys(parts)))


def commit_message(handle: str, line: str) -> str:
    """Return the message of the commit that brings a change to a deal."""
    return harmless(f"{handle}: {line}")


def _what(entry: Entry) -> str:
    steps = ", ".join((*entry.steps, *entry.did))
    if entry.kind == "skip":
        return f"{steps} skipped: {entry.reason}"
    if entry.kind == "close":
        return f"{entry.result}, {entry.reason}" if entry.reason else entry.result
    if entry.kind == "import":
        return f"{steps} done before" if steps else "contact known"
    if entry.is_encounter:
        return f"{steps} done" if steps else f"{entry.kind} logged"
    if entry.kind == "schedule" and entry.note.strip():
        return entry.note.strip().splitlines()[0].rstrip(".")
    return {"open": "opened", "reopen": "reopened", "note": "note"}.get(entry.kind, "")


def _dropped(entry: Entry, done: Collection[str]) -> list[str]:
    """Return what an entry calls off, without what was done: that is off the agenda by itself."""
    moved, cancelled = off_agenda(entry, done)
    texts = ((moved, "moved"), (cancelled, "cancelled"))
    return [f"{', '.join(names)} {what}" for names, what in texts if names]


def _next(following: NextStep) -> str:
    on = following.on
    when = local(on).strftime("%Y-%m-%d %H:%M") if isinstance(on, datetime) else on.isoformat()
    return f"next {following.step or following.what} on {when}"


def following_text(following: NextStep, session: Session, process: Process) -> str:
    """Return a next step in words: `Demo on Tue 24 Nov 2026, in 3 days, with dana`."""
    present = f", with {', '.join(following.people)}" if following.people else ""
    unconfirmed = "" if following.agreed else "; not confirmed yet"
    due = echo(following.on, session.today)
    if not session.book.settings.calendar.is_workday(following.day):
        due += ", a day off"
    what = following.what or step_title(process, following.step)
    return f"{what} on {due}{present}{unconfirmed}"


def change_text(field: str, old: object, new: object) -> str:
    """Return a change of a field: `value 40000 to 48000`, `close set to 2027-01-29`."""
    return _change(field, _shown(old), _shown(new))


def change_echo(field: str, old: object, new: object, today: date) -> str:
    """Return a change for whoever typed it: `close set to Fri 29 Jan 2027, in 66 days`."""
    after = echo(new, today) if isinstance(new, date) else _spoken(new)
    return _change(field, _spoken(old), after)


def _change(field: str, before: str, after: str) -> str:
    if not after:
        return f"{field} removed"
    return f"{field} {before} to {after}" if before else f"{field} set to {after}"


def _spoken(value: object) -> str:
    if isinstance(value, date):
        return day_text(value)
    return f"{value:,}" if isinstance(value, int | Decimal) else _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
