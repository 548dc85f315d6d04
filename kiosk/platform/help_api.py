"""Calls for help, from both sides. Handlers read the request, ask the core, write its answer; they decide nothing."""

from typing import Annotated

from litestar import delete, get, post, put
from litestar.params import JSONBody, PathParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT

from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import BEARER, MAY, ROLE, SIGNED, AtReception, ByClerk, ByTerminal
from kiosk.platform.help_calls import answer_call, open_calls, take_call, withdraw_call
from kiosk.platform.help_wire import HelpCallList, HelpCallView
from kiosk.platform.problems import documented, settled
from kiosk.platform.roles import CALLED_FOR_HELP
from kiosk.platform.settings import Role
from kiosk.platform.terminal_api import SMALL_MESSAGE
from kiosk.wire import HelpAnswer, HelpCall

CallIdPath = Annotated[str, PathParameter(pattern=ID_PATTERN)]


@put(
    "/v1/help-calls/{call_id:str}",
    status_code=HTTP_200_OK,
    **SMALL_MESSAGE,
    responses=documented(409, 413, 415),
    tags=["terminal"],
)
async def put_call(
    call_id: CallIdPath, data: JSONBody[HelpCall], caller: ByTerminal, reception: AtReception
) -> HelpAnswer:
    """Call somebody to the terminal, or say that it still calls; answers whether somebody comes."""
    return settled(await take_call(reception, caller, call_id, data))


@delete(
    "/v1/help-calls/{call_id:str}",
    status_code=HTTP_204_NO_CONTENT,
    opt={ROLE: Role.TERMINAL},
    security=SIGNED,
    responses=documented(),
    tags=["terminal"],
)
async def delete_call(call_id: CallIdPath, caller: ByTerminal, reception: AtReception) -> None:
    """Say that nobody need come any more."""
    await withdraw_call(reception, caller, call_id)


@get(
    "/v1/help-calls",
    opt={ROLE: Role.STAFF, MAY: CALLED_FOR_HELP},
    security=BEARER,
    responses=documented(),
    tags=["staff"],
)
async def get_calls(clerk: ByClerk, reception: AtReception) -> HelpCallList:
    """List the terminals that call now and that this clerk may go to."""
    return await open_calls(reception, clerk)


@post(
    "/v1/help-calls/{call_id:str}/answer",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.STAFF, MAY: CALLED_FOR_HELP},
    security=BEARER,
    responses=documented(404, 409),
    tags=["staff"],
)
async def post_answer(call_id: CallIdPath, clerk: ByClerk, reception: AtReception) -> HelpCallView:
    """Say "I come"; the resident reads it within seconds. Said again by the same clerk, it is the same answer."""
    return settled(await answer_call(reception, clerk, call_id))


HANDLERS = [put_call, delete_call, get_calls, post_answer]
