"""What can be taken in: mails of any program, mailboxes, transcripts, notes; only what is new."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.mails import ADA, DANA, mail

from salescli.domain.incoming.addresses import ours
from salescli.domain.incoming.captured import Form
from salescli.exchange.mail.html_text import html_text
from salescli.exchange.mail.new_text import new_part
from salescli.exchange.mail.read_source import captured_in

NOW = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
US = ours(["ada@example.com"])

VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
<v Dana Reyes>Two clauses are open.</v>

2
00:00:04.000 --> 00:00:06.000
<v Dana Reyes>Liability, and data.</v>

3
00:00:06.000 --> 00:00:07.000
<v Ada>Who decides?</v>
"""
SRT = "1\r\n00:00:01,000 --> 00:00:04,000\r\nDana Reyes: Two clauses are open.\r\n"
TALK = "Dana Reyes: Two clauses.\nAda: Which?\nDana Reyes: Liability.\nAda: Who decides?\n"


def read(data: bytes, name: str = ""):
    return list(captured_in(data, US, NOW, name))


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Yes.\n\nOn Thu, Ada <ada@x.example> wrote:\n> No?", "Yes."),
        (
            "Yes.\n\nOn Thu, 19 Nov 2026 at 10:00, Ada Lovelace\n<a@x.example> wrote:\n\n> No?",
            "Yes.",
        ),
        ("Ja.\n\nAm 19.11.2026 um 10:00 schrieb Ada:\n> Nein?", "Ja."),
        ("Oui.\n\nLe jeu. 19 nov. 2026 à 10:00, Ada a écrit :\n> Non ?", "Oui."),
        ("Yes.\n\n-----Original Message-----\nFrom: Ada\nSent: Thu\n", "Yes."),
        ("Yes.\n\n________________________________\nFrom: Ada\nSent: Thu\n\nNo?", "Yes."),
        ("Ja.\n\nVon: Ada\nGesendet: Donnerstag\nAn: Dana\n\nNein?", "Ja."),
        ("Yes.\n-- \nDana\nAcme GmbH", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        ("> No?\nYes.\n> And?\nNo.", "Yes.\nNo."),
        (
            "On Monday we decide.\nOn Tuesday you know.",
            "On Monday we decide.\nOn Tuesday you know.",
        ),
        ("From: our side all is well.", "From: our side all is well."),
        ("", ""),
    ],
)
def test_only_what_is_new_counts(text: str, new: str):
    assert new_part(text) == new
    assert new_part(text.replace("\n", "\r\n")) == new


def test_html_is_read_as_it_looks():
    html = "<style>p{}</style><p>Hi <b>Ada</b>,</p><p>yes.<br>Dana</p><blockquote>No?</blockquote>"
    assert html_text(html) == "Hi Ada,\nyes.\nDana\n> No?"
    (captured,) = read(mail(html).replace(b"text/plain", b"text/html"))
    assert captured.text == "Hi Ada,\nyes.\nDana"


def test_a_mailbox_holds_its_mails():
    box = b"".join(b"From x Fri\n" + mail(name=f"{n}@x") + b"\n\n" for n in range(3))
    assert [captured.ref for captured in read(box)] == ["mid:0@x", "mid:1@x", "mid:2@x"]


def test_what_we_wrote_is_ours_and_of_whom_we_wrote_to():
    (captured,) = read(mail(sender=ADA, to=f"{DANA}, Bob <bob@acme.example>"))
    assert captured.is_ours
    assert [who.name for who in captured.people] == ["Dana Reyes", "Bob"]


def test_a_mail_without_an_id_is_the_same_one_again():
    first, again = read(mail(name="")), read(b"Received: by x\r\n" + mail(name=""))
    assert first[0].ref == again[0].ref
    assert first[0].ref.startswith("sha:")


@pytest.mark.parametrize(("text", "name"), [(VTT, "a.vtt"), (SRT, "a.srt"), (TALK, "a.txt")])
def test_a_transcript_is_a_meeting_of_those_who_speak(text: str, name: str):
    (captured,) = read(text.encode(), f"2026-11-20 14-30 {name}")
    assert (captured.kind, captured.form) == ("meeting", Form.TRANSCRIPT)
    assert captured.people[0].name == "Dana Reyes"
    assert captured.text.startswith("Dana Reyes: Two clauses")
    assert "-->" not in captured.text
    assert f"{captured.at:%Y-%m-%d %H:%M}" == "2026-11-20 14:30"


def test_a_note_of_a_phone_is_a_call_about_its_first_line():
    (captured,) = read(b"Acme: Dana rang\nTwo clauses. dana@acme.example", "note.txt")
    assert (captured.kind, captured.form, captured.at) == ("call", Form.NOTE, NOW)
    assert captured.subject == "Acme: Dana rang"
    assert captured.people[0].address == "dana@acme.example"


@pytest.mark.parametrize("data", [b"", b"\0\0", b"just words", b"{}", b"\x89PNG\r\n"])
def test_what_is_nothing_yields_nothing(data: bytes):
    assert read(data) == []
    assert read(data, "a.eml") == []


@pytest.mark.parametrize("zone", ["-0000", "+0000", "GMT"])
def test_a_mail_of_no_zone_was_sent_in_universal_time(zone: str):
    head = f"From: dana@acme.example\nTo: ada@example.com\nDate: Fri, 20 Nov 2026 09:00:00 {zone}"
    (mail_,) = read(f"{head}\n\nHi".encode())
    assert mail_.at.isoformat() == "2026-11-20T10:00:00+01:00"


def test_a_transcript_named_after_a_time_that_the_clock_skips_is_of_the_time_after_it():
    (talk,) = read(VTT.encode(), "2026-03-29 02.30.vtt")
    assert talk.at.isoformat() == "2026-03-29T03:30:00+02:00"
