"""`propose`: a command is tried and kept as a proposal; nothing is changed by it."""

from __future__ import annotations

from salescli.commands.proposals.trial import tried
from salescli.commands.support.session import open_session
from salescli.domain.proposal import Proposal, check_name, check_proposable
from salescli.flags.day.propose import ProposeFlags
from salescli.store.deal_loader import deal_handles
from salescli.store.proposals import keep_new
from salescli.views.facts import envelope
from salescli.views.incoming.proposals import proposal_facts, proposal_screen
from salescli.views.render.output import emit, emit_json


def propose(flags: ProposeFlags) -> None:
    """Try a command on a copy of its deal, and keep it. Raises SalescliError."""
    session = open_session(flags.book)
    check_name(flags.by)
    check_proposable(flags.words, deal_handles(session.book))
    wanted = Proposal("", flags.by.strip(), session.now, flags.words, flags.why, "", (), "")
    kept = keep_new(session.book.root, tried(session, flags.line, wanted))
    if flags.as_json:
        emit_json(envelope(session.today, "proposals", [proposal_facts(kept)]))
        return
    emit(proposal_screen(kept))
