"""The shortest name by which somebody is known: never a title alone. Pure."""

from __future__ import annotations

from salescli.text.matching import folded

_COURTESY = {"mr", "mrs", "ms", "miss", "mx", "herr", "herrn", "frau", "sir", "madam", "signor"}
_DEGREES = {"dr", "prof", "professor", "ing", "dipl", "med", "mag", "msc", "mba", "phd", "de"}


def short_name(name: str) -> str:
    """Return the first name; of one with a title that and the family name: 'Frau Grün', 'Dr. Ito'.

    What is behind a name in brackets is left out.
    """
    words = name.partition("(")[0].split() or name.split()
    plain = [word for word in words if folded(word) not in (_COURTESY | _DEGREES)]
    if not plain:
        return name
    if plain[0] == words[0]:
        return plain[0]
    title = next((word for word in words if folded(word) in _COURTESY), words[0])
    return f"{title} {plain[-1]}"
