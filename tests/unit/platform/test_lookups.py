"""With many cases behind it a case and a page are found by their ids: nothing reads a whole table for one row."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from kiosk.wire import encode
from tests.helpers.console import CONSOLE_URL, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import PAGE_SHA256, case_envelope, progress_query
from tests.unit.platform.conftest import Terminal

pytestmark = [pytest.mark.anyio, pytest.mark.sqlite_file]
GROWS = ("cases", "events", "messages", "blobs", "desk_cases", "requests", "diary")
READ_WHOLE = re.compile(rf"SCAN ({'|'.join(GROWS)})(?! USING (COVERING )?INDEX)")


@contextmanager
def plans(platform: InProcessPlatform) -> Iterator[list[str]]:
    """How SQLite carries out everything that is asked meanwhile; those that read a whole growing table."""
    engine, found = platform.reception.database._engine.sync_engine, list[str]()

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")):
            plan = connection.connection.cursor()
            plan.execute(f"explain query plan {statement}", parameters)
            found.extend(f"{row[3]}: {statement}" for row in plan.fetchall() if READ_WHOLE.search(row[3]))

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


async def test_nothing_that_a_clerk_or_a_terminal_asks_reads_a_whole_table(tmp_path: Any, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock, console_url=CONSOLE_URL) as platform, browser(platform) as page:
        machine = await platform.enrol()
        await let_in(platform, "li", "street", ("qinghe",))
        async with platform.http(machine.signer) as http:
            terminal, envelope = (
                Terminal(http),
                case_envelope(materials=[{"material_id": "household_register", "blobs": [PAGE_SHA256]}]),
            )
            with plans(platform) as whole:
                await terminal.put_page()
                assert (await terminal.post(envelope)).status_code == 201
                await page.sign_in("li")
                for path in ("inbox", f"cases/{envelope.case_id}", f"cases/{envelope.case_id}/pages/{PAGE_SHA256}"):
                    assert (await page.get(f"/console/{path}")).status_code == 200
                await platform.staff.accept(envelope.case_id)
                await platform.staff.cases()
                headers = {"Content-Type": "application/json"}
                await http.post("/v1/progress", content=encode(progress_query()), headers=headers)
    assert whole == []
