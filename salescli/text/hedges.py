"""Words that only say how sure somebody is: 'owner i think' is the owner. Pure."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_THINK = (
    r"(?:i|ich|we|wir) (?:think|guess|believe|suppose|assume|reckon|glaube?|denke?|meine?"
    r"|sch[äa]tze?)"
    r"(?: (?:that |dass )?(?:it'?s|it is|es ist|das ist))?"
    r"|(?:glaube?|denke?|meine?|sch[äa]tze?|vermute) ich(?: mal)?|(?:ik )?denk ik|ik denk"
    r"|volgens mij|penso|credo|direi|mi sa|je (?:crois|pense)|afaik|imo"
)
_PERHAPS = (
    "probably|probs|prob|prolly|maybe|perhaps|possibly|likely|apparently|presumably|surely|guess|think"
    "|vielleicht|vermutlich|wahrscheinlich|wohl|evtl|eventuell|misschien|waarschijnlijk|forse"
    "|probabilmente|peut-[eê]tre|sans doute|more or less|kinda|kind of|sort of|basically|actually"
    "|some kind of|some sort of|or so|oder so|or something|oder sowas|not sure,? but"
    "|i'd say|honestly|not 100 ?%? sure|not sure"
)
_HEDGE = lazy_re(
    rf"(?:(?<=^)|(?<=[\s,(]))(?:{_THINK}|{_PERHAPS})\.?(?=$|[\s,;.!?)])[,:]?|(?<=\w)\?+(?=\s|$)",
    re.IGNORECASE,
)
_LEFT = lazy_re(r"\(\s*\)|\s+(?=[,;.)]|$)|^[\s,;.]+|[\s,;]+$")


def without_hedges(text: str) -> str:
    """Return a text without the words that say how sure it is; '' where nothing else is in it."""
    bare = _HEDGE.sub(" ", text)
    return (
        " ".join(_LEFT.sub(" ", bare).split()).strip(" ,;").replace("( ", "(")
        if bare != text
        else text.strip()
    )
