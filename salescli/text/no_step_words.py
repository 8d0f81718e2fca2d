"""What is said in place of a next step: nothing, later, or that the deal is over. Pure."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

# What people type to get past the question: none of it says what happens next.
_EVASIONS = {
    *("", "no", "none", "nothing", "skip", "later", "exit", "quit", "cancel", "nobody"),
    *("won", "lost", "walk", "n a", "nope", "not yet", "no idea", "unknown", "tbd", "nil", "idk"),
    *("dont know", "don t know", "kein", "keine", "nichts", "keine ahnung", "weiss nicht"),
    *("done", "done already", "already done", "its done", "it s done", "that s done", "noch nicht"),
    *("tbc", "waiting", "nothing for now", "nothing yet", "none yet", "open", "offen"),
    *("noch keine", "not sure", "no clue", "schon erledigt", "erledigt", "finished"),
}
_NO_STEP = lazy_re(
    r"(?:there is |theres |there s )?(?:no|none|nothing|without(?: a)?)"
    r"(?: (?:next|more|further|other|steps?|left|planned|else|needed|now|yet|to do))*"
)
ENDED = {
    *("they said no", "said no", "they declined", "declined", "not interested", "no interest"),
    *("deal is dead", "dead", "its over", "it s over", "they said yes", "said yes", "signed"),
    *("they signed", "abgesagt", "kein interesse"),
}


def is_evasion(text: str) -> bool:
    """Return whether a text says that nothing happens next."""
    words = folded(text)
    return words in _EVASIONS or _NO_STEP.fullmatch(words) is not None
