"""What keys a line knows by itself: the library's but for vi's, and all lines share them."""

from __future__ import annotations

from collections import Counter

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.input import DummyInput
from prompt_toolkit.key_binding.bindings.vi import load_vi_bindings, load_vi_search_bindings
from prompt_toolkit.key_binding.defaults import load_key_bindings
from prompt_toolkit.key_binding.key_bindings import KeyBindingsBase
from prompt_toolkit.output import DummyOutput

from salescli.prompts.default_keys import default_keys, share_default_keys


def of(bindings: KeyBindingsBase) -> Counter:
    return Counter((key.keys, key.handler.__qualname__) for key in bindings.bindings)


def test_they_are_the_library_s_without_those_of_vi():
    vi = of(load_vi_bindings()) + of(load_vi_search_bindings())
    assert of(default_keys()) == of(load_key_bindings()) - vi
    assert of(default_keys()) + vi == of(load_key_bindings())


def test_lines_share_them_and_are_not_in_a_mode_of_vi(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("prompt_toolkit.application.application.load_key_bindings", None)
    share_default_keys()
    lines = [Application(input=DummyInput(), output=DummyOutput()) for _ in range(2)]
    assert [line._default_bindings for line in lines] == [default_keys()] * 2
    assert lines[0].editing_mode is EditingMode.EMACS
