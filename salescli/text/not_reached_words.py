"""What people say of a call that reached nobody: 'keiner rangegangen', 'only voicemail'. Pure."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_NOT_REACHED = lazy_re(
    r"(?:(?:es|hat|hab|da|it|leider|sorry|but|aber|wieder|again|still|we|i|wir|ich|tried) )*"
    r"(?:(?:keiner|niemand|keinen|nobody|no one|noone)(?: (?:ist|is|war|was|has|hat))?"
    r" (?:rangegangen|drangegangen|dran|ran|da|erreicht|abgenommen|abgehoben|ans telefon|there"
    r"|picked|answered|home|reached|in|available|gegangen)(?: \w+){0,2}"
    r"|(?:ging|geht|ist|is|war) (?:keiner|niemand|nicht) (?:ran|dran|da|ans telefon)(?: gegangen)?"
    r"|(?:(?:only|just|nur|left|auf|a|an|the|got|on|dem|den) )*(?:voicemail|voice mail|mailbox|ab"
    r"|anrufbeantworter|answering machine|machine)(?: (?:hinterlassen|gesprochen"
    r"|drauf|left|again|wieder|weer))?"
    r"|(?:only|just) left a message|left a message"
    r"|(?:not|nicht|never) (?:reached|rangegangen|erreicht|answered|ans telefon gegangen)"
    r"|(?:geen|pas de) (?:gehoor|antwoord|reponse)|(?:pas|niet) (?:joignable|bereikt|bereikbaar)"
    r"|injoignable"
    r"|neemt niet op|nam niet op|messagerie|no (?:joy|luck|dice)"
    r"|no answer|no reply|besetzt|busy|line busy"
    r"|(?:she |he |they )?(?:didn ?t|did not) (?:pick up|answer|reach)(?: \w+)?)"
)


def says_not_reached(text: str) -> bool:
    """Return whether a text says, and says no more than, that nobody was reached."""
    return _NOT_REACHED.fullmatch(folded(text)) is not None
