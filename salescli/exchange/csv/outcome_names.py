"""Stages and statuses that are no step but an ending, by the names that CRMs give them.

Their sources: HubSpot and Zoho (the stages of a new account: Closed Won, Closed Lost, Closed Lost
to Competition); Salesforce (https://help.salesforce.com, Opportunity Stages); Pipedrive
(https://developers.pipedrive.com/docs/api/v1/Deals: open, won, lost, deleted); Dynamics 365
(https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/opportunity:
Open, Won, Lost, with Canceled and Out-Sold as reasons of a loss); Bitrix24
(https://apidocs.bitrix24.com/api-reference/crm: STAGE_SEMANTIC_ID is P, S or F; stages C2:WON,
LOSE, APOLOGY). The words of other languages are those of their translated screens.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

WON, LOST, DISQUALIFIED = "won", "lost", "disqualified"

# Words of which one has to be in a name, and all others are fillers.
_WON_WORDS = """
    won win gewonnen gagné gagnée gagne gagnee ganado ganada vinto vinta ganho ganha
    выиграна
"""
_LOST_WORDS = """
    lost loss lose outsold verloren perdu perdue perdido perdida perso persa apology
    проиграна
"""
_DISQUALIFIED = frozenset(("disqualified", "unqualified", "disqualifiziert", "disqualifié"))
_FILLER_WORDS = """
    closed close deal deals opportunity renewal and und et y status stage geschlossen
    abgeschlossen abschluss fermé fermée ferme fermee cerrado cerrada clôturé clôturée
    affaire opportunité auftrag
"""
_WHOLE = {
    **dict.fromkeys(("signed", "closedwonrenewal", "closewon"), WON),
    **dict.fromkeys(("closedlosttocompetition", "lostopportunity"), LOST),
    "walkedaway": DISQUALIFIED,
}
# In a status, and in nothing else, a letter is enough.
_LETTERS = {"s": WON, "f": LOST}
_OPEN_NAMES = """
    open inprogress onhold active p pending offen laufend ouvert ouverte encours abierto
    abierta
"""
# Over, and nobody can tell how.
_OVER_NAMES = """
    closed done finished archived inactive dead abandoned cancelled canceled suspended
    geschlossen abgeschlossen fermé fermée
"""
_WON, _LOST = frozenset(_WON_WORDS.split()), frozenset(_LOST_WORDS.split())
_FILLERS = frozenset(_FILLER_WORDS.split())
OPEN, _OVER = frozenset(_OPEN_NAMES.split()), frozenset(_OVER_NAMES.split())
# A checkbox is TRUE or FALSE where it is exported, a sign where it is pasted.
_CHECKED = {"true", "wahr", "vrai", *"☑✅✓✔🗹"}
_UNCHECKED = {"false", "falsch", "faux", *"☐⬜☒✗✘❌"}
_YES = {"yes", "y", "1", "ja", "oui", "x"} | _CHECKED
_NO = {"no", "n", "0", "nein", "non", ""} | _UNCHECKED
_PIPELINE = lazy_re(r"c[0-9]+:", re.IGNORECASE)  # Bitrix24 puts it before a stage


def outcome_name(name: str) -> str:
    """Return a name by its letters and digits alone, as stages are compared."""
    return re.sub(r"[\W_]+", "", name.casefold())


def ending_of(name: str) -> str:
    """Return the result that a stage or a status stands for; '' where it is none."""
    plain = _PIPELINE.sub("", name.strip(), count=1).casefold()
    if whole := _WHOLE.get(outcome_name(plain)):
        return whole
    spread = re.sub("(closed|close|deal)(?=won|lost|lose)", r"\1 ", plain.replace("out-s", "outs"))
    words = set(re.findall(r"[^\W_]+", spread)) - _FILLERS
    kinds = ((WON, _WON), (LOST, _LOST), (DISQUALIFIED, _DISQUALIFIED))
    return next((result for result, names in kinds if words and words <= names), "")


def status_ending(name: str) -> str:
    """Return the result that a status stands for; '' where it is none."""
    return ending_of(name) or _LETTERS.get(name.strip().casefold(), "")


def is_over(name: str) -> bool:
    """Return whether a stage says that a deal is over, and not how it ended."""
    return outcome_name(name) in _OVER


def yes_or_no(text: str) -> bool | None:
    """Return what a cell of a yes-or-no column says; None where it is neither."""
    word = _plain(text)
    if word in _YES:
        return True
    return False if word in _NO else None


def is_box(text: str) -> bool:
    """Return whether a cell is a checkbox, ticked or not."""
    return _plain(text) in _CHECKED | _UNCHECKED


def _plain(text: str) -> str:
    """Return a word without capitals, and a sign without the mark that makes a picture of it."""
    return text.strip().casefold().removesuffix("\ufe0f")
