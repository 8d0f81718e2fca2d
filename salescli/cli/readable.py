"""What was typed must be text: an argument that is not UTF-8 is refused, not kept with holes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from salescli.errors import UsageError


def check_readable(arguments: Sequence[str]) -> None:
    """Raise UsageError for the first argument that is not UTF-8, with its place.

    The name of a file that is there may be any bytes.
    """
    for number, text in enumerate(arguments, 1):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            if any(map(os.path.lexists, (text, text.partition("=")[2]))):
                continue
            from salescli.text.shell_quoting import word

            raise UsageError(
                f"argument {number} is not UTF-8 at its character {error.start + 1}: {word(text)}"
                "; nothing was changed",
                fix="type it again in a terminal that is set to UTF-8",
            ) from None
