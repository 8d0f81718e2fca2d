"""An answer with what a refusal says was meant in it: 'did you mean 'demo'?'. Pure."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_MEANT = lazy_re(r"'(?P<wrong>[^']+)'[^']*did you mean '?(?P<meant>.+?)'?\?(?:\s|$)")


def put_right(text: str, refusal: str) -> str:
    """Return an answer with what was meant in the place of what was refused; else as it was."""
    match = _MEANT.search(refusal)
    if match is None or match["wrong"] not in text:
        return text
    rest = folded(text.replace(match["wrong"], " ", 1)).split()
    if rest and set(rest) <= set(folded(match["meant"]).split()):
        return match["meant"]  # 'small bussiness': small is a part of small-business
    return text.replace(match["wrong"], match["meant"], 1)
