"""What anybody may call: whether the platform runs, its keys, enrolling with a code, checking a slip."""

import hashlib
from typing import Annotated

from litestar import Response, get, post
from litestar.params import HeaderParameter, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from kiosk.platform.access import CONTENT_TYPE, AtReception
from kiosk.platform.desk import matches
from kiosk.platform.enrolment import enrol
from kiosk.platform.fleet_wire import SlipAnswer
from kiosk.platform.keyring import published_keys
from kiosk.platform.problems import also, documented, settled
from kiosk.platform.slips import judge_slip, slip_keys
from kiosk.platform.terminal_api import JSON, MAX_SMALL_BYTES
from kiosk.wire import Enrolled, EnrolmentRequest, Health, PlatformKeys, SlipKeys, encode


@get("/v1/health", tags=["open"])
async def get_health(reception: AtReception) -> Health:
    """Say that the platform runs and its database answers."""
    async with reception.database.read() as db:
        await db.exec_driver_sql("select 1")
    return Health(status="ok", api="v1", now=reception.clock.now())


@get("/v1/keys", responses=documented() | also(304, None, "It is what If-None-Match names."), tags=["open"])
async def get_keys(
    reception: AtReception,
    if_none_match: Annotated[str | None, HeaderParameter(name="If-None-Match")] = None,
) -> Response[PlatformKeys | None]:
    """Answer what to seal to, signed by the platform's own key, or 304 where the caller has it."""
    keys = await published_keys(reception)
    etag = f'"{hashlib.sha256(encode(keys)).hexdigest()[:16]}"'
    if if_none_match is not None and matches(if_none_match, etag):
        return Response(None, status_code=HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
    return Response(keys, headers={"ETag": etag})


@post(
    "/v1/enrolments",
    status_code=HTTP_200_OK,
    opt={CONTENT_TYPE: JSON},
    request_max_body_size=MAX_SMALL_BYTES,
    responses=documented(409, 413, 415, 422),
    tags=["open"],
)
async def post_enrolment(data: JSONBody[EnrolmentRequest], reception: AtReception) -> Enrolled:
    """Bind a terminal's key to the code that staff gave out; staff still have to confirm its fingerprint."""
    return settled(await enrol(reception, data))


@get("/v1/slip-keys", responses=documented(), tags=["open"])
async def get_slip_keys(reception: AtReception) -> SlipKeys:
    """Answer the public keys of all terminals ever confirmed, to check slips with."""
    return await slip_keys(reception)


@get("/v1/slips", responses=documented(), tags=["open"])
async def get_slip(
    code: Annotated[str, QueryParameter(min_length=1, max_length=200, description="What the slip's QR code holds.")],
    reception: AtReception,
) -> SlipAnswer:
    """Say whether a slip is true, which number it is for, and whether its case has arrived."""
    return await judge_slip(reception, code)


HANDLERS = [get_health, get_keys, post_enrolment, get_slip_keys, get_slip]
"""All that are open."""
