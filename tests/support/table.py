"""A table of cases that are quick to check, in one test: each row that fails is said.

A test of its own for each of a thousand rows takes longer than the rows.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

import pytest


def check_rows(rows: Sequence[Sequence[Any]], check: Callable[..., object]) -> None:
    """Check each row, then fail with all that were wrong."""
    assert rows, "the table is empty"
    wrong = []
    for row in rows:
        try:
            check(*row)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - the others go on
            wrong.append(f"{row!r}: {type(error).__name__}: {error}")
    assert not wrong, f"{len(wrong)} of {len(rows)} rows:\n" + "\n".join(wrong)


def each(names: str, rows: Sequence[Any]) -> Callable[[Callable[..., object]], Callable]:
    """Do what `pytest.mark.parametrize` does, in one test: the fixtures are the same for all."""
    keys = [name.strip() for name in names.split(",")]

    def decorate(check: Callable[..., object]) -> Callable[..., None]:
        @functools.wraps(check)
        def test(**fixtures: Any) -> None:
            table = [row if len(keys) > 1 else (row,) for row in rows]
            check_rows(table, lambda *row: check(**fixtures, **dict(zip(keys, row, strict=True))))

        signature = inspect.signature(check)
        left = [value for name, value in signature.parameters.items() if name not in keys]
        test.__signature__ = signature.replace(parameters=left)
        del test.__wrapped__
        return test

    return decorate
