"""The words of a text that a CRM keeps as HTML."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_ANY = re.IGNORECASE
_MARKED = lazy_re(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--|&(?:[a-z]{2,8}|#[0-9]{1,7});", _ANY)
_BREAKS = lazy_re(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^<>]*>", _ANY)
_POINTS = lazy_re(r"<li\b[^<>]*>", _ANY)
_UNSHOWN = lazy_re(r"<(style|script|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", _ANY | re.DOTALL)
_TAG = lazy_re(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", _ANY)


def text_of_html(text: str) -> str:
    """Return a text without its marks, its paragraphs and points on lines of their own."""
    if _MARKED.search(text) is None:
        return text
    import html

    for pattern, instead in ((_UNSHOWN, ""), (_POINTS, "- "), (_BREAKS, "\n"), (_TAG, "")):
        text = pattern.sub(instead, text)
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
