"""All pages of the console as one router: guards, errors as pages, files."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.csrf import CSRFMiddleware
from litestar.params import FromPath, PathParameter
from litestar.response import Redirect, Template
from sqlalchemy.exc import DBAPIError

from kiosk.platform.console import (
    access_pages,
    case_pages,
    dispatch_pages,
    entrance,
    fleet_pages,
    help_pages,
    oidc_pages,
    people_pages,
    second_pages,
    terminal_pages,
)
from kiosk.platform.console.doors import HEADERS, ROOT, SignInNeededError, csrf_config, guard_visitor, visiting
from kiosk.platform.console.forms import MAX_FORM_BYTES
from kiosk.platform.console.rendering import page, static_file, words
from kiosk.platform.database import DatabaseAwayError
from kiosk.platform.problems import RefusedError, on_away, on_crash, refusal

FOREVER = "public, max-age=31536000, immutable"


@get("/static/{digest:str}/{name:str}", sync_to_thread=False)
def get_static(digest: Annotated[str, PathParameter(pattern="^[0-9a-f]{12}$")], name: FromPath[str]) -> Response[bytes]:
    """One of the files that pages link; its address changes with it."""
    try:
        content, media_type = static_file(name)
    except KeyError:
        raise RefusedError(refusal(404, "not-found", "There is no such file.")) from None
    return Response(content, media_type=media_type, headers={**HEADERS, "Cache-Control": FOREVER})


@get("/{path:path}", sync_to_thread=False)
def get_nothing(path: FromPath[str]) -> Template:
    """Everything else is not there, and says so as a page."""
    raise RefusedError(refusal(404, "not-found", "There is no such page."))


def on_sign_in_needed(request: Request[Any, Any, Any], error: SignInNeededError) -> Redirect:
    """Send people to where they sign in."""
    return Redirect(error.to, status_code=303, headers={**HEADERS, "Cache-Control": "no-store"})


def on_refused(request: Request[Any, Any, Any], error: RefusedError) -> Template:
    """A refusal as a page."""
    return problem_page(request, error.refusal.problem.status)


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Template:
    """What the framework refused."""
    return problem_page(request, error.status_code)


def on_console_away(request: Request[Any, Any, Any], error: Exception) -> Template:
    """The database cannot be reached: told as a page, which needs none."""
    if isinstance(error, DBAPIError) and not error.connection_invalidated:
        return on_console_crash(request, error)
    on_away(request, error)
    return problem_page(request, 503)


def on_console_crash(request: Request[Any, Any, Any], error: Exception) -> Template:
    """What was not foreseen: logged as everywhere, told as a page."""
    on_crash(request, error)
    return problem_page(request, 500)


def problem_page(request: Request[Any, Any, Any], status: int) -> Template:
    """What happened and where to go on; never what was sent."""
    key = f"problem.{status}"
    return page(request, "problem", {"key": key if key in words() else "problem.other"}, status=status)


def make_router(console_url: str, form_secret: str) -> Router:
    """The console; `form_secret` signs the token that every form brings back."""
    return Router(
        path=ROOT,
        route_handlers=[
            *entrance.HANDLERS,
            *case_pages.HANDLERS,
            *dispatch_pages.HANDLERS,
            *fleet_pages.HANDLERS,
            *access_pages.HANDLERS,
            *terminal_pages.HANDLERS,
            *second_pages.HANDLERS,
            *oidc_pages.HANDLERS,
            *help_pages.HANDLERS,
            *people_pages.HANDLERS,
            get_static,
            get_nothing,
        ],
        guards=[guard_visitor],
        middleware=[DefineMiddleware(CSRFMiddleware, config=csrf_config(console_url, form_secret))],
        dependencies={"visit": Provide(visiting, sync_to_thread=False)},
        exception_handlers={
            SignInNeededError: on_sign_in_needed,
            RefusedError: on_refused,
            HTTPException: on_http_error,
            DatabaseAwayError: on_console_away,
            DBAPIError: on_console_away,
            Exception: on_console_crash,
        },
        request_max_body_size=MAX_FORM_BYTES,
        include_in_schema=False,
    )
