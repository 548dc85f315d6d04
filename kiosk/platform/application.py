"""The platform as one ASGI application: routes, guards, problems, OpenAPI. Everything it needs is handed in."""

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email.utils import format_datetime
from typing import Any

from litestar import Litestar, Request, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler, Message, Scope
from sqlalchemy.exc import DBAPIError

from kiosk.catalogue import load_catalogue
from kiosk.core.clock import Clock
from kiosk.core.working_days import load_working_days
from kiosk.platform import fleet_api, help_api, open_api, staff_api, terminal_api
from kiosk.platform.access import calling, guard_caller, guard_content_type, guard_signature, working
from kiosk.platform.adapters.oidc import Oidc
from kiosk.platform.console import routes as console
from kiosk.platform.console.rendering import templates
from kiosk.platform.database import Database, DatabaseAwayError
from kiosk.platform.problems import (
    RefusedError,
    on_away,
    on_crash,
    on_database,
    on_http_error,
    on_refused,
    on_too_deep,
)
from kiosk.platform.receipt_page import routes as receipt_page
from kiosk.platform.reception import Reception
from kiosk.platform.retention_data import load_retention
from kiosk.platform.routing_data import load_routing
from kiosk.platform.settings import ASSETS, LOCALE, Settings
from kiosk.platform.staff import house_of, load_staff
from kiosk.texts import Texts

API_VERSION = "1.7.0"


def make_reception(settings: Settings, clock: Clock) -> Reception:
    """All that the application stands on, read from its files; the database is not open yet.

    Raises `BrokenCatalogueError`, `BrokenHolidaysError`, `BrokenRetentionError`, `BrokenRoutingError` or
    `BrokenStaffError`.
    """
    catalogue = load_catalogue(settings.catalogue)
    routing = load_routing(settings.routing, catalogue)
    return Reception(
        settings=settings,
        clock=clock,
        catalogue=catalogue,
        calendar=load_working_days(settings.holidays),
        routing=routing,
        staff=load_staff(settings.staff_file, routing, house_of(settings.staff_token_digest, settings.staff_name)),
        retention=load_retention(settings.retention),
        texts=Texts.load(ASSETS / "i18n", LOCALE),
        database=Database(settings.database_url or settings.database, settings.division_code),
        oidc=None if settings.oidc is None else Oidc(settings.oidc),
    )


@asynccontextmanager
async def running(reception: Reception) -> AsyncIterator[Litestar]:
    """The application on its opened database, closed with the block; raises `BrokenDatabaseError`.

    The database is opened outside the framework's own life span, whose task group would wrap every error in a group.
    """
    async with reception.database.opened(reception.clock.now()):
        app = _application(reception)
        async with app.lifespan():
            yield app


def _application(reception: Reception) -> Litestar:
    return Litestar(
        route_handlers=[
            get_openapi,
            *open_api.HANDLERS,
            *terminal_api.HANDLERS,
            *staff_api.HANDLERS,
            *fleet_api.HANDLERS,
            *help_api.HANDLERS,
            *receipt_page.HANDLERS,
            console.make_router(reception.settings.console_url, _form_secret(reception.database.secret)),
        ],
        dependencies={
            "reception": Provide(lambda: reception, sync_to_thread=False),
            "caller": Provide(calling, sync_to_thread=False),
            "clerk": Provide(working, sync_to_thread=False),
        },
        guards=[guard_caller, guard_content_type, guard_signature],
        exception_handlers={
            RefusedError: on_refused,
            HTTPException: on_http_error,
            RecursionError: on_too_deep,
            DatabaseAwayError: on_away,
            DBAPIError: on_database,
            Exception: on_crash,
        },
        state=State({"reception": reception}),
        openapi_config=_openapi(),
        template_config=templates(reception.texts),
        response_headers={"Cache-Control": "no-store"},
        before_send=[dated(reception.clock)],
        logging_config=None,
    )


def _form_secret(secret: bytes) -> str:
    return hmac.new(secret, b"the console's forms", "sha256").hexdigest()


def dated(clock: Clock) -> Callable[[Message, Scope], Awaitable[None]]:
    """Every answer says what time it is here: a terminal whose clock is wrong learns from it how to sign."""

    async def date(message: Message, scope: Scope) -> None:  # a plain function would be run in a thread
        if message["type"] == "http.response.start":
            told = format_datetime(clock.now(), usegmt=True)
            message["headers"] = [*message["headers"], (b"date", told.encode())]

    return date


class NoPages(Router):
    """Takes the framework's documentation pages and serves none: they answer errors in HTML."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        return []


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def get_openapi(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The description of this API, OpenAPI 3.1."""
    return request.app.openapi_schema.to_schema()


def _openapi() -> OpenAPIConfig:
    bearer = SecurityScheme(type="http", scheme="bearer", description="A clerk's token.")
    signature = SecurityScheme(
        type="apiKey",
        name="Signature",
        security_scheme_in="header",
        description="RFC 9421, Ed25519 or ECDSA P-256 with SHA-256 (as the key is), by a confirmed terminal: "
        "method, path, query, Content-Digest, Idempotency-Key.",
    )
    return OpenAPIConfig(
        title="Reception platform",
        version=API_VERSION,
        components=Components(security_schemes={"bearer": bearer, "signature": signature}),
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin()],
        openapi_router=NoPages("/openapi", route_handlers=[]),
    )
