"""`log`: an encounter, and then the next step, always. There is no third way to end it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from salescli.commands.close import EndFlags, ask_ending, ending
from salescli.commands.note import ask_note
from salescli.commands.support import arguments
from salescli.commands.support.agenda_items import after_entries, find_item, item_name, show_agenda
from salescli.commands.support.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.ask_deal import deal_or_asked
from salescli.commands.support.ask_next_step import ENDINGS, ask_next_or_ending, resolve_dates
from salescli.commands.support.ask_people import ask_people
from salescli.commands.support.conversation import Conversation, converse, recalled, talk_about
from salescli.commands.support.keep_agenda import ask_to_keep, follows_by_flags
from salescli.commands.support.next_step_flags import NextFlags
from salescli.commands.support.phrases import entry_line
from salescli.commands.support.report_commit import record, show_written
from salescli.commands.support.session import (
    Session,
    Subject,
    in_terminal,
    me,
    must_be_open,
    open_session,
    open_subject,
)
from salescli.commands.support.typed_note import typed_note
from salescli.commands.support.under_lock import Addition, Decide
from salescli.domain.deal import ENCOUNTERS, Entry, NextStep, Person
from salescli.domain.process import Outcome
from salescli.domain.time.moment import local
from salescli.errors import NotFoundError, UsageError
from salescli.prompts import Asker, Choice, Hint
from salescli.text.shell_quoting import command
from salescli.text.wording import echo

_WAY_OUT = "\n  or end the deal: --won, --lost REASON, --walk REASON"


@dataclass(frozen=True, slots=True)
class LogFlags:
    """The flags of `log`, as they were typed."""

    steps: tuple[str, ...] = ()
    kind: str = "call"
    at: str | None = None
    met: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    note: str = ""
    edit: bool = False
    did: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep: bool = False
    following: NextFlags = field(default_factory=NextFlags)
    end: EndFlags | None = None

    @property
    def is_whole(self) -> bool:
        """Whether they say how the encounter ended, so that nothing needs to be asked."""
        return self.following.is_whole or self.keep or self.end is not None


def end_flags(
    won: bool, lost: str | None, walk: str | None, evidence: str, said_by: str
) -> EndFlags | None:
    """The ending that the flags name, if they name one. Raises UsageError where they name two."""
    named = [
        EndFlags(result, reason or "", evidence, said_by)
        for result, reason in (("won", "" if won else None), ("lost", lost), ("disqualified", walk))
        if reason is not None
    ]
    if len(named) > 1:
        raise UsageError("a deal has one ending", fix="give one of --won, --lost and --walk")
    return named[0] if named else None


def log(book: Path | None, name: str | None, flags: LogFlags) -> None:
    """Log an encounter with its next step or the ending. Raises SalescliError."""
    session = open_session(book)
    about = open_subject(session, deal_or_asked(session, name, "log"))
    key = ("log", about.deal.handle)
    note = typed_note(flags.note, session.book.root, key, edit=flags.edit)
    flags = replace(flags, note=note, edit=False)
    if flags.is_whole or not in_terminal():
        _write(session, about.deal.handle, partial(_decided, flags, session))
        return
    entry, _ = _from_flags(flags, about, session, session.now)
    flags = replace(
        flags,
        at=arguments.written(entry.at) if flags.at else None,
        following=resolve_dates(flags.following, about, session),
    )

    def run(asker: Asker) -> None:
        wanted = recalled(asker, flags)
        entry, newcomers = _from_flags(wanted, about, session, asker.begun or session.now)
        talk = talk_about(about, session, asker)
        talk.people.update({person.handle: person for person in newcomers})
        entries = _ask(talk, entry, wanted.following)
        decide = typed_on_agenda(about, entries, talk.newcomers, session)
        _write(session, about.deal.handle, decide)

    converse("log", about.deal.handle, session, run)


def _decided(flags: LogFlags, session: Session, about: Subject) -> Addition:
    """Return the encounter and what follows it as the flags say it. Raises SalescliError."""
    must_be_open(about)
    entry, newcomers = _from_flags(flags, about, session, session.now)
    people = {**about.deal.people, **{person.handle: person for person in newcomers}}
    return Addition(_with_ending(entry, flags, about, session, people), newcomers)


def _from_flags(
    flags: LogFlags, about: Subject, session: Session, now: datetime
) -> tuple[Entry, tuple[Person, ...]]:
    """The encounter as far as the flags tell it, `now` where they don't say when.

    Raises SalescliError.
    """
    if flags.kind not in ENCOUNTERS:
        raise UsageError(f"'{flags.kind}' is no encounter", fix=f"--kind {' or '.join(ENCOUNTERS)}")
    newcomers = tuple(arguments.person(text, about) for text in flags.persons)
    for person in newcomers:
        if person.handle in about.deal.people:
            raise UsageError(f"there is a '{person.handle}' already", fix="choose another handle")
    people = {**about.deal.people, **{person.handle: person for person in newcomers}}
    done = [find_item(text, about).next for text in flags.did]
    named = (step.step for step in done if about.process.step(step.step))
    steps = _steps(dict.fromkeys((*flags.steps, *named)), about)
    facts = {reason.id: reason.text for reason in about.process.disqualify}
    entry = Entry(
        at=arguments.moment_past(flags.at, session, about.standing.opened) if flags.at else now,
        by=me(session),
        kind=flags.kind,
        steps=steps,
        met=arguments.outcomes(flags.met, about, steps),
        people=arguments.people(flags.people or tuple(p.handle for p in newcomers), people),
        flags=arguments.chosen("disqualifier", flags.facts, facts, f"declared: {', '.join(facts)}"),
        note=arguments.clean(flags.note),
        did=tuple(step.what for step in done if not about.process.step(step.step)),
        drop=tuple(item_name(find_item(text, about), about.standing.agenda) for text in flags.drop),
    )
    return entry, newcomers


def _steps(names: Iterable[str], about: Subject) -> tuple[str, ...]:
    """The steps held. Raises SalescliError, which says where a note goes for what is none."""
    try:
        return arguments.steps(names, about)
    except NotFoundError as error:
        error.fix += f'\n  a note goes with -m: {command("log", about.deal.handle)} -m "…"'
        raise


def _with_ending(
    entry: Entry,
    flags: LogFlags,
    about: Subject,
    session: Session,
    people: dict[str, Person],
) -> list[Entry]:
    if flags.end is not None:
        return [entry, ending(flags.end, replace_people(about, people), session)]
    after = replace_people(after_entries(about, [entry], session), people)
    nexts = follows_by_flags(
        flags.following, keep=flags.keep, after=after, session=session, way_out=_WAY_OUT
    )
    return [replace(entry, nexts=nexts)]


def replace_people(about: Subject, people: dict[str, Person]) -> Subject:
    """The same subject, with people who are only now being named."""
    return replace(about, deal=replace(about.deal, people=people))


def _ask(talk: Conversation, entry: Entry, flags: NextFlags) -> list[Entry]:
    """The encounter and what follows it, asking for what the flags didn't say."""
    steps = entry.steps or _ask_steps(talk)
    present = entry.people or ask_people(talk, "with", "With whom", _expected(talk))
    met = entry.met or _ask_met(talk, steps)
    about = ("log", talk.subject.deal.handle)
    note = entry.note or ask_note(talk.asker, talk.session, about)
    entry = replace(entry, steps=steps, people=present, met=met, note=note)
    standing = after_entries(talk.subject, [entry], talk.session)
    after = replace(talk, subject=replace_people(standing, talk.people))
    if flags.is_empty and ask_to_keep(after):
        return [entry]
    following = ask_next_or_ending(after, flags)
    if isinstance(following, NextStep):
        return [replace(entry, nexts=(following,))]
    return [entry, ask_ending(talk, EndFlags(ENDINGS[following]))]


