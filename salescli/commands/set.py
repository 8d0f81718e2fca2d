"""`set`: header fields, logged with their old and new value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.session import Session, me, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import money_arguments
from salescli.commands.support.typed.detail_words import field_named
from salescli.commands.support.typed.header_values import own_name, typed_value
from salescli.commands.support.typed.told_of_person import about_person
from salescli.commands.support.which_deal.deal_words import subject_and_text
from salescli.commands.support.writing.agenda_items import after_entries, show_agenda
from salescli.commands.support.writing.change_process import counted_text, in_words
from salescli.commands.support.writing.open_deal import put_process
from salescli.commands.support.writing.phrases import change_echo, change_text, commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import renewed, reread, stamped
from salescli.domain.deal import Deal, Entry
from salescli.domain.deal_fields import FIELDS as HEADER
from salescli.domain.deal_fields import Kind
from salescli.domain.finding import Key
from salescli.errors import UsageError
from salescli.flags.deals.set import SetFlags
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command

# The program itself sets the revision.
FIELDS = tuple(key for key, field in HEADER.items() if field.kind is not Kind.COUNT)
_NEEDED = ("company", "process")
_COMPANY = ("name", "company_name", "firma", "firmenname", "unternehmen", "bedrijf")
_BETWEEN = ("to", "is", ":", "=")  # a field and its value


def set_(flags: SetFlags) -> None:
    """Change header fields, given as FIELD=VALUE; without a value the field is removed.

    Raises SalescliError.
    """
    session = open_to_write(flags.book)
    about, texts = _named(session, flags)
    handle = about.deal.handle
    assigned = (_assignment(text, session) for text in _assigned(texts, about.deal))
    wanted = _priced(dict(assigned), about, session)
    if wanted.get("follows") == handle:
        raise UsageError(f"{handle} can't follow itself", fix="name the deal that came before it")
    with transaction(session.book) as writes:
        session = renewed(session)
        about = reread(session, handle)
        pairs = _pairs(session, about, wanted)
        if not pairs:
            show_written(handle, "nothing to change: that is what it says")
            return
        writes.change(handle, {_key(field): new for field, (_, new) in pairs.items()})
        change = {field: (_none(old), _none(new)) for field, (old, new) in pairs.items()}
        entry = Entry(session.now, "change", by=me(session), change=change)
        process = choose_process(session, wanted["process"]) if wanted.get("process") else None
        if process is not None:
            put_process(session, writes, process)
            entry = in_words(entry, about, process)
        entries = stamped([entry], about, session)
        writes.log(handle, entries)
        line = "; ".join(change_text(field, *pair) for field, pair in change.items())
        commit = writes.finish(commit_message(handle, line))
    said = "; ".join(change_echo(field, *pair, session.today) for field, pair in change.items())
    if process is None:
        show_written(handle, said, command("show", handle))
    else:
        _show_process(said, replace(about, process=process), entries, session)
    report_commit(commit)


def _named(session: Session, flags: SetFlags) -> tuple[Subject, tuple[str, ...]]:
    """Return the deal, whose name may have several words, and the assignments behind it."""
    bare = next((n for n, text in enumerate(flags.assignments) if "=" in text), None)
    about, rest = subject_and_text(session, flags.deal, flags.assignments[:bare])
    return about, (*rest, *(() if bare is None else flags.assignments[bare:]))


def _key(field: str) -> Key:
    """Return the path of a field in the deal's file; `custom.slack` stands in a table."""
    own = own_name(field)
    return ("custom", own) if own else (field,)


def _show_process(line: str, about: Subject, entries: Sequence[Entry], session: Session) -> None:
    """Say that a deal follows another process, what counts in it, and what is on the agenda."""
    after = after_entries(about, entries, session)
    facts, hint = counted_text(about, about.process), command("show", about.deal.handle)
    show_agenda(line, after, session, hint, facts=facts)


