"""What the shells need to complete the words of a command line.

The scripts hand over what was typed, and take the answers as plain text, a line each: none of it
is ever evaluated. zsh and fish quote an answer themselves; for bash it is quoted here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from salescli.text.lazy_re import lazy_re

_BASH = """\
# salescli's completion for bash. To switch it on, either of:
#   salescli completion bash > ~/.local/share/bash-completion/completions/salescli
#   echo 'source <(salescli completion bash)' >> ~/.bashrc
_salescli() {
    local answer line
    COMPREPLY=()
    answer=$(salescli complete-words bash -- \\
        "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null) ||
        { compopt -o default 2>/dev/null; return 0; }
    while IFS= read -r line; do
        [[ -n $line ]] && COMPREPLY+=("$line")
    done <<< "$answer"
    return 0
}
complete -F _salescli salescli
"""
_ZSH = """\
#compdef salescli
# salescli's completion for zsh. To switch it on:
#   echo 'source <(salescli completion zsh)' >> ~/.zshrc
_salescli() {
    local answer line
    local -a found shown
    answer=$(salescli complete-words zsh -- \\
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null) || { _files; return }
    for line in "${(@f)answer}"; do
        [[ -n $line ]] || continue
        found+=("${line%%$'\\t'*}")
        shown+=("${line/$'\\t'/  }")
    done
    compadd -d shown -a found
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _salescli salescli
"""
_FISH = """\
# salescli's completion for fish. To switch it on:
#   salescli completion fish > ~/.config/fish/completions/salescli.fish
function __salescli_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -e before[1]
    set -l answer (salescli complete-words fish -- $before "$current" 2>/dev/null)
    or begin
        __fish_complete_path "$current"
        return
    end
    printf '%s\\n' $answer
end
complete -c salescli -f -a '(__salescli_complete)'
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}

Answer = tuple[str, str]  # a word, and what it means
Complete = Callable[[list[str]], Iterable[Answer]]

_PLAIN = "@%+=:,./_-"
_PART = (
    r"'(?P<single>[^']*)(?P<one>'?)"
    r'|"(?P<double>(?:\\.|[^"\\])*)(?P<two>"?)'
    r"|\\(?P<char>.?)|(?P<plain>[^\s'\"\\]+)"
)
_PARTS = lazy_re(_PART, re.DOTALL)
_WORDS = lazy_re(r"(?:'[^']*'?|\"(?:\\.|[^\"\\])*\"?|\\.?|[^\s'\"\\])+", re.DOTALL)


def in_bash(line: str, breaks: str, complete: Complete) -> list[str]:
    """Return the answers to a line of bash, as bash puts them in the place of its own last word.

    That word may begin inside of what we call one: after an open quote, and after the characters
    at which bash breaks words (COMP_WORDBREAKS, `=` and `:` among them).
    """
    words = [match[0] for match in _WORDS.finditer(line)]
    last = words.pop() if words and line.endswith(words[-1]) else ""
    start, mark = _own_start(last, breaks)
    kept = unquoted(last[:start])
    answers = complete([*map(unquoted, words[1:]), unquoted(last)])
    return [_quoted(word[len(kept) :], mark) for word, _ in answers if word.startswith(kept)]


def unquoted(text: str) -> str:
    """Return a word of a shell as a program would get it; nothing is expanded."""
    found = []
    for part in _PARTS.finditer(text):
        if part["double"] is not None:
            found.append(re.sub(r'\\(["\\$`])', r"\1", part["double"]))
        else:
            found.append(part["single"] or part["char"] or part["plain"] or "")
    return "".join(found)


def _own_start(word: str, breaks: str) -> tuple[int, str]:
    """Where bash's own word begins in a word, and the quote that is open there."""
    start, mark = 0, ""
    for part in _PARTS.finditer(word):
        mark = ""
        if part["one"] == "" or part["two"] == "":
            mark = part[0][0]
            start = part.start() + 1
        elif part["plain"]:
            ends = [part.start() + n + 1 for n, char in enumerate(part[0]) if char in breaks]
            start = max([start, *ends])
    return start, mark


def _quoted(text: str, mark: str) -> str:
    if mark == "'":
        return text.replace("'", "'\\''")
    if mark == '"':
        # An old command would take the place of `!!` there, and no backslash prevents that.
        return re.sub(r'(["\\$`])', r"\\\1", text).replace("!", "\"'!'\"")
    return "".join(c if c.isalnum() or c in _PLAIN or c > "\x7f" else f"\\{c}" for c in text)
