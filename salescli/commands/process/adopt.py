"""`process adopt`: open deals that go on by the revision of their process that is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from salescli.commands.process.show import find_process
from salescli.commands.support.reading.load_deals import findings, load_summaries
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import renewed, stamped
from salescli.domain.deal import Entry
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.errors import SalescliError, UsageError
from salescli.flags.deciding.process.adopt import AdoptFlags
from salescli.prompts import Asker
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.phrases import stage_title
from salescli.views.render.document import Block, Gap, Heading, TextLine
from salescli.views.render.output import emit


@dataclass(frozen=True, slots=True)
class Adoption:
    """An open deal, as it stands by its own revision and as it would by the one in force."""

    before: Subject
    after: Subject
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


def adopt(flags: AdoptFlags) -> None:
    """Let open deals follow the revision in force, once it was shown what that changes.

    Raises SalescliError.
    """
    session, name, deals = open_to_write(flags.book), flags.name, flags.deals
    process = find_process(session, name, None)
    adoptions = _adoptions(session, process, deals)
    if not adoptions:
        show_written(name, f"every open deal in it follows revision {process.revision} already")
        return
    emit(tuple(block for one in adoptions for block in _adoption_lines(one)))
    if not flags.yes:
        _confirm(len(adoptions), process)
    with transaction(session.book) as writes:
        session = renewed(session)
        now = _adoptions(session, find_process(session, name, None), deals)
        if _agreed(now) != _agreed(adoptions):
            raise SalescliError(
                f"{name} or its deals were changed meanwhile; nothing was changed",
                fix=f"look again: {command('process adopt', name, *deals)}",
            )
        for one in now:
            deal = one.before.deal
            pair = (deal.revision, process.revision)
            entry = Entry(session.now, "change", by=me(session), change={"revision": pair})
            writes.change(deal.handle, {("revision",): process.revision})
            writes.log(deal.handle, stamped([entry], one.before, session))
        handles = ", ".join(one.before.deal.handle for one in adoptions)
        line = f"revision {process.revision} adopted by {handles}"
        commit = writes.finish(commit_message(f"process {name}", line))
    show_written(name, line)
    report_commit(commit)


def _adoptions(session: Session, process: Process, deals: Sequence[str]) -> list[Adoption]:
    """Return the open deals, of those that are named or of all, that follow another revision."""
    chosen = _named(session, process.name, deals) or [
        subject(session, summary.handle)
        for summary in load_summaries(session).summaries
        if summary.process == process.name
    ]
    return [
        _adoption(session, one, process)
        for one in chosen
        if one.standing.is_open and one.deal.revision != process.revision
    ]


def _agreed(adoptions: Sequence[Adoption]) -> list[tuple[str, int, int]]:
    """Return what was agreed to: which deals go from which revision to which."""
    deals = ((one.before.deal, one.after.deal) for one in adoptions)
    return [(before.handle, before.revision, after.revision) for before, after in deals]


def _named(session: Session, name: str, deals: Sequence[str]) -> list[Subject]:
    named = {one.deal.handle: one for one in (subject(session, deal) for deal in deals)}
    for handle, one in named.items():
        if one.deal.process != name:
            message = f"'{handle}' is not in {name}: its process is {one.deal.process or 'none'}"
            raise UsageError(message, fix=command("show", handle))
        if not one.standing.is_open:
            message = f"'{handle}' is closed: it stays judged by revision {one.deal.revision}"
            raise UsageError(message, fix=command("reopen", handle))
    return list(named.values())


def _confirm(number: int, process: Process) -> None:
    if not in_terminal():
        raise UsageError("nothing was changed yet: that is what would change", fix="add --yes")
    question = f"Let {count(number, 'deal')} follow revision {process.revision}?"
    if not Asker({}, lambda _: None).confirm("adopt", question, default=False):
        raise UsageError("nothing was changed")


def _adoption(session: Session, before: Subject, process: Process) -> Adoption:
    deal = replace(before.deal, revision=process.revision)
    standing = replay(deal, process)
    after = replace(before, deal=deal, process=process, judged=True, standing=standing)
    faults = tuple(fault for fault in before.faults if fault.code != "F06")
    old = findings(session, before)
    now = findings(session, replace(after, faults=faults))
    said, says = {_says(one) for one in old}, {_says(one) for one in now}
    return Adoption(
        before=before,
        after=after,
        gained=tuple(one for one in now if _says(one) not in said),
        lost=tuple(one for one in old if _says(one) not in says),
    )


def _says(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _adoption_lines(adoption: Adoption) -> list[Block]:
    old, now = adoption.before, adoption.after
    revisions = f"revision {old.deal.revision} to {now.deal.revision}"
    blocks: list[Block] = [Heading(old.deal.handle, revisions)]
    stages = [stage_title(about.process, about.standing.stage) for about in (old, now)]
    blocks += [TextLine((f"stage: {' to '.join(stages)}",), 2, 4)] if stages[0] != stages[1] else []
    blocks += [TextLine((f"new: {found.code} {found.message}",), 2, 4) for found in adoption.gained]
    blocks += [TextLine((f"gone: {found.code} {found.message}",), 2, 4) for found in adoption.lost]
    if len(blocks) == 1:
        blocks.append(TextLine(("nothing else changes",), indent=2))
    return [*blocks, Gap()]
