"""`skip`: a step set aside on the record, with its reason, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.asking.conversation import converse, recalled, talk_about
from salescli.commands.support.asking.keep_agenda import ask_what_follows
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.typed.next_step_flags import with_introduced
from salescli.commands.support.which_deal.deal_words import subject_and_words
from salescli.commands.support.writing.agenda_items import after_entries, ahead, show_agenda
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.follows_by_flags import follows_by_flags
from salescli.commands.support.writing.phrases import entry_line
from salescli.commands.support.writing.report_commit import record
from salescli.commands.support.writing.under_lock import (
    Addition,
    Decide,
    check_unskipped,
    other_agenda,
)
from salescli.domain.advice import suggest
from salescli.domain.deal import Entry
from salescli.errors import SalescliError, UsageError
from salescli.flags.deals.skip import After, SkipFlags
from salescli.prompts import Asker, Choice, Hint
from salescli.text.answer_words import is_none
from salescli.text.shell_quoting import command


def skip(flags: SkipFlags) -> None:
    """Set steps aside on the record, with the reason, and say what comes next.

    Raises SalescliError.
    """
    session = open_to_write(flags.book)
    about, steps = subject_and_words(session, flags.deal, flags.steps, _is_understood)
    must_be_open(about)
    handle, reason = about.deal.handle, flags.reason
    _skippable(steps, about)
    if in_terminal() and not _is_whole(steps, reason, flags.after, about, session):
        _ask(session, about, steps, reason, flags.after)
    elif not steps:
        raise UsageError(
            "name the step to skip", fix=command("skip", handle, "STEP", flags="-m REASON")
        )
    elif not reason.strip():
        raise UsageError("a step is skipped with its reason, or not at all", fix='add -m "…"')
    else:
        _skip(session, handle, partial(_decided, steps, reason, flags.after, session))


def _is_understood(words: Sequence[str], about: Subject, _: Session) -> bool:
    """Return whether words are steps of the deal."""
    try:
        return bool(arguments.steps(words, about))
    except SalescliError:
        return False


def _decided(
    steps: tuple[str, ...], reason: str, flags: After, session: Session, about: Subject
) -> Addition:
    """Return the skip and what comes after it as the flags say it. Raises SalescliError."""
    must_be_open(about)
    entry = _skipped(_skippable(steps, about), reason, session)
    if flags == After() and not _calls_for_more(entry, about, session):
        return Addition([entry])
    following, about, newcomers = with_introduced(flags.following, about)
    after = after_entries(about, [entry], session)
    nexts = follows_by_flags(following, keep=flags.keep, after=after, session=session)
    return Addition([replace(entry, nexts=nexts)], newcomers)


def _ask(
    session: Session, about: Subject, steps: tuple[str, ...], reason: str, flags: After
) -> None:
    handle = about.deal.handle

    def run(asker: Asker) -> None:
        """Ask for the steps and the reason, and write the entry."""
        names = _skippable(arguments.words(asker.recall("--steps", " ".join(steps))), about)
        names = names or _ask_steps(asker, about)
        why = asker.recall("--reason", reason)
        why = why or asker.ask("reason", f"Why skip {', '.join(names)}", _reason)
        entry = _skipped(names, why, session)
        wanted = recalled(asker, flags)
        talk = talk_about(after_entries(about, [entry], session), session, asker)
        more = wanted != After() or _calls_for_more(entry, about, session)
        if more:
            nexts, off = ask_what_follows(talk, wanted.following, keep=wanted.keep)
            entry = replace(entry, nexts=nexts, drop=off)
        holds = typed_on_agenda(about, [entry], talk.newcomers, session)

        def decide(now: Subject) -> Addition:
            addition = holds(now)
            if not more and _calls_for_more(entry, now, session):
                raise other_agenda(now)
            return addition

        _skip(session, handle, decide)

    converse("skip", handle, session, run)


def _is_whole(
    steps: tuple[str, ...], reason: str, flags: After, about: Subject, session: Session
) -> bool:
    """Return whether nothing needs to be asked."""
    if not (steps and reason.strip()):
        return False
    entry = _skipped(arguments.steps(steps, about), reason, session)
    more = _calls_for_more(entry, about, session)
    return flags.keep or flags.following.is_whole or (flags == After() and not more)


def _calls_for_more(entry: Entry, about: Subject, session: Session) -> bool:
    """Return whether a skip takes something off the agenda, or nothing stays ahead after it."""
    after = after_entries(about, [entry], session)
    taken = len(after.standing.agenda) < len(about.standing.agenda)
    return taken or not ahead(after, session)


def _skippable(steps: Iterable[str], about: Subject) -> tuple[str, ...]:
    names = arguments.steps(steps, about)
    check_unskipped(names, about)
    return names


def _ask_steps(asker: Asker, about: Subject) -> tuple[str, ...]:
    choices = tuple(
        Choice(step.id, step.title)
        for step in about.process.steps
        if step.id not in about.standing.trace.skipped
    )
    told = f"Steps: {', '.join(step.name for step in choices)}"

    def read(text: str) -> tuple[str, ...]:
        names = _skippable([] if is_none(text) else [text], about)
        if not names:
            raise UsageError("name the step to skip")
        return names

    hint = Hint(choices, intro=(told,), parse_selection=arguments.names)
    return asker.ask("steps", "Step to skip", read, default=_due(about), hint=hint)


def _due(about: Subject) -> str:
    """Return the step that is due: whoever skips one mostly means that one."""
    following, standing = about.standing.next, about.standing
    step = about.process.step(following.step) if following else suggest(standing, about.process)
    return step.id if step and step.id not in standing.trace.skipped else ""


def _reason(text: str) -> str:
    if not text:
        raise UsageError("a step is skipped with its reason, or not at all")
    return text


def _skipped(names: tuple[str, ...], reason: str, session: Session) -> Entry:
    return Entry(session.now, "skip", by=me(session), steps=names, reason=arguments.clean(reason))


def _skip(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    line = entry_line(done.entries, nexts=False)
    show_agenda(line, done.subject, session, command("show", handle))
