"""`help`: the start page, a page of the guide, a command's own help, or what a finding means."""

from __future__ import annotations

import re
from difflib import get_close_matches

from salescli.commands.help.pages import Page, load_pages
from salescli.errors import NotFoundError
from salescli.flags.deals.rule import RuleFlags
from salescli.flags.keeping.help import HelpFlags
from salescli.flags.support.declaration import CommandLine
from salescli.text.lazy_re import lazy_re
from salescli.views.help import show_page, show_start

_TABLE = lazy_re(r"^\{table: ([\w -]+)\}$", re.MULTILINE)


def help_(flags: HelpFlags) -> None:
    """Show what there is on a topic; without one, the start page. Raises NotFoundError."""
    pages, topic, line = load_pages(), list(flags.topic), flags.line
    if not topic:
        show_start([(page.name, page.summary) for page in pages])
        return
    name = "-".join(topic).lower()
    page = next((page for page in pages if page.name == name), None)
    if page is not None:
        show_page(filled(page, line))
    elif (text := line.help_of(topic)) is not None:
        show_page(text, is_markdown=False)
    elif _is_code(name):
        from salescli.commands.rule import rule

        rule(RuleFlags(name))
    else:
        raise _unknown(" ".join(topic), pages, line)


def _is_code(name: str) -> bool:
    from salescli.domain.checks import all_rules

    return name.upper() in all_rules()


def filled(page: Page, line: CommandLine) -> str:
    """Return a page's Markdown with its tables, which are made from the code, in their places."""
    from salescli.commands.help.tables import help_table

    return _TABLE.sub(lambda match: help_table(match[1], line), page.text)


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
