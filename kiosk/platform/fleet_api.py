"""What staff call about terminals. Handlers read the request, ask the core, write its answer; they decide nothing."""

from typing import Annotated

import msgspec
from litestar import Response, get, post, put
from litestar.params import JSONBody, PathParameter, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import BEARER, CONTENT_TYPE, HOUSE_ONLY, MAY, ROLE, AtReception, ByClerk
from kiosk.platform.commands import commands_of, give
from kiosk.platform.enrolment import confirm, give_code, revoke
from kiosk.platform.exported import take_exported
from kiosk.platform.fleet import list_terminals, terminal_view
from kiosk.platform.fleet_wire import (
    CodeGiven,
    CommandDraft,
    CommandList,
    CommandView,
    Confirmation,
    ExportedMessage,
    HandedIn,
    TerminalDraft,
    TerminalPage,
    TerminalView,
)
from kiosk.platform.problems import RefusedError, also, documented, settled
from kiosk.platform.reception import Reception
from kiosk.platform.roles import StaffRole
from kiosk.platform.settings import Role
from kiosk.platform.terminal_api import JSON
from kiosk.wire import MAX_BLOB_BYTES

TerminalIdPath = Annotated[str, PathParameter(pattern=r"^[a-z0-9-]{3,40}$")]


@post(
    "/v1/terminals",
    opt={ROLE: Role.STAFF, CONTENT_TYPE: JSON},
    security=BEARER,
    responses=documented(409, 415, 422) | also(200, CodeGiven, "Another code for a terminal that is known."),
    tags=["staff"],
)
async def post_terminal(data: JSONBody[TerminalDraft], reception: AtReception) -> Response[CodeGiven]:
    """Give out a one-time code for a terminal: 8 characters, 15 minutes, 5 tries; it is shown this once."""
    given, is_new = settled(await give_code(reception, data))
    return Response(given, status_code=HTTP_201_CREATED if is_new else HTTP_200_OK)


@post(
    "/v1/terminals/{terminal_id:str}/confirmation",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.STAFF, CONTENT_TYPE: JSON},
    security=BEARER,
    responses=documented(404, 409, 415),
    tags=["staff"],
)
async def post_confirmation(
    terminal_id: TerminalIdPath, data: JSONBody[Confirmation], reception: AtReception
) -> TerminalView:
    """Confirm that the fingerprint on the terminal's screen is this one; from now on it may file."""
    refused = await confirm(reception, terminal_id, data)
    if refused is not None:
        raise RefusedError(refused)
    return settled(await terminal_view(reception, terminal_id))


@post(
    "/v1/terminals/{terminal_id:str}/revocation",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.STAFF},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def post_revocation(terminal_id: TerminalIdPath, reception: AtReception) -> TerminalView:
    """Revoke every key of a terminal; it is told so, signed, at its next request."""
    refused = await revoke(reception, terminal_id)
    if refused is not None:
        raise RefusedError(refused)
    return settled(await terminal_view(reception, terminal_id))


@post(
    "/v1/terminals/{terminal_id:str}/exported-messages",
    opt={ROLE: Role.STAFF, CONTENT_TYPE: JSON},
    security=BEARER,
    request_max_body_size=2 * MAX_BLOB_BYTES,  # a page in base 64
    responses=documented(404, 409, 413, 415, 422) | also(200, HandedIn, "It was here before."),
    tags=["staff"],
)
async def post_exported_message(
    terminal_id: TerminalIdPath, data: JSONBody[ExportedMessage], reception: AtReception
) -> Response[HandedIn]:
    """Take one message out of a terminal's export as if the terminal had sent it, once for ever."""
    is_new = settled(await take_exported(reception, terminal_id, data))
    return Response(HandedIn(is_new=is_new), status_code=HTTP_201_CREATED if is_new else HTTP_200_OK)


@get(
    "/v1/terminals",
    opt={ROLE: Role.STAFF, MAY: HOUSE_ONLY | {StaffRole.FLEET}},
    security=BEARER,
    responses=documented(),
    tags=["staff"],
)
async def get_terminals(
    reception: AtReception,
    cursor: Annotated[str | None, QueryParameter(max_length=40)] = None,
) -> TerminalPage:
    """List terminals with their last beat, and what is missing or doubled."""
    return await list_terminals(reception, cursor)


@put(
    "/v1/terminals/{terminal_id:str}/commands/{command_id:str}",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.STAFF, MAY: HOUSE_ONLY | {StaffRole.FLEET}, CONTENT_TYPE: JSON},
    security=BEARER,
    responses=documented(404, 409, 415, 422),
    tags=["staff"],
)
async def put_command(
    terminal_id: TerminalIdPath,
    command_id: Annotated[str, PathParameter(pattern=ID_PATTERN)],
    data: JSONBody[CommandDraft],
    clerk: ByClerk,
    reception: AtReception,
) -> CommandList:
    """Have a terminal told to do something, at its next heartbeat; the same id once more is the same command."""
    refused = await give(reception, terminal_id, command_id, data.act, clerk.name)
    if refused is not None:
        raise RefusedError(refused)
    return await _commands(reception, terminal_id)


@get(
    "/v1/terminals/{terminal_id:str}/commands",
    opt={ROLE: Role.STAFF, MAY: HOUSE_ONLY | {StaffRole.FLEET}},
    security=BEARER,
    responses=documented(),
    tags=["staff"],
)
async def get_commands(terminal_id: TerminalIdPath, reception: AtReception) -> CommandList:
    """List what a terminal was told, and what came of it."""
    return await _commands(reception, terminal_id)


async def _commands(reception: Reception, terminal_id: str) -> CommandList:
    async with reception.database.read() as db:
        given = await commands_of(db, terminal_id)
    return CommandList(commands=[msgspec.convert(each, CommandView, from_attributes=True) for each in given])


HANDLERS = [
    post_terminal,
    post_confirmation,
    post_revocation,
    post_exported_message,
    get_terminals,
    put_command,
    get_commands,
]
"""All that need a clerk's token."""
