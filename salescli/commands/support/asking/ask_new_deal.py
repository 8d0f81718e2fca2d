"""A new deal, asked for: its process, who, the next step, and on one line all else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_next_step import ask_next
from salescli.commands.support.asking.ask_people import ask_people
from salescli.commands.support.asking.conversation import talk_about
from salescli.commands.support.asking.deal_details import DETAILS, details_meaning, with_details
from salescli.commands.support.reading.load_deals import load_summaries
from salescli.commands.support.reading.process_choice import (
    choose_process,
    process_answered,
    process_names,
)
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.new_deal import new_deal, stated_value, suggested_process
from salescli.commands.support.writing.open_deal import opened, unopened
from salescli.domain.advice import smallest_first
from salescli.domain.deal import Deal
from salescli.domain.process import Process
from salescli.errors import UsageError
from salescli.flags.day.add import AddFlags
from salescli.prompts import YES_NO, Asker, Choice, Hint
from salescli.prompts.hint import pressed
from salescli.prompts.key_words import key_meant
from salescli.text.letter_answers import behind_any_no, remark_behind_answer


def ask_new_deal(
    asker: Asker, session: Session, flags: AddFlags, at: datetime | None
) -> tuple[Deal, Process]:
    """Return the new deal, opened `at` a time or now, and its process; what is missing is asked."""
    process = _ask_process(asker, session, flags)
    about, flags = _begun(asker, session, flags, process)
    talk = talk_about(about, session, asker)
    if not flags.persons:
        ask_people(talk, "people", "Who", (), introduces=False)
        about = unopened(replace(about.deal, people=talk.people), process)
        talk = talk_about(about, session, asker)
    following = ask_next(talk, flags.following, with_whom=False)
    flags = _ask_details(asker, session, flags)
    about = unopened(replace(new_deal(session, flags, process).deal, people=talk.people), process)
    return opened(about, session, following, at, arguments.clean(flags.note)), process


def _begun(
    asker: Asker, session: Session, flags: AddFlags, process: Process
) -> tuple[Subject, AddFlags]:
    """Return the deal as the flags have it, and the flags without people who are refused."""
    try:
        return new_deal(session, flags, process), flags
    except UsageError as error:
        if not flags.persons:
            raise
        asker.refuse(error)
        flags = replace(flags, persons=())
        return new_deal(session, flags, process), flags


def _ask_process(asker: Asker, session: Session, flags: AddFlags) -> Process:
    if name := flags.header.get("process"):
        return choose_process(session, name)
    processes = _by_use(session, flags)

    intro = tuple(f"  {one.name}: {one.summary}" for one in processes)
    hint = Hint(tuple(Choice(one.name, one.summary or one.title) for one in processes), intro=intro)
    default = processes[0].name

    def read(text: str) -> Process:
        return process_answered(session, text or default, processes)

    process = asker.ask(
        "process", "Process", read, default=default, hint=hint, kept=lambda process: process.name
    )
    asker.say(f"  {process.name}: {process.title or process.summary}")
    return process


def _by_use(session: Session, flags: AddFlags) -> list[Process]:
    """Return the processes: the one that fits, then by their deals, then for the smallest first."""
    suggested = suggested_process(session, flags)
    used = Counter(deal.process for deal in load_summaries(session, closed=True).summaries)
    first = "" if used and suggested == session.book.settings.process else suggested
    return sorted(
        smallest_first(choose_process(session, name) for name in process_names(session)),
        key=lambda process: (process.name != first, -used[process.name]),
    )


def _ask_details(asker: Asker, session: Session, flags: AddFlags) -> AddFlags:
    """Return the flags with what else is known of the deal; Enter leaves it unknown."""
    if "value" in flags.header and "close" in flags.header:
        return flags

    def read(text: str) -> AddFlags:
        return with_details(flags, text, session)

    currency = stated_value(session, flags)[1]
    amounts = f"an amount without a currency is in {currency}"
    hint = Hint(
        preview=lambda text: details_meaning(flags, read(text), session),
        also=f"as in {DETAILS}\n{amounts}",
        intro=(f"  as in {DETAILS}", f"  {amounts}"),
    )
    after = asker.ask("more", "More", read, shown="-", hint=hint)
    meaning = details_meaning(flags, after, session)
    if meaning:
        asker.say(f"  {meaning}")
    return _with_note(asker, session, flags, after)


def _with_note(asker: Asker, session: Session, before: AddFlags, flags: AddFlags) -> AddFlags:
    """Return the flags with what was typed and is about no field as a note, if it is to be one.

    What stands behind a no and says something of the deal is another answer in its place.
    """
    note = flags.note.removeprefix(before.note).strip()
    if not note:
        return flags
    question = f'Keep "{note}" as a note?'
    without = replace(flags, note=before.note)
    left_out: list[str] = []

    def read(text: str) -> AddFlags:
        left_out[:] = filter(None, (remark_behind_answer(text),))
        if (after := _corrected(without, behind_any_no(text), session)) is not None:
            return after
        return flags if key_meant(YES_NO, text, question) == "y" else without

    hint = replace(pressed(YES_NO, question), intro=())
    after = asker.ask("note", question, read, default="y", shown="Y/n", hint=hint)
    if after not in (flags, without):
        asker.say(f"  {details_meaning(without, after, session)}")
    elif left_out:
        asker.say(f"  left out: '{left_out[0]}'; salescli note keeps it")
    return after


def _corrected(flags: AddFlags, text: str, session: Session) -> AddFlags | None:
    """Return the flags with what a text says of the deal; None where it says nothing of it."""
    try:
        after = with_details(flags, text, session)
    except UsageError:
        return None
    return after if after.header != flags.header else None
