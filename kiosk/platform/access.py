"""Who may call what, and in which content type: guards that run before anything of a request is read."""

import hmac
from typing import Any

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from kiosk.platform.problems import RefusedError, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.settings import Role, token_digest

AtReception = NamedDependency[Reception]
"""What every handler is given."""
ROLE = "role"
"""Handler option: the `Role` whose token is needed; a handler without it is open."""
CONTENT_TYPE = "content_type"
"""Handler option: the only content type its body may have."""


def guard_role(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """401 without one of our tokens, 403 with the other role's."""
    needed: Role | None = handler.opt.get(ROLE)
    if needed is None:
        return
    reception: Reception = connection.app.state.reception
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    offered = token_digest(token.strip()) if scheme.lower() == "bearer" else b""
    roles = [role for role, digest in reception.settings.token_digests.items() if hmac.compare_digest(digest, offered)]
    if not roles:
        refused = refusal(401, "not-signed-in", "A bearer token of this platform is needed.")
        refused.headers["WWW-Authenticate"] = "Bearer"
        raise RefusedError(refused)
    if needed not in roles:
        raise RefusedError(refusal(403, "not-allowed", "This token may not do that."))


def guard_content_type(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """415 for a body of another type than the handler reads."""
    needed: str | None = handler.opt.get(CONTENT_TYPE)
    if needed is None:
        return
    offered = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if offered != needed:
        raise RefusedError(refusal(415, "unsupported-media-type", f"The body must be {needed}."))
