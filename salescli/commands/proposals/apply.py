"""`apply`: what was proposed is shown, applied, edited or dropped."""

from __future__ import annotations

import shlex
from dataclasses import replace
from itertools import dropwhile

from salescli.commands.proposals.trial import does_as_shown, tried
from salescli.commands.proposals.unasked import run_unasked
from salescli.commands.support.session import Session, open_session, open_to_write
from salescli.commands.support.typed.editor import edit_text
from salescli.domain.proposal import Proposal, check_proposable
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.flags.day.apply import ApplyFlags
from salescli.flags.support.declaration import CommandLine
from salescli.store.deal_loader import deal_handles
from salescli.store.drafts import drop_draft
from salescli.store.finish_owed import finish_owed
from salescli.store.proposals import (
    base_of,
    drop_proposal,
    find_proposal,
    is_done,
    keep_proposal,
    proposals,
)
from salescli.store.proposed_write import proposed_write
from salescli.text.safe_text import harmless, harmless_lines
from salescli.text.shell_quoting import command
from salescli.views.facts import envelope
from salescli.views.incoming.proposals import proposal_facts, proposal_screen, proposals_screen
from salescli.views.render.document import TextLine
from salescli.views.render.output import emit, emit_json, notice

_EDIT = "apply --edit"  # the command whose drafts are command lines that were edited
_HEAD = """\
# What {name} proposes (by {by}), as a command line.
# Save it to have it tried again. Nothing is changed before you apply it.
"""


class _ChangedError(SalescliError):
    """The deal, its process or the settings are no longer what a proposal was made for."""


def apply(flags: ApplyFlags) -> int | None:
    """Show what is proposed, or apply, edit or drop one; the exit code. Raises SalescliError."""
    only_shows = flags.name is None or flags.as_json
    session = (open_session if only_shows else open_to_write)(flags.book)
    if flags.drop and flags.edit:
        raise UsageError("--drop and --edit contradict each other", fix="give one of them")
    if flags.name is None:
        _show(session, flags)
        return 0
    proposal = find_proposal(session.book.root, flags.name)
    if flags.as_json:
        emit_json(envelope(session.today, "proposals", [proposal_facts(proposal)]))
        return 0
    if flags.drop:
        _forget(session, proposal)
        emit((TextLine((f"{proposal.name} is dropped; nothing was changed.",)),))
        return 0
    if flags.edit:
        _edit(session, flags.line, proposal)
        return 0
    return _apply(session, flags.line, proposal)


def _show(session: Session, flags: ApplyFlags) -> None:
    if flags.drop or flags.edit:
        raise UsageError("which proposal?", fix="salescli apply   shows them with their names")
    waiting = proposals(session.book.root)
    if flags.as_json:
        emit_json(envelope(session.today, "proposals", map(proposal_facts, waiting)))
        return
    emit(proposals_screen(waiting))


def _apply(session: Session, line: CommandLine, proposal: Proposal) -> int:
    root = session.book.root

    def check() -> None:
        if base_of(session.book, proposal.deal) != proposal.base:
            raise _ChangedError(_changed(proposal))

    _check_deal(session, proposal)
    check_proposable(proposal.words, deal_handles(session.book))
    if is_done(session.book, proposal):  # by a command that was killed, say
        return _is_applied(session, proposal)
    if base_of(session.book, proposal.deal) != proposal.base:
        return _anew(session, line, proposal, _changed(proposal))
    if not does_as_shown(session, line, proposal):
        return _anew(session, line, proposal, _differs(proposal))
    with proposed_write(proposal.by, check):
        done = run_unasked(line, proposal.words, root, proposal.at)
    if done.code and is_done(session.book, proposal):  # by another one at the same moment
        return _is_applied(session, proposal)
    for text in harmless_lines(done.err.strip()) if done.err.strip() else ():
        notice(text)
    if done.code == 0:
        _forget(session, proposal)
        emit(tuple(_line(text) for text in done.lines))
    return done.code


def _line(text: str) -> TextLine:
    indent = len(text) - len(text.lstrip(" "))
    return TextLine((text.strip(),), indent, indent + 2)


def _is_applied(session: Session, proposal: Proposal) -> int:
    for text in finish_owed(session.book):
        notice(text)
    _forget(session, proposal)
    emit((TextLine((f"{proposal.name} is applied already.",)),))
    return 0


def _forget(session: Session, proposal: Proposal) -> None:
    drop_proposal(session.book.root, proposal.name)
    drop_draft(session.book.root, _EDIT, proposal.name)


def _check_deal(session: Session, proposal: Proposal) -> None:
    """Raise NotFoundError where the deal of a proposal is gone."""
    if proposal.deal not in deal_handles(session.book):
        drop, edit = (command("apply", proposal.name, flags=flag) for flag in ("--drop", "--edit"))
        raise NotFoundError(
            f"{proposal.name} is about {harmless(proposal.deal)}, which was renamed, merged or "
            "deleted; nothing was changed",
            fix=f"{drop}   forgets it\n  {edit}   names another deal",
        )


def _changed(proposal: Proposal) -> str:
    return (
        f"{proposal.deal}, its process or the settings have changed since that was proposed; "
        "nothing was changed"
    )


def _differs(proposal: Proposal) -> str:
    return f"{proposal.name} would not do today what it shows; nothing was changed"


def _anew(session: Session, line: CommandLine, proposal: Proposal, why: str) -> int:
    """Propose anew what was made for another day or state of the deal. Raises SalescliError."""
    again = tried(session, line, proposal)
    keep_proposal(session.book.root, again)
    emit(proposal_screen(again))
    again_by = command("apply", proposal.name)
    raise SalescliError(f"{why}: it is proposed again, as above", fix=f"{again_by}   applies it so")


def _edit(session: Session, line: CommandLine, proposal: Proposal) -> None:
    """Let the command of a proposal be edited, and try it anew. Raises SalescliError."""
    root, stays = session.book.root, f"{proposal.name} stays as it was"
    head = _HEAD.format(name=proposal.name, by=proposal.by)

    def use(typed: str) -> None:
        """Carry out the command as it was edited."""
        words = _words(typed)
        try:
            changed = tried(session, line, replace(proposal, words=words))
        except SalescliError as error:
            again = command("apply", proposal.name, flags="--edit")
            fix = "\n  ".join(filter(None, (error.fix, f"{again}   goes on with what you typed")))
            raise SalescliError(f"{error.message.rstrip('.')}; {stays}", fix=fix) from error
        keep_proposal(root, changed)
        emit(proposal_screen(changed))

    edit_text(
        root, (_EDIT, proposal.name), "proposal.txt", f"{head}{shlex.join(proposal.words)}\n", use
    )


def _words(typed: str) -> tuple[str, ...]:
    """Return the words of a command line, below what explains it. Raises UsageError."""
    below = dropwhile(lambda line: line.startswith("#"), typed.strip().split("\n"))
    try:
        words = tuple(shlex.split("\n".join(below)))
    except ValueError as error:
        raise UsageError(f"that is no command line: {error}", fix="close the quotes") from error
    if not words:
        raise UsageError("nothing is left of the command; nothing was changed")
    return words[1:] if words[:1] == ("salescli",) else words
