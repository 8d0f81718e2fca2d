"""Where the book lies that a command means: found as git finds a repository.

Light on purpose, like `salescli/store/files/fingerprint.py`.
"""

from __future__ import annotations

import os.path

from salescli.errors import NotFoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SETTINGS = "salescli.toml"
INBOX = "inbox"  # the folder in a book that is looked at for what comes in


def find_root(named: str, environ: Mapping[str, str], here: str) -> str:
    """Return the folder of the book that a command means.

    It is the named one, else the environment's, the nearest upwards, the default. `here` is the
    current folder, '' without one. Raises NotFoundError where there is no book.
    """
    named = named or environ.get("SALESCLI_BOOK", "")
    if named:
        root = os.path.join(here, os.path.expanduser(named))
        if _is_book(root):
            return os.path.realpath(root)
        from salescli.text.shell_quoting import command

        fix = command("init", named)
        raise NotFoundError(f"{named} is not a book: it has no {SETTINGS}", fix=fix)
    if root := nearest_root(here):
        return root
    default = default_root()
    if _is_book(default):
        return default
    raise NotFoundError(
        f"there is no book here, and none in {default}",
        fix="salescli init (a book in this folder) or salescli add COMPANY (in the default one)",
    )


def mean_book(folder: Path) -> None:
    """Make a folder the book of this run, and of the programs that it starts.

    The same as naming it in the environment.
    """
    os.environ["SALESCLI_BOOK"] = os.path.join(current_folder(), folder.expanduser())


def nearest_root(here: str) -> str:
    """Return the folder of the nearest book upwards; '' where there is none."""
    folders = _upwards(os.path.realpath(here)) if here else ()
    return next((folder for folder in folders if _is_book(folder)), "")


def current_folder() -> str:
    """Return the folder that the command was started in; '' where there is none any more."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def default_root() -> str:
    """Return where the default book lives: in the platform's folder for the user's data."""
    from salescli.store.user_folder import user_folder

    return os.path.join(user_folder("data"), "book")


def _is_book(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, SETTINGS))


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder
