"""`cancel`: call a next step off, with the reason, and say what comes next instead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import converse, recalled, talk_about
from salescli.commands.support.asking.keep_agenda import ask_what_follows
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.typed.next_step_flags import with_introduced
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.commands.support.writing.agenda_items import (
    after_entries,
    find_item,
    item_name,
    item_names,
    show_agenda,
)
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.follows_by_flags import follows_by_flags
from salescli.commands.support.writing.report_commit import record
from salescli.commands.support.writing.under_lock import Addition, Decide
from salescli.domain.deal import Entry
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.errors import UsageError
from salescli.flags.day.cancel import CancelFlags
from salescli.prompts import Asker
from salescli.text.shell_quoting import command
from salescli.text.wording import when_text


def cancel(flags: CancelFlags) -> None:
    """Call a next step off. Raises SalescliError."""
    session = open_to_write(flags.book)
    about = open_subject(session, flags.deal)
    _check_there(about)
    whole = flags.reason.strip() and (flags.keep or flags.following.is_whole)
    if in_terminal() and not whole:
        _ask(session, about, flags)
        return
    if not flags.reason.strip():
        raise UsageError(
            "a next step is called off with its reason, or not at all", fix='--reason "…"'
        )
    _write(session, about.deal.handle, partial(_decided, flags, session))


def _check_there(about: Subject) -> None:
    if not about.standing.agenda:
        raise UsageError(
            f"{about.deal.handle} has no next step to call off",
            fix=command("schedule", about.deal.handle, flags="--next STEP --on DATE"),
        )


def _decided(flags: CancelFlags, session: Session, about: Subject) -> Addition:
    """Return what the flags call off, and what they schedule or keep. Raises SalescliError."""
    must_be_open(about)
    _check_there(about)
    entry = _entry(_item(flags.item, about), flags.reason, about, session)
    following, about, newcomers = with_introduced(flags.following, about)
    after = after_entries(about, [entry], session)
    nexts = follows_by_flags(
        following, keep=flags.keep, after=after, session=session, flag="--then"
    )
    return Addition([replace(entry, nexts=nexts)], newcomers)


def _ask(session: Session, about: Subject, flags: CancelFlags) -> None:
    agenda = about.standing.agenda

    def run(asker: Asker) -> None:
        wanted = recalled(asker, flags)
        if wanted.item or len(agenda) == 1:
            item = _item(wanted.item, about)
        else:
            shown = (f"{item_name(one, agenda)} ({when_text(one.next.on)})" for one in agenda)
            asker.say(f"On the agenda: {', '.join(shown)}")
            item = asker.ask("item", "Which one", lambda text: find_item(text, about))
        what = what_text(item.next, about.process)
        reason = wanted.reason or asker.ask("reason", f"Why is {what} called off", _reason)
        entry = _entry(item, reason, about, session)
        talk = talk_about(after_entries(about, [entry], session), session, asker)
        nexts, off = ask_what_follows(talk, wanted.following, keep=wanted.keep)
        entries = [replace(entry, nexts=nexts, drop=(*entry.drop, *off))]
        decide = typed_on_agenda(about, entries, talk.newcomers, session)
        _write(session, about.deal.handle, decide)

    converse("cancel", about.deal.handle, session, run)


def _reason(text: str) -> str:
    if not text:
        raise UsageError("a next step is called off with its reason, or not at all")
    return text


def _item(name: str, about: Subject) -> AgendaItem:
    agenda = about.standing.agenda
    if name:
        return find_item(name, about)
    if len(agenda) > 1:
        raise UsageError(
            f"{about.deal.handle} has {len(agenda)} next steps: which one is called off?",
            fix=f"--next {item_names(agenda, ' or --next ')}",
        )
    return agenda[0]


def _entry(item: AgendaItem, reason: str, about: Subject, session: Session) -> Entry:
    drop = (item_name(item, about.standing.agenda),)
    return Entry(session.now, "schedule", by=me(session), drop=drop, reason=arguments.clean(reason))


def _write(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    names = ", ".join(name for entry in done.entries for name in entry.drop)
    show_agenda(f"{names} called off", done.subject, session)
