"""The line ends that a repository wants in its working tree: git's own rules for new files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from salescli.store.git.run import run_git, setting_values


def crlf_files(root: Path, names: Sequence[str]) -> set[str]:
    """Return which of these files of a book git would check out with CRLF. Never raises."""
    if not names:
        return set()
    try:
        settings = {name: value.lower() for name, value in setting_values(root).items()}
        given = b"".join(os.fsencode(name) + b"\0" for name in names)
        said = run_git(root, "check-attr", "-z", "--stdin", "text", "eol", stdin=given)
    except OSError:
        return set()
    if said.returncode:
        return set()
    found: dict[str, dict[str, str]] = {}
    fields = os.fsdecode(said.stdout).split("\0")
    for name, attribute, value in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        found.setdefault(name, {})[attribute] = value
    return {name for name, of in found.items() if _is_crlf(of, settings)}


def _is_crlf(attributes: dict[str, str], settings: dict[str, str]) -> bool:
    text, eol = attributes.get("text", "unspecified"), attributes.get("eol", "unspecified")
    if text == "unset":
        return False
    if eol in ("crlf", "lf"):
        return eol == "crlf"
    # A setting without a value is true.
    automatic = settings.get("core.autocrlf", "false")
    if automatic in ("true", "yes", "on", "1", ""):
        return True
    return automatic != "input" and text != "unspecified" and settings.get("core.eol") == "crlf"


def with_crlf(data: bytes) -> bytes:
    """Return a text whose every line ends in CRLF."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
