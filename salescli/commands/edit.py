"""`edit`: the deal's file in the editor, checked on the way back; nothing typed is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from salescli.commands.editor import edit_raw
from salescli.commands.record import show_written, tell
from salescli.commands.session import Session, find_page, in_terminal, open_session, subject_of
from salescli.commands.survey import findings
from salescli.commands.wording import commit_message
from salescli.errors import SalescliError
from salescli.model.handles import is_handle, slug
from salescli.model.shell import command
from salescli.prompts import Asker
from salescli.store.door import writing
from salescli.store.locate import locate
from salescli.store.pages import read_page
from salescli.store.private import own_folder, write_private
from salescli.store.reading import read_or_refuse
from salescli.store.shelf import Shelf
from salescli.store.toml import TomlError, parse_toml
from salescli.views.findings import finding_lines
from salescli.views.out import emit, warn


def edit(book: Path | None, name: str) -> None:
    """Edit a deal's file, readable or not. Raises SalescliError."""
    session = open_session(book)
    handle = find_page(session, name).handle
    path = session.book.deal_path(handle)
    before = read_or_refuse(path)
    rescue = rescue_path(session.book.root, "edit", handle)
    text = edited(before.decode("utf-8", "replace"), rescue, path)
    if text.encode() == before:
        show_written(handle, "nothing was changed")
        return
    with writing(session.book) as door:
        if not path.exists() or read_or_refuse(path) != before:
            keep(rescue, text)
            raise SalescliError(
                f"{path.name} was changed by somebody else while you edited it",
                fix=f"your text is kept in {rescue}: bring it in by hand",
            )
        door.put(path, text)
        with kept_if_refused(rescue, text):
            commit = door.finish(commit_message(handle, "edited by hand"))
    with suppress(OSError):
        rescue.unlink()
    show_written(handle, "kept as edited", command("show", handle))
    tell(commit)
    _check(session, handle)


def edited(text: str, rescue: Path, path: Path) -> str:
    """The text as it comes back from the editor, once it can be read; else kept in `rescue`."""
    while True:
        text = edit_raw(rescue.parents[2], text, path.name, partial(_rescued, rescue))
        try:
            parse_toml(text.removeprefix("\ufeff"), path.name)
        except TomlError as error:
            keep(rescue, text)
            warn(f"{error.message}")
            if in_terminal() and Asker({}, lambda _: None).confirm(
                "again", "Edit it again?", default=True
            ):
                continue
            raise SalescliError(
                f"{path.name} is as it was: what came back from the editor can't be read",
                fix=f"your text is kept in {rescue}",
            ) from None
        return text


def rescue_path(root: Path, what: str, name: str) -> Path:
    """Where the text of a file is kept that was edited and can't be taken. Raises SalescliError."""
    from hashlib import sha256

    known = name if is_handle(name) else f"{slug(name)}-{sha256(os.fsencode(name)).hexdigest()[:8]}"
    return own_folder(root, "drafts") / f"{what}-{known}.toml"


@contextmanager
def kept_if_refused(rescue: Path, text: str) -> Iterator[None]:
    """What is done with a text, which is kept when that is refused."""
    try:
        yield
    except SalescliError as error:
        try:
            keep(rescue, text)
            error.fix += f"\n  your text is kept in {rescue}"
        except SalescliError:  # what was refused first is what has to be said
            error.fix += f"\n  your text could not be kept in {rescue} either"
        raise


def _rescued(path: Path, data: bytes) -> str:
    """Keep what came back from an editor that failed; where it is kept."""
    keep(path, data)
    return f"your text is kept in {path}"


def keep(path: Path, text: str | bytes) -> None:
    """Keep a text that could not be taken, readable by its owner only."""
    write_private(path, text.encode() if isinstance(text, str) else text, path.parents[2])


def _check(session: Session, handle: str) -> None:
    page = read_page(session.book, Shelf(session.book), handle)
    found = findings(session, subject_of(page, page.deal)) if page.deal else list(page.faults)
    emit(tuple(line for one in locate(session.book, found) for line in finding_lines(one)))
