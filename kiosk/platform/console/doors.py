"""Who may come to which page: guards that run before anything of a page is done, and the headers of every answer.

Host not ours ─► 421      form from elsewhere ─► 403      no visit ─► 303 to the sign-in page
password to be changed ─► 303 to that page                another role's page ─► 403
"""

from typing import Any, cast
from urllib.parse import quote, urlsplit

from litestar import Request
from litestar.config.csrf import CSRFConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from kiosk.platform.people.register import Person
from kiosk.platform.people.visits import LONGEST, Visit, find_visit
from kiosk.platform.problems import RefusedError, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import StaffRole

ROOT = "/console"
SIGN_IN_PATH, SIGN_OUT_PATH = f"{ROOT}/sign-in", f"{ROOT}/sign-out"
SECOND_PATH = f"{ROOT}/second"
SET_UP_PATH, PASSWORD_PATH = f"{ROOT}/set-up", f"{ROOT}/password"
FOR = "for"
"""Handler option: the roles that a page is for."""
BY_ITSELF = "by_itself"
"""Query of a page that asks again by itself: nobody need be there, so it keeps no visit alive."""
EVERYBODY = frozenset(StaffRole) - {StaffRole.HOUSE}
OPEN: frozenset[StaffRole] = frozenset()
"""For somebody who has not signed in."""
ByVisitor = NamedDependency[Visit]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing from elsewhere, no script at all, no style but the console's own file."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_VISIT = "visit"
_Connection = ASGIConnection[Any, Any, Any, Any]


class SignInNeededError(Exception):
    """The page is for somebody who has signed in; `to` is where they do."""

    def __init__(self, to: str) -> None:
        super().__init__(to)
        self.to = to


async def guard_visitor(connection: _Connection, handler: BaseRouteHandler) -> None:
    """Let nobody through who may not see this page."""
    request = cast(Request[Any, Any, Any], connection)  # what guards of HTTP handlers are given
    reception: Reception = request.app.state.reception
    _check_address(request, reception.settings.console_url)
    may: frozenset[StaffRole] = handler.opt.get(FOR, OPEN)
    if not may:
        return
    token = request.cookies.get(cookie_name(reception.settings.console_url), "")
    visit = await find_visit(reception, token, is_somebody=BY_ITSELF not in request.query_params) if token else None
    path = request.scope["path"]
    if visit is None:
        here = f"?next={quote(path)}" if request.method == "GET" and path != ROOT else ""
        raise SignInNeededError(f"{SIGN_IN_PATH}{here}")
    if visit.person.must_change and path not in (PASSWORD_PATH, SIGN_OUT_PATH):
        raise SignInNeededError(PASSWORD_PATH)
    if _lacks_second(reception, visit) and path not in (PASSWORD_PATH, SECOND_PATH, SIGN_OUT_PATH):
        raise SignInNeededError(SECOND_PATH)
    if visit.person.clerk.role not in may:
        raise RefusedError(refusal(403, "not-allowed", "This is not for your role."))
    request.scope["state"][_VISIT] = visit


def _lacks_second(reception: Reception, visit: Visit) -> bool:
    return visit.person.clerk.role in reception.settings.second_for and not (
        visit.person.has_second or visit.is_by_oidc
    )


def visiting(request: Request[Any, Any, Any]) -> Visit:
    """Who has signed in, as `guard_visitor` found."""
    visit: Visit = request.scope["state"][_VISIT]
    return visit


def found_visitor(request: Request[Any, Any, Any]) -> Person | None:
    """The same for a page that may have nobody: an open one, or one that was refused."""
    visit: Visit | None = request.scope["state"].get(_VISIT)
    return None if visit is None else visit.person


def is_secure(console_url: str) -> bool:
    """Whether browsers come by https."""
    return console_url.startswith("https://")


def cookie_name(console_url: str) -> str:
    """With https a name that no other host and no plain http can set (RFC 6265bis, 4.1.3.2)."""
    return "__Host-bianmin" if is_secure(console_url) else "bianmin"


def visit_cookie(console_url: str, token: str) -> Cookie:
    """Kept by the browser for at most as long as the visit can last."""
    return Cookie(
        key=cookie_name(console_url), value=token, path="/", httponly=True, samesite="strict",
        secure=is_secure(console_url), max_age=int(LONGEST.total_seconds()),
    )  # fmt: skip


def csrf_config(console_url: str, secret: str) -> CSRFConfig:
    """Litestar's signed double-submit token, for the console's forms alone."""
    secure = is_secure(console_url)
    return CSRFConfig(
        secret=secret,
        cookie_name="__Host-bianmin-form" if secure else "bianmin-form",
        cookie_secure=secure,
        cookie_httponly=True,
        cookie_samesite="strict",
    )


def _check_address(request: Request[Any, Any, Any], console_url: str) -> None:
    """Neither another name for this machine (DNS rebinding) nor a form of another site."""
    host = request.headers.get("host", "")
    own = urlsplit(console_url).netloc if console_url else ""
    if host != own if own else host.rpartition(":")[0] not in LOOPBACK and host not in LOOPBACK:
        raise RefusedError(refusal(421, "misdirected", "This console is reached by another address."))
    if request.method in ("GET", "HEAD"):
        return
    scheme = "https" if own else "http"
    origin = request.headers.get("origin", f"{scheme}://{host}")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if origin != f"{scheme}://{host}" or site != "same-origin":
        raise RefusedError(refusal(403, "from-elsewhere", "This form was sent by another site."))
