"""Which folders have something new: nothing more is loaded for those that haven't."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from salescli.commands.support.session import Session
from salescli.errors import SalescliError
from salescli.store.capture_folders import WatchedFolder, look_into, note_watched, watched_paths
from salescli.views.render.output import warn


def look_at_folders(session: Session) -> None:
    """Take in what came since into the inbox and the folders that the settings name.

    A folder that can't be read is named in a warning. Raises SalescliError.
    """
    root = session.book.root
    paths = watched_paths(root, session.book.settings.folders)
    note_watched(root, paths)
    looked = [watched for path in paths if (watched := _looked(root, path)) is not None]
    if any(watched.fresh for watched in looked):
        from salescli.commands.capture.look import take_new

        take_new(session, looked)
    for watched in looked:
        with suppress(OSError, SalescliError):
            watched.keep(root)


def _looked(root: Path, path: Path) -> WatchedFolder | None:
    try:
        return look_into(root, path)
    except OSError as error:
        warn(f"{path} can't be looked at: {error.strerror}")
        return None
