"""What staff call. Handlers read the request, ask the core, and write its answer; they decide nothing."""

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody, PathParameter, QueryParameter
from litestar.status_codes import HTTP_200_OK

from kiosk.cases import CaseState
from kiosk.core.ids import ID_PATTERN
from kiosk.platform.access import BEARER, CONTENT_TYPE, MAY, ROLE, AtReception, ByClerk
from kiosk.platform.blobs import get_blob
from kiosk.platform.desk import Call, act, etag
from kiosk.platform.export_pages import ExportPage, ExportTable, export_page
from kiosk.platform.feed import put_entry, withdraw_entry
from kiosk.platform.inbox import inbox_of
from kiosk.platform.once import Told, asked
from kiosk.platform.problems import also, documented, settled
from kiosk.platform.roles import WITH_CASES
from kiosk.platform.settings import Role
from kiosk.platform.staff_wire import Action, ActionDone, CasePage, CaseView, FeedDraft, Inbox
from kiosk.platform.terminal_api import BYTES, JSON, Sha256Path
from kiosk.platform.views import case_view, list_cases, page_of
from kiosk.wire import FeedEntry, decode

CaseIdPath = Annotated[str, PathParameter(pattern=ID_PATTERN)]
Key = Annotated[str, HeaderParameter(name="Idempotency-Key", min_length=8, max_length=80)]
IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", description="The case's ETag; needed.")]


@get("/v1/cases", opt={ROLE: Role.STAFF, MAY: WITH_CASES}, security=BEARER, responses=documented(), tags=["staff"])
async def get_cases(
    reception: AtReception,
    clerk: ByClerk,
    standing: Annotated[CaseState | None, QueryParameter(name="state")] = None,
    cursor: FromQuery[str | None] = None,
) -> CasePage:
    """List cases, latest arrival first."""
    return settled(await list_cases(reception, clerk, standing, cursor))


@get(
    "/v1/cases/{case_id:str}",
    opt={ROLE: Role.STAFF, MAY: WITH_CASES},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def get_case(case_id: CaseIdPath, reception: AtReception, clerk: ByClerk) -> Response[CaseView]:
    """Show one case; its ETag is the version that an action must name."""
    view = settled(await case_view(reception, clerk, case_id))
    return Response(view, headers={"ETag": etag(view.version)})


@post(
    "/v1/cases/{case_id:str}/actions",
    status_code=HTTP_200_OK,
    opt={ROLE: Role.STAFF, MAY: WITH_CASES, CONTENT_TYPE: JSON},
    security=BEARER,
    responses=documented(404, 409, 412, 415, 422, 428),
    tags=["staff"],
)
async def post_action(
    case_id: CaseIdPath,
    data: JSONBody[Action],
    key: Key,
    reception: AtReception,
    clerk: ByClerk,
    if_match: IfMatch = None,
) -> Response[ActionDone]:
    """Do one thing to a case; once per Idempotency-Key, on the version named by If-Match."""
    told: Told = settled(await act(reception, clerk, Call(case_id, key, if_match), data))
    return Response(decode(told.answer, ActionDone), status_code=told.status, headers={"ETag": told.etag})


@get(
    "/v1/desks/{desk_id:str}/inbox",
    opt={ROLE: Role.STAFF, MAY: WITH_CASES},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def get_inbox(
    desk_id: FromPath[str], reception: AtReception, clerk: ByClerk, cursor: FromQuery[str | None] = None
) -> Inbox:
    """List what lies at a desk, what is due first at its top."""
    return settled(await inbox_of(reception, clerk, desk_id, cursor))


@get(
    "/v1/cases/{case_id:str}/pages/{sha256:str}",
    media_type=BYTES,
    opt={ROLE: Role.STAFF, MAY: WITH_CASES},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def get_page(case_id: CaseIdPath, sha256: Sha256Path, reception: AtReception, clerk: ByClerk) -> bytes:
    """Answer the bytes of one scanned page of a case."""
    return settled(await page_of(reception, clerk, case_id, sha256))


@get(
    "/v1/blobs/{sha256:str}",
    media_type=BYTES,
    opt={ROLE: Role.STAFF},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def get_blob_bytes(sha256: Sha256Path, reception: AtReception) -> bytes:
    """Answer the bytes of any scanned page, to the house alone."""
    return settled(await get_blob(reception, sha256))


@post(
    "/v1/feed",
    opt={ROLE: Role.STAFF, CONTENT_TYPE: JSON},
    security=BEARER,
    responses=documented(409, 415, 422) | also(200, FeedEntry, "Put in the place of an older one."),
    tags=["staff"],
)
async def post_entry(data: JSONBody[FeedDraft], key: Key, reception: AtReception) -> Response[FeedEntry]:
    """Put an entry into the feed: 201 a new one, 200 in the place of the one with its id."""
    told: Told = settled(await put_entry(reception, asked(key, "feed", data), data))
    return Response(decode(told.answer, FeedEntry), status_code=told.status)


@delete("/v1/feed/{entry_id:str}", opt={ROLE: Role.STAFF}, security=BEARER, responses=documented(404), tags=["staff"])
async def delete_entry(entry_id: FromPath[str], reception: AtReception) -> None:
    """Take an entry out of the feed."""
    settled(await withdraw_entry(reception, entry_id))


@get(
    "/v1/exports/{table:str}",
    opt={ROLE: Role.STAFF},
    security=BEARER,
    responses=documented(404),
    tags=["staff"],
)
async def get_export(
    table: FromPath[ExportTable],
    reception: AtReception,
    cursor: Annotated[str | None, QueryParameter(max_length=40)] = None,
) -> ExportPage:
    """Read cases and ratings under the national field names, page by page."""
    return await export_page(reception, table, cursor)


HANDLERS = [get_export, get_cases, get_case, get_inbox, post_action, get_page, get_blob_bytes, post_entry, delete_entry]
"""All that need a clerk's token."""
