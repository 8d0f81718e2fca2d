"""Which words may be a part of a day or a time, where it stands among other words."""

from __future__ import annotations

from functools import cache

from salescli.domain.time.date_grammar import date_words
from salescli.domain.time.date_spelling import canonical, plain
from salescli.text.matching import folded

# Words inside of a day that no table of days has.
_BETWEEN_DAYS = frozenset(
    {
        "asap",
        *("or", "oder", "and", "und", "von", "between", "zwischen", "to", "till", "til", "bis"),
        *(
            "past",
            "ago",
            "half",
            "a",
            "an",
            "in",
            "at",
            "am",
            "um",
            "h",
            "do",
            "so",
            "few",
            "around",
            "round",
            "any",
            "not",
        ),
        *("about", "roughly", "as", "soon", "possible", "right", "away", "immediately", "sofort"),
        *("kurz", "knapp", "shortly", "just", "before", "vor", "anderthalb", "eineinhalb", "out"),
        *("central", "eastern", "pacific", "est", "edt", "et", "pst", "pdt", "cst", "cdt", "gmt"),
        *("utc", "bst", "cet", "cest", "mez", "mesz", "time"),
        *("jahren", "jahre", "weihnachten", "christmas", "xmas", "years", "zwischen", "silvester"),
        *("ubernachste", "ubernachsten", "ubernachster", "erst", "letzten", "letzte"),
        *("break", "holiday", "vacation", "vacations", "sommerferien", "sommerpause", "day"),
        *("alle", "ore", "las", "que", "viene", "heures", "pasado", "apres", "eve"),
        *("dreiviertel", "dreiviertelstunde", "viertelstunde", "new", "neuen", "neujahr"),
        *("voor", "over", "back", "break"),
        *("bald", "wie", "moglich", "schnell", "schnellstmoglich", "holidays", "lunch"),
    }
)


@cache
def is_of_day(word: str) -> bool:
    """Return whether a word may be a part of a day or a time, as days are made of known words."""
    if any(map(str.isdigit, word)):
        return True
    parts = canonical(plain(word)).split()
    return folded(word) in _BETWEEN_DAYS or all(part in date_words() for part in parts)
