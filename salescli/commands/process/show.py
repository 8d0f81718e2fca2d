"""`process list`, `show`, `check` and `diff`: the templates and what is in them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from salescli.commands.support.reading.load_deals import DONE, FINDINGS, load_summaries
from salescli.commands.support.reading.process_choice import choose_process, process_names
from salescli.commands.support.reading.process_findings import examined, template_findings
from salescli.commands.support.session import Session, open_session
from salescli.domain.diff.process_diff import compare_processes
from salescli.domain.finding import Finding, Severity
from salescli.domain.process import Process
from salescli.errors import NotFoundError, UsageError
from salescli.flags.deciding.process.check import ProcessCheckFlags
from salescli.flags.deciding.process.diff import DiffFlags
from salescli.flags.deciding.process.list import ProcessListFlags
from salescli.flags.deciding.process.show import ProcessShowFlags
from salescli.store.finding_lines import locate_findings
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.facts import envelope, finding_facts
from salescli.views.findings import findings_screen
from salescli.views.process import process_screen, processes_screen
from salescli.views.render.document import Gap, Heading, TextLine
from salescli.views.render.output import emit, emit_blocks, emit_json


def list_processes(flags: ProcessListFlags) -> None:
    """Show the processes of the book and those that are shipped. Raises SalescliError."""
    session = open_session(flags.book)
    own = session.loader.names()
    open_deals: dict[str, int] = {}
    for one in load_summaries(session).summaries:
        open_deals[one.process] = open_deals.get(one.process, 0) + 1
    read = [(name, _readable(session, name)) for name in process_names(session)]
    if flags.as_json:
        rows = [
            {
                "name": name,
                "revision": process.revision if process else None,
                "title": process.title if process else "",
                "summary": process.summary if process else "can't be read",
                "in_book": name in own,
                "open_deals": open_deals.get(name, 0),
            }
            for name, process in read
        ]
        emit_json(envelope(session.today, "processes", rows))
    else:
        emit(processes_screen(read, own, open_deals))


def _readable(session: Session, name: str) -> Process | None:
    if name in session.loader.names():
        return session.loader.in_force(name)
    return choose_process(session, name)


def show_process(flags: ProcessShowFlags) -> None:
    """Show all of a process. Raises SalescliError."""
    session = open_session(flags.book)
    process = find_process(session, flags.name, flags.revision)
    if flags.as_json:
        emit_json(envelope(session.today, "processes", [_facts(process)]))
    else:
        emit(process_screen(process))


def find_process(session: Session, name: str, revision: int | None) -> Process:
    """Return a revision of a process, by default the one in force. Raises SalescliError."""
    process = choose_process(session, name)
    if revision is None or process.revision == revision:
        return process
    found = session.loader.find(name, revision)
    if isinstance(found, Finding):
        raise NotFoundError(found.message, fix="salescli process list   shows what there is")
    return found


def _facts(thing: Any) -> dict[str, Any]:
    facts = asdict(thing)
    facts["fits"] = {
        name: fit if isinstance(fit, tuple) else {"from": fit["low"], "to": fit["high"]}
        for name, fit in facts["fits"].items()
    }
    for field in ("cycle", "stale"):
        facts[field] = _text(getattr(thing, field))
    for step, table in zip(thing.steps, facts["steps"], strict=True):
        table["within"], table["takes"] = _text(step.within), _text(step.takes)
    return facts


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def check_processes(flags: ProcessCheckFlags) -> int:
    """Show what is wrong with some processes, or all of the book's; the exit code.

    Raises SalescliError.
    """
    session = open_session(flags.book)
    chosen = flags.names or tuple(session.loader.names())
    found: list[Finding] = []
    for name in chosen:
        if name in session.loader.names():
            found += template_findings(session, name)
        else:
            found += examined(session, choose_process(session, name), ())
    found = sorted(
        locate_findings(session.book, found),
        key=lambda finding: (finding.file, finding.line or 0, finding.code),
    )
    if flags.as_json:
        emit_json(envelope(session.today, "findings", [finding_facts(one) for one in found]))
    else:
        emit_blocks(
            findings_screen(found, count(len(chosen), "process", "processes"), everything=True)
        )
    return FINDINGS if any(one.severity is not Severity.INFO for one in found) else DONE


def diff(flags: DiffFlags) -> None:
    """Show what changed from one revision to another, by default from the last. Raises."""
    session, name = open_session(flags.book), flags.name
    after = find_process(session, name, flags.new)
    revision = after.revision - 1 if flags.old is None else flags.old
    if revision < 1:
        raise UsageError(f"{name} has only its first revision", fix=command("process revise", name))
    before = find_process(session, name, revision)
    changes = compare_processes(before, after)
    if flags.as_json:
        emit_json(envelope(session.today, "changes", changes))
        return
    lines = [TextLine((text,), indent=2, hang=4) for text in changes]
    title = Heading(name, f"from revision {before.revision} to {after.revision}")
    emit((title, *(lines or [TextLine(("nothing changed by meaning",), indent=2)]), Gap()))
