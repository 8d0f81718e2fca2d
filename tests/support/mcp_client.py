"""A real client of the protocol's SDK, which starts `salescli mcp` and speaks to it over pipes."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mcp import Client
from mcp.client.stdio import StdioServerParameters

from salescli.commands.mcp.server import make_server

_PASSED = ("HOME", "PATH", "SALESCLI_NOW", "TZ")


class Assistant:
    """An assistant that is connected: each call as its JSON, and whether it was refused."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the answer of a tool, which must not have been refused."""
        result = await self.client.call_tool(tool, arguments)
        text = result.content[0].text
        assert not result.is_error, text
        return {**json.loads(text), "bytes": len(text.encode())}

    async def refused(self, tool: str, **arguments: Any) -> str:
        """Return what was said to a call that must have been refused."""
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error, result.content[0].text
        return str(result.content[0].text)

    async def pages(self, tool: str, **arguments: Any) -> list[dict[str, Any]]:
        """Return the items of all pages of a tool."""
        answer = await self.call(tool, **arguments)
        items = answer["items"]
        while "next_cursor" in answer:
            answer = await self.call(tool, **arguments, cursor=answer["next_cursor"])
            items += answer["items"]
        return items


def server_of(book: Path, *flags: str) -> StdioServerParameters:
    """Return how the server of a book is started."""
    around = {name: os.environ[name] for name in _PASSED if name in os.environ}
    around |= {
        name: value for name, value in os.environ.items() if name.startswith(("COV", "GIT_"))
    }
    return StdioServerParameters(
        command=sys.executable,
        args=["-P", "-m", "salescli", "--book", str(book), "mcp", *flags],
        env=around,
    )


@asynccontextmanager
async def connected(book: Path, *flags: str) -> AsyncIterator[Assistant]:
    """Yield an assistant that is connected to a server of the book."""
    async with Client(server_of(book, *flags)) as client:
        yield Assistant(client)


class Talk:
    """A connection that is open for as long as the tests of a module take; calls wait for it."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._end = asyncio.run_coroutine_threadsafe(self._made_event(), self._loop).result()
        self._started = threading.Event()
        self._running = asyncio.run_coroutine_threadsafe(self._hold(), self._loop)
        assert self._started.wait(60)

    async def _made_event(self) -> asyncio.Event:
        return asyncio.Event()

    async def _hold(self) -> None:
        async with connected(self.book) as self.assistant:
            self._started.set()
            await self._end.wait()

    def wait(self, answer: Coroutine[Any, Any, Any]) -> Any:
        """Return what comes of a call."""
        return asyncio.run_coroutine_threadsafe(answer, self._loop).result(120)

    def close(self) -> None:
        """End the connection, and the server with it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._running.result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()


def with_assistant(
    talk: Callable[[Assistant], Awaitable[Any]], may_apply: frozenset[str] = frozenset()
) -> Any:
    """Return what comes of a talk with a server in this process, of the book in the environment."""

    async def run() -> Any:
        async with Client(make_server(lambda: may_apply)) as client:
            return await talk(Assistant(client))

    return asyncio.run(run())
