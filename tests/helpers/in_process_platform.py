"""The real reception platform inside the test's process: same application, same SQLite, no socket.

async with in_process_platform(tmp_path, clock) as platform:
    terminal = await platform.enrol()
    async with platform.http(terminal.signer) as http: ...
    await platform.staff.ask_correction(case_id, [...], due_on)
"""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import httpx
from litestar import Litestar
from sqlalchemy import text

from kiosk.catalogue import load_catalogue
from kiosk.core.clock import Clock
from kiosk.core.working_days import load_working_days
from kiosk.platform.application import running
from kiosk.platform.database import Database
from kiosk.platform.reception import Reception
from kiosk.platform.retention_data import load_retention
from kiosk.platform.routing_data import load_routing
from kiosk.platform.settings import ASSETS, Settings, token_digest
from kiosk.platform.staff import house_of, load_staff
from kiosk.texts import Texts
from kiosk.wire import Enrolled, Signer, decode
from tests.helpers.enrolled import EnrolledTerminal, Signed, code_for, confirmed, handed_in, new_signer
from tests.helpers.faulty_platform import AsgiApp, FaultyPlatform
from tests.helpers.postgres import database_for

DIVISION_CODE = "130102001001"
STAFF_TOKEN = "staff-token-for-tests"
BASE_URL = "http://platform.test"


class PlatformStaff:
    """A clerk: every call raises `httpx.HTTPStatusError` on a problem, except those that return the raw answer."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def case(self, case_id: str) -> dict[str, Any]:
        """One case, with its `etag`."""
        answer = (await self.http.get(f"/v1/cases/{case_id}")).raise_for_status()
        return {**answer.json(), "etag": answer.headers["ETag"]}

    async def cases(self, **query: str) -> dict[str, Any]:
        """One page of cases."""
        page: dict[str, Any] = (await self.http.get("/v1/cases", params=query)).raise_for_status().json()
        return page

    async def try_action(
        self, case_id: str, action: dict[str, Any], etag: str | None = None, key: str | None = None
    ) -> httpx.Response:
        """Do one thing to a case and return the raw answer."""
        headers = {
            "If-Match": etag or (await self.case(case_id))["etag"],
            "Idempotency-Key": key or secrets.token_hex(16),
        }
        return await self.http.post(f"/v1/cases/{case_id}/actions", json=action, headers=headers)

    async def act(self, case_id: str, action: dict[str, Any]) -> dict[str, Any]:
        """Do one thing to a case as it is now."""
        done: dict[str, Any] = (await self.try_action(case_id, action)).raise_for_status().json()
        return done

    async def ask_correction(self, case_id: str, materials: list[dict[str, str]], due_on: date) -> dict[str, Any]:
        """Ask once for what is missing: name or material_id, and reason, of each."""
        action = {"action": "ask_correction", "materials": materials, "due_on": due_on.isoformat()}
        return await self.act(case_id, action)

    async def accept(self, case_id: str) -> dict[str, Any]:
        """受理."""
        return await self.act(case_id, {"action": "accept"})

    async def refuse(self, case_id: str, reason: str) -> dict[str, Any]:
        """不予受理."""
        return await self.act(case_id, {"action": "refuse", "reason": reason})

    async def close(self, case_id: str, result: str, text: str) -> dict[str, Any]:
        """办结."""
        return await self.act(case_id, {"action": "close", "result": result, "text": text})

    async def post_notice(self, entry_id: str, now: datetime, **changes: Any) -> dict[str, Any]:
        """Put a notice into the feed, valid from an hour ago for three days."""
        entry = {
            "entry_id": entry_id,
            "kind": "notice",
            "division_code": DIVISION_CODE,
            "starts_at": (now - timedelta(hours=1)).isoformat(),
            "expires_at": (now + timedelta(days=3)).isoformat(),
            "title": "停水",
            "text": "3号楼到9号楼",
            **changes,
        }
        answer = await self.http.post("/v1/feed", json=entry, headers={"Idempotency-Key": secrets.token_hex(16)})
        put: dict[str, Any] = answer.raise_for_status().json()
        return put


@dataclass(slots=True)
class InProcessPlatform:
    """A running platform and everything a test needs to talk to it."""

    app: Litestar
    faulty: FaultyPlatform
    settings: Settings
    staff: PlatformStaff
    clock: Clock
    base_url: str = BASE_URL
    staff_token: str = STAFF_TOKEN
    division_code: str = field(default=DIVISION_CODE)

    @property
    def reception(self) -> Reception:
        """What its handlers are given. Its timers run only where a test runs them."""
        reception: Reception = self.app.state.reception
        return reception

    async def sql(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Straight to its tables, past the program."""
        async with self.reception.database.write() as db:
            done = await db.execute(text(statement), values)
            return [tuple(row) for row in done.all()] if done.returns_rows else []

    async def make_confidential(self, case_id: str | None = None, *, at_front: bool = True) -> None:
        """A child-protection case, say, or all of them; its front is then the desk that works on it first."""
        where = "kind = 'received'" + ("" if case_id is None else f" and case_id = '{case_id}'")
        for row_id, text_ in await self.sql(f"select case_id, data from events where {where}"):
            data = json.loads(text_)
            route = data["plan"]["route"]
            route |= {"is_confidential": True} | ({"front": route["tasks"][0]["desk"]} if at_front else {})
            changed = json.dumps(data, ensure_ascii=False)
            await self.sql("update events set data = :to where seq = 1 and case_id = :id", to=changed, id=row_id)
        await self.sql("update cases set derived_by = null")

    async def tear(self, table: str, words: str = "torn") -> None:
        """From now on whatever is put into a table tears the transaction that does it, with these words."""
        async with self.reception.database.write() as db:
            if db.dialect.name == "sqlite":
                raised = f"begin select raise(abort, '{words}'); end"
                await db.exec_driver_sql(f"create trigger torn before insert on {table} {raised}")
                return
            body = f"$$ begin raise exception '{words}'; end $$ language plpgsql"
            await db.exec_driver_sql(f"create or replace function torn() returns trigger as {body}")
            await db.exec_driver_sql(f"create trigger torn before insert on {table} execute function torn()")

    async def mend(self, table: str) -> None:
        """The opposite."""
        async with self.reception.database.write() as db:
            where = "" if db.dialect.name == "sqlite" else f" on {table}"
            await db.exec_driver_sql(f"drop trigger torn{where}")

    def transport(self) -> httpx.AsyncBaseTransport:
        """What a terminal's client travels by; passes through `faulty`."""
        return httpx.ASGITransport(self.faulty)

    def http(self, signer: Signer | None = None) -> httpx.AsyncClient:
        """A bare client, which signs what it sends if it has a key; use as an async context manager."""
        auth = None if signer is None else Signed(signer, self.clock)
        return httpx.AsyncClient(transport=self.transport(), base_url=BASE_URL, auth=auth)

    async def enrol(
        self, terminal_id: str = "hsl-3", prefix: str = "HSL3", division_code: str = DIVISION_CODE
    ) -> EnrolledTerminal:
        """Enrol a terminal and confirm it; again with the same id, its machine is set up anew."""
        signer = new_signer()
        code = await code_for(self.staff.http, terminal_id, division_code, prefix)
        enrolled = (await handed_in(self.staff.http, terminal_id, code, signer)).raise_for_status()
        (await confirmed(self.staff.http, terminal_id, signer)).raise_for_status()
        return EnrolledTerminal(signer, decode(enrolled.content, Enrolled))


