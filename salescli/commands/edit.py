"""`edit`: the deal's file in the editor, checked on the way back; nothing typed is lost."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from salescli.commands.editor import edit_raw
from salescli.commands.record import show_written, tell
from salescli.commands.session import Session, find_page, in_terminal, open_session, subject_of
from salescli.commands.survey import findings
from salescli.commands.wording import commit_message
from salescli.errors import SalescliError
from salescli.prompts import Asker
from salescli.store.door import writing
from salescli.store.locate import locate
from salescli.store.pages import read_page
from salescli.store.shelf import Shelf
from salescli.store.toml import TomlError, parse_toml
from salescli.views.findings import finding_lines
from salescli.views.out import emit, warn


def edit(book: Path | None, name: str) -> None:
    """Edit a deal's file, readable or not. Raises SalescliError."""
    session = open_session(book)
    handle = find_page(session, name).handle
    path = session.book.deal_path(handle)
    before = path.read_bytes()
    rescue = session.book.root / ".salescli" / "drafts" / f"edit-{handle}.toml"
    text = edited(before.decode("utf-8", "replace"), rescue, path)
    if text.encode() == before:
        show_written(handle, "nothing was changed")
        return
    with writing(session.book) as door:
        if not path.exists() or path.read_bytes() != before:
            keep(rescue, text)
            raise SalescliError(
                f"{path.name} was changed by somebody else while you edited it",
                fix=f"your text is kept in {rescue}: bring it in by hand",
            )
        door.put(path, text)
        commit = door.finish(commit_message(handle, "edited by hand"))
    with suppress(OSError):
        rescue.unlink()
    show_written(handle, "kept as edited", f"salescli show {handle}")
    tell(commit)
    _check(session, handle)


def edited(text: str, rescue: Path, path: Path) -> str:
    """The text as it comes back from the editor, once it can be read; else kept in `rescue`."""
    while True:
        text = edit_raw(text, path.name, lambda data: keep(rescue, data))
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


def keep(path: Path, text: str | bytes) -> None:
    """Keep a text that could not be taken, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(0o600)


def _check(session: Session, handle: str) -> None:
    page = read_page(session.book, Shelf(session.book), handle)
    found = findings(session, subject_of(page, page.deal)) if page.deal else list(page.faults)
    emit(tuple(line for one in locate(session.book, found) for line in finding_lines(one)))
