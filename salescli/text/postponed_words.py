"""What people say of an appointment that is postponed: 'Termin verschoben', 'moved to fri'."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import has_no

_THING = (
    r"(?:it|that|the|this|our|der|den|das|unser(?:en)?|termin|meeting|call|appointment|visit|demo"
    r"|treffen|gesprach|anruf|date|afspraak|rdv|rendez vous)"
)
_POSTPONED = lazy_re(
    r"\b(?:postponed|rescheduled|put (?:it |that )?(?:off|back)"
    r"|pushed (?:it |that )?(?:back|out|to)"
    r"|verschoben|verlegt|umgelegt|verzet|verplaatst|reporte|decale"
    rf"|moved {_THING}(?: {_THING})*|{_THING} (?:is |was |has |got |been |wurde |ist )*moved"
    r"|moved to(?= (?:next|mon|tue|wed|thu|fri|sat|sun|the \d|\d|tomorrow)))\b"
)
_CLAUSE = lazy_re(r"\s*[,;.!]\s+|\s+(?:and|und|en|et|but|aber)\s+")


def parted_postponed(text: str) -> tuple[str, str]:
    """Return the clauses that say that an appointment is postponed, and the others."""
    clauses = [clause for clause in _CLAUSE.split(text.strip()) if folded(clause)]
    off = [clause for clause in clauses if _POSTPONED.search(folded(clause)) and not has_no(clause)]
    return ", ".join(off), ", ".join(clause for clause in clauses if clause not in off)
