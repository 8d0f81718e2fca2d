"""The user's editor, run as git runs it: GIT_EDITOR, VISUAL or EDITOR, through the shell."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from salescli.commands.session import in_terminal
from salescli.errors import SalescliError
from salescli.store.files import why, write_new
from salescli.store.private import own_folder
from salescli.store.state import OWN

_USUAL = "vi"


def edit_raw(root: Path, text: str, name: str, rescue: Callable[[bytes], str] | None = None) -> str:
    """The text as it is after editing it in a file of that name, in the book's own folder.

    Raises SalescliError; what was written all the same has been given to `rescue` then, which says
    where it is kept.
    """
    with _own_folder(root) as folder:
        path = folder / name
        write_new(path, text.encode(), 0o600)
        try:
            run_editor(path)
            return _read(path)
        except SalescliError as error:
            left = path.read_bytes() if path.is_file() else b""
            if rescue and left not in (b"", text.encode()):
                error.fix = "\n  ".join(filter(None, (error.fix, rescue(left))))
            raise


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise SalescliError(
            f"what the editor left can't be read: {error}",
            fix="let the editor keep the file in its place, and write it as UTF-8",
        ) from error


@contextmanager
def _own_folder(root: Path) -> Iterator[Path]:
    """A folder for one file that nobody else sees. Raises SalescliError."""
    from tempfile import TemporaryDirectory

    try:
        made = TemporaryDirectory(prefix="edit-", dir=own_folder(root))
    except OSError as error:
        raise SalescliError(
            f"there is no place to edit in: {why(error)}",
            fix=f"make {root / OWN} a folder that you can write to, then repeat the command",
        ) from error
    with made as name:
        yield Path(name)


def editor_command() -> str:
    """The command that starts the user's editor."""
    names = ("GIT_EDITOR", "VISUAL", "EDITOR")
    return next((os.environ[name] for name in names if os.environ.get(name)), _USUAL)


def run_editor(path: Path) -> None:
    """Open a file in the editor and wait for it. Raises SalescliError when that fails."""
    import subprocess

    editor = editor_command()
    if editor == _USUAL and not in_terminal():
        raise SalescliError(
            f"there is no terminal to open '{editor}' in",
            fix="set EDITOR to a command that needs none, or repeat it in a terminal",
        )
    done = subprocess.run(["/bin/sh", "-c", f'{editor} "$@"', editor, str(path)], check=False)
    if done.returncode:
        raise SalescliError(
            f"the editor '{editor}' ended with exit code {done.returncode}",
            fix="set EDITOR to the one that you use, as in: export EDITOR=nano",
        )