TEXTS = Texts.load(ASSETS / "i18n", "zh_CN")
_catalogue = cache(load_catalogue)
_calendar = cache(load_working_days)
"""Read once for all tests: both are immutable."""


def platform_settings(directory: Path, **changes: Any) -> Settings:
    """Settings on a database in a directory, with the token of this module."""
    values: dict[str, Any] = {
        "database": directory / "platform.db",
        "database_url": database_for(directory),
        "division_code": DIVISION_CODE,
        "staff_token_digest": token_digest(STAFF_TOKEN),
        "staff_name": "陈静",
        **changes,
    }
    return Settings(**values)


@asynccontextmanager
async def in_process_platform(directory: Path, clock: Clock, **changes: Any) -> AsyncIterator[InProcessPlatform]:
    """Start a platform on the database in a directory (again, for a restart) and end it with the block."""
    settings = platform_settings(directory, **changes)
    routing = load_routing(settings.routing, _catalogue(settings.catalogue))
    house = house_of(settings.staff_token_digest, settings.staff_name)
    reception = Reception(
        settings, clock, _catalogue(settings.catalogue), _calendar(settings.holidays),
        routing, load_staff(settings.staff_file, routing, house), load_retention(settings.retention), TEXTS,
        Database(settings.database_url or settings.database, settings.division_code),
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {STAFF_TOKEN}"}
    async with running(reception) as app:
        asgi = cast(AsgiApp, app)  # litestar spells the same ASGI types in its own words
        async with httpx.AsyncClient(transport=httpx.ASGITransport(asgi), base_url=BASE_URL, headers=headers) as staff:
            yield InProcessPlatform(app, FaultyPlatform(asgi, clock), settings, PlatformStaff(staff), clock)
