"""What a run of the program loads."""

from __future__ import annotations

import subprocess
import sys

LIST = "print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"


RUN = f"""
import sys
from salescli.start import main
try:
    main()
finally:
    {LIST}
"""


def loaded(*arguments, code=RUN):
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split("\n"))


def libraries(modules):
    return {name.partition(".")[0] for name in modules}
