"""`doctor`: what is wrong with the book or the set-up, and fixes of what can be fixed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from salescli.commands.doctor.book import diagnose_book
from salescli.commands.doctor.environment import diagnose_environment
from salescli.commands.support.session import clock, finish_cut_off
from salescli.commands.support.writing.report_commit import report_commit
from salescli.domain.time.moment import day_of
from salescli.errors import SalescliError
from salescli.flags.keeping.doctor import DoctorFlags
from salescli.store.book import Book, find_book, open_book
from salescli.store.editor_files import sweep
from salescli.store.files.atomic import os_error_text
from salescli.store.files.leftovers import find_leftovers
from salescli.store.files.private_dir import is_private
from salescli.store.files.scratch import left_scratch
from salescli.store.git.merge_driver import ATTRIBUTES, driver_state, install_driver, with_line
from salescli.store.git.repository import Repository, look_at_repository
from salescli.store.locate_book import current_folder
from salescli.store.transaction import transaction
from salescli.views.doctor import Diagnostic, diagnostic_facts, doctor_screen
from salescli.views.facts import envelope
from salescli.views.render.output import emit, emit_json, warn

WELL, BROKEN = 0, 1
_IGNORED = ".salescli/\n"


def doctor(flags: DoctorFlags) -> int:
    """Check the book and the set-up, fix with `fix`, show the results; return the exit code.

    Raises SalescliError where a fix is refused, by a book that another process is changing.
    """
    named, fixed = flags.book, list[str]()
    try:
        root = find_book(named, os.environ, current_folder())
    except SalescliError as error:
        looks = [Diagnostic("folder", "broken", error.message, error.fix)]
    else:
        finish_cut_off(root)
        try:
            book = open_book(root)
        except SalescliError as error:
            looks = [Diagnostic("settings", "broken", error.message, error.fix)]
        else:
            fixed = _fix(book) if flags.fix else []
            looks = diagnose_book(book, named)
    set_up = diagnose_environment(Path(current_folder() or os.sep))
    if flags.as_json:
        facts = [diagnostic_facts(one, "book") for one in looks]
        facts += [diagnostic_facts(one, "set-up") for one in set_up]
        emit_json({**envelope(day_of(clock(os.environ)), "looks", facts), "mended": fixed})
    else:
        emit(doctor_screen(looks, set_up, fixed))
    return BROKEN if any(one.state == "broken" for one in (*looks, *set_up)) else WELL


def _fix(book: Book) -> list[str]:
    """Fix what can be fixed without losing anything; return what was done. Raises SalescliError."""
    root = book.root
    done = [] if is_private(root) else [".salescli is closed to others"]
    left = left_scratch(root)  # a transaction deletes it
    done += [f"deleted {path.relative_to(root)}, left by a killed command" for path in left]
    with transaction(book) as writes:
        sweep(root)
        for path in find_leftovers(root):
            with suppress(OSError):
                path.unlink()
                done.append(f"deleted {path.relative_to(root)}, left by a killed command")
        repository = look_at_repository(root)
        if not book.settings.commit or repository.fault:
            return done
        changed = _fix_tracked(root, repository)
        for path, text in changed.items():
            writes.put(path, text)
            done.append(f"{path.name} has the line that it needs")
        if changed:
            report_commit(writes.finish(f"Fixed {' and '.join(path.name for path in changed)}"))
        if driver_state(root):
            reason = install_driver(root)
            if reason:
                warn(f"the merge driver could not be installed: {reason}")
            else:
                done.append("the merge driver is installed in this clone")
    return done


def _fix_tracked(root: Path, repository: Repository) -> dict[Path, str]:
    """Return the files that git keeps and that lack a line, as they should be."""
    wanted = {}
    if not repository.ignores_ours:
        wanted[root / ".gitignore"] = _IGNORED
    if driver_state(root).startswith(".gitattributes"):
        wanted[root / ".gitattributes"] = ATTRIBUTES
    changed = {}
    for path, line in wanted.items():
        try:
            text = with_line(path, line)
        except (OSError, UnicodeDecodeError) as error:
            reason = os_error_text(error) if isinstance(error, OSError) else "it is not UTF-8"
            warn(f"{path.name} could not be fixed: {reason}")
            continue
        changed[path] = text
    return changed
