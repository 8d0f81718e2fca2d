"""What the parser refuses, in our own form: what is wrong, then what to type instead."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from salescli.errors import SalescliError, UsageError

_NEAR = 0.7  # how alike a flag must be to one that was typed: 'days' is not 'today'
_CONSENTS = frozenset({"--yes", "-y", "--force", "--confirm", "--no-input"})


def parser_refusal(error: Any, words: Sequence[str]) -> SalescliError:
    """Return what a typer exception says, as our error; `words` is the command line as typed."""
    path = error.ctx.command_path if getattr(error, "ctx", None) else _typed_path(words)
    help_line = f"{path} --help"
    if getattr(error, "param_type", "") is None:  # only a missing parameter has one
        return _missing(error, help_line)
    if hasattr(error, "possibilities"):
        return _unknown_flag(error, words, help_line)
    param = getattr(error, "param", None)
    message = error.format_message()
    if param is not None:
        message = _bad_value(param, error.message)
    elif getattr(error, "option_name", "") and "requires" in message:
        message = f"{error.option_name} needs a value after it"
    elif message == "Missing command.":
        message = "a command is missing"
    elif "unexpected extra argument" in message:
        extra = message.partition("(s) (")[2].removesuffix(")")
        message = f"more words than {path.partition(' ')[2] or 'salescli'} takes: {extra}"
        help_line += "   shows what it takes; a name of several words goes in quotes"
    return UsageError(message.rstrip("."), fix=help_line)


def unknown_command(ctx: Any, args: Sequence[str], names: Sequence[str]) -> SalescliError:
    """Return the error for a command that isn't one of these names, with the nearest of them."""
    from salescli.text.shell_quoting import word

    near = get_close_matches(args[0].lower(), names, 1, 0.5)
    message = f"unknown command '{args[0]}'"
    if not near:
        return UsageError(message, fix=f"{ctx.command_path} --help   lists the commands")
    line = " ".join([ctx.command_path, near[0], *map(word, args[1:])])
    return UsageError(f"{message}: did you mean '{near[0]}'?", fix=line)


def _typed_path(words: Sequence[str]) -> str:
    return " ".join(["salescli", *(w for w in words[:1] if w[:1] != "-")])


def _unknown_flag(error: Any, words: Sequence[str], help_line: str) -> SalescliError:
    from salescli.text.shell_quoting import word

    typed = error.option_name
    known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts]
    if typed in _CONSENTS:
        message = (
            f"{error.ctx.info_name} has no {typed}: it asks only for what its flags leave open"
        )
        return UsageError(message, fix=f"{help_line}   lists its flags")
    names = [name[2:] for name in known if name[:2] == "--" and name != "--help"]
    near = [f"--{name}" for name in get_close_matches(typed.lstrip("-"), names, 1, _NEAR)]
    message = f"unknown flag '{typed}' of {error.ctx.info_name}"
    if not near:
        return UsageError(message, fix=f"{help_line}   lists its flags")
    line = [near[0] + w[len(typed) :] if w.partition("=")[0] == typed else w for w in words]
    return UsageError(
        f"{message}: did you mean '{near[0]}'?", fix=" ".join(["salescli", *map(word, line)])
    )


def _missing(error: Any, help_line: str) -> SalescliError:
    """Return the error for a missing argument; where it is a deal, with the deals there are."""
    name = _shown_name(error.param)
    path = error.ctx.command_path
    message = f"{path.partition(' ')[2]} needs {'an' if name[0] in 'AEIOU' else 'a'} {name}"
    if error.param.param_type_name != "argument":
        return UsageError(f"{path.partition(' ')[2]} needs {name}", fix=help_line)
    needed = [
        _shown_name(param)
        for param in error.ctx.command.params
        if param.param_type_name == "argument" and param.required
    ]
    if name != "DEAL":
        return UsageError(message, fix=f"{path} {' '.join(needed)}\n  {help_line}")
    from salescli.commands.support.which_deal.known_deals import deals_there_are

    listed, first = deals_there_are()
    if not first:
        return UsageError(f"{message}, and {listed}", fix="salescli add COMPANY")
    line = " ".join([path, *(first if other == "DEAL" else other for other in needed)])
    return UsageError(f"{message}\n  deals: {listed}", fix=line)


def _shown_name(param: Any) -> str:
    if param.param_type_name == "option":
        return str(param.opts[0])
    return str(param.metavar or param.name.upper()).strip("[]{}.")


def _bad_value(param: Any, message: str) -> str:
    """Return what a flag takes, where it takes a number; else what typer says of the value."""
    name = _shown_name(param)
    typed = message.partition(" is not ")[0].strip("'")
    least = getattr(param.type, "min", None)
    if least is not None or "int" in param.type.name:
        from_on = f" from {least} on" if least is not None else ""
        return f"{name} takes a whole number{from_on}, not '{typed}'"
    return f"{name}: {message[:1].lower()}{message[1:]}"
