"""The text of an HTML mail, as its reader sees it; nothing is run, fetched or followed.

By selectolax: the standard library's parser takes minutes for a mail of open comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST = 100_000  # characters: the text of a longer one stands first, and depth costs its square
_NODES = 50_000
_NEAR = 25  # ancestors that are looked at
_HIDDEN = ["script", "style", "head", "title", "template", "noscript", "svg", "iframe", "object"]
_BLOCKS = frozenset(
    {
        *("p", "div", "br", "tr", "td", "th", "li", "ul", "ol", "table", "pre", "hr", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "body", "section", "article"),
    }
)


def html_text(html: str) -> str:
    """Return the text of an HTML document, with `> ` before what it quotes."""
    tree = LexborHTMLParser(html[:_MOST])
    tree.strip_tags(_HIDDEN)
    text = "".join(_pieces(tree))
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the texts of a document, each block on lines of its own."""
    last = 0
    if tree.root is None:
        return
    for node in islice(tree.root.traverse(include_text=True), _NODES):
        if node.tag == "br":
            yield "\n"
        elif node.tag == "-text":
            block, is_quoted = _around(node)
            text = re.sub(r"\s+", " ", node.text_content or "")
            if block != last and text.strip():
                yield "\n> " if is_quoted else "\n"
                last = block
            yield text


def _around(node: LexborNode) -> tuple[int, bool]:
    """Return the block that a text stands in, and whether it is quoted."""
    block, parent = 0, node.parent
    for _ in range(_NEAR):
        if parent is None:
            break
        if parent.tag in _BLOCKS:
            block = block or parent.mem_id
        if parent.tag == "blockquote" or "gmail_quote" in (parent.attributes.get("class") or ""):
            return block, True
        parent = parent.parent
    return block, False
