"""`help`: the start page, a page of the guide, a command's own help, or what a finding means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files

from salescli.errors import NotFoundError
from salescli.model.finding import SEVERITIES
from salescli.views.help import show_page, show_start

_TABLE = re.compile(r"^\{table: ([\w -]+)\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide: its name, title and one-sentence summary, and all of its Markdown."""

    name: str
    title: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What the guide takes from the command line as it is declared.

    `summaries` has each command with what it does in a line, `help_of` returns the `--help` of a
    command (None where there is none), `flags_of` its flags, each with its help.
    """

    summaries: Mapping[str, str]
    help_of: Callable[[list[str]], str | None]
    flags_of: Callable[[list[str]], list[tuple[str, str]]]


def load_pages() -> list[Page]:
    """Return the pages of the guide by name: each Markdown file of salescli/help is one."""
    folder = files("salescli").joinpath("help")
    found = [file for file in folder.iterdir() if file.name.endswith(".md")]
    return [
        _page(file.name.removesuffix(".md"), file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    ]


def help_(topic: list[str], line: CommandLine) -> None:
    """Show what there is on a topic; without one, the start page. Raises NotFoundError."""
    pages = load_pages()
    if not topic:
        show_start([(page.name, page.summary) for page in pages])
        return
    name = "-".join(topic).lower()
    page = next((page for page in pages if page.name == name), None)
    if page is not None:
        show_page(filled(page, line))
    elif (text := line.help_of(topic)) is not None:
        show_page(text, is_markdown=False)
    elif name.upper() in SEVERITIES:
        from salescli.commands.rule import rule

        rule(name, as_json=False)
    else:
        raise _unknown(" ".join(topic), pages, line)


def filled(page: Page, line: CommandLine) -> str:
    """Return a page's Markdown with its tables, which are made from the code, in their places."""
    from salescli.commands.help_tables import table

    return _TABLE.sub(lambda match: table(match[1], line), page.text)


def _page(name: str, text: str) -> Page:
    title, _, rest = text.partition("\n")
    summary = rest.strip().partition("\n\n")[0].replace("\n", " ")
    return Page(name, title.removeprefix("# ").strip(), summary, text)


def _unknown(topic: str, pages: list[Page], line: CommandLine) -> NotFoundError:
    known = [*(page.name for page in pages), *line.summaries]
    near = get_close_matches(topic.lower(), known, 1)
    named = [page.name for page in pages if topic.lower() in page.text.lower()]
    message = f"no help on '{topic}'"
    if near:
        return NotFoundError(
            f"{message}: did you mean '{near[0]}'?", fix=f"salescli help {near[0]}"
        )
    if named:
        read = f"salescli help {'questions' if 'questions' in named else named[0]}"
        return NotFoundError(f"{message}; the word is on: {', '.join(named)}", fix=read)
    return NotFoundError(message, fix="salescli help   lists the topics")
