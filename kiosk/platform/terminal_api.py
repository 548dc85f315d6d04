"""What terminals call. Handlers read the request, ask the core, and write its answer; they decide nothing.

Each is signed by its terminal. What has an identity of its own (a message, a page's bytes) may be signed by any clock;
everything else within 300 s of the platform's time.
"""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, head, patch, post, put
from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_204_NO_CONTENT, HTTP_304_NOT_MODIFIED

from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import CONTENT_TYPE, REPLAY_SAFE, ROLE, SIGNED, AtReception, ByTerminal
from kiosk.platform.blobs import put_blob
from kiosk.platform.bundles import offer, piece
from kiosk.platform.desk import matches
from kiosk.platform.feed import current_feed
from kiosk.platform.heartbeats import take_beat
from kiosk.platform.intake import take
from kiosk.platform.key_change import change_key
from kiosk.platform.leases import next_lease
from kiosk.platform.problems import RefusedError, also, documented, octets, settled
from kiosk.platform.residents import find_progress
from kiosk.platform.settings import Role
from kiosk.platform.uploads import MAX_PART_BYTES, Part, Upload, find_upload, take_part
from kiosk.platform.ways_in import take_escrow
from kiosk.wire import (
    MAX_BLOB_BYTES,
    MAX_BODY_BYTES,
    Acknowledgement,
    BlobStored,
    BundleOffer,
    Envelope,
    Feed,
    Heartbeat,
    HeartbeatAnswer,
    KeyChange,
    Lease,
    LeaseWish,
    ProgressAnswer,
    ProgressQuery,
)
from kiosk.wire.access import AccessEscrow, AccessTaken

JSON = "application/json"
BYTES = "application/octet-stream"
PART = "application/offset+octet-stream"
MAX_ENVELOPE_BYTES = 8 * MAX_BODY_BYTES
"""A body is a JSON string in JSON: every quote and every rare character grows."""
MAX_SMALL_BYTES = 64 * 1024
SMALL_MESSAGE: dict[str, Any] = {
    "opt": {ROLE: Role.TERMINAL, CONTENT_TYPE: JSON}, "security": SIGNED, "request_max_body_size": MAX_SMALL_BYTES,
}  # fmt: skip
"""A door for what a terminal says of itself: signed, at this time, JSON, short."""

Key = Annotated[str, HeaderParameter(name="Idempotency-Key", pattern=ID_PATTERN, description="The message's own id.")]
Sha256Path = Annotated[str, PathParameter(pattern=r"^[0-9a-f]{64}$")]


@post(
    "/v1/envelopes",
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: JSON, REPLAY_SAFE: True},
    security=SIGNED,
    request_max_body_size=MAX_ENVELOPE_BYTES,
    responses=documented(409, 413, 415, 422) | also(200, Acknowledgement, "The first answer again."),
    tags=["terminal"],
)
async def post_envelope(
    data: JSONBody[Envelope], key: Key, caller: ByTerminal, reception: AtReception
) -> Response[Acknowledgement]:
    """Take one message of a terminal's outbox, once for ever: 201 the first time, 200 with the same answer after it."""
    taken = settled(await take(reception, caller, key, data))
    return Response(taken.acknowledgement, status_code=HTTP_201_CREATED if taken.first else HTTP_200_OK)


@put(
    "/v1/blobs/{sha256:str}",
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: BYTES, REPLAY_SAFE: True},
    security=SIGNED,
    request_max_body_size=MAX_BLOB_BYTES,
    operation_class=octets(BYTES),
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
    security=SIGNED,
    responses=documented(415),
    tags=["terminal"],
)
async def post_progress(data: JSONBody[ProgressQuery], reception: AtReception) -> ProgressAnswer:
    """Answer a person's cases, newest first, to somebody whose card was read."""
    return settled(await find_progress(reception, data))


