"""The guide for assistants: its text, with the commands as the command line declares them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from salescli.domain.proposal import PROPOSABLE
from salescli.flags.support.declaration import CommandLine

MOST = 6_000  # bytes: what an assistant reads before it begins
# What an assistant works with, in the order of a day.
COMMANDS = (
    *("prime", "next", "list", "show", "brief", "find", "people", "check", "history"),
    *("log", "schedule", "cancel", "skip", "note", "set", "person", "add", "propose", "apply"),
)
# Flags that it has no use for: of a person at a terminal, or of another book.
_LEFT_OUT = ("--help", "--book", "--edit", "--fields", "--json", "--today", "--at", "--output")


def guide_text(line: CommandLine) -> str:
    """Return the guide as Markdown."""
    text = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    commands = "\n".join(_command_lines(line))
    proposable = ", ".join(f"`{name}`" for name in PROPOSABLE)
    return text.replace("{commands}", commands).replace("{proposable}", proposable)


def _command_lines(line: CommandLine) -> Iterator[str]:
    for name in COMMANDS:
        usage = (line.help_of([name]) or "").partition("\n")[0].removeprefix("Usage: ")
        words = [_bare(usage), *_flags(line, name)]
        yield f"- `{' '.join(words)}`: {line.summaries[name].rstrip('.').lower()}"


def _bare(usage: str) -> str:
    """Return a usage line with the arguments alone, those that must be there without brackets."""
    return usage.replace(" [OPTIONS]", "").translate({ord("{"): None, ord("}"): None})


def _flags(line: CommandLine, name: str) -> Iterator[str]:
    """Yield the flags of a command by their long names, each with what it takes."""
    for written, _ in line.flags_of([name]):
        flag = written.strip("`")
        flag = flag[flag.index("--") :]
        main = flag.partition(" ")[0]
        if main not in _LEFT_OUT or (main == "--at" and name == "log"):
            yield flag