def _pairs(
    session: Session, about: Subject, wanted: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Return the old and the new value of each field that changes."""
    pairs = {field: (_before(about, field), value) for field, value in wanted.items()}
    if wanted.get("process"):
        revision = choose_process(session, wanted["process"]).revision
        pairs["revision"] = about.deal.revision, revision
    return {field: (old, new) for field, (old, new) in pairs.items() if old != new}


def _assigned(texts: Sequence[str], deal: Deal) -> Sequence[str]:
    """Return the texts as FIELD=VALUE; `value 9500 close mid feb` is taken for what it says.

    Raises UsageError where it isn't clear, with the command as it may have been meant.
    """
    handle = deal.handle
    if not texts:
        raise UsageError("what is to be set?", fix=command("set", handle, "value=48000"))
    wrong = next((text for text in texts if "=" not in text), None)
    if wrong is None:
        return [text.rstrip(" ,;") for text in texts[:-1]] + [*texts[-1:]]
    pairs = _pairs_of_words(texts)
    names = [name for name, _ in pairs]
    if pairs and all(value for _, value in pairs) and len({*names}) == len(names):
        return [f"{name}={value}" for name, value in pairs]
    if told := about_person(" ".join(texts), deal):
        raise told
    fix = "as in value=48000"
    with suppress(UsageError):
        money_arguments.typed_amount(wrong)
        fix = command("set", handle, f"value={wrong}")
    raise UsageError(f"'{wrong}' is not of the form FIELD=VALUE", fix=fix)


def _pairs_of_words(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return fields with the words behind each; none where the first word is no field."""
    pairs: list[tuple[str, str]] = []
    for text in texts:
        name, equals, value = text.partition("=") if text != "=" else (text, "", "")
        field = _field(name.rstrip(":"))
        if equals or (field in FIELDS and field not in [name for name, _ in pairs[-1:]]):
            pairs.append((field, value))
        elif not pairs:
            return []
        elif pairs[-1][1] or text not in _BETWEEN:
            name, value = pairs.pop()
            pairs.append((name, f"{value} {text}".strip()))
    return pairs


def _field(name: str) -> str:
    """Return the name of a field as a deal has it: `go-live` is go_live, worth the value."""
    spelt = name.strip().lower().replace("-", "_").replace(" ", "_")
    if spelt in _COMPANY:
        return "company"
    return next((key for key in (name, spelt) if key in FIELDS), field_named(name) or name)


def _assignment(text: str, session: Session) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    field = _field(name)
    own = own_name(field)
    if own:
        return field, arguments.clean(value) or None
    arguments.known("field", [field], FIELDS, f"fields: {', '.join(FIELDS)}, custom.NAME")
    if not value.strip():
        if field in _NEEDED:
            raise UsageError(f"a deal can't be without its {field}", fix=f"as in {field}=…")
        return field, None
    if field == "process":
        return field, choose_process(session, value.strip()).name
    return field, typed_value(field, value.strip(), session)


def _priced(wanted: dict[str, Any], about: Subject, session: Session) -> dict[str, Any]:
    """Return the fields, the value read with its currency: €5k changes both. Raises UsageError."""
    if not wanted.get("value"):
        return wanted
    stated = wanted.get("currency")
    home = stated or about.deal.currency or session.book.settings.currency
    amount, code = money_arguments.typed_money(wanted["value"], home)
    if stated and code and stated != code:
        raise UsageError(f"the value is in {code}, and currency={stated}", fix="give one of them")
    named = {"currency": code} if code and code != home else {}
    return {**wanted, "value": amount, **named}


def _before(about: Subject, field: str) -> Any:
    own = own_name(field)
    value = about.deal.custom.get(own) if own else getattr(about.deal, field)
    if isinstance(value, tuple):
        value = list(value)
    return None if value in ("", []) else value


def _none(value: Any) -> Any:
    """TOML has no value for nothing: an empty text stands for it."""
    return "" if value is None else value
