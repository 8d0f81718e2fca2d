"""Which words of a text are those of a day, and which name one without a doubt. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.domain.time.date_spelling import canonical, plain
from salescli.domain.time.date_vocabulary import FILLERS, MONTH, SPELLINGS, WEEKDAY
from salescli.domain.time.feasts import FEASTS
from salescli.text.lazy_re import lazy_re

EDGE = " \t,;:!?()\"'*\u201c\u201d\u201e\u00bb\u00ab"
_WEEKDAYS, _MONTHS = "|".join(WEEKDAY), "|".join(MONTH)
_NUMBER = lazy_re(r"[0-9]{1,4}")
_TIMED = lazy_re(r"\boclock\b|[0-9] [ap]m\b|[0-9]:[0-9]|\bat [0-9]|\bnoon\b|[0-9] h\b")
# In the spelling of the forms: what names a day, and what does so beside other words only.
_SURE = lazy_re(
    rf"tomorrow|overmorrow|20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|kw [0-9]"
    r"|in [0-9]+ (?:day|week|month)\b"
    rf"|[0-9](?:th)? (?:{_MONTHS})\b|\b(?:{_MONTHS}) [0-9]"
    r"|\b(?:start|mid|end) (?:(?:this|next) )?(?:week|month|quarter|year)|week after next"
    rf"|\b(?:start|mid|end) (?:{_MONTHS})\b|\bnext (?:week|month|quarter)"
    rf"|\b(?:before|after) (?:{'|'.join(FEASTS)})\b"
)
_BESIDE = lazy_re(rf"\b(?:{_WEEKDAYS}|today)\b|[0-9]{{1,2}}[./][0-9]|[0-9]th\b")
_BARE_MONTH = lazy_re(rf"(?:in|before) (?:{_MONTHS})")
_LONG_DAY = lazy_re(r"[^\W\d]+(?:day|tag|tags|woch|abend)|mittwochs|donnerstag\w+|freitag\w+")
_LEADS = frozenset({"am", "on", "by", "bis", "den", "dem", "the", "until", "zum", "ab", "next"})
_ALSO = frozenset({"a", "h", "in", "around", "round", "about", "roughly"})


def is_of_days(word: str) -> bool:
    """Return whether a word is one of those that days and times are made of."""
    bare = plain(word.strip(EDGE))
    parts = canonical(bare).split()
    return bool(bare) and (
        bare in FILLERS or all(p in SPELLINGS or p in _ALSO or p[0].isdigit() for p in parts)
    )


def names_day(phrase: str, *, ends: bool = True) -> bool:
    """Return whether words name a day without a doubt; `ends`: nothing follows that they count."""
    spelt = canonical(plain(phrase))
    parts = spelt.split()
    if not parts or (_NUMBER.fullmatch(parts[0]) and not _counts(parts)):
        return False
    counts_more = not ends and len(parts) > 1 and _NUMBER.fullmatch(parts[-1])
    if counts_more and parts[-2] not in ("at", *MONTH, "kw", "week"):
        return False
    if _SURE.search(spelt):
        return plain(phrase) != "morgen"
    if not _BESIDE.search(spelt):
        return False
    raw = {word.strip(EDGE + ".").lower() for word in phrase.split()}
    is_whole = any(map(_LONG_DAY.fullmatch, raw)) and "today" not in parts
    return is_whole or (bool(raw & _LEADS) and parts != ["today"]) or bool(_TIMED.search(spelt))


def names_month(phrase: str) -> bool:
    """Return whether words name a month and no day of it, as 'in March'; 'may' is often a verb."""
    spelt = canonical(plain(phrase))
    is_verb = spelt.endswith(" may") and not plain(phrase).endswith("mai")
    return _BARE_MONTH.fullmatch(spelt) is not None and not is_verb


def _counts(parts: Sequence[str]) -> bool:
    """Whether the number that words begin with is that of a day or of an hour."""
    return len(parts) > 1 and parts[1] in (*MONTH, "oclock", "am", "pm", "h")
