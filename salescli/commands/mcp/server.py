"""The server: the tools, prompts and resources as the protocol's SDK speaks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import jsonschema
import mcp_types as types
from mcp import MCPError
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from salescli import __version__
from salescli.commands.mcp.answers import answer_text, cut_to_fit, marked
from salescli.commands.mcp.ask_salescli import Answer, ask_salescli
from salescli.commands.mcp.texts import INSTRUCTIONS, PROMPTS
from salescli.commands.mcp.tools import TOOLS, Caller
from salescli.commands.mcp.unread_lines import AnsweringStream
from salescli.text.lazy_re import lazy_re

_JSON = "application/json"
_DEAL_LOG = "salescli://deal/{deal}/log"
_PROCESS = "salescli://process/{name}"
_MORE = "{?cursor}"
_HANDLE = lazy_re(r"[\w-]{1,100}")
_SURROGATE = lazy_re("[\ud800-\udfff]")
_URI = lazy_re(r"salescli://(?:deal/([^/?]+)/log|process/([^/?]+))(?:\?cursor=([0-9]{1,6}))?")
_RESOURCES = {
    _DEAL_LOG + _MORE: "the log of a deal",
    _PROCESS + _MORE: "a process as it is in force",
}


def make_server(may_apply: Callable[[], frozenset[str]]) -> Server[Any]:
    """Return the server; `may_apply` says, at each call, whose proposals it applies itself."""

    async def call(context: Any, request: types.CallToolRequestParams) -> types.CallToolResult:
        return await _call(request, Caller(_name_of(context), may_apply()))

    async def list_tools(_context: Any, _asked: Any) -> types.ListToolsResult:
        return _listed_tools(applies=bool(may_apply()))

    return Server(
        "salescli",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call,
        on_list_prompts=_list_prompts,
        on_get_prompt=_get_prompt,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=_read_resource,
    )


async def serve(may_apply: Callable[[], frozenset[str]]) -> None:
    """Serve over standard input and output until the client ends it."""
    server = make_server(may_apply)
    async with stdio_server() as (reading, writing):
        answering = AnsweringStream(reading, writing)
        await server.run(answering, writing, server.create_initialization_options())


def _name_of(context: Any) -> str:
    """Return the client's name, as a commit can have it."""
    try:
        name = str(context.session.client_params.client_info.name)
    except AttributeError:
        return "assistant"
    kept = "".join(char for char in name if char.isprintable())[:40].strip()
    return kept or "assistant"


def _listed_tools(*, applies: bool) -> types.ListToolsResult:
    """Return the tools; one that changes the book itself may take something away there."""
    return types.ListToolsResult(
        tools=[
            types.Tool(
                name=name,
                description=tool.description,
                input_schema=tool.schema,
                annotations=types.ToolAnnotations(
                    read_only_hint=not tool.changes,
                    destructive_hint=tool.changes and applies,
                    idempotent_hint=not tool.changes,
                    open_world_hint=False,
                ),
            )
            for name, tool in TOOLS.items()
        ]
    )


async def _call(request: types.CallToolRequestParams, caller: Caller) -> types.CallToolResult:
    tool = TOOLS.get(request.name)
    if tool is None:
        return _error(f"there is no such tool; tools: {', '.join(TOOLS)}")
    arguments = request.arguments or {}
    problem = jsonschema.Draft202012Validator(tool.schema)
    wrong = jsonschema.exceptions.best_match(problem.iter_errors(arguments))
    if wrong is not None:
        where = "/".join(str(part) for part in wrong.absolute_path) or request.name
        return _error(f"these arguments don't fit the schema, at {where}", wrong.message[:500])
    if not _is_passable(arguments):
        return _error("a text has a character that no command line takes: NUL, or half of one")
    answer = await tool.answers(arguments, caller)
    if isinstance(answer, Answer):
        return _error("the command line refused; book_text has what it said", answer.err.strip())
    return types.CallToolResult(content=[_text(answer)])


def _is_passable(value: Any) -> bool:
    """Return whether all texts of a call can be words of a command line."""
    match value:
        case str():
            return "\0" not in value and not _SURROGATE.search(value)
        case dict():
            return all(_is_passable(item) for pair in value.items() for item in pair)
        case list():
            return all(map(_is_passable, value))
    return True


def _text(facts: Any) -> types.TextContent:
    return types.TextContent(type="text", text=answer_text(facts))


def _error(message: str, quoted: str = "") -> types.CallToolResult:
    apart = marked({"said": quoted[:4_000]}) if quoted else {}
    facts = cut_to_fit({"error": message, **apart})
    return types.CallToolResult(content=[_text(facts)], is_error=True)


def _wrong(message: str) -> MCPError:
    return MCPError(types.INVALID_PARAMS, message)


async def _list_prompts(_context: Any, _asked: Any) -> types.ListPromptsResult:
    return types.ListPromptsResult(
        prompts=[
            types.Prompt(
                name=name,
                description=prompt.description,
                arguments=[
                    types.PromptArgument(name=argument, required=True)
                    for argument in prompt.arguments
                ],
            )
            for name, prompt in PROMPTS.items()
        ]
    )


async def _get_prompt(
    _context: Any, request: types.GetPromptRequestParams
) -> types.GetPromptResult:
    prompt = PROMPTS.get(request.name)
    typed = request.arguments or {}
    if prompt is None:
        raise _wrong(f"there is no such prompt; prompts: {', '.join(PROMPTS)}")
    missing = [name for name in prompt.arguments if not _HANDLE.fullmatch(typed.get(name, ""))]
    if missing:
        raise _wrong(f"missing, or no handle: {', '.join(missing)}")
    text = prompt.text.format_map(typed)
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=prompt.description, messages=[message])


async def _list_resources(_context: Any, _asked: Any) -> types.ListResourcesResult:
    listed = (await ask_salescli(["process", "list", "--json"])).facts.get("processes", [])
    names = [one["name"] for one in listed if _HANDLE.fullmatch(one["name"])]
    return types.ListResourcesResult(
        resources=[
            types.Resource(name=f"process {name}", uri=_PROCESS.format(name=name), mime_type=_JSON)
            for name in names[:100]
        ]
    )


async def _list_templates(_context: Any, _asked: Any) -> types.ListResourceTemplatesResult:
    return types.ListResourceTemplatesResult(
        resource_templates=[
            types.ResourceTemplate(name=text, uri_template=uri, mime_type=_JSON)
            for uri, text in _RESOURCES.items()
        ]
    )


async def _read_resource(
    _context: Any, request: types.ReadResourceRequestParams
) -> types.ReadResourceResult:
    match = _URI.fullmatch(str(request.uri))
    if match is None:
        raise _wrong(f"there is no such resource; there are: {', '.join(_RESOURCES)}")
    deal, process, cursor = match.groups(default="")
    name = "deal" if deal else "process"
    arguments = {"deal": unquote(deal), "part": "log"} if deal else {"name": unquote(process)}
    answer = await TOOLS[name].answers({**arguments, "cursor": cursor}, Caller())
    if isinstance(answer, Answer):
        raise _wrong(f"there is no such {name}")
    contents = types.TextResourceContents(
        uri=str(request.uri), mime_type=_JSON, text=answer_text(answer)
    )
    return types.ReadResourceResult(contents=[contents])
