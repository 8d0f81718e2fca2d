"""A book to measure with that lies in git, without the settings of whoever measures."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# The environment of git: somebody, and nobody's settings.
WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def start_history(book: Path) -> None:
    """Commit a book to a new repository, which is packed: git would do it while we measure."""
    (book / ".gitignore").write_text(".salescli/\n", encoding="utf-8")
    made = ["-c", "gc.auto=0", "commit", "-q", "-m", "A book of deals"]
    for words in (["init", "-q"], ["add", "."], made, ["gc", "-q"]):
        subprocess.run(["git", *words], cwd=book, env={**os.environ, **WHO}, check=True)
