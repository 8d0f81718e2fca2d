"""`merge-driver`: git's question how two versions of a deal go together, and our answer.

Git starts it once for every deal that changed on both sides, so it loads no more than it needs.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.files.scratch import scratch_in
from salescli.store.locate_book import SETTINGS
from salescli.store.merge.merge import merge_texts
from salescli.text.safe_text import harmless

if TYPE_CHECKING:
    from salescli.flags.plumbing.merge_driver import MergeDriverFlags

CLEAN = 0
CONFLICTS = 1
# Above 128 git gives up the whole merge: nothing is lost, and nothing is taken for merged.
COULD_NOT_RUN = 129


def merge_driver(base: Path, ours: Path, theirs: Path, deal: str = "") -> int:
    """Merge two versions of a deal into the file of ours; the exit code that git understands.

    `deal` is its file, from the top of the repository, where git runs us.
    """
    book = _book(deal)
    try:
        texts = [path.read_bytes().decode() for path in (base, ours, theirs)]
        with scratch_in(book) if book else nullcontext():
            merged = merge_texts(*texts)
        ours.write_bytes(merged.text.encode())
    except UnicodeDecodeError:
        from salescli.store.merge.text_merge import merge_files

        return CONFLICTS if merge_files(base, ours, theirs) else COULD_NOT_RUN
    except (SalescliError, OSError) as error:
        print(harmless(f"salescli: {getattr(error, 'message', error)}"), file=sys.stderr)
        return COULD_NOT_RUN
    return CONFLICTS if merged.conflicts else CLEAN


def _book(deal: str) -> Path | None:
    """Return the book that a deal's file is in; None where that is none."""
    book = Path(deal).absolute().parent.parent
    return book if deal and (book / SETTINGS).is_file() else None


def merge_versions(flags: MergeDriverFlags) -> int:
    """Merge what git hands over; the exit code that git understands."""
    return merge_driver(flags.base, flags.ours, flags.theirs, flags.path)


if __name__ == "__main__":
    _, *words = sys.argv
    sys.exit(merge_driver(Path(words[0]), Path(words[1]), Path(words[2]), *words[3:4]))
