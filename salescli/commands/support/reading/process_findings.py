"""The findings about the processes of a book."""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.reading.process_choice import process_names
from salescli.commands.support.session import Session
from salescli.domain.checks import examine_template
from salescli.domain.checks.template import Template
from salescli.domain.finding import Finding
from salescli.domain.process import Process


def template_findings(session: Session, name: str) -> list[Finding]:
    """Return the findings about a process in force in the book, readable or not."""
    process = session.loader.in_force(name)
    faults = session.loader.faults(name)
    if process is None:
        return list(faults)
    return examined(session, process, faults)


def examined(session: Session, process: Process, faults: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings about a process, as if it were in force."""
    template = Template(process, frozenset(process_names(session)), faults)
    file = f"processes/{process.name}.toml"
    return [replace(one, file=one.file or file) for one in examine_template(template)]
