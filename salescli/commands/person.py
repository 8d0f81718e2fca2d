"""`person`: who is at the buyer: added, changed, taken out, shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.session import Session, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.person_answers import address
from salescli.commands.support.typed.said_of_known import said_of_known
from salescli.commands.support.which_deal.deal_words import subject_and_words
from salescli.commands.support.writing.phrases import change_text, commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import reread, taken
from salescli.domain.deal import Person
from salescli.domain.finding import Key
from salescli.domain.people.known_person import known_person
from salescli.domain.people.person_text import read_people
from salescli.domain.time.moment import day_of
from salescli.errors import NotFoundError, UsageError
from salescli.flags.deals.person import PersonFlags
from salescli.store.transaction import transaction
from salescli.text.answer_words import is_none
from salescli.text.handles import is_handle
from salescli.text.matching import folded
from salescli.text.shell_quoting import command
from salescli.text.wording import echo
from salescli.views.render.document import Heading, TextLine
from salescli.views.render.output import emit

_DIGITS = 5  # of the shortest phone number
_FIELDS = ("name", "role", "email", "phone", "title")


def person(flags: PersonFlags) -> None:
    """Add, change, remove or show a person of a deal, named in any way. Raises SalescliError."""
    session = open_to_write(flags.book)
    seen, words = subject_and_words(session, flags.deal, flags.words, _is_understood)
    deal = seen.deal.handle
    if flags.remove and _given(flags):
        raise UsageError("--remove goes with no other flag", fix="take them out, or change them")
    if not words:
        _show_all(seen, flags)
        return
    handle, flags = _meant(seen, " ".join(words), flags)
    if handle in seen.deal.people and not (flags.remove or _given(flags)):
        _show(seen, seen.deal.people[handle], session)
        return
    with transaction(session.book) as writes:
        about = reread(session, deal)
        if flags.remove:
            changes, line = _removal(about, handle), f"{handle} removed"
        elif handle in about.deal.people:
            changes, line = _changed(about, handle, flags)
            if changes and handle not in seen.deal.people:
                raise taken(handle, about)
        else:
            changes, (new, line) = {}, _added(about, handle, flags)
            writes.log(deal, [], [new])
        if not line:
            show_written(deal, "nothing to change: that is what it says")
            return
        if changes:
            writes.change(deal, changes)
        commit = writes.finish(commit_message(deal, line))
    show_written(deal, line)
    report_commit(commit)


def _is_understood(words: Sequence[str], about: Subject, _: Session) -> bool:
    """Return whether words begin with somebody who is known in the deal."""
    if not folded(" ".join(words)):
        return True  # and it is refused
    for end in range(len(words), 0, -1):
        try:
            if known_person(" ".join(words[:end]).rstrip(",:;"), about.deal.people) is not None:
                return True
        except ValueError:
            return True
    return False


def _given(flags: PersonFlags) -> dict[str, str]:
    """Return what the flags say of the person, by the key of the field. Raises UsageError."""
    typed = {key: getattr(flags, key) for key in _FIELDS}
    given = {key: _typed(key, text) for key, text in typed.items() if text is not None}
    phone = given.get("phone", "")
    if phone and sum(map(str.isdigit, phone)) < _DIGITS:
        raise UsageError(
            f"'{phone}' is too short for a phone number", fix="--phone '+49 40 5550111'"
        )
    if "@" in given.get("email", ""):
        given["email"] = address(given["email"])
    return given


def _typed(key: str, text: str) -> str:
    """Return what a flag says; '' where it says that there is none: it is taken out."""
    return "" if key != "name" and is_none(text) else arguments.clean(text)


def _meant(about: Subject, text: str, flags: PersonFlags) -> tuple[str, PersonFlags]:
    """Return the handle of the one who is named, and the flags with what is typed of a new one.

    Raises UsageError where it names nobody, or several.
    """
    people, roles = about.deal.people, {role.id: role.title for role in about.process.roles}
    text = arguments.clean(text)
    if not flags.remove and (said := said_of_known(text, people, roles)):
        changed: dict[str, Any] = {**said[1], **_given(flags)}
        return said[0].handle, replace(flags, **changed)
    try:
        named = read_people(text, people, roles)
    except ValueError as error:
        raise UsageError(str(error), fix="use a handle, or a name such as Dana Reyes") from None
    if len(named) != 1:
        raise UsageError(f"'{text}' is not one person", fix="name one of them")
    (who,) = named
    if who.handle in people or flags.remove or is_handle(text):
        return who.handle if who.handle in people or not is_handle(text) else text, flags
    if not _given(flags) and who == Person(who.handle, who.name):
        raise NotFoundError(
            f"there is no '{text}' in {about.deal.handle}",
            fix=f"people: {', '.join(people) or 'none yet'}\n  a new one: "
            + command("person", about.deal.handle, text, flags="--role ROLE"),
        )
    typed: dict[str, Any] = {key: getattr(who, key) or None for key in _FIELDS}
    return who.handle, replace(flags, **{**typed, **_given(flags)})


def _show_all(about: Subject, flags: PersonFlags) -> None:
    """Print who is known in a deal. Raises UsageError for flags about nobody."""
    deal = about.deal
    if flags.remove or _given(flags):
        raise UsageError("who?", fix=f"name one of them: {', '.join(deal.people) or 'none yet'}")
    rows = [
        ": ".join(
            (handle, ", ".join(filter(None, (who.name, who.title, who.role, who.phone, who.email))))
        )
        for handle, who in deal.people.items()
    ]
    add = f"none yet: {command('person', deal.handle, 'Dana Reyes')} --role ROLE"
    lines = (TextLine((text,), indent=2, hang=4) for text in rows or [add])
    emit((Heading(f"people of {deal.handle}", deal.company), *lines))


def _show(about: Subject, who: Person, session: Session) -> None:
    """Print who somebody is, and when they were last met."""
    met = [e.at for e in about.standing.log if e.is_encounter and who.handle in e.people]
    last = echo(day_of(met[-1]), session.today) if met else ""
    role = about.process.role(who.role)
    rows = (
        ("name", who.name),
        ("title", who.title),
        ("role", (role.title if role else "") or who.role),
        ("phone", who.phone),
        ("email", who.email),
        ("last met", last or "not yet"),
    )
    lines = (TextLine((f"{label}: {text}",), indent=2, hang=4) for label, text in rows if text)
    emit((Heading(who.handle, about.deal.handle), *lines))


def _added(about: Subject, handle: str, flags: PersonFlags) -> tuple[Person, str]:
    name = arguments.clean(flags.name or "")
    if not name:
        raise UsageError(f"{handle} is new: a person needs a name", fix='add --name "Dana Reyes"')
    role = arguments.role(arguments.clean(flags.role or ""), about)
    fields: dict[str, Any] = {**_given(flags), "name": name, "role": role}
    new = replace(Person(handle), **fields)
    known = ", ".join(filter(None, (new.role, new.title)))
    return new, f"{handle} added" + (f" ({known})" if known else "")


def _changed(about: Subject, handle: str, flags: PersonFlags) -> tuple[dict[Key, Any], str]:
    wanted = _given(flags)
    if wanted.get("name") == "":
        raise UsageError(f"{handle} can't be without a name", fix='as in --name "Dana Reyes"')
    if "role" in wanted:
        wanted["role"] = arguments.role(wanted["role"], about)
    before = about.deal.people[handle]
    wanted = {field: text for field, text in wanted.items() if text != getattr(before, field)}
    changes: dict[Key, Any] = {
        ("people", handle, field): text or None for field, text in wanted.items()
    }
    parts = [change_text(field, getattr(before, field), text) for field, text in wanted.items()]
    return changes, f"{handle}: {'; '.join(parts)}" if parts else ""


def _removal(about: Subject, handle: str) -> dict[Key, Any]:
    if handle not in about.deal.people:
        people = ", ".join(about.deal.people) or "none yet"
        raise NotFoundError(
            f"there is no '{handle}' in {about.deal.handle}", fix=f"people: {people}"
        )
    named = {who for e in about.deal.log for who in (*e.people, e.said_by)}
    named |= {who for e in about.deal.log for step in e.nexts for who in step.people}
    if handle in named:
        raise UsageError(
            f"{handle} is named in the log, which would then speak of nobody",
            fix="change what is wrong: "
            + command("person", about.deal.handle, handle, flags="--name …"),
        )
    return {("people", handle): None}
