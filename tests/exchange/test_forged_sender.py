"""A mail that may be from somebody else than it says: shown so, in no deal unasked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from support.mails import ADA, DANA, mail
from support.table import each
from support.terminal import Terminal

from salescli.domain.incoming.addresses import ours
from salescli.domain.incoming.captured import Form, Party
from salescli.domain.incoming.links import DealLinks
from salescli.domain.incoming.placement import Placer
from salescli.domain.standing import Status
from salescli.exchange.mail.captured_mail import captured_mail
from salescli.exchange.mail.message import read_mail

NOW = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
US = ours(["ada@example.com"])
ACME = DealLinks(
    *("acme", "Rollout", "Acme", Status.OPEN, (("dana", "Dana Reyes", "dana@acme.example"),)),
    *((), (), (), None),
)

DMARC = "mx.example; dkim=fail header.d=acme.example; spf=pass; dmarc=fail"


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"Authentication_Results": DMARC}, "could not confirm that acme.example sent it"),
        ({"Authentication_Results": "mx; spf=fail; dkim=none"}, "could not confirm"),
        ({"Reply_To": "dana@acme-example.net"}, "answers would go to dana@acme-example.net"),
        ({"Reply_To": "Dana Reyes <dana.reyes@gmail.com>"}, "answers would go to"),
        ({"Return_Path": "<bulk@mailer.test>"}, "it was sent by mailer.test, not by acme.example"),
        ({"sender": "Dana <dana@acme.example>, Eve <eve@evil.example>"}, "several senders"),
    ],
)
def test_what_may_be_forged_gets_no_deal_without_a_question(headers, says):
    placer = Placer([ACME])
    sent = placer.place(captured_mail(read_mail(mail(name="a@acme.example")), US, NOW))
    assert sent.deal == "acme"
    for more in ({}, {"In_Reply_To": "<a@acme.example>"}):  # a known thread vouches for nobody
        forged = placer.place(
            captured_mail(read_mail(mail(name="b@x", **headers, **more)), US, NOW)
        )
        assert (forged.deal, forged.likeliest) == ("", "acme")
        assert says in forged.doubt


@each(
    "headers",
    [
        {"Authentication_Results": "mx; dkim=fail; spf=pass; dmarc=pass"},
        {"Authentication_Results": "mx; spf=fail; dkim=pass header.d=acme.example"},
        {"Authentication_Results": "mx; spf=softfail; dkim=none; dmarc=none"},
        {"Reply_To": "team@mail.acme.example"},
        {"Reply_To": "ada@example.com"},
        {"Return_Path": "<SRS0=abc=xy=acme.example=dana@relay.test>"},
        {"Return_Path": "<bounces+12@mailer.test>"},
        {"Return_Path": "<>"},
        {"Return_Path": "<x@mailer.test>", "Authentication_Results": "mx; dkim=pass; dmarc=pass"},
        {"sender": ADA, "to": DANA, "Reply_To": "hello@startup.example"},
    ],
)
def test_what_mail_servers_do_daily_is_no_forgery(headers):
    placer = Placer([ACME])
    captured = placer.place(captured_mail(read_mail(mail(**headers)), US, NOW))
    assert (captured.deal, captured.doubt) == ("acme", "")


def test_an_answer_to_an_invitation_that_may_be_forged_confirms_nothing():
    data = mail(Authentication_Results=DMARC)
    assert captured_mail(read_mail(data), US, NOW).form is Form.MAIL


@pytest.mark.parametrize(
    ("domain", "other", "same"),
    [
        ("acme.example", "eu.mail.acme.example", True),
        ("acme.co.uk", "mail.acme.co.uk", True),
        ("acme.co.uk", "evil.co.uk", False),
        ("acme.example", "acme.example.evil.test", False),
        ("acme.example", "xacme.example", False),
    ],
)
def test_which_domains_are_of_one_company(domain, other, same):
    data = mail(sender=f"dana@{domain}", Reply_To=f"dana@{other}")
    assert (captured_mail(read_mail(data), US, NOW).doubt == "") is same


def test_a_name_that_looks_like_an_address_is_not_shown_for_it():
    assert Party("eve@evil.example", "dana@acme.example").shown == "eve@evil.example"


def test_it_is_said_wherever_it_is_shown_and_enter_leaves_it(book: Path, run):
    person = ("--person", "Dana Reyes, owner, dana@acme.example")
    opened = ("--at", "2026-11-09", "--process", "small-business")
    assert run("add", "Acme", *opened, *person, "--what", "Ring", "--on", "mon").code == 0
    deal = book / "deals/acme.toml"
    before = deal.read_bytes()
    (book / "mail.eml").write_bytes(mail(Authentication_Results=DMARC))
    listed = run("capture", str(book / "mail.eml"))
    assert "which deal? email maybe not from Dana Reyes: Re: prices" in listed.out
    assert "maybe not from Dana Reyes (acme?)" in run("next", "--list").out
    (facts,) = run("capture", "--json").json["captured"]
    assert (facts["deal"], "could not confirm" in facts["doubt"]) == (None, True)
    following = ("--what", "Send it", "--on", "2026-11-30")
    refused = run("capture", str(book / "mail.eml"), *following)
    assert (refused.code, deal.read_bytes()) == (2, before)
    shown = Terminal("capture").sees("It may not be from Dana Reyes: your mail server could not")
    shown.answers("What now?").ends()
    assert deal.read_bytes() == before
