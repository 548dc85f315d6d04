"""`python -m kiosk.platform`: run the reception platform, with `terminal …` see to its terminals (`operator`),
with `backup` or `restore` to copies of its database (`copies`).

Its first line of output says where it listens.

environment + arguments ─► Settings ─► {"listening": "http://…"} ─► … ─► SIGTERM: finish what runs, exit 0
"""

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from types import FrameType

import uvicorn

from kiosk.catalogue import BrokenCatalogueError
from kiosk.core.clock import SystemClock
from kiosk.core.working_days import BrokenHolidaysError
from kiosk.platform.adapters.chosen import BrokenAdaptersError, load_adapters
from kiosk.platform.application import make_reception, running
from kiosk.platform.console.doors import SET_UP_PATH
from kiosk.platform.outgoing import telling
from kiosk.platform.people.signing_in import offer_set_up
from kiosk.platform.retention_data import BrokenRetentionError
from kiosk.platform.routing_data import BrokenRoutingError
from kiosk.platform.settings import Settings, read_settings
from kiosk.platform.staff import BrokenStaffError
from kiosk.platform.stores import BrokenDatabaseError
from kiosk.platform.timers import ringing

BROKEN_FILES = (BrokenCatalogueError, BrokenHolidaysError, BrokenRoutingError, BrokenStaffError)
FINISH_S = 3
"""How long running requests may take to end after SIGTERM."""


class AnnouncingServer(uvicorn.Server):
    """Says on stdout, as one JSON line, where it listens, once it does; at a first start a second line has a code."""

    set_up_code: str | None = None
    """For whoever started it: makes the first administrator of the console."""
    console_url: str = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(json.dumps({"listening": f"http://{shown}:{port}"}), flush=True)  # noqa: T201 - the protocol
            if self.set_up_code is not None:
                own = self.console_url or f"http://{shown}:{port}"
                told = {"set_up_code": self.set_up_code, "at": f"{own}{SET_UP_PATH}"}
                print(json.dumps(told), flush=True)  # noqa: T201 - the one place where it is ever shown


def main(arguments: list[str] | None = None) -> int:
    """Run until a signal, or carry out one act on the terminals.

    0 for a clean end, 2 with plain sentences for a start that may not be.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["terminal"]:
        from kiosk.platform.operator import operate

        code, said = operate(given[1:])
        print(said, file=sys.stderr if code else sys.stdout)
        return code
    if given[:1] in (["backup"], ["restore"]):
        from kiosk.platform.copies import copy_command

        code, said = copy_command(given)
        print(said, file=sys.stderr if code else sys.stdout)
        return code
    settings = read_settings(given, os.environ)
    if not isinstance(settings, Settings):
        return _refuse(settings)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonLines())
    try:
        asyncio.run(_serve(settings))
    except (
        BrokenAdaptersError,
        BrokenCatalogueError,
        BrokenHolidaysError,
        BrokenRetentionError,
        BrokenRoutingError,
        BrokenStaffError,
        BrokenDatabaseError,
        OSError,
    ) as error:
        return _refuse((str(error),))
    return 0


async def _serve(settings: Settings) -> None:
    with _listener(settings.host, settings.port) as listener:  # before anything is begun that would have to be ended
        reception = make_reception(settings, SystemClock())
        desk_ids = frozenset(desk.id for desk in reception.routing.desks)
        adapters = load_adapters(settings.adapters_file, os.environ, desk_ids)
        async with running(reception) as app, ringing(reception), telling(reception, adapters):
            config = uvicorn.Config(
                app, lifespan="off", access_log=False, log_config=None, timeout_graceful_shutdown=FINISH_S,
                server_header=False, date_header=False,  # the application dates its answers by its own clock
            )  # fmt: skip
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, _already_ending)
            server = AnnouncingServer(config)
            server.set_up_code = await offer_set_up(reception)
            server.console_url = settings.console_url
            await server.serve(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    """Raises OSError with a sentence that names the address.

    What is written goes at once, on every connection (they inherit it): asyncio asks for that only of sockets that name
    their protocol, and then each answer on a kept connection waits 40 ms for the other side's delayed acknowledgement.
    """
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        cause = str(error.strerror).partition(" (while")[0]
        raise OSError(f"It cannot listen on {host}:{port}: {cause}.") from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class JsonLines(logging.Formatter):
    """One JSON object a line: level, logger, event, and the event's own fields. No free text of a request."""

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        told = {"level": record.levelname.lower(), "logger": record.name, "event": record.getMessage(), **fields}
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
        return json.dumps(told, ensure_ascii=False)


def _refuse(problems: tuple[str, ...]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201 - a command line
    return 2


def _already_ending(number: int, frame: FrameType | None) -> None:
    """uvicorn raises the signal that ended it once more when it is done; by then there is nothing left to end."""


if __name__ == "__main__":
    sys.exit(main())
