"""Dataclasses whose methods are written when they are first used do what the library's do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from types import SimpleNamespace

import pytest

from salescli import lazy_dataclass

SOURCE = '''
from __future__ import annotations
from typing import Generic, TypeVar
T = TypeVar("T")

@dataclass(frozen=True, slots=True)
class Point:
    """A point."""
    x: int
    y: int = 2
    label: str = field(default="", compare=False)
    tags: list[str] = field(default_factory=list)

    @property
    def total(self):
        return self.x + self.y

    def __post_init__(self):
        if self.x < 0:
            raise ValueError("below zero")

@dataclass(frozen=True, slots=True)
class Named(Point):
    y: int = 7
    name: str = "none"

@dataclass(slots=True)
class Open(Generic[T]):
    value: T
    seen: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

@dataclass(frozen=True, slots=True, eq=False)
class Same:
    value: int

@dataclass(frozen=True, slots=True)
class Nothing:
    pass
'''


def _classes(maker):
    name = f"made_with_{maker.__name__.replace('.', '_')}"
    module = sys.modules[name] = SimpleNamespace(__name__=name)
    made = vars(module)
    made |= {"dataclass": maker.dataclass, "field": maker.field}
    exec(SOURCE, made)  # noqa: S102 - our own
    return module


OURS, LIBRARY = _classes(lazy_dataclass), _classes(dataclasses)


def _outcome(action, kinds, replace):
    try:
        return action(kinds, replace)
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


def _assigned(kinds, _):
    thing = kinds.Open(1)
    thing.value = 5
    thing.seen["a"] = 1
    return thing.value, thing == kinds.Open(5), repr(thing)


def _put(thing, name):
    setattr(thing, name, 1)


def _matched(kinds, _):
    match kinds.Point(1):
        case kinds.Point(x, y, _, tags):
            return x, y, tags
    return None


ACTIONS = [
    lambda kinds, _: repr(kinds.Point(1, label="a")),
    lambda kinds, _: repr(kinds.Named(1, 3, name="b")),
    lambda kinds, _: kinds.Point(1, label="a") == kinds.Point(1, label="b"),
    lambda kinds, _: kinds.Point(1) == kinds.Point(2),
    lambda kinds, _: kinds.Point(1, 7) == kinds.Named(1),
    lambda kinds, _: kinds.Point(1) == 1,
    lambda kinds, _: len({kinds.Same(1), kinds.Same(1)}),
    lambda kinds, _: len({kinds.Nothing(), kinds.Nothing()}),
    lambda kinds, _: hash(kinds.Point(1)),
    lambda kinds, _: hash(kinds.Point(1, tags=())) == hash((1, 2, ())),
    lambda kinds, _: hash(kinds.Open(1)),
    lambda kinds, _: kinds.Point(),
    lambda kinds, _: kinds.Point(1, z=3),
    lambda kinds, _: kinds.Point(-1),
    lambda kinds, _: kinds.Point(1).tags is kinds.Point(1).tags,
    lambda kinds, _: kinds.Named(1).total,
    lambda kinds, replace: repr(replace(kinds.Point(1), y=9, label="z")),
    lambda kinds, replace: replace(kinds.Point(1), other=9),
    lambda kinds, replace: replace(kinds.Point(1), x=-9),
    lambda kinds, _: _put(kinds.Point(1), "x"),
    lambda kinds, _: _put(kinds.Open(1), "other"),
    lambda kinds, _: delattr(kinds.Point(1), "x"),
    lambda kinds, _: repr(copy.deepcopy(kinds.Named(1))),
    lambda kinds, _: dataclasses.asdict(kinds.Named(1)),
    lambda kinds, _: repr(dataclasses.replace(kinds.Named(1), x=2)),
    lambda kinds, _: [(one.name, one.type, one.init) for one in dataclasses.fields(kinds.Open)],
    lambda kinds, _: dataclasses.is_dataclass(kinds.Point),
    lambda kinds, _: (kinds.Point.__doc__, kinds.Point.__slots__, kinds.Named.__slots__),
    lambda kinds, _: list(inspect.signature(kinds.Named).parameters),
    lambda kinds, _: kinds.Named.__init__.__annotations__["name"],
    _assigned,
    _matched,
]


@pytest.mark.parametrize("action", ACTIONS, ids=range(len(ACTIONS)))
def test_they_do_what_those_of_the_library_do(action):
    ours = _outcome(action, OURS, lazy_dataclass.replace)
    assert ours == _outcome(action, LIBRARY, dataclasses.replace)


def test_what_is_frozen_says_so_as_the_library_does():
    with pytest.raises(dataclasses.FrozenInstanceError):
        OURS.Point(1).x = 2


def test_they_are_pickled():
    thing = lazy_dataclass.dataclass(frozen=True, slots=True)(_Pickled)("a")
    globals()["_Pickled"] = type(thing)
    assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 - our own


class _Pickled:
    name: str


def test_a_class_without_slots_is_refused():
    with pytest.raises(TypeError):
        lazy_dataclass.dataclass(slots=False)


def test_making_and_using_one_loads_nothing():
    code = (
        "import sys\nfrom salescli.lazy_dataclass import dataclass, replace\n"
        "@dataclass(frozen=True, slots=True)\nclass A:\n    x: 'int' = 1\n"
        "assert replace(A(), x=2) == A(2) and hash(A()) and repr(A()) == 'A(x=1)'\n"
        "print(*{'dataclasses', 'inspect', 'typing', 're'} & {*sys.modules})"
    )
    assert subprocess.check_output((sys.executable, "-c", code), text=True) == "\n"
