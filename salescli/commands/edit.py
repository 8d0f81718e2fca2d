"""`edit`: the deal's file in the editor, checked on the way back; nothing typed is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salescli.commands.support.reading.load_deals import findings
from salescli.commands.support.session import Session, in_terminal, open_to_write
from salescli.commands.support.subject import Subject, subject_of
from salescli.commands.support.typed.editor import editor_file, run_editor, saved_text
from salescli.commands.support.typed.next_step_flags import best_day
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import ANY_TIME
from salescli.domain.advice import suggest
from salescli.domain.diff.entry_phrases import entry_name
from salescli.domain.time.moment import local
from salescli.errors import InterruptedByUserError, SalescliError
from salescli.flags.deals.edit import EditFlags
from salescli.prompts import Asker
from salescli.store.deal_loader import read_page
from salescli.store.editor_files import EditorFile, discard, held_open, left_file
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import private_folder, write_private
from salescli.store.files.read import read_or_refuse
from salescli.store.finding_lines import locate_findings
from salescli.store.git.revert import OverlapError, revert
from salescli.store.process_loader import ProcessLoader
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.store.transaction import transaction
from salescli.text.handles import is_handle, slug
from salescli.text.shell_quoting import command, word
from salescli.text.wording import when_text
from salescli.views.findings import finding_lines
from salescli.views.render.output import emit, notice, warn


def edit(flags: EditFlags) -> None:
    """Edit a deal's file, readable or not. Raises SalescliError."""
    session = open_to_write(flags.book)
    handle = find_page(session, flags.deal).handle
    path = session.book.deal_path(handle)
    before = read_or_refuse(path)
    file = taken_up(session, ("edit", handle), path.name, _as_text(before))
    with held_open(file):
        text = edited(file)
        if text.encode() in (before, file.base):
            file.drop()
            show_written(handle, "nothing was changed")
            return
        with transaction(session.book) as writes:
            now = _as_text(read_or_refuse(path)) if path.exists() else None
            writes.put(path, brought_in(file, text, now))
            with kept_if_refused(file.path, text):
                commit = writes.finish(commit_message(handle, "edited by hand"))
        file.drop()
    show_written(handle, "kept as edited", command("show", handle))
    report_commit(commit)
    _check(session, handle)


def _as_text(data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode()


def taken_up(session: Session, about: tuple[str, str], name: str, base: bytes) -> EditorFile:
    """Return the file that an earlier run left in the editor, if it is wanted; else a new one."""
    root = session.book.root
    left = left_file(root, *about)
    if left is None:
        return editor_file(root, about, name, base, session.now)
    says = f"There is a text of {name}, begun on {when_text(local(left.at))}, that was not taken"
    if not in_terminal():
        notice(f"{says}: it is taken up again.")
        return left
    asker = Asker({}, lambda _: None)
    asker.say(f"{says}.")
    if asker.confirm("resume", "Take it up again?", default=True):
        return left
    discard(left)
    return editor_file(root, about, name, base, session.now)


def brought_in(file: EditorFile, text: str, now: bytes | None) -> str:
    """Return an edited text with what was changed in its file since the editor was opened.

    `now` is what the file holds; None where it is gone. Raises SalescliError where the two touch.
    """
    if now == file.base:
        return text
    try:
        merged = (revert(text.encode(), file.base, now) or b"").decode()
        parse_toml(merged.removeprefix("\ufeff"), file.path.name)
    except (OverlapError, TomlError, UnicodeDecodeError):
        keep_rescue(file.path, text)
        raise SalescliError(
            f"{file.path.name} was changed by someone else while you edited it",
            fix=f"your text is kept in {file.path}: bring it in by hand",
        ) from None
    return merged


def edited(file: EditorFile) -> str:
    """Return the text as it comes back from the editor, once it can be read.

    Raises SalescliError; what was saved stays where it is, and is offered again.
    """
    name, kept = file.path.name, f"your text is kept in {file.path}"
    while True:
        try:
            run_editor(file.path)
            text = saved_text(file)
            parse_toml(text.removeprefix("\ufeff"), name)
        except KeyboardInterrupt:
            raise _interrupted(file) from None
        except TomlError as error:
            warn(f"{error.message}")
            if in_terminal() and Asker({}, lambda _: None).confirm(
                "again", "Edit it again?", default=True
            ):
                continue
            raise SalescliError(
                f"{name} is as it was: what came back from the editor can't be read", fix=kept
            ) from None
        except SalescliError as error:
            if file.saved is None:
                file.drop()
            else:
                error.fix = "\n  ".join(filter(None, (error.fix, kept)))
            raise
        return text


def _interrupted(file: EditorFile) -> InterruptedByUserError:
    if file.saved is None:
        file.drop()
        return InterruptedByUserError("interrupted: nothing was changed")
    return InterruptedByUserError(
        f"{file.name}: what you saved is kept as a draft, in {file.path}",
        fix=f"{command(file.command, file.name)}   takes it up again",
    )


def rescue_path(root: Path, what: str, name: str) -> Path:
    """Where the text of a file is kept that was edited and can't be taken. Raises SalescliError."""
    from hashlib import sha256

    known = name if is_handle(name) else f"{slug(name)}-{sha256(os.fsencode(name)).hexdigest()[:8]}"
    return private_folder(root, "drafts") / f"{what}-{known}.toml"


@contextmanager
def kept_if_refused(rescue: Path, text: str) -> Iterator[None]:
    """Return what is done with a text, which is kept when that is refused."""
    try:
        yield
    except SalescliError as error:
        try:
            keep_rescue(rescue, text)
            error.fix += f"\n  your text is kept in {rescue}"
        except SalescliError:  # what was refused first is what has to be said
            error.fix += f"\n  your text could not be kept in {rescue} either"
        raise


def keep_rescue(path: Path, text: str | bytes) -> None:
    """Keep a text that could not be taken, readable by its owner only."""
    root = next(folder.parent for folder in path.parents if folder.name == OWN)
    write_private(path, text.encode() if isinstance(text, str) else text, root)


def _check(session: Session, handle: str) -> None:
    page = read_page(session.book, ProcessLoader(session.book), handle)
    if page.deal is None:
        found = list(page.faults)
    else:
        about = subject_of(page, page.deal)
        found = [one for one in findings(session, about) if one.code != "N01" or not _ends(about)]
        if _ends(about):
            _warn_of_end(about, session)
    emit(tuple(line for one in locate_findings(session.book, found) for line in finding_lines(one)))


def _ends(about: Subject) -> bool:
    """Return whether the log of an open deal ends with an encounter and nothing that comes next."""
    log = [entry for entry in about.standing.log if entry.kind not in ANY_TIME]
    return (
        about.standing.is_open
        and not about.standing.agenda
        and bool(log[-1:])
        and log[-1].is_encounter
    )


def _warn_of_end(about: Subject, session: Session) -> None:
    """Say that an encounter is without a next step now, and what gives it one."""
    last = about.standing.last_encounter
    step = suggest(about.standing, about.process)
    what = f"--next {word(step.id)}" if step else "--what TEXT"
    flags = f"{what} --on {best_day(step, session).isoformat()}"
    name = entry_name(last, session.today) if last else "log"
    warn(
        f"{about.deal.handle} is open, and its last {name} is without a next step"
        f"\n  {command('schedule', about.deal.handle, flags=flags)}"
    )
