"""Mails as files have them, in a line or two."""

from __future__ import annotations

from email.message import EmailMessage

ADA, DANA, BOB = "Ada <ada@example.com>", "Dana Reyes <dana@acme.example>", "bob@acme.example"


def mail(
    text: str = "Two clauses are open.",
    *,
    sender: str = DANA,
    to: str = ADA,
    subject: str = "Re: prices",
    name: str = "1@acme.example",
    at: str = "Fri, 20 Nov 2026 09:00:00 +0100",
    **headers: str,
) -> bytes:
    """A mail of plain text; `headers` are those beside the usual ones, with _ for -."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = at
    if name:
        message["Message-ID"] = f"<{name}>"
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()
