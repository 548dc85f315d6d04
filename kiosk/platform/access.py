"""Who may call what, and in which content type: guards that run before anything of a request is done.

staff     ─► bearer token                                            401 not-signed-in, 403 not-allowed
terminal  ─► key known? ─► content type ─► body, bounded ─► signature over exactly these bytes
             401 not-signed    415            413             401 not-signed, 401 not-signed-now (its clock)
                                                              403 not-confirmed, 403 revoked (the signed word)
"""

import re
from datetime import datetime
from typing import Any, cast

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from kiosk.platform.keyring import revoked_word
from kiosk.platform.problems import Refusal, RefusedError, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.platform.settings import Role
from kiosk.platform.terminals import Caller, KeyState, KnownKey, find_key
from kiosk.wire import MAX_AGE_S, BadSignatureError, signer_of

AtReception = NamedDependency[Reception]
"""What every handler is given."""
ByTerminal = NamedDependency[Caller]
"""The terminal that signed the request."""
ROLE = "role"
"""Handler option: who may call; a handler without it is open."""
ByClerk = NamedDependency[Clerk]
"""Whose token the request has."""
MAY = "may"
"""Handler option of a staff's door: the roles it is for; without it, for the house token alone."""
HOUSE_ONLY = frozenset({StaffRole.HOUSE})
CONTENT_TYPE = "content_type"
"""Handler option: the only content type its body may have."""
REPLAY_SAFE = "replay_safe"
"""Handler option: the request has its own identity, so that it may be signed at any time, by any clock."""
BEARER: list[dict[str, list[str]]] = [{"bearer": []}]
SIGNED: list[dict[str, list[str]]] = [{"signature": []}]
"""Handler option `security`: the same two, for the description of the API."""
_KEY_ID = re.compile(r'[;,]\s*keyid="([0-9a-f]{16})"')
_KEY, _CALLER, _CLERK = "key", "caller", "clerk"

_Connection = ASGIConnection[Any, Any, Any, Any]


async def guard_caller(connection: _Connection, handler: BaseRouteHandler) -> None:
    """401 for nobody we know, 403 for staff's doors with another token."""
    match handler.opt.get(ROLE):
        case Role.STAFF:
            _check_token(connection, handler.opt.get(MAY, HOUSE_ONLY))
        case Role.TERMINAL:
            connection.scope["state"][_KEY] = await _offered_key(connection)


def guard_content_type(connection: _Connection, handler: BaseRouteHandler) -> None:
    """415 for a body of another type than the handler reads."""
    needed: str | None = handler.opt.get(CONTENT_TYPE)
    if needed is None:
        return
    offered = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if offered != needed:
        raise RefusedError(refusal(415, "unsupported-media-type", f"The body must be {needed}."))


async def guard_signature(connection: _Connection, handler: BaseRouteHandler) -> None:
    """Let through what a confirmed terminal signed; the body is read here, once, within the handler's bound."""
    if handler.opt.get(ROLE) is not Role.TERMINAL:
        return
    request = cast(Request[Any, Any, Any], connection)  # what guards of HTTP handlers are given
    known: KnownKey = connection.scope["state"][_KEY]
    reception: Reception = connection.app.state.reception
    max_age_s = None if handler.opt.get(REPLAY_SAFE) else MAX_AGE_S
    refused = _check_signature(request, await request.body(), known, reception.clock.now(), max_age_s)
    refused = refused or _check_standing(reception, known)
    if refused is not None:
        raise RefusedError(refused)
    connection.scope["state"][_CALLER] = known.owner


def calling(request: Request[Any, Any, Any]) -> Caller:
    """Who signed it, as `guard_signature` found."""
    caller: Caller = request.scope["state"][_CALLER]
    return caller


def working(request: Request[Any, Any, Any]) -> Clerk:
    """Whose token it is, as `guard_caller` found."""
    clerk: Clerk = request.scope["state"][_CLERK]
    return clerk


def _check_token(connection: _Connection, may: frozenset[StaffRole]) -> None:
    reception: Reception = connection.app.state.reception
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    clerk = reception.staff.whose(token.strip()) if scheme.lower() == "bearer" else None
    if clerk is None:
        refused = refusal(401, "not-signed-in", "A bearer token of this platform is needed.")
        refused.headers["WWW-Authenticate"] = "Bearer"
        raise RefusedError(refused)
    if clerk.role not in may:
        raise RefusedError(refusal(403, "not-allowed", "This is not for your role."))
    connection.scope["state"][_CLERK] = clerk


async def _offered_key(connection: _Connection) -> KnownKey:
    """The key a request names, to look it up before the body is read; only the signature proves it."""
    reception: Reception = connection.app.state.reception
    named = _KEY_ID.search(connection.headers.get("signature-input", ""))
    if named is not None:
        async with reception.database.read() as db:
            known = await find_key(db, named.group(1))
        if known is not None and (known.holds(reception.clock.now()) or known.state is KeyState.REVOKED):
            return known
    raise RefusedError(_not_signed())


def _check_signature(
    request: Request[Any, Any, Any], body: bytes, known: KnownKey, now: datetime, max_age_s: float | None
) -> Refusal | None:
    key_of = {known.owner.key_id: known.public_key}.get
    path, headers = _target(request), _joined(request)
    try:
        signer_of(request.method, path, headers, body, key_of, now, max_age_s)
    except BadSignatureError:
        if max_age_s is None:
            return _not_signed()
        if _check_signature(request, body, known, now, None) is None:
            return _unauthorized("not-signed-now", "It was not signed within 300 s of this platform's time.")
        return _not_signed()
    return None


def _check_standing(reception: Reception, known: KnownKey) -> Refusal | None:
    if known.state is KeyState.OFFERED:
        return refusal(403, "not-confirmed", "Nobody has confirmed this terminal's fingerprint yet.")
    if known.state is KeyState.REVOKED and known.revoked_at is not None:
        word = revoked_word(reception, known.owner.terminal_id, known.owner.key_id, known.revoked_at)
        return refusal(403, "revoked", "This terminal's key is no longer good.", revoked=word)
    return None


def _target(request: Request[Any, Any, Any]) -> str:
    """Path and query as they travelled, before anything was decoded."""
    scope = request.scope
    query = scope["query_string"]
    return (scope["raw_path"] + (b"?" + query if query else b"")).decode("latin-1")


def _joined(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Headers as RFC 9421 sees them: of two with one name neither can be smuggled past the signature."""
    headers: dict[str, str] = {}
    for name, value in request.scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _not_signed() -> Refusal:
    return _unauthorized("not-signed", "It is not signed by a terminal of this platform.")


def _unauthorized(slug: str, title: str) -> Refusal:
    refused = refusal(401, slug, title)
    refused.headers["WWW-Authenticate"] = "Signature"
    return refused
