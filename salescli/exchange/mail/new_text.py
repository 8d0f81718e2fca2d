"""The new part of a mail's text: without what it quotes, and without its signature.

By lines, each looked at once: what mail programs write before a quotation, in the languages that
buyers here write in. mail-parser-reply knows more of them, but takes minutes for some texts of
300 kB.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_MOST = 4_000  # characters of a note; more is kept in the mail
_LONGEST = 1_000  # characters of a line that can be a mark
# 'On Tue, 24 Nov 2026 at 10:00, Ada wrote:', on one line or on two.
_WROTE = lazy_re(
    r"\s*(?:On|Am|Le|El|Il|Op|Den|W dniu|Em|På)\b[^\n]{0,300}?"
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev|napisał\(a\)|escreveu)\b"
    r"[^\n]{0,200}:\s*",
    re.IGNORECASE,
)
_BEGINS = lazy_re(r"\s*(?:On|Am|Le|El|Il|Op|Den|W dniu|Em|På)\s[^\n]{0,300}", re.IGNORECASE)
_ORIGINAL = lazy_re(
    r"\s*[-_]{2,}\s*(?:original message|ursprüngliche nachricht|original-nachricht"
    r"|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht"
    r"|forwarded message|weitergeleitete nachricht)\s*[-_]*\s*",
    re.IGNORECASE,
)
_HEAD = lazy_re(r"\s*\*?(?:From|Von|De|Da|Van)\s*:\*?\s+\S.*", re.IGNORECASE)
_HEADS = lazy_re(
    r"\s*\*?(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto"
    r"|Inviato|Oggetto|Verzonden|Aan|Onderwerp)\s*:\*?\s",
    re.IGNORECASE,
)
_RULE = lazy_re(r"\s*_{10,}\s*")
_SIGNATURE = lazy_re(r"--\s?")
_SENT_FROM = lazy_re(
    r"\s*(?:sent from my|von meinem \S+ gesendet|gesendet von|envoyé de mon|get outlook for)\b.*",
    re.IGNORECASE,
)


def new_part(text: str) -> str:
    """Return what is new in the text of a mail, at most so much of it as a note takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _ends(lines, place):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return whole if len(whole) <= _MOST else f"{whole[:_MOST].rstrip()} …"


def _ends(lines: list[str], place: int) -> bool:
    """Whether the new part of a text ends before a line."""
    line = lines[place]
    if len(line) > _LONGEST:
        return False
    if _SIGNATURE.fullmatch(line) or _ORIGINAL.fullmatch(line) or _SENT_FROM.fullmatch(line):
        return True
    following = next((one[:_LONGEST] for one in lines[place + 1 : place + 3] if one.strip()), "")
    if _WROTE.fullmatch(line):
        return True
    if _BEGINS.fullmatch(line) and len(following) < _LONGEST and not line.rstrip().endswith("."):
        return _WROTE.fullmatch(f"{line} {following}") is not None
    if _HEAD.fullmatch(line):
        return _HEADS.match(following) is not None
    return _RULE.fullmatch(line) is not None and _HEAD.fullmatch(following) is not None
