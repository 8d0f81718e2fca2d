"""What to look at after a merge: the findings about the deals that both sides changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from salescli.commands.check import of_page
from salescli.commands.support.session import open_session
from salescli.domain.finding import Finding, Severity
from salescli.store.deal_loader import read_page
from salescli.store.finding_lines import locate_findings
from salescli.text.wording import count
from salescli.views.findings import findings_screen
from salescli.views.render.document import Block, TextLine
from salescli.views.render.output import emit


def show_merged(root: Path, handles: Sequence[str]) -> None:
    """Say which deals were merged, and what there is to look at in them. Raises SalescliError."""
    session = open_session(root)
    found: list[Finding] = []
    for handle in handles:
        if not session.book.deal_path(handle).is_file():
            continue
        page = read_page(session.book, session.loader, handle)
        found += [one for one in of_page(session, page) if one.severity is not Severity.INFO]
    names = ", ".join(handles)
    looked = count(len(handles), "merged deal")
    found = [one for one in found if one.code not in session.book.settings.ignore]
    merged: Block = TextLine((f"Merged, changed on both sides: {names}.",), hang=2)
    emit((merged, *findings_screen(locate_findings(session.book, found), looked)))
