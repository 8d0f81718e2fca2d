"""What is typed about people, with numbers, labels and signs as they are read. Pure."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_NUMBER = r"(?=\+?\(?[0-9][0-9 ()/.\u00a0-]{5,})"
_WHOSE = r"(?:(?:seine?|ihre?|die|der|his|her|their|the)\s+)?"
_NAMES = (
    "cell(?:phone)?|mobile?|mob|handy|phone|telephone|telefon|tel|fon|nr|nummer|number|direct"
    "|office|call|ring|durchwahl|zentrale|ph|büro"
)
# Eight digits or more, and no day; and what may be said behind it.
_PHONE = r"(?![0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4})\+?\(?(?:[0-9][ ()/.\u00a0-]{0,3}){7,14}[0-9]"
_BEHIND = (
    r"\s*(?:\((?:mobile?|mob|cell|handy|work|office|home|direct)\)|\b(?:mobile?|cell|handy)\b)"
)
_JOINT = r"(?:and|und|y|et|en|e|ext|x|dw|durchwahl|extension)\b"
_IS = r"\s*(?:is|ist|lautet)?\s*[:=]?\s*"
_TIDIED = tuple(
    (lazy_re(form, re.IGNORECASE), instead)
    for form, instead in (
        (r"(?<=[0-9])\s+/\s+(?=[0-9])", "/"),  # 0711 / 23 45 67
        (rf"[,;]?\s*\b{_WHOSE}(?:{_NAMES})\b\.?(?:\s+(?:{_NAMES})\b\.?)?{_IS}{_NUMBER}", ", "),
        (rf"[,;]?\s*\b{_WHOSE}(?:e-?mail|mail)(?:\s+address)?{_IS}(?=\S+@)", ", "),
        (r"(?<=\w)\s*=\s*([^,;=@]+?)(?=\s*(?:[,;]|$))", r" (\1)"),  # Herr Wagner = Inhaber
        (rf"(?<=[^\W\d_])\s+(?={_PHONE}(?!\w))", ", "),
        (rf"(?<![\w.])({_PHONE}){_BEHIND}", r"\1"),
        (rf"(?<![\w.])({_PHONE})\s+(?=\S+@)", r"\1, "),
        (
            (
                rf"(?<=[^\W\d_)])\s*,\s*({_PHONE})\s+(?!{_JOINT}|\S*@)"
                r"([^\W\d_][^,;&\n@()]*?)(?=\s*(?:[,;&\n]|$|\b(?:and|und)\b))"
            ),
            r" (\2), \1",
        ),
        (r"^, ", ""),
    )
)

_ARTICLE = lazy_re(r"(?<!\w)(?:la|il|le|de)\s+(?=(?:signora?|heer|mevrouw|madame)\s)")
_COURTESY = lazy_re(r"(?<!\w)(?:mevrouw|meneer|signora|signor|madame|monsieur)(?= [A-Zdv])")


def tidied(text: str) -> str:
    """Return a text about people without 'tel' before a number, and with brackets for an `=`."""
    for form, instead in _TIDIED:
        text = form.sub(instead, text)
    return _COURTESY.sub(lambda match: match[0].capitalize(), _ARTICLE.sub("", text))
