"""The keys that every line knows by itself (arrows, Home, Ctrl-K and the like), made once.

prompt_toolkit makes them anew for each question, and with them those of vi, which nobody can turn
on here: that takes half the time of a question.
"""

from __future__ import annotations

from functools import cache

from prompt_toolkit.application import application
from prompt_toolkit.filters import buffer_has_focus
from prompt_toolkit.key_binding.bindings.basic import load_basic_bindings
from prompt_toolkit.key_binding.bindings.cpr import load_cpr_bindings
from prompt_toolkit.key_binding.bindings.emacs import (
    load_emacs_bindings,
    load_emacs_search_bindings,
    load_emacs_shift_selection_bindings,
)
from prompt_toolkit.key_binding.bindings.mouse import load_mouse_bindings
from prompt_toolkit.key_binding.key_bindings import (
    ConditionalKeyBindings,
    KeyBindingsBase,
    merge_key_bindings,
)


def share_default_keys() -> None:
    """Let all questions of this process share the keys that a line knows by itself."""
    # An application takes no other default keys: it calls this one.
    application.load_key_bindings = default_keys  # type: ignore[attr-defined]


@cache
def default_keys() -> KeyBindingsBase:
    """Return what `load_key_bindings` of prompt_toolkit does, without the keys of vi."""
    in_a_line = (
        load_basic_bindings(),
        load_emacs_bindings(),
        load_emacs_search_bindings(),
        load_emacs_shift_selection_bindings(),
    )
    focused = ConditionalKeyBindings(merge_key_bindings(in_a_line), buffer_has_focus)
    return merge_key_bindings([focused, load_mouse_bindings(), load_cpr_bindings()])
