"""Dataclasses whose methods are written when they are first used.

The library writes and compiles every method of a class when the class is made, and loads `inspect`
to do so. Of some hundred classes that a command loads it uses a few: to make them all took longer
than most commands' own work. To the type checker these are `dataclasses`, and the library's
`fields`, `asdict` and the like take them for its own. They have slots, and no fields by keyword
only; `tests/test_lazy_dataclass.py` holds them against the library's.
"""

from __future__ import annotations

import sys
from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from dataclasses import dataclass, field, replace
    from typing import Any

__all__ = ["dataclass", "defaults", "field", "field_names", "replace"]

_NONE: Any = type("_None", (), {"__repr__": lambda _: "<factory>"})()
_OWN = "__lazy_fields__"  # of a class: those that it adds to its bases', by name


class _Field:
    """What is said of a field: its type, its default or what makes one, and where it counts."""

    __slots__ = ("compare", "default", "factory", "init", "repr", "type")

    def __init__(self, default: Any, factory: Any, init: bool, repr_: bool, compare: bool) -> None:
        self.default, self.factory, self.type = default, factory, ""
        self.init, self.repr, self.compare = init, repr_, compare

    @property
    def has_default(self) -> bool:
        """Return whether a value needn't be given."""
        return self.default is not _NONE or self.factory is not _NONE


class _Later:
    """Stands for what a class has, until it is first asked for."""

    __slots__ = ("_kind", "_name", "_write")

    def __init__(self, kind: type, name: str, write: Callable[[type], Any]) -> None:
        self._kind, self._name, self._write = kind, name, write

    def __get__(self, thing: object, kind: type | None = None) -> Any:
        written = self._write(self._kind)
        setattr(self._kind, self._name, written)
        return written.__get__(thing, kind) if hasattr(written, "__get__") else written


def _fields(kind: type) -> dict[str, _Field]:
    """Return the fields of a class, those of its bases first."""
    fields: dict[str, _Field] = {}
    for base in reversed(kind.__mro__):
        fields |= base.__dict__.get(_OWN, {})
    return fields


