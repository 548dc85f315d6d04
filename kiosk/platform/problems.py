"""Every error as RFC 9457 problem details. No error ever repeats what a resident or a clerk sent.

core: returns a `Refusal`        edge: `settled` raises it, Litestar's handler writes it
anything unforeseen ─► 500 without a word of it; the log gets the place, never the message
"""

import logging
import traceback
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from sqlalchemy.exc import DBAPIError

from kiosk.wire import Problem, Revoked

_log = logging.getLogger(__name__)
T = TypeVar("T")

MEDIA_TYPE = "application/problem+json"
AWAY_RETRY_S = 5
TYPE_PREFIX = "urn:bianmin:problem:"

_TITLES = {
    400: ("invalid-request", "The request cannot be read."),
    401: ("not-signed-in", "Staff's token or a terminal's signature is needed."),
    403: ("not-allowed", "This caller may not do that."),
    404: ("not-found", "There is nothing here."),
    405: ("method-not-allowed", "This cannot be done here."),
    409: ("conflict", "The state does not allow this."),
    412: ("changed-meanwhile", "It has changed since it was read."),
    413: ("too-large", "The request is too large."),
    415: ("unsupported-media-type", "This content type is not understood here."),
    422: ("unprocessable", "The request is understood and cannot be followed."),
    428: ("precondition-required", "If-Match is needed."),
    500: ("internal-error", "The platform failed; nothing was changed."),
    503: ("database-away", "The database cannot be reached; nothing is known to have changed. Try again."),
}


class TerminalProblem(Problem, frozen=True, kw_only=True, omit_defaults=True):
    """What a terminal may be told."""

    revoked: Revoked | None = None
    """The platform's signed word (403 `revoked`): by nothing else does a terminal go out of service."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected failure, ready to be told."""

    problem: Problem
    headers: dict[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A refusal on its way from a handler to the wire; raised at the edge only."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem.type)
        self.refusal = refusal


def refusal(
    status: int,
    slug: str,
    title: str,
    *,
    detail: str = "",
    blobs: tuple[str, ...] = (),
    state: str = "",
    retry_after_s: int | None = None,
    revoked: Revoked | None = None,
) -> Refusal:
    """A refusal with its own type; `title` and `detail` must hold nothing that was sent."""
    problem = TerminalProblem(
        type=TYPE_PREFIX + slug,
        title=title,
        status=status,
        detail=detail,
        blobs=list(blobs),
        state=state,
        revoked=revoked,
    )
    return Refusal(problem, {} if retry_after_s is None else {"Retry-After": str(retry_after_s)})


def settled(result: T | Refusal) -> T:
    """The result, or the refusal raised for the handler below."""
    if isinstance(result, Refusal):
        raise RefusedError(result)
    return result


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """The OpenAPI entries of an operation's problems; 401, 403, 405, 500 and 503 belong to every one."""
    return {
        status: ResponseSpec(
            TerminalProblem, generate_examples=False, description=_TITLES[status][1], media_type=MEDIA_TYPE
        )
        for status in sorted({*statuses, 400, 401, 403, 500, 503})
    }


def also(status: int, answer: type[Any] | None, description: str) -> dict[int, ResponseSpec]:
    """The OpenAPI entry of a second way to succeed."""
    return {status: ResponseSpec(answer, generate_examples=False, description=description)}


def octets(media_type: str) -> type[Operation]:
    """The OpenAPI entry of an operation whose body is bytes, which the framework does not see."""

    @dataclass
    class OctetsOperation(Operation):
        def __post_init__(self) -> None:
            body = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, content_media_type=media_type))
            self.request_body = RequestBody(content={media_type: body}, required=True)

    return OctetsOperation


def on_refused(request: Request[Any, Any, Any], error: RefusedError) -> Response[bytes]:
    """Write an expected failure."""
    return _response(error.refusal.problem, error.refusal.headers)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Write what the framework refused: bad JSON, wrong fields, unknown paths."""
    status = error.status_code if error.status_code in _TITLES else 400 if error.status_code < 500 else 500
    return _response(_plain(status, _places(error)), dict(error.headers or {}))


def on_too_deep(request: Request[Any, Any, Any], error: RecursionError) -> Response[bytes]:
    """Write that JSON was nested deeper than any message is: the decoder gives up on it."""
    return _response(_plain(400), {})


def on_database(request: Request[Any, Any, Any], error: DBAPIError) -> Response[bytes]:
    """Write that the database went away in the middle; anything else that it said is a crash."""
    return on_away(request, error) if error.connection_invalidated else on_crash(request, error)


def on_away(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Write that there is no database now: whoever sends the same again learns whether it was taken."""
    _log.warning("database_away", extra={"fields": {"error": type(error).__name__}})
    return _response(_plain(503), {"Retry-After": str(AWAY_RETRY_S)})


def on_crash(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer 500 and log where it happened; the error's own words may hold personal data and are dropped."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    ours = next((f"{f.filename}:{f.lineno}" for f in reversed(frames) if "kiosk" in f.filename), place)
    fields = {"error": type(error).__name__, "place": place, "called_at": ours, "route": request.scope["method"]}
    _log.error("request_crashed", extra={"fields": fields})
    return _response(_plain(500), {})


def _plain(status: int, detail: str = "") -> Problem:
    slug, title = _TITLES[status]
    return Problem(type=TYPE_PREFIX + slug, title=title, status=status, detail=detail)


def _places(error: HTTPException) -> str:
    """Names of the fields that were wrong, as this program spells them; never their values."""
    extra = error.extra if isinstance(error.extra, list) else []
    names = (str(entry.get("key", "")) for entry in extra if isinstance(entry, dict))
    return ", ".join(sorted({name for name in names if name and name.isascii() and len(name) < 60}))


def _response(problem: Problem, headers: dict[str, str]) -> Response[bytes]:
    own = {"Cache-Control": "no-store", **headers}
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=own)
