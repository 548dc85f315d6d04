"""Campaign `api-fuzz`: whatever is sent to the platform's API, it never fails and answers nothing undocumented.

    the description as it is served ─► Schemathesis ─► a confirmed terminal's signature, staff's token ─► every answer

Half of the requests are broken on purpose; half name a case, a page, a terminal and a call that are there. The planted
faults: an answer of 500, a status that nobody described, and a body of another shape.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, cast

import httpx

from kiosk.core.case_pages import page_token
from kiosk.core.ids import new_id
from kiosk.wire import encode
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.enrolled import Signed
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import AsgiApp
from tests.helpers.in_process_platform import BASE_URL, DIVISION_CODE, InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import FILED_AT, PAGE, PAGE_SHA256, case_envelope

COUNT, SHORT_COUNT, PLANTED_COUNT = 600, 30, 4
LEAST_GOOD = 0.1
"""Of all answers: with fewer successes nothing but the doors was tried."""


async def run(context: Context) -> Outcome:
    """Draw, then see each planted fault."""
    try:
        from tests.helpers.drawn_requests import Drawing
    except ImportError as missing:
        return CannotRun(f"{missing.name} is not installed: packaging/campaign api-fuzz does that")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    async with _site(context) as (platform, make):
        drawing: Drawing = make(cast(AsgiApp, platform.app))
        count = SHORT_COUNT if context.is_short else COUNT
        context.figure("operation_count", await asyncio.to_thread(drawing.run, count))
        _tell(context, drawing.answers)
        good = sum(n for status, n in drawing.answers.items() if status < 300) / max(1, drawing.answers.total())
        context.figure("good_share", round(good, 3))
        for name, app in _faults(cast(AsgiApp, platform.app)).items():
            fault = context.plant(name)
            broken = make(app)
            await asyncio.to_thread(broken.run, PLANTED_COUNT, lambda method, path: path in ("/v1/health", "/v1/cases"))
            if broken.broken:
                fault.caught()
    if drawing.broken:
        told = [f"{what} ({count} times)" for what, count in drawing.broken.most_common(8)]
        return FellShort("; ".join(told))
    if good < LEAST_GOOD:
        return FellShort(f"only {good:.0%} of the answers were good: the doors were tried, not the rooms")
    return Held(f"{drawing.answers.total()} requests, no 5xx, no undocumented answer")


def _tell(context: Context, answers: Any) -> None:
    context.figure("request_count", answers.total())
    for status, count in sorted(answers.items()):
        context.figure(f"answer_{status}_count", count)


@asynccontextmanager
async def _site(context: Context) -> AsyncIterator[Any]:
    """A platform with a case, a page, a call for help, a terminal that draws and one that may be revoked."""
    from tests.helpers.drawn_requests import Drawing

    clock = FakeClock()
    async with in_process_platform(context.folder, clock) as platform:
        machine = await platform.enrol("hsl-fuzz", "FUZZ")
        await platform.enrol("hsl-3", "HSL3")
        case, call_id = case_envelope(number="FUZZ-0421-0001"), new_id(FILED_AT)
        async with platform.http(machine.signer) as http:
            page = {"Content-Type": "application/octet-stream"}
            (await http.put(f"/v1/blobs/{PAGE_SHA256}", content=PAGE, headers=page)).raise_for_status()
            sent = {"Content-Type": "application/json", "Idempotency-Key": case.case_id}
            (await http.post("/v1/envelopes", content=encode(case), headers=sent)).raise_for_status()
            (await http.put(f"/v1/help-calls/{call_id}", json={"matter": "browsing"})).raise_for_status()
            description = (await http.get("/openapi.json")).json()
        ids = {
            "case_id": case.case_id, "sha256": PAGE_SHA256, "terminal_id": "hsl-3", "desk_id": "qinghe",
            "token": page_token(case.case_id), "call_id": call_id, "prefix": "FUZZ", "division_code": DIVISION_CODE,
        }  # fmt: skip
        async with _clients(platform, machine.signer) as clients:
            loop = asyncio.get_running_loop()

            def make(app: AsgiApp) -> Drawing:
                terminal, staff = clients(app)
                return Drawing(description, loop, terminal, staff, ids)

            yield platform, make


@asynccontextmanager
async def _clients(platform: InProcessPlatform, signer: Any) -> AsyncIterator[Any]:
    opened: list[httpx.AsyncClient] = []

    def both(app: AsgiApp) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
        client = partial(httpx.AsyncClient, transport=httpx.ASGITransport(app), base_url=BASE_URL)
        headers = {"Authorization": platform.staff.http.headers["Authorization"]}
        pair = client(auth=Signed(signer, platform.clock)), client(headers=headers)
        opened.extend(pair)
        return pair

    try:
        yield both
    finally:
        for each in opened:
            await each.aclose()


def _faults(app: AsgiApp) -> dict[str, AsgiApp]:
    """The same application, wrong in one way."""

    def changed(status: int | None = None, body: bytes | None = None) -> AsgiApp:
        async def wrong(scope: Any, receive: Any, send: Any) -> None:
            async def told(message: Any) -> None:
                if message["type"] == "http.response.start":
                    headers = [pair for pair in message["headers"] if body is None or pair[0] != b"content-length"]
                    message = {**message, "status": status or message["status"], "headers": headers}
                elif body is not None:
                    message = {**message, "body": body}
                await send(message)

            await app(scope, receive, told)

        return wrong

    return {
        "an answer of 500": changed(status=500),
        "a status that nobody described": changed(status=418),
        "a body of another shape": changed(body=b'{"cases": 7, "status": 7}'),
    }


CAMPAIGN = Campaign(
    "api-fuzz", "Schemathesis against the served OpenAPI: no 5xx, no undocumented answer", "", run,
)  # fmt: skip
