"""`learn --apply`: proposals made the next revision of a process, its comments kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salescli.commands.edit import rescue_path
from salescli.commands.process.revise import put_in_force
from salescli.commands.support import arguments
from salescli.commands.support.reading.process_findings import examined
from salescli.commands.support.session import Session, in_terminal
from salescli.domain.finding import Severity
from salescli.domain.process import Process
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.insight.learn.learn import Lessons
from salescli.insight.learn.proposals import ProcessProposal, changes_of
from salescli.prompts import Asker, Hint, name_choices
from salescli.store.formats.process import read_process
from salescli.store.formats.revise_process import revise_process
from salescli.store.toml.reader import parse_toml
from salescli.text.shell_quoting import command
from salescli.views.learn.proposals import proposals_part
from salescli.views.render.document import Span, TextLine
from salescli.views.render.output import emit


def obstacles(
    session: Session, process: Process, proposed: Sequence[ProcessProposal]
) -> dict[str, str]:
    """By their ids the proposals that can't be written as they are, and why not."""
    if not proposed:
        return {}
    text = _text(session, process)
    known = {one.message for one in examined(session, process, ())}
    in_the_way = {}
    for proposal in proposed:
        try:
            after = revise_process(text, changes_of([proposal]))
        except SalescliError as error:
            in_the_way[proposal.id] = error.message
            continue
        read, faults = read_process(process.name, parse_toml(after.removeprefix("\ufeff")))
        for one in examined(session, read, tuple(faults)):
            if one.severity is Severity.ERROR and one.message not in known:
                in_the_way.setdefault(proposal.id, one.message)
    return in_the_way


def _text(session: Session, process: Process) -> str:
    return (session.book.processes / f"{process.name}.toml").read_bytes().decode()


def apply_proposals(
    session: Session,
    lessons: Lessons,
    proposed: Sequence[ProcessProposal],
    in_the_way: Mapping[str, str],
    words: Sequence[str],
) -> None:
    """Write the proposals that are named, or chosen in a terminal, as the next revision.

    Raises SalescliError; then nothing was changed.
    """
    name = lessons.process.name
    if not proposed or not words:
        emit(proposals_part(lessons, proposed, in_the_way, (), applying=True))
    if not proposed:
        return
    if not words and not in_terminal():
        raise UsageError(
            "say which proposals; nothing was changed",
            fix=f"{command('learn', name, flags='--apply 1')}   or --apply all",
        )
    free = [one for one in proposed if one.id not in in_the_way]
    chosen = _named(proposed, free, words) if words else _asked(lessons, proposed, free)
    if not chosen:
        emit((TextLine(("nothing was changed",)),))
        return
    for one in chosen:
        if one.id in in_the_way:
            raise SalescliError(
                f"{one.id} can't be written as it is: {in_the_way[one.id]}; nothing was changed",
                fix=command("process revise", name),
            )
    _write(session, lessons.process, chosen)


def _asked(
    lessons: Lessons, proposed: Sequence[ProcessProposal], free: Sequence[ProcessProposal]
) -> list[ProcessProposal]:
    return Asker({}, lambda _: None).ask(
        "proposals",
        f"Which make revision {lessons.process.revision + 1}? (1 2, or all)",
        lambda text: [] if text == "none" else _named(proposed, free, arguments.words(text)),
        default="none",
        hint=Hint(name_choices([one.id for one in proposed]), parse_selection=arguments.names),
    )


def _named(
    proposed: Sequence[ProcessProposal], free: Sequence[ProcessProposal], words: Sequence[str]
) -> list[ProcessProposal]:
    """Return the proposals named by number or id, or all that are free. Raises NotFoundError."""
    if list(words) == ["all"]:
        return list(free)
    by_name = {one.id: one for one in proposed}
    by_name |= {str(place): one for place, one in enumerate(proposed, 1)}
    for word in words:
        if word not in by_name:
            fix = f"name some of: {', '.join(by_name)}, or all"
            raise NotFoundError(f"there is no proposal '{word}'", fix=fix)
    return list({by_name[word].id: by_name[word] for word in words}.values())


def _write(session: Session, process: Process, chosen: Sequence[ProcessProposal]) -> None:
    old = _text(session, process)
    rescue = rescue_path(session.book.root, "revise", process.name)
    put_in_force(session, process, old, revise_process(old, changes_of(chosen)), rescue)
    hint = f"{command('process diff', process.name)}   reads what changed"
    emit((TextLine((Span(hint, "command"),), indent=2, hang=4),))
