"""The platform as one ASGI application: routes, guards, problems, OpenAPI. Everything it needs is handed in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler

from kiosk.catalogue import load_catalogue
from kiosk.core.clock import Clock
from kiosk.platform import staff_api, terminal_api
from kiosk.platform.access import guard_content_type, guard_role
from kiosk.platform.database import Database
from kiosk.platform.problems import RefusedError, on_crash, on_http_error, on_refused, on_too_deep
from kiosk.platform.reception import Reception
from kiosk.platform.settings import Settings
from kiosk.platform.working_days import load_working_days

API_VERSION = "1.0.0"


def make_reception(settings: Settings, clock: Clock) -> Reception:
    """All that the application stands on, read from its files; the database is not open yet.

    Raises `BrokenCatalogueError` or `BrokenHolidaysError`.
    """
    return Reception(
        settings=settings,
        clock=clock,
        catalogue=load_catalogue(settings.catalogue),
        calendar=load_working_days(settings.holidays),
        database=Database(settings.database, settings.division_code),
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
            terminal_api.get_health,
            get_openapi,
            Router("/", route_handlers=[*terminal_api.HANDLERS, *staff_api.HANDLERS], security=[{"bearer": []}]),
        ],
        dependencies={"reception": Provide(lambda: reception, sync_to_thread=False)},
        guards=[guard_role, guard_content_type],
        exception_handlers={
            RefusedError: on_refused,
            HTTPException: on_http_error,
            RecursionError: on_too_deep,
            Exception: on_crash,
        },
        state=State({"reception": reception}),
        openapi_config=_openapi(),
        response_headers={"Cache-Control": "no-store"},
        logging_config=None,
    )


class NoPages(Router):
    """Takes the framework's documentation pages and serves none: they answer errors in HTML."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        return []


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def get_openapi(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The description of this API, OpenAPI 3.1."""
    return request.app.openapi_schema.to_schema()


def _openapi() -> OpenAPIConfig:
    bearer = SecurityScheme(type="http", scheme="bearer", description="A terminal's or a clerk's token.")
    return OpenAPIConfig(
        title="Reception platform",
        version=API_VERSION,
        components=Components(security_schemes={"bearer": bearer}),
        use_handler_docstrings=True,
        render_plugins=[JsonRenderPlugin()],
        openapi_router=NoPages("/openapi", route_handlers=[]),
    )