def _ask_steps(talk: Conversation) -> tuple[str, ...]:
    about = talk.subject
    due = about.standing.next.step if about.standing.next else ""
    choices = tuple(Choice(step.id, step.title) for step in about.process.steps)
    told = f"Steps: {', '.join(step.name for step in choices)}; or - for none"
    return talk.asker.ask(
        "steps",
        "Steps held",
        lambda text: arguments.steps(arguments.names(text), about),
        default=due,
        shown=due or "none",
        hint=Hint(choices, told=(told,) if choices else (), ticks=arguments.names),
    )


def _expected(talk: Conversation) -> Sequence[str]:
    standing = talk.subject.standing
    if standing.next and standing.next.people:
        return standing.next.people
    return standing.last_encounter.people if standing.last_encounter else ()


def _ask_met(talk: Conversation, steps: tuple[str, ...]) -> tuple[str, ...]:
    """Outcomes by number or by name; those of the held steps that are still to be met."""
    about = talk.subject
    open_ones: list[Outcome] = [
        outcome
        for step in about.process.steps
        if step.id in steps
        for outcome in step.outcomes
        if outcome.id not in about.standing.trace.met
    ]
    if not open_ones:
        return ()
    every = [outcome.id for outcome in open_ones]
    numbered = {str(number): name for number, name in enumerate(every, 1)}

    def names(text: str) -> list[str]:
        words = every if text == "all" else arguments.words(text)
        return [numbered.get(word, word) for word in words]

    hint = Hint(
        tuple(Choice(one.id, f"{n} {one.text}") for n, one in enumerate(open_ones, 1)),
        told=tuple(f"  {n} {one.id}: {one.text}" for n, one in enumerate(open_ones, 1)),
        ticks=names,
    )
    return talk.asker.ask(
        "met",
        "Outcomes met (numbers, names or all)",
        lambda text: arguments.outcomes(names(text), about, steps),
        shown="none",
        hint=hint,
        kept=", ".join,
    )


def _write(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    line, at = entry_line(done.entries), done.entries[0].at
    facts = f"It took place on {echo(local(at), session.today)}" if at < session.now else ""
    if not done.subject.standing.is_open:
        show_written(handle, line, facts=facts)
        return
    held = entry_line([replace(entry, nexts=()) for entry in done.entries])
    show_agenda(held, done.subject, session, command("show", handle), facts=facts)
