"""The common words of contact, in English and German: 'call tue 10' is a call, whatever the step.

Such a word alone names a step only where the step's id or title begins with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from salescli.text.matching import folded, meant

_WORDS = frozenset(
    {
        *("call", "meet", "meeting", "mail", "email", "e mail", "ring", "phone", "visit", "send"),
        *("write", "text", "message", "chat", "talk", "speak", "ping", "lunch", "coffee", "zoom"),
        *("chase", "remind", "nudge", "check", "ask", "follow up", "followup", "catch up", "wait"),
        *("nachfassen", "nachhaken", "ruckruf", "erinnern", "fragen", "besprechen", "abstimmen"),
        *("bellen", "mailen", "afspraak", "langsgaan", "terugbellen", "rdv", "appeler", "rappeler"),
        *("anruf", "anrufen", "telefonat", "telefonieren", "termin", "treffen", "besuch"),
        *("besuchen", "schreiben", "schicken", "senden", "mailen", "gesprach", "kaffee"),
    }
)


def is_contact(text: str) -> bool:
    """Return whether a text is a single common word of contact."""
    return folded(text) in _WORDS


def contact_step(text: str, titles: Mapping[str, str]) -> str:
    """Return the step of which a word of contact is only a part; '' where it begins one, or none.

    `titles` has ids and titles.
    """
    ids, word = meant(text, titles), folded(text)
    begins = any(folded(name).split()[:1] == [word] for one in ids for name in (one, titles[one]))
    return "" if begins else next(iter(ids), "")
