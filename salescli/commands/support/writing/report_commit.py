"""Writing what a command brought about, and saying so: one write, one commit, one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.opening import opening_before, undated_beside, with_entries
from salescli.commands.support.writing.phrases import commit_message, entry_line
from salescli.commands.support.writing.under_lock import Decide, reread, stamped
from salescli.domain.deal import Entry
from salescli.domain.time.moment import day_of
from salescli.errors import UsageError
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text
from salescli.views.render.document import Block, Span, TextLine
from salescli.views.render.output import emit, warn

if TYPE_CHECKING:
    from salescli.store.git.commit_result import CommitResult

_LATER = "\n  the next command commits it, or: salescli sync"


@dataclass(frozen=True, slots=True, repr=False)
class Recorded:
    """The entries that were added to a deal, and the deal as it is with them.

    `opening` is what was its first entry, where that was moved back before the others.
    """

    entries: Sequence[Entry]
    subject: Subject
    opening: Entry | None = None


def record(session: Session, handle: str, decide: Decide) -> Recorded:
    """Add to a deal what is decided on it as it is under the lock, and commit it.

    Raises SalescliError.
    """
    with transaction(session.book) as writes:
        about = reread(session, handle)
        addition = decide(about)
        _check_new(addition.entries, about)
        entries = stamped(addition.entries, about, session)
        after = with_entries(about, entries, addition.people)
        _check_followed(entries, after)
        opening = opening_before(about, entries)
        if opening is not None:
            from salescli.commands.support.writing.event_names import with_event_names

            moved = after.deal.log[about.deal.log.index(opening)].at
            writes.amend(
                handle, opening, with_event_names(about, opening, replace(opening, at=moved))
            )
            for entry in undated_beside(opening, about):
                writes.amend(handle, entry, replace(entry, at=moved))
        writes.log(handle, entries, addition.people)
        report_commit(writes.finish(commit_message(handle, entry_line(entries))))
    return Recorded(entries, after, opening)


def _check_new(entries: Sequence[Entry], about: Subject) -> None:
    """Raise UsageError where what was captured is in the deal's log already."""
    known = {entry.ref: entry for entry in about.deal.log if entry.ref}
    for entry in entries:
        if entry.ref in known:
            day = day_text(day_of(known[entry.ref].at))
            raise UsageError(
                f"this {entry.kind} is logged in {about.deal.handle} already, on {day}; "
                "nothing was changed",
                fix=command("show", about.deal.handle, flags="--log"),
            )


def _check_followed(entries: Sequence[Entry], after: Subject) -> None:
    """Raise UsageError where what ends something leaves an open deal without a next step."""
    ends = any(entry.is_encounter or entry.kind == "skip" or entry.drop for entry in entries)
    if ends and after.standing.is_open and not after.standing.agenda:
        raise UsageError(
            f"{after.deal.handle} would be left without a next step; nothing was changed",
            fix="say what happens next, and when: --next STEP --on DATE",
        )


def report_commit(commit: CommitResult) -> None:
    """Say what git had to say: nothing, when all is well."""
    if not commit.done:
        warn(f"written, but not committed: {commit.reason}{_LATER if commit.owed else ''}")
    elif commit.note:
        warn(commit.note)


def show_written(
    handle: str,
    text: str,
    hint: str = "",
    *,
    due: str = "",
    then: Sequence[str] = (),
    facts: str = "",
) -> None:
    """Say what happened to a deal, with its facts, what is due next and then, and what to type."""
    lines: list[Block] = [TextLine((Span(handle, "strong"), f": {text}"), hang=2)]
    lines += [TextLine((facts,), indent=2, hang=4)] if facts else []
    lines += [TextLine((f"Next: {due}",), indent=2, hang=4)] if due else []
    lines += [TextLine((f"Then: {text}",), indent=2, hang=4) for text in then]
    lines += [TextLine((Span(hint, "command"),), indent=2, hang=4)] if hint else []
    emit(tuple(lines))
