"""Lines of a client that are no message: each is answered, where the SDK would only pass them over.

Half a character (a lone surrogate) is one that Python's JSON reads and the SDK's doesn't: its
request has a name, and is refused by that.
"""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, Self

import mcp_types as types
from anyio import EndOfStream
from mcp.shared.message import SessionMessage

_INVALID = "json_invalid"
_LONGEST = 100  # bytes of the name of a request


class AnsweringStream:
    """What is read from a client, less what is no message: that is answered with an error."""

    def __init__(self, reading: Any, writing: Any) -> None:
        self._reading, self._writing = reading, writing

    @property
    def last_context(self) -> Any:
        """The context in which the last message was sent."""
        return self._reading.last_context

    async def receive(self) -> Any:
        """Return the next message."""
        while isinstance(item := await self._reading.receive(), Exception):
            line = _line_of(item)
            if line is None or line.strip():
                await self._writing.send(SessionMessage(_answer(line)))
        return item

    async def aclose(self) -> None:
        """Close what is read."""
        await self._reading.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        try:
            return await self.receive()
        except EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()


def _line_of(error: Exception) -> str | None:
    """Return the line that is no JSON; None for JSON that is no message."""
    found: list[dict[str, Any]] = getattr(error, "errors", list)()
    return next((str(one["input"]) for one in found if one["type"] == _INVALID), None)


def _answer(line: str | None) -> types.JSONRPCError:
    if line is None:
        code, says = types.INVALID_REQUEST, "this is no message of JSON-RPC 2.0"
    else:
        code, says = types.PARSE_ERROR, "this line is no JSON, or has half of a character in it"
    data = types.ErrorData(code=code, message=says)
    return types.JSONRPCError(jsonrpc="2.0", id=_id_of(line or ""), error=data)


def _id_of(line: str) -> int | str | None:
    """Return the name of a request as far as it can be written; None where it has none."""
    try:
        name = json.loads(line)["id"]
        is_name = type(name) in (int, str) and len(str(name).encode()) < _LONGEST
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return name if is_name else None
