"""The pages of the guide in salescli/help, and what they take from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide: its name, title and one-sentence summary, and all of its Markdown."""

    name: str
    title: str
    summary: str
    text: str


def load_pages() -> list[Page]:
    """Return the pages of the guide by name: each Markdown file of salescli/help is one."""
    folder = files("salescli").joinpath("help")
    found = [file for file in folder.iterdir() if file.name.endswith(".md")]
    return [
        _page(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    ]


def _page(name: str, text: str) -> Page:
    title, _, rest = text.partition("\n")
    summary = rest.strip().partition("\n\n")[0].replace("\n", " ")
    return Page(name, title.removeprefix("# ").strip(), summary, text)
