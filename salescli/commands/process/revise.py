"""`process new` and `revise`: a process that follows what was learnt."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from salescli.commands.edit import (
    brought_in,
    edited,
    keep_rescue,
    kept_if_refused,
    rescue_path,
    taken_up,
)
from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.reading.process_findings import examined
from salescli.commands.support.session import Session, open_to_write
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import renewed
from salescli.domain.diff.process_diff import compare_processes
from salescli.domain.finding import Severity
from salescli.domain.process import Process
from salescli.errors import SalescliError, UsageError
from salescli.flags.deciding.process.new import ProcessNewFlags
from salescli.flags.deciding.process.revise import ReviseFlags
from salescli.store.editor_files import held_open, left_file
from salescli.store.files.read import read_or_refuse
from salescli.store.files.scratch import scratch_in
from salescli.store.formats.process import read_process
from salescli.store.shipped_processes import shipped_text
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.set_in_place import change_values
from salescli.store.transaction import transaction
from salescli.text.handles import is_handle
from salescli.text.shell_quoting import command, word
from salescli.text.wording import count
from salescli.views.render.document import Block, Span, TextLine
from salescli.views.render.output import emit


def new_process(flags: ProcessNewFlags) -> None:
    """Make a new process of the book from another one. Raises SalescliError."""
    session, name, origin = open_to_write(flags.book), flags.name, flags.origin
    if not is_handle(name):
        raise UsageError(f"'{name}' can't be the name of a process", fix="as in my-segment")
    with transaction(session.book) as writes:
        if name in session.loader.names():
            raise UsageError(
                f"the process '{name}' already exists", fix=command("process revise", name)
            )
        origin = choose_process(session, origin).name
        text = change_values(_text(session, origin), {("name",): name, ("revision",): 1})
        writes.put(session.book.processes / f"{name}.toml", text)
        commit = writes.finish(commit_message(f"process {name}", f"made from {origin}"))
    hint = f"edit processes/{name}.toml, then: {command('process check', name)}"
    show_written(name, f"a new process, made from {origin}", hint)
    report_commit(commit)


def _text(session: Session, name: str) -> str:
    path = session.book.processes / f"{name}.toml"
    return read_or_refuse(path).decode() if path.is_file() else shipped_text(name)


def revise(flags: ReviseFlags) -> None:
    """Make the next revision of a process, from the editor or a file; the one in force is kept.

    Raises SalescliError; then all is as it was, and what was typed is kept.
    """
    session, name, source = open_to_write(flags.book), flags.name, flags.file
    name = choose_process(session, name).name
    if name not in session.loader.names():
        raise UsageError(
            f"'{name}' is not in the book yet",
            fix=command("process new", "NAME", flags=f"--from {word(name)}"),
        )
    before = choose_process(session, name)
    path = session.book.processes / f"{name}.toml"
    old, number = read_or_refuse(path).decode(), before.revision + 1
    draft = change_values(old, {("revision",): number})
    if source:
        rescue = rescue_path(session.book.root, "revise", name)
        _revise(session, before, (old, draft), _source(source), rescue)
        left = left_file(session.book.root, "process revise", name)
        if left is not None and left.path == source.absolute():  # it was kept, corrected and taken
            left.drop()
        return
    file = taken_up(session, ("process revise", name), path.name, draft.encode())
    with held_open(file), scratch_in(session.book.root):
        text = brought_in(file, edited(file), draft.encode())
        _revise(session, before, (old, draft), text, file.path)
        file.drop()


def _revise(
    session: Session, before: Process, texts: tuple[str, str], text: str, rescue: Path
) -> None:
    """Put a text in force, unless it is a copy of the one in force, which `texts` begin with."""
    old, draft = texts
    if change_values(text, {("revision",): before.revision + 1}) == draft:
        show_written(before.name, "nothing was changed")
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
    with transaction(session.book) as writes:
        now = renewed(session).loader.in_force(name)
        changed = now is None or now.revision != before.revision
        if changed or read_or_refuse(path).decode() != old:
            keep_rescue(rescue, text)
            raise SalescliError(
                f"{path.name} was changed by someone else meanwhile",
                fix=f"your text is kept in {rescue}: bring it in by hand",
            )
        writes.put(_past(session, before, old), old)
        writes.put(path, text)
        changes = compare_processes(before, after)
        line = f"revision {number}: {'; '.join(changes) or 'nothing by meaning'}"
        with kept_if_refused(rescue, text):
            commit = writes.finish(commit_message(f"process {name}", line))
    with suppress(OSError):
        rescue.unlink()
    _show_revised(name, number, changes)
    report_commit(commit)


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
    """Return the process that a text declares, when nothing in it is an error."""
    process, faults = read_process(name, parse_toml(text.removeprefix("\ufeff"), f"{name}.toml"))
    errors = [
        found
        for found in examined(session, process, tuple(faults))
        if found.severity is Severity.ERROR
    ]
    if errors:
        keep_rescue(rescue, text)
        file = f"--file {word(str(rescue))}"
        listed = "\n".join(f"  {found.code} {found.message}" for found in errors)
        raise SalescliError(
            f"the revision has {count(len(errors), 'error')}; nothing was changed\n{listed}",
            fix=f"correct {rescue}, then: {command('process revise', name, flags=file)}",
        )
    return process


def _show_revised(name: str, number: int, changes: Sequence[str]) -> None:
    blocks: list[Block] = [
        TextLine((Span(name, "strong"), f": revision {number} is in force"), hang=2)
    ]
    blocks += [TextLine((text,), indent=2, hang=4) for text in changes]
    hint = f"{command('process adopt', name)}   lets open deals follow; until then theirs counts"
    blocks.append(TextLine((Span(hint, "command"),), indent=2, hang=4))
    emit(tuple(blocks))
