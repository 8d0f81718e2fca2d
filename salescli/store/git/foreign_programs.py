"""The programs that a repository itself names, which git would run for us: said once, before.

Reading runs none of them (see `run`). What commits or syncs runs hooks, filters
and the like, as git does. In a folder that somebody else handed over that is their program, so
the first command that would run one leaves it at saying so. From then on the repository is known,
as is one that had no such program when we first wrote to it: what is put there later is the
owner's own. That is noted in the user's own folder, never in the one handed over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from salescli.store.git.remotes import remote_addresses
from salescli.store.git.run import list_settings, run_git
from salescli.store.user_folder import user_folder
from salescli.text.lazy_re import lazy_re

# Settings that name a program, or what git takes for one. The merge driver is ours: sync sets it.
_SETTING = lazy_re(
    r"core\.(?:hookspath|sshcommand|gitproxy|askpass|editor|alternaterefscommand)"
    r"|sequence\.editor|gpg\.program|gpg\.[^.]+\.program|gpg\.ssh\.defaultkeycommand"
    r"|hook\..*\.command|filter\..*\.(?:clean|smudge|process)|merge\.(?!salescli\.).*\.driver"
    r"|credential\.(?:.*\.)?helper|remote\..*\.(?:uploadpack|receivepack|vcs)",
    re.DOTALL,
)
_HELPER = lazy_re(r"(?:remote|url)\..*\.(?:url|pushurl|insteadof|pushinsteadof)", re.DOTALL)
_OWN = ("local", "worktree")
_NAMED = 4  # programs that a message names


def first_look(root: Path) -> str:
    """Why nothing is committed in the repository of a book this time; '' where all is well.

    It is known from then on where there is nothing to say, else once that is said (see
    `note_known`). Raises OSError where git can't be started.
    """
    if is_known(root):
        return ""
    programs = own_programs(root)
    if not programs:
        note_known(root)
        return ""
    more = f" and {len(programs) - _NAMED} more" if len(programs) > _NAMED else ""
    return (
        f"{_git_entry(root)} would run programs of its own: {', '.join(programs[:_NAMED])}{more}; "
        "check them: the next command runs them"
    )


def why_held_back(root: Path) -> str:
    """Return why git is to run no program yet: a repository whose own programs are not known.

    '' where it may, and where git can't be started: committing says why.
    """
    try:
        return first_look(root)
    except OSError:
        return ""


def is_known(root: Path) -> bool:
    """Return whether a book lies in no repository, or in one whose programs were looked at."""
    place = _git_entry(root)
    return place is None or os.path.lexists(_mark(place))


def note_known(root: Path) -> None:
    """Note that the repository of a book is known: what it would run was said."""
    if place := _git_entry(root):
        mark = _mark(place)
        with suppress(OSError):
            mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark.touch(0o600)


def own_programs(root: Path) -> list[str]:
    """Return what the repository itself names of programs: hooks, and settings. Raises OSError.

    Where its other copy is a folder, git runs what that one names too, when it pushes there.
    """
    places = run_git(root, "rev-parse", "--git-common-dir", "--show-toplevel").stdout
    common, _, top = os.fsdecode(places).removesuffix("\n").partition("\n")
    named = [name for name, value in list_settings(root)[0] if _names_a_program(name, value)]
    # What we ask with names no hooks; another one is asked whose it is.
    own = _settings(root) if named != ["core.hookspath"] else []
    programs = [*_hooks(root / common), *own]
    for url, folder in _folders_of_remotes(root, Path(top)):
        there = [*_hooks(folder), *_settings(root, f"--git-dir={folder}")]
        programs += [f"{name} of {url}" for name in there]
    return programs


def _settings(root: Path, *repository: str) -> list[str]:
    """Return the settings of a repository itself that name a program. Raises OSError."""
    listing = ("config", "--list", "--show-scope", "--null")
    words = os.fsdecode(run_git(root, *repository, *listing).stdout).split("\0")
    settings = zip(words[::2], words[1::2], strict=False)
    own = [entry.partition("\n")[::2] for scope, entry in settings if scope in _OWN]
    return list(dict.fromkeys(name for name, value in own if _names_a_program(name, value)))


def _folders_of_remotes(root: Path, top: Path) -> Iterator[tuple[str, Path]]:
    """Yield the remotes that are folders: their address and git's folder there. Raises OSError.

    `top` is the folder that the repository of `root` has its files in.
    """
    from urllib.parse import unquote

    for url in remote_addresses(root):
        path = top / (unquote(url[7:]) if url.startswith("file://") else url)
        places = (path / ".git", path, path.with_name(f"{path.name}.git"))
        place = next((place for place in places if (place / "objects").is_dir()), None)
        if url and place is not None and place.resolve() != (top / ".git").resolve():
            yield url, place


def _names_a_program(name: str, value: str) -> bool:
    if _HELPER.fullmatch(name):
        return "::" in name or "::" in value
    return bool(value) and bool(_SETTING.fullmatch(name))


def _hooks(repository: Path) -> list[str]:
    try:
        paths = sorted((repository / "hooks").iterdir())
    except OSError:
        return []
    runs = (path for path in paths if path.is_file() and os.access(path, os.X_OK))
    return [f"the hook {path.name}" for path in runs if path.suffix != ".sample"]


def _git_entry(root: Path) -> Path | None:
    """Return where the repository of a book keeps what is git's own."""
    top = Path(os.path.realpath(root))
    places = (folder / ".git" for folder in (top, *top.parents))
    return next((place for place in places if os.path.lexists(place)), None)


def _mark(place: Path) -> Path:
    """Return the file that notes that a repository is known.

    It stands for this very repository, not for another in its place.
    """
    from hashlib import sha256

    digest = sha256(os.fsencode(place)).hexdigest()[:24]
    known = Path(user_folder("state"), "repositories")
    return known / f"{digest}-{place.lstat().st_ino}"
