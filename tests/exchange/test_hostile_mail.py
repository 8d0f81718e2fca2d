"""Mails that were made to harm: each is read or left out, in no time, and shown as plain text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from random import Random

import pytest
from support.effort import size
from support.mails import mail

from salescli.domain.incoming.addresses import ours
from salescli.exchange.mail.read_source import captured_in
from salescli.views.incoming.captured import CapturedCard, captured_card, captured_list
from salescli.views.render.plain import lines

NOW = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
US = ours(["ada@example.com"])
HEAD = b"From: dana@acme.example\r\nSubject: x\r\nMessage-ID: <1@x>\r\n"
MULTI = HEAD + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
PART = b"--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n"
NEST = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)
)
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
# Made when they are read: together they would be a quarter of a gigabyte in each worker.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "zeros": lambda: b"\0" * 100_000,
    "every-byte": lambda: bytes(range(256)) * 400,
    "only-a-head": lambda: HEAD,
    "50-mb-text": lambda: HEAD + b"\r\n" + b"a line of text\r\n" * 3_400_000,
    "50-mb-line": lambda: HEAD + b"\r\n" + b"a" * 50_000_000,
    "50-mb-header": lambda: (
        b"From: dana@acme.example\r\nSubject: " + b"a" * 50_000_000 + b"\r\n\r\nhi"
    ),
    "10000-parts": lambda: MULTI + PART * 10_000 + b"--b--\r\n",
    "no-parts": lambda: MULTI + b"--b\r\n\r\n" * 200_000,
    "long-type": lambda: HEAD + b"Content-Type: " + b'a;b="c";' * 150_000 + b"\r\n\r\nhi",
    "many-parameters": lambda: (
        HEAD
        + b"Content-Type: text/plain; "
        + b"".join(b"x*%d*=a;" % n for n in range(50_000))
        + b"\r\n\r\nhi"
    ),
    "300-deep": lambda: HEAD + NEST[: NEST.index(b"=b300")] + b"\r\n" + b"x\r\n" * 100_000,
    "nested": lambda: HEAD + b"MIME-Version: 1.0\r\n" + NEST,
    "100-kb-address": lambda: (
        b"From: " + b"a" * 100_000 + b"@acme.example\r\nTo: b@c.example\r\n\r\nhi"
    ),
    "100-kb-name": lambda: b'From: "' + b"a" * 100_000 + b'" <dana@acme.example>\r\n\r\nhi',
    "many-addresses": lambda: (
        b"From: a@b.example\r\nTo: " + b"x@y.example, " * 20_000 + b"\r\n\r\nhi"
    ),
    "brackets": lambda: b"From: " + b"<(" * 50_000 + b"\r\nTo: " + b'"' * 50_000 + b"\r\n\r\nhi",
    "comments": lambda: b"From: " + b"(" * 7_900 + b"a@b.example\r\n\r\nhi",
    "references": lambda: HEAD + b"References: " + b"<a@b> " * 100_000 + b"\r\n\r\nhi",
    "broken-words": lambda: (
        b"From: =?utf-8?b?////?= <a@b.example>\r\nSubject: =?x?q?=ZZ?= =?\r\n\r\nhi"
    ),
    "no-charset": lambda: HEAD + b"Content-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe\x80hi",
    "utf-7": lambda: HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script+AD4-",
    "idna-bomb": lambda: (
        HEAD + b"Content-Type: text/plain; charset=idna\r\n\r\n" + b"\xc3\xa9" * 50_000
    ),
    "bad-base64": lambda: HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"!=" * 50_000,
    "bad-date": lambda: HEAD + b"Date: Fri, 99 Nov 999999 99:99:99 +9999\r\n\r\nhi",
    "far-date": lambda: HEAD + b"Date: Fri, 31 Dec 9999 23:59:59 -2359\r\n\r\nhi",
    "old-date": lambda: HEAD + b"Date: Mon, 01 Jan 0001 00:00:00 +2359\r\n\r\nhi",
    "escapes": lambda: mail(
        "\x1b]0;owned\x07\x1b[2J\u202etxt\x9b31m", subject="\x1b[31mred"
    ).replace(b"Re: prices", b"\x1b[2Jx"),
    "html": lambda: HTML + b"<script>alert(1)</script><p onclick=x>Hi<img src=http://x/y.png>",
    "html-deep": lambda: HTML + b"<div>" * 200_000,
    "html-quotes": lambda: HTML + b"<blockquote>" * 100_000 + b"x",
    "html-open": lambda: HTML + b"<" * 500_000,
    "html-entities": lambda: HTML + b"&" * 500_000 + b"&#x1b;[2J&#8238;",
    "html-comment": lambda: HTML + b"<!--" * 100_000,
    "html-table": lambda: HTML + b"<table><tr><td>" * 50_000,
    "on-on-on": lambda: HEAD + b"\r\n" + b"On " * 300_000 + b"\r\n",
    "on-lines": lambda: HEAD + b"\r\n" + b"On x\r\n" * 100_000,
    "from-lines": lambda: HEAD + b"\r\n" + b"From: x\r\n" * 100_000,
    "quotes": lambda: HEAD + b"\r\n" + b"> " * 500_000 + b"\r\n",
    "dashes": lambda: HEAD + b"\r\n" + b"-" * 500_000 + b"\r\n" + b"_" * 500_000,
    "blanks": lambda: HEAD + b"\r\n" + b" " * 500_000 + b"x\r\n" + b"\n" * 500_000,
    "mailbox": lambda: b"From x\n" * 200_000,
    "mailbox-mails": lambda: b"From x\nFrom: a@b.example\n\nhi\n\n" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_plain_text(name: str):
    shown = _shown(HOSTILE[name]())
    assert not set(shown) & set("\x1b\x07\x9b\u202e\0"), name


def test_mutated_mails_are_read_or_left_out():
    random = Random(16)  # noqa: S311
    seeds = [data[:4_000] for make in HOSTILE.values() if (data := make())]
    seeds.append(MULTI + PART * 3 + b"--b--")
    for _ in range(size(150, 2000)):
        data = bytearray(random.choice(seeds))
        for _ in range(random.randint(1, 12)):
            place = random.randrange(len(data))
            data[place : place + random.randint(0, 3)] = random.choice(_SPLINTERS)
        shown = _shown(
            bytes(data), random.choice(("", "a.ics", "a.vtt", "a.srt", "a.txt", "m.mbox"))
        )
        assert "\x1b" not in shown


_SPLINTERS = [
    *(b"\0", b"\r\n", b"\n\n", b"\xff", b"\x1b[2J", b"=?utf-8?q?", b"?=", b"<", b">", b"--b", b'"'),
    *(
        b"Content-Type: text/html\r\n",
        b"charset=",
        b"base64",
        b"@",
        b":",
        b";",
        b"BEGIN:VEVENT\r\n",
    ),
    *(b"\xe2\x80\xae", b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART:99999999\r\n", b"-->", b"00:00"),
]


def _shown(data: bytes, name: str = "") -> str:
    """What the list and the cards show of what some bytes hold."""
    many = list(captured_in(data, US, NOW, name))
    shown = "\n".join(lines(captured_list(many, NOW.date())))
    for captured in many[:20]:
        facts = asdict(captured)
        assert len(str(facts)) < 60_000
        assert captured.at <= NOW
        new = tuple(party.shown for party in captured.people)
        card = CapturedCard(captured, (1, 1), NOW.date(), new=new)
        shown += "\n".join(lines(captured_card(card, 80, 19)))
    return shown
