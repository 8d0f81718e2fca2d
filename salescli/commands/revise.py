"""`process new`, `revise` and `adopt`: a process that follows what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.changes import compare
from salescli.commands.edit import edited, keep, kept_if_refused, rescue_path
from salescli.commands.opening import choose_process
from salescli.commands.process import find
from salescli.commands.record import show_written, tell
from salescli.commands.session import Session, Subject, in_terminal, me, open_session, subject
from salescli.commands.survey import findings, overview
from salescli.commands.templates import examined
from salescli.commands.wording import commit_message
from salescli.errors import SalescliError, UsageError
from salescli.model.deal import Entry
from salescli.model.finding import Finding, Severity
from salescli.model.handles import is_handle
from salescli.model.process import Process
from salescli.model.shell import command, word
from salescli.model.spoken import count
from salescli.prompts import Asker
from salescli.replay import replay
from salescli.store.door import writing
from salescli.store.header import change_values
from salescli.store.processes import read_process
from salescli.store.reading import read_or_refuse
from salescli.store.shipped import shipped_text
from salescli.store.toml import parse_toml
from salescli.views.document import Block, Gap, Heading, Line, Span
from salescli.views.out import emit
from salescli.views.words import stage_title


def new(book: Path | None, name: str, origin: str) -> None:
    """A new process of the book, made from another one. Raises SalescliError."""
    session = open_session(book)
    if not is_handle(name):
        raise UsageError(f"'{name}' can't be the name of a process", fix="as in my-segment")
    if name in session.shelf.names():
        raise UsageError(
            f"the process '{name}' exists already", fix=command("process revise", name)
        )
    choose_process(session, origin)
    text = change_values(_text(session, origin), {("name",): name, ("revision",): 1})
    with writing(session.book) as door:
        door.put(session.book.processes / f"{name}.toml", text)
        commit = door.finish(commit_message(f"process {name}", f"made from {origin}"))
    hint = f"edit processes/{name}.toml, then: {command('process check', name)}"
    show_written(name, f"a new process, made from {origin}", hint)
    tell(commit)


def _text(session: Session, name: str) -> str:
    path = session.book.processes / f"{name}.toml"
    return read_or_refuse(path).decode() if path.is_file() else shipped_text(name)


def revise(book: Path | None, name: str, source: Path | None) -> None:
    """The next revision of a process, from the editor or a file; the one in force is kept.

    Raises SalescliError; then all is as it was, and what was typed is kept.
    """
    session = open_session(book)
    if name not in session.shelf.names():
        choose_process(session, name)
        raise UsageError(
            f"'{name}' is not in the book yet",
            fix=command("process new", "NAME", flags=f"--from {word(name)}"),
        )
    before = choose_process(session, name)
    path = session.book.processes / f"{name}.toml"
    old, number = read_or_refuse(path).decode(), before.revision + 1
    rescue = rescue_path(session.book.root, "revise", name)
    draft = change_values(old, {("revision",): number})
    text = _source(source) if source else edited(draft, rescue, path)
    if change_values(text, {("revision",): number}) == draft:  # a copy of the one in force, too
        show_written(name, "nothing was changed")
        return
    put_in_force(session, before, old, text, rescue)


def put_in_force(session: Session, before: Process, old: str, text: str, rescue: Path) -> None:
    """Write a text as the next revision of a process, keep the one in force, and say so.

    `old` is the text that it was made from; `rescue` is where a text is kept that can't be taken.
    Raises SalescliError; then nothing was changed.
    """
    name, number = before.name, before.revision + 1
    path = session.book.processes / f"{name}.toml"
    text = change_values(text, {("name",): name, ("revision",): number})
    after = _examined(session, name, text, rescue)
    with writing(session.book) as door:
        if read_or_refuse(path).decode() != old:
            keep(rescue, text)
            raise SalescliError(
                f"{path.name} was changed by somebody else meanwhile",
                fix=f"your text is kept in {rescue}: bring it in by hand",
            )
        door.put(_past(session, before, old), old)
        door.put(path, text)
        changes = compare(before, after)
        line = f"revision {number}: {'; '.join(changes) or 'nothing by meaning'}"
        with kept_if_refused(rescue, text):
            commit = door.finish(commit_message(f"process {name}", line))
    with suppress(OSError):
        rescue.unlink()
    _show_revised(name, number, changes)
    tell(commit)


def _past(session: Session, process: Process, text: str) -> Path:
    """Where the revision in force is kept. Raises SalescliError where another one is there."""
    path = session.book.processes / "past" / f"{process.name}.{process.revision}.toml"
    if path.exists() and read_or_refuse(path).decode("utf-8", "replace") != text:
        raise SalescliError(
            f"{path.name} in processes/past/ is another revision {process.revision}",
            fix=f"raise `revision` in processes/{process.name}.toml beyond it, then revise again",
        )
    return path


def _source(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}", fix="name a TOML file") from None


def _examined(session: Session, name: str, text: str, rescue: Path) -> Process:
    """The process that a text declares, when nothing in it is an error."""
    process, faults = read_process(name, parse_toml(text.removeprefix("\ufeff"), f"{name}.toml"))
    errors = [
        found
        for found in examined(session, process, tuple(faults))
        if found.severity is Severity.ERROR
    ]
    if errors:
        keep(rescue, text)
        file = f"--file {word(str(rescue))}"
        listed = "\n".join(f"  {found.code} {found.message}" for found in errors)
        raise SalescliError(
            f"the revision has {count(len(errors), 'error')}; nothing was changed\n{listed}",
            fix=f"correct {rescue}, then: {command('process revise', name, flags=file)}",
        )
    return process


def _show_revised(name: str, number: int, changes: Sequence[str]) -> None:
    blocks: list[Block] = [Line((Span(name, "strong"), f": revision {number} is in force"), hang=2)]
    blocks += [Line((text,), indent=2, hang=4) for text in changes]
    hint = f"{command('process adopt', name)}   lets open deals follow; until then theirs counts"
    blocks.append(Line((Span(hint, "command"),), indent=2, hang=4))
    emit(tuple(blocks))


@dataclass(frozen=True, slots=True)
class Adoption:
    """An open deal, as it stands by its own revision and as it would by the one in force."""

    before: Subject
    after: Subject
    gained: tuple[Finding, ...]
    lost: tuple[Finding, ...]


def adopt(book: Path | None, name: str, deals: tuple[str, ...], *, yes: bool) -> None:
    """Let open deals follow the revision in force, once it was shown what that changes.

    Raises SalescliError.
    """
    session = open_session(book)
    process = find(session, name, None)
    chosen = _named(session, name, deals) or [
        subject(session, one.handle) for one in overview(session).summaries if one.process == name
    ]
    adoptions = [
        _adoption(session, one, process) for one in chosen if one.deal.revision != process.revision
    ]
    if not adoptions:
        show_written(name, f"every open deal in it follows revision {process.revision} already")
        return
    emit(tuple(block for one in adoptions for block in _adoption_lines(one)))
    if not yes:
        _confirm(len(adoptions), process)
    with writing(session.book) as door:
        for one in adoptions:
            deal = one.before.deal
            pair = (deal.revision, process.revision)
            entry = Entry(session.now, "change", by=me(session), change={"revision": pair})
            door.change(deal.handle, {("revision",): process.revision})
            door.log(deal.handle, [entry])
        handles = ", ".join(one.before.deal.handle for one in adoptions)
        line = f"revision {process.revision} adopted by {handles}"
        commit = door.finish(commit_message(f"process {name}", line))
    show_written(name, line)
    tell(commit)


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


def _says(found: Finding) -> tuple[str, str]:
    return found.code, found.message


def _adoption_lines(one: Adoption) -> list[Block]:
    old, now = one.before, one.after
    revisions = f"revision {old.deal.revision} to {now.deal.revision}"
    blocks: list[Block] = [Heading(old.deal.handle, revisions)]
    stages = [stage_title(about.process, about.standing.stage) for about in (old, now)]
    blocks += [Line((f"stage: {' to '.join(stages)}",), 2, 4)] if stages[0] != stages[1] else []
    blocks += [Line((f"new: {found.code} {found.message}",), 2, 4) for found in one.gained]
    blocks += [Line((f"gone: {found.code} {found.message}",), 2, 4) for found in one.lost]
    if len(blocks) == 1:
        blocks.append(Line(("nothing else changes",), indent=2))
    return [*blocks, Gap()]
