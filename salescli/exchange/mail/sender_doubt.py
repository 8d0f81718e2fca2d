"""Whether a mail may be from somebody else than it says, by its headers. Pure.

What receives mails notes what it found in `Authentication-Results` (RFC 8601), the last one on top;
what stands below may be the sender's own words, so that only a failure counts there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Party
from salescli.text.lazy_re import lazy_re

_RESULT = lazy_re(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
_FORWARDED = lazy_re(r"(?:srs[01]|prvs|bounces?|return|btv1)\b", re.IGNORECASE)
_PUBLIC = 2  # labels of a name under which companies are, at the least
_SHORT = 3  # letters of what is no company's name, as in acme.co.uk


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a mail says that it is from.

    `senders` are those of From, `replies` of Reply-To, `bounces` of Return-Path; `checks` are the
    texts of Authentication-Results, the last one first.
    """

    senders: tuple[Party, ...] = ()
    replies: tuple[Party, ...] = ()
    bounces: tuple[Party, ...] = ()
    checks: tuple[str, ...] = ()


def sender_doubt(origin: Origin, ours: Ours) -> str:
    """Return why a mail may not be from its sender, in words; '' where nothing speaks against it.

    What we sent has answers go where we like.
    """
    if not origin.senders:
        return ""
    sender, domain = origin.senders[0], _domain(origin.senders[0])
    if any(_domain(other) != domain for other in origin.senders[1:]):
        return "it names several senders"
    if any(map(_fails, origin.checks)):
        return f"your mail server could not confirm that {domain} sent it"
    if ours.has(sender):
        return ""
    for reply in origin.replies:
        if not (_is_kin(_domain(reply), domain) or ours.has(reply)):
            return f"answers would go to {reply.address}"
    return "" if origin.checks else _by_another(origin.bounces, domain)


def _by_another(bounces: Sequence[Party], domain: str) -> str:
    """Return the same by who is told where a mail can't be delivered: that is who sent it."""
    for bounce in bounces:
        if not (_is_kin(_domain(bounce), domain) or _FORWARDED.match(bounce.address)):
            return f"it was sent by {_domain(bounce)}, not by {domain}"
    return ""


def _fails(text: str) -> bool:
    """Return whether a check of the sender failed: as a whole, else both of its parts."""
    found = {name.lower(): result.lower() for name, result in _RESULT.findall(text)}
    if found.get("dmarc", "none") != "none":
        return found["dmarc"] in ("fail", "permerror")
    return found.get("spf") == "fail" and found.get("dkim") != "pass"


def _domain(party: Party) -> str:
    return party.address.casefold().rpartition("@")[2].rstrip(".")


def _is_kin(other: str, domain: str) -> bool:
    """Return whether two domains are of one company, as `mail.acme.com` and `acme.com`."""
    return _organisation(other) == _organisation(domain)


def _organisation(domain: str) -> str:
    labels = domain.split(".")
    is_below = len(labels) > _PUBLIC and all(len(part) <= _SHORT for part in labels[-_PUBLIC:])
    return ".".join(labels[-_PUBLIC - is_below :])
