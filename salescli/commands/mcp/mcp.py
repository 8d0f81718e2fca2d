"""`mcp`: serve the book to an assistant over standard input and output."""

from __future__ import annotations

import os
from importlib.util import find_spec

from salescli.commands.support.session import open_session
from salescli.errors import SalescliError
from salescli.flags.keeping.mcp import McpFlags


def mcp(flags: McpFlags) -> None:
    """Serve until the client ends it. Raises SalescliError where the SDK isn't installed."""
    if find_spec("mcp") is None:
        raise SalescliError(
            "the protocol's library isn't installed",
            fix="pip install 'salescli[mcp]'   or: pipx inject salescli mcp",
        )
    session = open_session(flags.book)
    os.environ["SALESCLI_BOOK"] = str(session.book.root)
    import asyncio

    from salescli.commands.mcp.server import serve

    asyncio.run(serve(session.book.settings.agent_apply if flags.write else frozenset()))
