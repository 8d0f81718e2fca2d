"""The titles that stand beside a name: in English and in German, of every gender.

A title that isn't here is taken by how it is written: in small letters, or in brackets.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

# What stands at the end of a name without a comma, in capitals: 'Marta Bianchi CFO'.
ABBREVIATIONS = frozenset(
    {
        *("CEO", "CTO", "CFO", "COO", "CIO", "CMO", "CRO", "CPO", "CSO", "CISO", "CDO", "CCO"),
        *("MD", "GF", "VP", "SVP", "EVP", "IT", "HR", "PA", "DPO"),
    }
)

# Words, each of which makes a title of what it stands in, or of what it begins.
_ENGLISH = """
    chair chairman chairwoman chairperson head chief president director manager lead leader owner
    co-owner founder cofounder co-founder partner officer buyer counsel assistant engineer
    controller treasurer secretary boss consultant analyst architect developer administrator admin
    mgr rep accountant lawyer purchaser supervisor coordinator specialist executive principal
"""
_ELSEWHERE = """
    titolare proprietario direttore direttrice responsabile socio socia commerciale
    directeur directrice gerant gerante responsable patron patronne comptable
    eigenaar eigenares inkoper inkoopster bedrijfsleider zaakvoerder boekhouder planner vennoot
"""
_AREAS = """
    accounts purchasing procurement sales inkoop verkoop administratie achats compta acquisti
    finance finances legal marketing operations ops accounting
    engineering product support security technology logistics production compliance reception
    einkauf vertrieb finanzen buchhaltung recht rechtsabteilung technik entwicklung produktion
    logistik personal personalabteilung geschaftsfuhrung geschaftsleitung leitung vorstand betrieb
    controlling service kuche lager werkstatt
    theke sekretariat assistenz qualitat verwaltung empfang edv
"""
# Of German titles the stem: behind it -in, :in, *in, /in, _in, or nothing.
_GERMAN = """
    geschaftsfuhrer einkaufer leiter betriebsleiter projektleiter abteilungsleiter vertriebsleiter
    werkleiter inhaber eigentumer grunder prokurist assistent sekretar vorstandsvorsitzende
    gesellschafter chef meister geselle azubi lehrling auszubildende monteur vorarbeiter praktikant
    verkaufer buchhalter berater entwickler ingenieur techniker anwalt
    rechtsanwalt controller kaufmann kauffrau sachbearbeiter referent vorsitzende bereichsleiter
"""
_AREA_WORDS = frozenset(_AREAS.split())
_PEOPLE = frozenset(folded(word) for word in f"{_ENGLISH} {_ELSEWHERE}".split())
_GERMAN_TITLE = lazy_re(rf"(?:{'|'.join(_GERMAN.split())})(?: ?in|r|n)?")
_COMPOUND = lazy_re(
    r"[a-z]{3,}(?:leitung|meister(?:in)?|inhaber(?:in)?|leiter(?:in)?|manager(?:in)?|fuhrer(?:in)?|vorsteher(?:in)?|assisten[tz](?:in)?)"
)
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"})


def is_title(text: str) -> bool:
    """Return whether a text is a title or an area of a company, and no name."""
    words = folded(text.translate(_UMLAUTS)).split()
    whole = " ".join(words)
    if not words:
        return False
    if whole.upper() in ABBREVIATIONS or re.fullmatch("c[a-z]o|s?e?vp|c level", whole):
        return True
    if _COMPOUND.fullmatch(whole):
        return True
    if whole in _AREA_WORDS or whole in _PEOPLE or _GERMAN_TITLE.fullmatch(whole):
        return True
    if words[0] in _ELSEWHERE.split() or words[0] in {
        "head",
        "chief",
        "vp",
        "vice",
        "team",
        "managing",
        "leiter",
        "leiterin",
        "hoofd",
    }:
        return True
    last = {words[-1], *words[1:-1]} if len(words) > 2 else {words[-1]}
    is_of_area = words[0] in _AREA_WORDS or bool(_PEOPLE & last) or words[-1] in _AREA_WORDS
    return is_of_area and len(words) > 1
