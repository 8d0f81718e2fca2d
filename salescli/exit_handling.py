"""How every command ends: with its exit code, and a message in place of a traceback."""

from __future__ import annotations

import os

from salescli.errors import COULD_NOT_RUN, INTERRUPTED, SalescliError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_NO_MEMORY = SalescliError(
    "there is not enough memory for this command",
    fix="close other programs, or raise the limit: ulimit -v unlimited",
)


def explain(error: SalescliError) -> int:
    """Say on standard error what stopped a command, and what to type next; the exit code."""
    from salescli.commands.support.error_text import error_text
    from salescli.views.render.output import fail, notice

    say = notice if error.exit_code == INTERRUPTED else fail
    say(error_text(error))
    return error.exit_code


def completed(command: Callable[[], int | None]) -> int | None:
    """Return the exit code of a command, once the calendar's folder has what it wrote.

    What was foreseen ends in a sentence.
    """
    from salescli.store.write_count import forget_writes, has_written

    forget_writes()
    try:
        code = command()
    except SalescliError as error:
        code = explain(error)
    if has_written():
        from salescli.commands.calendar.after_writes import after_writes

        after_writes()
    return code


def guarded(command: Callable[[], int | None]) -> int:
    """Return the exit code of a command.

    No traceback comes of it, unless SALESCLI_DEBUG asks for it.
    """
    try:
        return command() or 0
    except SalescliError as error:
        return explain(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except MemoryError:
        return explain(_NO_MEMORY)
    except Exception as error:
        if os.environ.get("SALESCLI_DEBUG"):
            raise
        _apologise(error)
        return COULD_NOT_RUN


def _apologise(error: Exception) -> None:
    from salescli.views.render.output import fail

    if isinstance(error, OSError) and error.errno:
        from salescli.commands.support.error_text import error_text

        fail(error_text(error))
        return
    fail(
        f"this is a bug in salescli: {type(error).__name__}: {error}\n"
        "  please report it, with what SALESCLI_DEBUG=1 shows when you repeat the command"
    )
