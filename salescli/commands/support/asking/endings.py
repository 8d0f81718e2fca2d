"""What an ending says: its reason, the evidence, who said so, and when to come back to the deal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_people import ask_people
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import people_arguments
from salescli.domain.deal import Entry
from salescli.domain.process import Process, Reason
from salescli.domain.reason_words import reasons_meant
from salescli.errors import UsageError
from salescli.flags.support.ending import EndFlags
from salescli.prompts import Asker, Choice, Hint
from salescli.text.answer_words import is_none
from salescli.text.handles import caseless
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.wording import day_text, echo

_NO_REASON = "a deal that isn't won ends with its reason and its evidence"
_NO_EVIDENCE = "an ending needs its evidence, in the buyer's words where there are any"
_NOT_EVER = lazy_re(r"(?:never|nie|niemals|not ever|forget it|gar nicht)\b", re.IGNORECASE)
# 'None, that's the point': still none.
_NONE_SO = lazy_re(
    r"(?:none|nothing|keine?s?|nichts) (?:that s|thats|that is|das ist|which is|is)"
    r" (?:\w+ ){0,2}(?:point|reason|problem|why|punkt|grund|thing|trouble)"
)
_NEVER = ("", "never", "no", "none", "-")


def ending(flags: EndFlags, about: Subject, session: Session) -> Entry:
    """Return the close entry that the flags make. Raises SalescliError for what is missing."""
    flags = check_ending(flags, about, session)
    if flags.result != "won":
        _check_whole(flags, about)
    return _entry(flags, session)


def _check_whole(flags: EndFlags, about: Subject) -> None:
    ids = _ids(declared(flags.result, about.process))
    wanted = []
    if not flags.reason:
        wanted.append(f"add --reason with one of {ids}")
    if not flags.evidence.strip():
        wanted.append('add --evidence "…"; --said-by PERSON if the buyer said so')
    if wanted:
        raise UsageError(_NO_EVIDENCE if flags.reason else _NO_REASON, fix="\n  ".join(wanted))


def check_ending(flags: EndFlags, about: Subject, session: Session) -> EndFlags:
    """Return the flags, their reason, person and day as they were meant. Raises SalescliError."""
    reason = _reason(flags.reason, declared(flags.result, about.process), about)
    said_by = (
        people_arguments.typed_people([flags.said_by], about.deal.people) if flags.said_by else ()
    )
    if len(said_by) > 1:
        raise UsageError(f"one person said so: {' or '.join(said_by)}?", fix="--said-by ONE")
    revisit = day_to_revisit(flags, session)
    return replace(
        flags,
        reason=reason,
        said_by="".join(said_by),
        revisit=revisit.isoformat() if revisit else "",
    )


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
            default=_likely_reason(flags, reasons, about),
            hint=Hint(
                tuple(Choice(one.id, one.text) for one in reasons),
                intro=tuple(f"  {one.id}: {one.text}" for one in reasons),
            ),
        )
    if flags.evidence:
        asker.say(f"  evidence: {flags.evidence}")
    evidence = flags.evidence or _ask_evidence(asker, flags.result)
    if not said_by and evidence:
        said_by = ",".join(ask_people(talk, "said-by", "Who said so", (), single=True))
    end = replace(flags, reason=reason, evidence=evidence, said_by=said_by)
    if flags.result != "won" and not flags.revisit:
        day = ask_revisit(talk)
        end = replace(end, revisit=day.isoformat() if day else "")
    return _entry(end, talk.session)


def _evidence(text: str) -> str:
    first, _, _ = text.partition(",")
    knows_none = (
        is_none(text)
        or _NONE_SO.fullmatch(folded(text))
        or (len(first.split()) > 1 and is_none(first))
    )
    return "" if knows_none else arguments.clean(text)


def _likely_reason(flags: EndFlags, reasons: tuple[Reason, ...], about: Subject) -> str:
    """Return the one reason that the evidence speaks of; walking away, else what is on record."""
    ids = reasons_meant(flags.evidence, {one.id: one.text for one in reasons})
    if len(ids) == 1:
        return ids[0]
    return _on_record(about) if flags.result == "disqualified" else ""


def _on_record(about: Subject) -> str:
    """Return the disqualifying fact that came up last: most likely the reason to walk away."""
    facts = [one.id for one in about.process.disqualify]
    came_up = [flag for entry in about.standing.log for flag in entry.flags if flag in facts]
    return came_up[-1] if came_up else ""


def _ask_evidence(asker: Asker, result: str) -> str:
    if result == "won":
        return asker.ask("evidence", "What decided it", _evidence, shown="unknown")

    def read(text: str) -> str:
        return _required(_evidence(text), _NO_EVIDENCE)

    return asker.ask("evidence", "Evidence, in their words", read)


def day_to_revisit(flags: EndFlags, session: Session) -> date | None:
    """Return the day on which a deal comes back by its flags. Raises UsageError."""
    if flags.revisit and flags.result == "won":
        raise UsageError("--revisit is for a deal that was lost or walked away from")
    try:
        return _day(flags.revisit, session)
    except UsageError as error:
        raise UsageError(f"--revisit: {error.message}", fix=error.fix) from None


def ask_revisit(talk: Conversation, before: date | None = None) -> date | None:
    """Return the day on which a deal comes back, None for never; Enter leaves it as it is."""
    session = talk.session

    def read(text: str) -> date | None:
        return _day(text, session) if text else before

    def preview(text: str) -> str:
        day = read(text)
        return echo(day, session.today) if day else ""

    return talk.asker.ask(
        "revisit",
        "Revisit on",
        read,
        shown=day_text(before) if before else "never",
        hint=Hint(preview=preview, also="a day on which it comes back: 1 march, in 3 months"),
        kept=lambda day: day.isoformat() if day else "never",
    )


def _day(text: str, session: Session) -> date | None:
    """Return the day on which a deal comes back; None for never. Raises UsageError."""
    if caseless(text.strip()) in _NEVER or _NOT_EVER.match(text.strip()):
        return None
    try:
        day: date | None = arguments.day_ahead(text, session)
    except UsageError:  # of a month or a season its first day
        try:
            day = arguments.day_ahead(f"early {text}", session)
        except UsageError:
            day = None
        if day is None:
            raise
    if day == session.today:
        raise UsageError(f"{echo(day, session.today)}, is too soon to come back", fix="a later day")
    return day


def revisit_echo(entry: Entry, session: Session) -> str:
    """Return when a deal comes back, for whoever closed it; '' where it doesn't."""
    day = entry.revisit
    return f"It comes back in `next` on {echo(day, session.today)}" if day else ""


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
        note=arguments.clean(flags.note),
        revisit=date.fromisoformat(flags.revisit) if flags.revisit else None,
    )
