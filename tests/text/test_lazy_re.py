"""A pattern that is compiled at its first use does as one that was compiled at once."""

from __future__ import annotations

import re

import pytest
from support.table import each

from salescli.text.lazy_re import lazy_re


@each(
    "method, arguments",
    [
        ("search", ("xAb",)),
        ("match", ("xAb", 1)),
        ("fullmatch", ("ab",)),
        ("findall", ("ab AB b",)),
        ("split", ("1ab2AB3",)),
        ("sub", ("-", "1ab2", 1)),
        ("subn", (str.upper, "")),
        ("finditer", ("ab ab",)),
    ],
)
def test_it_does_as_the_compiled_one(method, arguments):
    lazy, compiled = lazy_re("a(b)", re.IGNORECASE), re.compile("a(b)", re.IGNORECASE)
    for _ in range(2):
        answers = [getattr(one, method)(*arguments) for one in (lazy, compiled)]
        assert shown(answers[0]) == shown(answers[1])
    assert (lazy.pattern, lazy.flags) == (compiled.pattern, compiled.flags)


def shown(answer):
    if isinstance(answer, re.Match):
        return answer.span(), answer.groups()
    matches = hasattr(answer, "__next__")
    return [shown(match) for match in answer] if matches else answer


def test_a_wrong_one_is_refused_at_its_first_use():
    with pytest.raises(re.error):
        lazy_re("(").search("")
    with pytest.raises(AttributeError):
        lazy_re("a").nothing  # noqa: B018


def test_it_is_compiled_once_and_only_where_it_is_used(monkeypatch):
    compiled, compile_ = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *words: compiled.append(words) or compile_(*words))
    lazy = lazy_re("a", re.DOTALL)
    assert not compiled
    assert lazy.search("ba").start() == 1
    assert not lazy.match("ba")
    assert compiled == [("a", re.DOTALL)]
