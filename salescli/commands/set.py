"""`set`: header fields, logged with their old and new value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.open_deal import choose_process, put_process
from salescli.commands.support.phrases import change_echo, change_text, commit_message
from salescli.commands.support.report_commit import report_commit, show_written
from salescli.commands.support.session import Session, Subject, me, open_session, subject
from salescli.commands.support.under_lock import renewed, reread, stamped
from salescli.domain.deal import Entry
from salescli.errors import UsageError
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command

Reader = Callable[[str, Session], Any]


def _day(text: str, session: Session) -> Any:
    return arguments.day(text, session)


def _currency(text: str, session: Session) -> Any:
    return arguments.currency(text, session.book.settings.currency)


def _text(text: str, _: Session) -> Any:
    return arguments.clean(text)


def _list(text: str, _: Session) -> Any:
    return [word for part in text.split(",") if (word := arguments.clean(part))]


def _sentences(text: str, _: Session) -> Any:
    return [words for part in text.split(";") if (words := arguments.clean(part))]


def _number(text: str, _: Session) -> Any:
    return arguments.headcount(text)


def _deal(text: str, session: Session) -> Any:
    return subject(session, text).deal.handle


FIELDS: Mapping[str, Reader] = {
    "title": _text,
    "company": _text,
    "process": _text,
    "value": _text,  # with its currency: _priced
    "currency": _currency,
    "close": _day,
    "owner": _text,
    "source": _text,
    "tags": _list,
    "competitors": _list,
    "follows": _deal,
    "employees": _number,
    "industry": _text,
    "country": _text,
    "kind": _text,
    "objective": _text,
    "measures": _sentences,
    "go_live": _day,
}
_NEEDED = ("company", "process")


def set_(book: Path | None, name: str, assignments: Sequence[str]) -> None:
    """Change header fields, given as FIELD=VALUE; without a value the field is taken out.

    Raises SalescliError.
    """
    session = open_session(book)
    about = subject(session, name)
    handle = about.deal.handle
    wanted = _priced(dict(_assignment(text, session) for text in assignments), about, session)
    if wanted.get("follows") == handle:
        raise UsageError(f"{handle} can't follow itself", fix="name the deal that came before it")
    with transaction(session.book) as door:
        session = renewed(session)
        about = reread(session, handle)
        pairs = _pairs(session, about, wanted)
        if not pairs:
            show_written(handle, "nothing to change: that is what it says")
            return
        if "process" in pairs:
            put_process(session, door, choose_process(session, wanted["process"]))
        door.change(handle, {(field,): new for field, (_, new) in pairs.items()})
        change = {field: (_none(old), _none(new)) for field, (old, new) in pairs.items()}
        entry = Entry(session.now, "change", by=me(session), change=change)
        door.log(handle, stamped([entry], about, session))
        line = "; ".join(change_text(field, *pair) for field, pair in change.items())
        commit = door.finish(commit_message(handle, line))
    said = "; ".join(change_echo(field, *pair, session.today) for field, pair in change.items())
    show_written(handle, said, command("show", handle))
    report_commit(commit)


def _pairs(
    session: Session, about: Subject, wanted: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the old and the new value of each field that changes."""
    pairs = {field: (_before(about, field), value) for field, value in wanted.items()}
    if wanted.get("process"):
        revision = choose_process(session, wanted["process"]).revision
        pairs["revision"] = about.deal.revision, revision
    return {field: (old, new) for field, (old, new) in pairs.items() if old != new}


def _assignment(text: str, session: Session) -> tuple[str, Any]:
    field, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"'{text}' is not of the form FIELD=VALUE", fix="as in value=48000")
    arguments.known("field", [field], FIELDS, f"fields: {', '.join(FIELDS)}")
    if not value.strip():
        if field in _NEEDED:
            raise UsageError(f"a deal can't be without its {field}", fix=f"as in {field}=…")
        return field, None
    return field, FIELDS[field](value.strip(), session)


def _priced(wanted: dict[str, Any], about: Subject, session: Session) -> dict[str, Any]:
    """The fields, the value read with its currency: €5k changes both. Raises UsageError."""
    if not wanted.get("value"):
        return wanted
    stated = wanted.get("currency")
    home = stated or about.deal.currency or session.book.settings.currency
    amount, code = arguments.money(wanted["value"], home)
    if stated and code and stated != code:
        raise UsageError(f"the value is in {code}, and currency={stated}", fix="give one of them")
    named = {"currency": code} if code and code != home else {}
    return {**wanted, "value": amount, **named}


def _before(about: Subject, field: str) -> Any:
    value = getattr(about.deal, field)
    if isinstance(value, tuple):
        value = list(value)
    return None if value in ("", []) else value


def _none(value: Any) -> Any:
    """TOML has no value for nothing: an empty text stands for it."""
    return "" if value is None else value
