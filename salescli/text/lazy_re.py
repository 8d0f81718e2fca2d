"""Regular expressions that are compiled when they are first used.

A command loads many modules with patterns and uses few of these; to compile them all takes longer
than many a command's own work.
"""

from __future__ import annotations

from typing import Any, cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _LazyPattern:
    """Stands for a pattern; from its first use on it has the methods of the compiled one."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        import re

        compiled = re.compile(self._text, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def lazy_re(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does as the compiled pattern does; `flags` are those of `re.compile`.

    It is no `re.Pattern`: its methods are called, it is not handed to the functions of `re`.
    """
    return cast("re.Pattern[str]", _LazyPattern(text, flags))
