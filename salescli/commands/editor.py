"""The user's editor, run as git runs it: GIT_EDITOR, VISUAL or EDITOR, through the shell."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from salescli.errors import SalescliError


def edit_text(text: str, name: str) -> str:
    """The text as it is after editing it, less the blanks around it. Raises SalescliError."""
    return edit_raw(text, name).strip()


def edit_raw(text: str, name: str, rescue: Callable[[bytes], None] | None = None) -> str:
    """The text as it is after editing it in a file of that name.

    Raises SalescliError; what came back and is no text has been given to `rescue` then.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="salescli-") as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        run_editor(path)
        data = b""
        try:
            data = path.read_bytes()
            return data.decode()
        except (OSError, UnicodeDecodeError) as error:
            if data and rescue:
                rescue(data)
            raise SalescliError(
                f"what the editor left can't be read: {error}",
                fix="let the editor keep the file in its place, and write it as UTF-8",
            ) from error


def editor_command() -> str:
    """The command that starts the user's editor."""
    names = ("GIT_EDITOR", "VISUAL", "EDITOR")
    return next((os.environ[name] for name in names if os.environ.get(name)), "vi")


def run_editor(path: Path) -> None:
    """Open a file in the editor and wait for it. Raises SalescliError when that fails."""
    import subprocess

    editor = editor_command()
    done = subprocess.run(["/bin/sh", "-c", f'{editor} "$@"', editor, str(path)], check=False)
    if done.returncode:
        raise SalescliError(
            f"the editor '{editor}' ended with exit code {done.returncode}",
            fix="set EDITOR to the one that you use, as in: export EDITOR=nano",
        )
