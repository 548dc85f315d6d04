"""What terminals call. Handlers read the request, ask the core, and write its answer; they decide nothing."""

from typing import Annotated, Any

from litestar import Request, Response, get, post, put
from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_304_NOT_MODIFIED

from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import CONTENT_TYPE, ROLE, AtReception
from kiosk.platform.blobs import put_blob
from kiosk.platform.desk import matches
from kiosk.platform.feed import current_feed
from kiosk.platform.intake import take
from kiosk.platform.problems import also, documented, settled
from kiosk.platform.residents import find_progress
from kiosk.platform.settings import Role
from kiosk.platform.staff_wire import Health
from kiosk.wire import (
    MAX_BLOB_BYTES,
    MAX_BODY_BYTES,
    Acknowledgement,
    BlobStored,
    Envelope,
    Feed,
    ProgressAnswer,
    ProgressQuery,
)

JSON = "application/json"
BYTES = "application/octet-stream"
MAX_ENVELOPE_BYTES = 8 * MAX_BODY_BYTES
"""A body is a JSON string in JSON: every quote and every rare character grows."""

Key = Annotated[str, HeaderParameter(name="Idempotency-Key", pattern=ID_PATTERN, description="The message's own id.")]
Sha256Path = Annotated[str, PathParameter(pattern=r"^[0-9a-f]{64}$")]


@post(
    "/v1/envelopes",
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: JSON},
    request_max_body_size=MAX_ENVELOPE_BYTES,
    responses=documented(409, 413, 415, 422) | also(200, Acknowledgement, "The first answer again."),
    tags=["terminal"],
)
async def post_envelope(data: JSONBody[Envelope], key: Key, reception: AtReception) -> Response[Acknowledgement]:
    """Take one message of a terminal's outbox, once for ever: 201 the first time, 200 with the same answer after it."""
    taken = settled(await take(reception, key, data))
    return Response(taken.acknowledgement, status_code=HTTP_201_CREATED if taken.first else HTTP_200_OK)


@put(
    "/v1/blobs/{sha256:str}",
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: BYTES},
    request_max_body_size=MAX_BLOB_BYTES,
    responses=documented(413, 415, 422) | also(201, BlobStored, "The bytes are new here."),
    tags=["terminal"],
)
async def put_page(request: Request[Any, Any, Any], sha256: Sha256Path, reception: AtReception) -> Response[BlobStored]:
    """Keep the bytes of one scanned page under their digest: 201 the first time, 200 after it."""
    is_new = settled(await put_blob(reception, sha256, await request.body()))
    return Response(BlobStored(sha256=sha256), status_code=HTTP_201_CREATED if is_new else HTTP_200_OK)


@post(
    "/v1/progress",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: JSON},
    responses=documented(415),
    tags=["terminal"],
)
async def post_progress(data: JSONBody[ProgressQuery], reception: AtReception) -> ProgressAnswer:
    """Answer a person's cases, newest first, to somebody whose card was read."""
    return settled(await find_progress(reception, data))


@get(
    "/v1/feed",
    opt={ROLE: Role.TERMINAL},
    responses=documented() | also(304, None, "It is what If-None-Match names."),
    tags=["terminal"],
)
async def get_feed(
    division_code: Annotated[str, QueryParameter(pattern=r"^[0-9]{6,12}$")],
    reception: AtReception,
    if_none_match: Annotated[str | None, HeaderParameter(name="If-None-Match")] = None,
) -> Response[Feed | None]:
    """Answer all that is valid now for an area, or 304 where the terminal has it."""
    current = await current_feed(reception, division_code)
    if if_none_match is not None and matches(if_none_match, current.etag):
        return Response(None, status_code=HTTP_304_NOT_MODIFIED, headers={"ETag": current.etag})
    return Response(current.feed, headers={"ETag": current.etag})


@get("/v1/health", tags=["open"])
async def get_health(reception: AtReception) -> Health:
    """Say that the platform runs and its database answers."""
    async with reception.database.read() as db:
        await db.exec_driver_sql("select 1")
    return Health(status="ok", api="v1", now=reception.clock.now())


HANDLERS = [post_envelope, put_page, post_progress, get_feed]
"""All that need a terminal's token."""
