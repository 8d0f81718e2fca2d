"""Which deal a mail belongs to: never a wrong one, and nearly always without a question."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from random import Random

import pytest
from support.building import day, moment
from support.effort import size
from support.mail_traffic import deals, traffic
from support.table import each

from salescli.domain.deal import NextStep
from salescli.domain.incoming.addresses import company_domain, ours, plain_address
from salescli.domain.incoming.captured import Captured
from salescli.domain.incoming.placement import Placer, step_due
from salescli.exchange.mail.captured_mail import captured_mail
from salescli.exchange.mail.message import read_mail

NOW = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
US = ours(["ada@example.com"])


@pytest.mark.parametrize("seed", range(size(1, 5)))
def test_no_mail_goes_to_a_wrong_deal_and_few_are_asked_about(seed: int):
    random = Random(seed)  # noqa: S311
    many = deals(200, random)
    placer = Placer(many)
    ends: Counter[str] = Counter()
    for sent in traffic(many, size(300, 1000), random):
        captured = placer.place(captured_mail(read_mail(sent.data), US, NOW))
        assert captured.deal in ("", sent.deal), (sent.kind, sent.deal, captured)
        if not sent.deal:
            ends["nobody's"] += 1
        elif captured.deal:
            ends["placed"] += 1
        else:
            assert sent.unclear, (sent.kind, sent.deal, captured)
            ends["asked"] += 1
            ends["listed"] += sent.deal in captured.candidates
    assert ends["placed"] >= 0.95 * (ends["placed"] + ends["asked"])
    assert ends["listed"] >= 0.6 * ends["asked"]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("Dana@Acme.example", "dana@acme.example"),
        ("dana+tag@acme.example", "dana@acme.example"),
        ("d.a.na@googlemail.com", "dana@gmail.com"),
        ("d.ana@acme.example", "d.ana@acme.example"),
    ],
)
def test_what_spellings_of_a_mailbox_have_in_common(address: str, same: str):
    assert plain_address(address) == same


@pytest.mark.parametrize(
    ("address", "domain"),
    [("a@Acme.Example", "acme.example"), ("a@gmail.com", ""), ("a@localhost", ""), ("", "")],
)
def test_whose_domain_is_a_company(address: str, domain: str):
    assert company_domain(address) == domain


@each(
    "what, theirs, ours",
    [
        ("Send offer", False, True),
        ("Angebot schicken", False, True),
        ("Wait for the clauses", True, False),
        ("Auf Antwort warten", True, False),
        ("Hear from legal", True, False),
        ("Call Dana", False, False),
        ("Call, wait for a date", False, False),
        ("Termin mit Jörg", False, False),
    ],
)
def test_a_mail_is_what_whoever_wrote_it_was_to_do(what, theirs, ours):
    due = [NextStep(day(24), what=what)]
    mails = (Captured("mid:1", moment(24), "email", is_ours=is_ours) for is_ours in (False, True))
    assert [step_due(mail, due) is not None for mail in mails] == [theirs, ours]
