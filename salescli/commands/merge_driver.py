"""`merge-driver`: git's question how two versions of a deal go together, and our answer.

Git starts it once for every deal that changed on both sides, so it loads no more than it needs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.merge.merge import merge
from salescli.text.safe_text import harmless

if TYPE_CHECKING:
    from salescli.flags.plumbing.merge_driver import MergeDriverFlags

CLEAN = 0
CONFLICTS = 1
# Above 128 git gives up the whole merge: nothing is lost, and nothing is taken for merged.
COULD_NOT_RUN = 129


def merge_driver(base: Path, ours: Path, theirs: Path) -> int:
    """Merge two versions of a deal into the file of ours; the exit code that git understands."""
    try:
        texts = [path.read_bytes().decode() for path in (base, ours, theirs)]
        merged = merge(*texts)
        ours.write_bytes(merged.text.encode())
    except UnicodeDecodeError:
        from salescli.store.merge.text_merge import merge_files

        return CONFLICTS if merge_files(base, ours, theirs) else COULD_NOT_RUN
    except (SalescliError, OSError) as error:
        print(harmless(f"salescli: {getattr(error, 'message', error)}"), file=sys.stderr)
        return COULD_NOT_RUN
    return CONFLICTS if merged.conflicts else CLEAN


def merge_versions(flags: MergeDriverFlags) -> int:
    """Merge what git hands over; the exit code that git understands."""
    return merge_driver(flags.base, flags.ours, flags.theirs)


if __name__ == "__main__":
    sys.exit(merge_driver(*map(Path, sys.argv[1:4])))
