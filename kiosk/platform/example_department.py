"""`python -m kiosk.platform.example_department`: a department's system, to connect the platform with.

It is a process of its own with a file of its own, and knows the platform by what comes over the wire alone. It keeps
what it took through a restart, takes the same order once, and its clerks decide by `POST /orders/{id}/decision`.

    PUT /orders/{order_id} ─► taken ─► working (a clerk has opened it) ─► done | sent_back (a clerk, with words)
                                    └─────────────────────────────────► cancelled (the platform)
    POST /events   CloudEvents, each id once; GET /events
"""

import argparse
import hmac
import html
import json
import os
import socket
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import uvicorn
from litestar import Litestar, Request, Response, get, post, put
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException, NotAuthorizedException, NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, JSONBody

from kiosk.core.durable import write_whole
from kiosk.platform.adapters.contract import OVER, Remote

TOKEN = "KIOSK_EXAMPLE_DEPARTMENT_TOKEN"
DECIDED = frozenset({Remote.DONE, Remote.SENT_BACK})
OrderId = Annotated[str, msgspec.Meta(max_length=120)]


class Kept(msgspec.Struct, kw_only=True):
    """One order as it stands here."""

    order: dict[str, Any]
    state: Remote = Remote.TAKEN
    text: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clerk's word."""

    state: Remote
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class Cancellation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The platform's word that it is wanted no more."""

    reason: str


class Everything(msgspec.Struct, kw_only=True):
    """What the file holds."""

    orders: dict[str, Kept] = msgspec.field(default_factory=dict)
    events: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


class Department:
    """The system's state; every change is on the disk before it is answered."""

    def __init__(self, file: Path, token: str) -> None:
        self._file, self._token = file, token
        self._all = msgspec.json.decode(file.read_bytes(), type=Everything) if file.exists() else Everything()

    def application(self) -> Litestar:
        """Its doors."""

        def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
            offered = connection.headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(offered.encode(), self._token.encode()):
                raise NotAuthorizedException

        @put("/orders/{order_id:str}", sync_to_thread=False)
        def submit(order_id: FromPath[OrderId], data: JSONBody[dict[str, Any]]) -> dict[str, str]:
            kept = self._all.orders.get(order_id)
            if kept is not None and kept.order != data:
                raise HTTPException(status_code=409, detail="This order is another one here.")
            if kept is None:
                self._all.orders[order_id] = Kept(order=data)
                self._keep()
            return {"id": order_id}

        @get("/orders/{order_id:str}", sync_to_thread=False)
        def query(order_id: FromPath[OrderId]) -> dict[str, str]:
            return {"state": self._order(order_id).state.value}

        @get("/orders/{order_id:str}/result", sync_to_thread=False)
        def result(order_id: FromPath[OrderId]) -> dict[str, str]:
            kept = self._order(order_id)
            if kept.state not in DECIDED:
                raise HTTPException(status_code=409, detail="Nobody has decided it yet.")
            return {"text": kept.text}

        @post("/orders/{order_id:str}/cancellation", status_code=200, sync_to_thread=False)
        def cancel(order_id: FromPath[OrderId], data: JSONBody[Cancellation]) -> dict[str, str]:
            kept = self._order(order_id)
            if kept.state not in OVER:
                kept.state, kept.text = Remote.CANCELLED, data.reason
                self._keep()
            return {"state": kept.state.value}

        @post("/orders/{order_id:str}/decision", status_code=200, sync_to_thread=False)
        def decide(order_id: FromPath[OrderId], data: JSONBody[Decision]) -> dict[str, str]:
            kept = self._order(order_id)
            if kept.state in OVER or data.state not in (*DECIDED, Remote.WORKING):
                raise HTTPException(status_code=409, detail="That cannot be decided now.")
            kept.state, kept.text = data.state, data.text
            self._keep()
            return {"state": kept.state.value}

        @post("/events", status_code=204)
        async def hear(request: Request[Any, Any, Any]) -> None:
            event = msgspec.json.decode(await request.body(), type=dict[str, Any])
            if event.get("specversion") != "1.0" or not isinstance(event.get("id"), str):
                raise HTTPException(status_code=400, detail="This is no CloudEvent.")
            if event["id"] not in self._all.events:
                self._all.events[event["id"]] = event
                self._keep()

        @get("/events", sync_to_thread=False)
        def heard() -> dict[str, list[dict[str, Any]]]:
            return {"events": list(self._all.events.values())}

        @get("/", sync_to_thread=False)
        def page() -> Response[str]:
            return Response(self._page(), media_type="text/html")

        handlers = [submit, query, result, cancel, decide, hear, heard, page]
        return Litestar(route_handlers=handlers, guards=[guard], openapi_config=None, logging_config=None)

    def _order(self, order_id: str) -> Kept:
        kept = self._all.orders.get(order_id)
        if kept is None:
            raise NotFoundException
        return kept

    def _keep(self) -> None:
        write_whole(self._file, msgspec.json.encode(self._all))

    def _page(self) -> str:
        def row(kept: Kept) -> str:
            shown = (kept.order.get("number", ""), kept.order.get("item_name", ""), kept.state.value, kept.text)
            return "<tr>" + "".join(f"<td>{html.escape(str(each))}" for each in shown)

        rows = "".join(row(kept) for kept in self._all.orders.values())
        return f"<!doctype html><title>example</title><table>{rows}</table>"


def main(arguments: list[str] | None = None) -> int:
    """Run it until a signal; its first line says where it listens."""
    made = argparse.ArgumentParser(prog="example-department")
    made.add_argument("--port", type=int, default=8500)
    made.add_argument("--file", type=Path, required=True)
    options = made.parse_args(arguments)
    token = os.environ.get(TOKEN, "")
    if len(token) < 16:
        print(f"There is no token: set {TOKEN}.", file=sys.stderr)  # noqa: T201 - a command line
        return 2
    with socket.create_server(("127.0.0.1", options.port)) as listener:
        print(json.dumps({"listening": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)  # noqa: T201 - the protocol
        config = uvicorn.Config(Department(options.file, token).application(), log_config=None, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])
    return 0


if __name__ == "__main__":
    sys.exit(main())
