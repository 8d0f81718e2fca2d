"""Endings with facts: won, lost, walked away from; and reopening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from salescli.commands.support import arguments, people_arguments
from salescli.commands.support.ask_next_step import ask_next, resolve_dates
from salescli.commands.support.ask_people import ask_people
from salescli.commands.support.conversation import Conversation, converse, recalled, talk_about
from salescli.commands.support.find_deal import open_subject
from salescli.commands.support.next_step_flags import from_flags
from salescli.commands.support.open_deal import follow_on, free_handle, opened, put_process
from salescli.commands.support.phrases import commit_message, entry_line, following_text
from salescli.commands.support.report_commit import record, report_commit, show_written
from salescli.commands.support.session import Session, in_terminal, me, open_session
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.under_lock import Addition, Decide, as_typed, reread, stamped
from salescli.domain.deal import Deal, Entry
from salescli.domain.process import Process, Reason
from salescli.errors import UsageError
from salescli.flags.deals.lose import LoseFlags
from salescli.flags.deals.walk import WalkFlags
from salescli.flags.deals.win import WinFlags
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Asker, Choice, Hint
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command, word

New = tuple[Deal, Process]

COMMANDS = {"won": "win", "lost": "lose", "disqualified": "walk"}
_NO_REASON = "a deal that isn't won ends with its reason, and the fact behind it"
_NO_EVIDENCE = "an ending needs its evidence: the fact, in the buyer's words where there are any"


def lose(flags: LoseFlags) -> None:
    """Close a deal that was lost. Raises SalescliError."""
    _end_deal(flags.book, flags.deal, replace(flags.why, result="lost"))


def walk(flags: WalkFlags) -> None:
    """Close a deal that we walk away from. Raises SalescliError."""
    _end_deal(flags.book, flags.deal, replace(flags.why, result="disqualified"))


def _end_deal(book: Path | None, name: str, flags: EndFlags) -> None:
    session = open_session(book)
    about = open_subject(session, name)
    handle = about.deal.handle
    if in_terminal() and not (flags.reason and flags.evidence):
        flags = checked(flags, about)

        def run(asker: Asker) -> None:
            talk = talk_about(about, session, asker)
            entry = ask_ending(talk, recalled(asker, flags))
            _end(session, handle, as_typed(about, [entry], talk.newcomers))

        converse(COMMANDS[flags.result], handle, session, run)
    else:
        _end(session, handle, partial(_decided, flags, session))


def _decided(flags: EndFlags, session: Session, about: Subject) -> Addition:
    """Return the ending that the flags make. Raises SalescliError."""
    must_be_open(about)
    return Addition([ending(flags, about, session)])


def _end(session: Session, handle: str, decide: Decide) -> None:
    done = record(session, handle, decide)
    show_written(handle, entry_line(done.entries))


def ending(flags: EndFlags, about: Subject, session: Session) -> Entry:
    """Return the close entry that the flags make. Raises SalescliError for what is missing."""
    flags = checked(flags, about)
    if flags.result != "won":
        _check_whole(flags, about)
    return _entry(flags, session)


def _check_whole(flags: EndFlags, about: Subject) -> None:
    ids = _ids(declared(flags.result, about.process))
    wanted = []
    if not flags.reason:
        wanted.append(f"add --reason with one of {ids}")
    if not flags.evidence.strip():
        wanted.append('add --evidence "…" with the fact; --said-by PERSON if the buyer said so')
    if wanted:
        told = _NO_EVIDENCE if flags.reason else _NO_REASON
        raise UsageError(told, fix="\n  ".join(wanted))


def checked(flags: EndFlags, about: Subject) -> EndFlags:
    """Return the flags, their reason and person as the deal has them. Raises SalescliError."""
    reason = _reason(flags.reason, declared(flags.result, about.process), about)
    said_by = people_arguments.people([flags.said_by], about.deal.people) if flags.said_by else ()
    return replace(flags, reason=reason, said_by="".join(said_by[:1]))


def ask_ending(talk: Conversation, flags: EndFlags) -> Entry:
    """Return the close entry, asked for: the reason as declared, the evidence, and who said it."""
    asker, about = talk.asker, talk.subject
    reason, said_by = flags.reason, flags.said_by
    reasons = declared(flags.result, about.process)
    if flags.result != "won" and not reason:
        reason = asker.ask(
            "reason",
            "Reason",
            lambda text: _required(_reason(text, reasons, about), "name one of these reasons"),
            default=_on_record(about) if flags.result == "disqualified" else "",
            hint=Hint(
                tuple(Choice(one.id, one.text) for one in reasons),
                intro=tuple(f"  {one.id}: {one.text}" for one in reasons),
            ),
        )
    evidence = flags.evidence or _ask_evidence(asker, flags.result)
    if not said_by and evidence:
        said_by = ",".join(ask_people(talk, "said-by", "Who said so", ())[:1])
    return _entry(EndFlags(reason, evidence, said_by, flags.result), talk.session)


def _on_record(about: Subject) -> str:
    """Return the disqualifying fact that came up last: most likely the reason to walk away."""
    facts = [one.id for one in about.process.disqualify]
    came_up = [flag for entry in about.standing.log for flag in entry.flags if flag in facts]
    return came_up[-1] if came_up else ""


def _ask_evidence(asker: Asker, result: str) -> str:
    if result == "won":
        return asker.ask("evidence", "What decided it", arguments.clean, shown="unknown")

    def read(text: str) -> str:
        return _required(arguments.clean(text), _NO_EVIDENCE)

    return asker.ask("evidence", "The fact, in their words", read)


def declared(result: str, process: Process) -> tuple[Reason, ...]:
    """Return the reasons that a process declares for an ending."""
    return {"won": (), "lost": process.loss}.get(result, (*process.disqualify, *process.loss))


def _reason(text: str, reasons: tuple[Reason, ...], about: Subject) -> str:
    if text and about.judged:
        return arguments.reason(text, {one.id: one.text for one in reasons})
    return text


def _required(text: str, message: str) -> str:
    if not text:
        raise UsageError(message)
    return text


def _ids(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(one.id for one in reasons) or "REASON"


def _entry(flags: EndFlags, session: Session) -> Entry:
    return Entry(
        at=session.now,
        by=me(session),
        kind="close",
        result=flags.result,
        reason=arguments.clean(flags.reason),
        evidence=arguments.clean(flags.evidence),
        said_by=flags.said_by,
    )


def win(flags: WinFlags) -> None:
    """`win`: close a deal that was won, and open the one that follows where that is wanted.

    `follow` None asks in a terminal, and leaves it elsewhere. Raises SalescliError.
    """
    session = open_session(flags.book)
    about = open_subject(session, flags.deal)
    follow, then = flags.follow, flags.then
    end = EndFlags("", flags.why.evidence, flags.why.said_by, "won")
    if not then.is_empty:
        if follow is False:
            raise UsageError(
                "without the deal that follows there is no next step to set",
                fix="leave out --no-follow-on, or --next and --on",
            )
        follow = True
    if in_terminal() and not (end.evidence and (follow is False or then.is_whole)):
        end = checked(end, about)
        if follow:
            then = resolve_dates(then, follow_on(session, about), session)

        def run(asker: Asker) -> None:
            talk = talk_about(about, session, asker)
            entry = ask_ending(talk, recalled(asker, end))
            new = _ask_follow_on(talk, follow, recalled(asker, then))
            decide = as_typed(about, [entry], talk.newcomers)
            _write_win(session, about.deal.handle, decide, lambda _: new)

        converse("win", about.deal.handle, session, run)
    else:
        decide = partial(_decided, end, session)
        opens = partial(_follow_on, session, then) if follow else lambda _: None
        _write_win(session, about.deal.handle, decide, opens)


def _follow_on(session: Session, then: NextFlags, about: Subject) -> New:
    new = follow_on(session, about)
    following = from_flags(then, new, session, new.deal.people)
    return opened(new, session, following), new.process


def _ask_follow_on(talk: Conversation, follow: bool | None, then: NextFlags) -> New | None:
    name = talk.subject.process.then
    question = f"Open the deal that follows, in {name}?"
    if follow is None:
        follow = bool(name) and talk.asker.confirm("follow", question, default=True)
    if not follow:
        return None
    new = follow_on(talk.session, talk.subject)
    inner = talk_about(new, talk.session, talk.asker)
    following = ask_next(inner, then)
    deal = opened(new, talk.session, following)
    return replace(deal, people=inner.people), new.process


def _write_win(
    session: Session, handle: str, decide: Decide, opens: Callable[[Subject], New | None]
) -> None:
    """Write a win and the deal that it opens, in one commit; say what comes next."""
    with transaction(session.book) as door:
        about = reread(session, handle)
        addition = decide(about)
        entries = stamped(addition.entries, about, session)
        line, then = entry_line(entries), about.process.then
        flags = f"--process {word(then)} --follows {word(handle)}"
        hint, due = command("add", "COMPANY", flags=flags) if then else "", ""
        door.log(handle, entries, addition.people)
        if new := opens(about):
            deal, process = new
            deal = replace(deal, handle=free_handle(session, handle, process))
            put_process(session, door, process)
            door.create(deal)
            line += f"; followed by {deal.handle}"
            hint = command("show", deal.handle)
            due = "".join(following_text(one, session, process) for one in deal.log[0].nexts[:1])
        commit = door.finish(commit_message(handle, line))
    show_written(handle, line, hint, due=due)
    report_commit(commit)
