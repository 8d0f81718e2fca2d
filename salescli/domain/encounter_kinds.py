"""The kinds of an encounter, and the words that people have for them."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.domain.deal import ENCOUNTERS
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant

# The words beside a kind's own; the first ones are shown.
KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "call": (
        *("phone", "zoom", "video", "phone call", "telephone", "video call", "teams", "rang"),
        *("zoomed", "phoned", "called", "facetime", "skype", "google meet", "rang up", "voicemail"),
        *("video chat", "video meeting", "zoom meeting", "phone meeting", "teams meeting"),
        *(
            "telefon",
            "telefonat",
            "anruf",
            "angerufen",
            "gebeld",
            "telefoniert",
            "videocall",
            "am apparat",
        ),
    ),
    "meeting": (
        *("mtg", "in person", "met", "lunch", "coffee", "workshop", "face to face", "dinner"),
        *("treffen", "termin", "besprechung", "getroffen", "mittagessen", "kaffee", "personlich"),
    ),
    "email": ("mail", "e-mail", "letter", "emailed", "mailed", "gemailt", "brief", "post"),
    "message": (
        *("whatsapp", "sms", "text", "chat", "slack", "linkedin", "signal", "dm", "texted"),
        *("bericht", "appje", "geappt", "sprachnachricht", "voice note", "voice message"),
        *("nachricht", "instagram", "messenger", "telegram", "geschrieben"),
    ),
    "visit": (
        *("on site", "onsite", "site visit", "visited", "dropped by", "went there", "at theirs"),
        *("dropped in", "stopped by", "their office", "their place", "their shop", "swung by"),
        *("langs geweest", "langsgegaan", "bezoek", "bezocht", "bij hem", "bij haar"),
        *("vor ort", "besuch", "besucht", "vorbeigeschaut", "bei denen", "bei ihm", "bei ihr"),
    ),
}

_HOW_WRITTEN = (
    r"(?P<email>e ?mailed|mailed|gemailt|(?:e ?)?mail(?= (?:from|von|back)\b)|mailte)"
    r"|(?P<message>texted|messaged|whatsapped|getextet|geappt"
    r"|(?:whatsapp|text|sms|message|nachricht)(?= (?:from|von)\b))"
)
_WRITTEN = lazy_re(
    rf"(?:(?!(?:ll|will|wants?|not|to|should|would|can|be)\b)\w+ ){{0,3}}(?:{_HOW_WRITTEN})\b"
)
_BEGINS = lazy_re(r"[,;:.!\n]|\s[\u2013\u2014-]\s")


def kind_of_words(text: str) -> str:
    """Return the kind of what was written that a text begins with; '' for any other.

    'Sam mailed: they have no budget'; 'mail from dave: two quotes'.
    """
    match = _WRITTEN.match(folded(_BEGINS.split(text.strip(), maxsplit=1)[0]))
    return (match.lastgroup or "") if match else ""


def kinds_meant(text: str) -> tuple[str, ...]:
    """Return the kinds that words mean: one by itself, by its beginning, or among others.

    None for other words.
    """
    wanted = folded(text)
    if exact := tuple(kind for kind in ENCOUNTERS if wanted in _names(kind)):
        return exact
    if kinds := meant(text, {kind: kind for kind in ENCOUNTERS}):
        return kinds
    begun = len(wanted) > 2
    if kinds := tuple(
        k for k in ENCOUNTERS if begun and any(n.startswith(wanted) for n in _names(k))
    ):
        return kinds
    spoken = f" {wanted} "
    return tuple(k for k in ENCOUNTERS if any(f" {n} " in spoken for n in _names(k)))


def _names(kind: str) -> tuple[str, ...]:
    return (kind, *map(folded, KIND_WORDS[kind]))