def field_names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class, in order."""
    return tuple(_fields(kind))


def defaults(kind: type) -> dict[str, Any] | None:
    """Return the fields of a class that have a plain default, with it; None for other classes."""
    if not hasattr(kind, _OWN):
        return None
    fields = _fields(kind)
    return {name: about.default for name, about in fields.items() if about.default is not _NONE}


def _init(kind: type) -> Any:
    fields = _fields(kind)
    given = {name: about for name, about in fields.items() if about.init}
    names = {"none": _NONE}
    names |= {f"default_{name}": about.default for name, about in fields.items()}
    names |= {f"make_{name}": about.factory for name, about in fields.items()}
    names |= {f"set_{name}": getattr(kind, name).__set__ for name in fields}
    heads = [f"{name}=default_{name}" if a.has_default else name for name, a in given.items()]
    lines = list(_assignments(fields))
    lines += ["self.__post_init__()"] if hasattr(kind, "__post_init__") else []
    text = (
        f"def write({', '.join(names)}):\n"
        f" def __init__({', '.join(['self', *heads])}):\n  "
        + "\n  ".join(lines or ["pass"])
        + "\n return __init__"
    )
    scope: dict[str, Any] = {}
    exec(text, sys.modules[kind.__module__].__dict__, scope)  # noqa: S102 - as the library does
    init = scope["write"](**names)
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    init.__annotations__ = {name: about.type for name, about in given.items()} | {"return": None}
    return init


def _assignments(fields: Mapping[str, _Field]) -> Iterator[str]:
    for name, about in fields.items():
        if about.factory is not _NONE:
            made = f"make_{name}()"
            yield (
                f"set_{name}(self, {made} if {name} is none else {name})"
                if about.init
                else (f"set_{name}(self, {made})")
            )
        elif about.init or about.has_default:
            yield f"set_{name}(self, {name if about.init else f'default_{name}'})"


def _values(kind: type) -> Callable[[Any], Any]:
    """Return what returns the values of an object that count, in a tuple if there are several."""
    names = [name for name, about in _fields(kind).items() if about.compare]
    return attrgetter(*names) if names else lambda _: ()


def _eq(kind: type) -> Any:
    values = _values(kind)

    def is_equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return is_equal


def _hash(kind: type) -> Any:
    values = _values(kind)
    return lambda self: hash(values(self))


def _repr(kind: type) -> Any:
    names = [name for name, about in _fields(kind).items() if about.repr]

    def text(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return text


def _library_fields(kind: type) -> Any:
    """Return the fields as the library has them."""
    import dataclasses

    fields = []
    for name, about in _fields(kind).items():
        where = {"init": about.init, "repr": about.repr, "compare": about.compare}
        value = {"default": about.default, "default_factory": about.factory}
        given = {key: one for key, one in value.items() if one is not _NONE}
        of_library: Any = dataclasses.field
        fields.append((name, about.type, of_library(**given, **where)))
    return vars(dataclasses.make_dataclass(kind.__name__, fields))["__dataclass_fields__"]


def _refuse(self: object, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r} of {type(self).__qualname__}")


def _state(self: object) -> list[Any]:
    return [getattr(self, name) for name in _fields(type(self))]


def _put_state(self: object, state: list[Any]) -> None:
    for name, value in zip(_fields(type(self)), state, strict=True):
        object.__setattr__(self, name, value)


_WRITTEN: Mapping[str, Callable[[type], Any]] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__match_args__": lambda kind: tuple(name for name, a in _fields(kind).items() if a.init),
    "__dataclass_fields__": _library_fields,
}
_FROZEN: dict[str, Any] = {"__setattr__": _refuse, "__delattr__": _refuse}
_FROZEN |= {"__getstate__": _state, "__setstate__": _put_state}


def _made(kind: type, *, frozen: bool, eq: bool) -> type:
    table = dict(kind.__dict__)
    own: dict[str, _Field] = {}
    for name, annotation in kind.__annotations__.items():
        value = table.pop(name, _NONE)
        own[name] = value if isinstance(value, _Field) else _Field(value, _NONE, True, True, True)
        own[name].type = annotation
    later = {name: write for name, write in _WRITTEN.items() if name not in table}
    if not eq:
        del later["__eq__"], later["__hash__"]
    elif not frozen:
        del later["__hash__"]
        table["__hash__"] = None
    inherited = _fields(kind)
    table |= _FROZEN if frozen else {}
    table |= {"__slots__": tuple(name for name in own if name not in inherited), _OWN: own}
    for name in ("__dict__", "__weakref__"):
        table.pop(name, None)
    made = type(kind)(kind.__name__, kind.__bases__, table)
    made.__qualname__ = kind.__qualname__
    for name, write in later.items():
        setattr(made, name, _Later(made, name, write))
    return made


if not TYPE_CHECKING:

    def dataclass(*, frozen: bool = False, slots: bool, eq: bool = True) -> Callable[[type], type]:
        """Make a dataclass of a class, as `dataclasses.dataclass` does. Raises TypeError."""
        if not slots:
            raise TypeError("a dataclass has slots here")
        return lambda kind: _made(kind, frozen=frozen, eq=eq)

    def field(
        *,
        default: Any = _NONE,
        default_factory: Any = _NONE,
        init: bool = True,
        repr: bool = True,  # noqa: A002 - the library's name
        compare: bool = True,
    ) -> Any:
        """Return what is said of a field, as `dataclasses.field` does."""
        return _Field(default, default_factory, init, repr, compare)

    def replace(thing: object, /, **changes: Any) -> Any:
        """Return an object like a dataclass's, with other values."""
        kind = type(thing)
        for name, about in _fields(kind).items():
            if about.init and name not in changes:
                changes[name] = getattr(thing, name)
        return kind(**changes)
