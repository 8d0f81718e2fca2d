"""`demo`: a demo book of living example deals, and its review."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salescli.commands.init import is_begun, make_book
from salescli.commands.next import next_
from salescli.commands.support.example_deals import demo_deals
from salescli.commands.support.session import clock
from salescli.domain.settings import Settings
from salescli.domain.time.moment import day_of
from salescli.errors import UnreadError, UsageError
from salescli.flags.day.next import ReviewFlags
from salescli.flags.keeping.demo import DemoFlags
from salescli.store.files.atomic import is_temporary, os_error_text, process_of
from salescli.store.files.own_folder import OWN
from salescli.store.files.running import is_alive
from salescli.store.git import commit
from salescli.store.git.run import available
from salescli.store.locate_book import SETTINGS
from salescli.text.shell_quoting import word
from salescli.text.wording import count
from salescli.views.render.document import Block, Column, Gap, Span, Table, TextLine
from salescli.views.render.output import emit

_PROCESSES = ("enterprise", "small-business", "account-management")
_NEW = "name a new folder, or none at all"
_TRY = (
    ("show ardent", "a deal as it should be, and what comes next in it"),
    ("show merrowby", "one where the business was asked for too early"),
    ("check", "all that is wrong in this book, and how to fix it"),
    ("log lindvik", "a call, which can't end without a next step"),
)


def demo(flags: DemoFlags) -> None:
    """Write the book, in a temporary folder where none is named; show its review, and what to try.

    Raises UsageError where the folder can't be had for it.
    """
    deals = demo_deals(day_of(clock(os.environ)))
    root = _new_folder(flags.folder)
    what = f"A demo book with {count(len(deals), 'example deal')}"
    with _made_beside(root, is_ours=flags.folder is None) as place:
        settings = Settings(me="ada", commit=_has_memory(place))
        make_book(place, settings, _PROCESSES, deals=deals, message=what)
    with suppress(UnreadError):  # `demo | head` has read what it wanted
        emit(_where(root, what))
        next_(ReviewFlags(book=root, listed=True))
        emit(_what_to_try(root))


def _new_folder(folder: Path | None) -> Path:
    """Return the folder of the new book: not there, empty, or as a demo that was cut off left it.

    Raises SalescliError.
    """
    root = folder.expanduser().absolute() if folder is not None else None
    try:
        if root is None:
            return Path(tempfile.mkdtemp(prefix="salescli-demo-")).absolute()
        if is_begun(root):
            return root
        if (root / SETTINGS).exists():
            raise UsageError(
                f"{root} is a book already",
                fix=f"salescli next --book {word(str(folder))}   or name another folder",
            )
        if root.is_dir() and not all(map(_is_left, root.iterdir())):
            raise UsageError(f"{root} is not empty", fix=_NEW)
        root.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_folder(root, error) from None
    return root


def _no_folder(root: Path | None, error: OSError) -> UsageError:
    return UsageError(
        f"{root or 'a temporary folder'} can't be made: {os_error_text(error)}",
        fix="name a folder that you may write in: salescli demo DIR",
    )


@contextmanager
def _made_beside(root: Path, *, is_ours: bool) -> Iterator[Path]:
    """Yield the folder to make the book in: beside its own, which comes to be in one step.

    Where that is there already somebody may be in it: then it is filled, and what was cut off is
    made by the same command. One that `is_ours` alone is deleted where it isn't made.
    """
    for path in root.parent.glob(f".{glob.escape(root.name)}.*.tmp"):
        process = process_of(path.name)
        if process is not None and not is_alive(process):
            shutil.rmtree(path, ignore_errors=True)
    place = root if root.exists() else root.with_name(f".{root.name}.{os.getpid()}.tmp")
    try:
        place.mkdir(exist_ok=True)
        yield place
        if place != root:
            place.rename(root)
    except OSError as error:
        raise _no_folder(root, error) from None
    except BaseException:
        if is_ours:
            shutil.rmtree(root, ignore_errors=True)
        raise
    finally:
        if place != root:
            shutil.rmtree(place, ignore_errors=True)


def _is_left(path: Path) -> bool:
    """Return whether a demo that is cut off before it wrote a file leaves this."""
    if path.name == ".git":
        return not commit.has_commits(path.parent)
    if path.name in ("deals", "processes"):
        inside = path.rglob("*")
        return path.is_dir() and all(one.is_dir() or is_temporary(one.name) for one in inside)
    return path.name == OWN


def _has_memory(root: Path) -> bool:
    """Whether git keeps the book: in a repository of its own, even inside of another one.

    Where git doesn't know who its user is, the book's author is Ada: nothing that is tried out
    in it shall end in a warning.
    """
    if not available():
        return False
    reason = commit.init_repository(root)
    if reason and (root / ".git").exists():
        raise UsageError(f"{root} has a repository that can't be used: {reason}", fix=_NEW)
    if reason:
        return False
    commit.set_identity(root, "Ada", "ada@example.com")
    return True


def _where(root: Path, what: str) -> tuple[Block, ...]:
    path = TextLine((Span(str(root), "strong"),), indent=2)
    return TextLine((f"{what} is in",)), path, Gap()


def _what_to_try(root: Path) -> tuple[Block, ...]:
    enter = [f"cd {word(str(root))}"]
    if os.environ.get("SALESCLI_BOOK"):
        enter.insert(0, "unset SALESCLI_BOOK")
    rows = tuple((Span(f"salescli {command}", "command"), says) for command, says in _TRY)
    return (
        Gap(),
        TextLine(("To look around in it:",)),
        *(TextLine((Span(command, "command"),), indent=2) for command in enter),
        Table((Column(), Column(grow=True, wrap=True)), rows, indent=2),
        TextLine(("It is only an example: deleting the folder removes all of it.",)),
    )