@get(
    "/v1/feed",
    opt={ROLE: Role.TERMINAL},
    security=SIGNED,
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


@head(
    "/v1/blobs/{sha256:str}",
    opt={ROLE: Role.TERMINAL, REPLAY_SAFE: True},
    security=SIGNED,
    responses=documented(404),
    tags=["terminal"],
)
async def head_page(sha256: Sha256Path, caller: ByTerminal, reception: AtReception) -> Response[None]:
    """Say how much of a page is here: Upload-Offset, and in Upload-Complete whether that is all."""
    found = settled(await find_upload(reception, caller, sha256))
    return Response(None, headers=_upload_headers(found))


@patch(
    "/v1/blobs/{sha256:str}",
    status_code=HTTP_201_CREATED,
    opt={ROLE: Role.TERMINAL, CONTENT_TYPE: PART, REPLAY_SAFE: True},
    security=SIGNED,
    request_max_body_size=MAX_PART_BYTES,
    operation_class=octets(PART),
    responses=documented(409, 413, 415, 422)
    | also(204, None, "The part is here; Upload-Offset says where the next begins.")
    | also(200, BlobStored, "The page is here already."),
    tags=["terminal"],
)
async def patch_page(
    request: Request[Any, Any, Any],
    sha256: Sha256Path,
    offset: Annotated[int, HeaderParameter(name="Upload-Offset", ge=0)],
    length: Annotated[int, HeaderParameter(name="Upload-Length", ge=1)],
    caller: ByTerminal,
    reception: AtReception,
) -> Response[BlobStored | None]:
    """Keep one part of a page, at most 1 MiB: 204 with the next Upload-Offset, 201 with the last part."""
    part = Part(sha256, offset, length, await request.body())
    taken = settled(await take_part(reception, caller, part))
    if not taken.is_complete:
        return Response(None, status_code=HTTP_204_NO_CONTENT, headers=_upload_headers(taken))
    status = HTTP_201_CREATED if taken.is_new else HTTP_200_OK
    stored = BlobStored(sha256=sha256)
    return Response(stored, status_code=status, media_type=JSON, headers=_upload_headers(taken))


@post(
    "/v1/leases",
    status_code=HTTP_200_OK,
    **SMALL_MESSAGE,
    responses=documented(413, 415, 422),
    tags=["terminal"],
)
async def post_lease(data: JSONBody[LeaseWish], caller: ByTerminal, reception: AtReception) -> Lease:
    """Give the block of serials after the one that is held; asked again, the same."""
    return settled(await next_lease(reception, caller, data))


@post(
    "/v1/heartbeats",
    status_code=HTTP_200_OK,
    **SMALL_MESSAGE,
    responses=documented(409, 413, 415),
    tags=["terminal"],
)
async def post_heartbeat(data: JSONBody[Heartbeat], caller: ByTerminal, reception: AtReception) -> HeartbeatAnswer:
    """Take one beat and answer what the platform holds of this terminal; 409 for a number that has been here."""
    return settled(await take_beat(reception, caller, data))


@put(
    "/v1/access",
    status_code=HTTP_200_OK,
    **SMALL_MESSAGE,
    responses=documented(413, 415, 422),
    tags=["terminal"],
)
async def put_access(data: JSONBody[AccessEscrow], caller: ByTerminal, reception: AtReception) -> AccessTaken:
    """Hold what staff are checked against at this terminal, sealed; an older generation than the one held stays out."""
    return settled(await take_escrow(reception, caller, data))


@get(
    "/v1/bundles",
    opt={ROLE: Role.TERMINAL},
    security=SIGNED,
    responses=documented() | also(204, None, "There is none that is newer."),
    tags=["terminal"],
)
async def get_bundle_offer(
    after: Annotated[int, QueryParameter(ge=0, le=10**9)], caller: ByTerminal, reception: AtReception
) -> Response[BundleOffer | None]:
    """Name the newest version of the program that is meant for this terminal, after the one it knows."""
    found = offer(reception, caller, after)
    return Response(found, status_code=HTTP_204_NO_CONTENT if found is None else HTTP_200_OK)


@get(
    "/v1/bundles/{serial:int}",
    opt={ROLE: Role.TERMINAL},
    security=SIGNED,
    media_type=BYTES,
    responses=documented(404),
    tags=["terminal"],
)
async def get_bundle_piece(
    serial: Annotated[int, PathParameter(ge=1, le=10**9)],
    start: Annotated[int, QueryParameter(ge=0, le=1 << 30)],
    caller: ByTerminal,
    reception: AtReception,
) -> bytes:
    """Give the next piece of a version, from a byte on; an empty one behind its end."""
    return settled(await asyncio.to_thread(piece, reception, serial, start))


@put(
    "/v1/terminal-key",
    status_code=HTTP_204_NO_CONTENT,
    **SMALL_MESSAGE,
    responses=documented(409, 413, 415, 422),
    tags=["terminal"],
)
async def put_terminal_key(data: JSONBody[KeyChange], caller: ByTerminal, reception: AtReception) -> None:
    """Let another key hold beside the one that signs this, which holds for seven days more."""
    refused = await change_key(reception, caller, data)
    if refused is not None:
        raise RefusedError(refused)


def _upload_headers(upload: Upload) -> dict[str, str]:
    return {"Upload-Offset": str(upload.offset_bytes), "Upload-Complete": "?1" if upload.is_complete else "?0"}


HANDLERS = [
    post_envelope, put_page, head_page, patch_page, post_progress, get_feed, post_lease, post_heartbeat,
    get_bundle_offer, get_bundle_piece,
    put_access, put_terminal_key,
]  # fmt: skip
"""All that need a confirmed terminal's signature."""
