"""Copies of the database: made while cases come in, checked, and put back only where nobody works on it."""

import asyncio
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from kiosk.platform.copies import CopyError, back_up, copy_command, restore
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import in_process_platform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = [pytest.mark.anyio, pytest.mark.sqlite_file]
WHOLE = """
select count(*) from cases where case_id in (select case_id from events)
 and case_id in (select message_id from messages) and case_id in (select case_id from desk_cases)
"""


def counted(path: Path, query: str) -> int:
    db = sqlite3.connect(path)
    found: int = db.execute(query).fetchone()[0]
    db.close()
    return found


def cases_in(path: Path) -> set[str]:
    db = sqlite3.connect(path)
    found = {row[0] for row in db.execute("select case_id from cases")}
    db.close()
    return found


async def test_a_copy_made_under_load_has_all_that_was_acknowledged_before_and_every_case_whole(
    tmp_path: Path, clock: FakeClock
) -> None:
    acknowledged: list[str] = []
    async with in_process_platform(tmp_path, clock) as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:
            terminal, over, arrived = Terminal(http), asyncio.Event(), asyncio.Event()

            async def file() -> None:
                while not over.is_set():
                    envelope = case_envelope()
                    assert (await terminal.post(envelope)).status_code == 201
                    acknowledged.append(envelope.case_id)
                    arrived.set()

            async with asyncio.TaskGroup() as group:
                for _ in range(4):
                    group.create_task(file())
                for number in range(5):
                    arrived.clear()
                    await arrived.wait()
                    before = set(acknowledged)
                    copy = tmp_path / f"copy-{number}.db"
                    count = await asyncio.to_thread(back_up, tmp_path / "platform.db", copy)
                    assert before <= cases_in(copy)
                    assert counted(copy, WHOLE) == count == counted(copy, "select count(*) from cases")
                over.set()
    assert cases_in(tmp_path / "platform.db") == set(acknowledged)


async def test_a_copy_is_this_users_alone_and_takes_no_other_copys_place(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock):
        await asyncio.to_thread(back_up, tmp_path / "platform.db", tmp_path / "copy.db")
        with pytest.raises(CopyError, match="there already"):
            await asyncio.to_thread(back_up, tmp_path / "platform.db", tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert [name for name in os.listdir(tmp_path) if "copy" in name] == ["copy.db"]


async def test_a_copy_is_put_back_and_the_platform_goes_on_from_there(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock) as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:
            early, late = case_envelope(), case_envelope()
            await Terminal(http).post(early)
            await asyncio.to_thread(back_up, tmp_path / "platform.db", tmp_path / "copy.db")
            await Terminal(http).post(late)
    aside = await asyncio.to_thread(restore, tmp_path / "platform.db", tmp_path / "copy.db", clock.now())
    assert aside is not None
    assert cases_in(aside) == {early.case_id, late.case_id}
    async with in_process_platform(tmp_path, clock) as platform, platform.http(machine.signer) as http:
        assert (await platform.staff.case(early.case_id))["state"] == "received"
        assert (await platform.staff.http.get(f"/v1/cases/{late.case_id}")).status_code == 404
        assert (await Terminal(http).post(late)).status_code == 201
    assert stat.S_IMODE((tmp_path / "platform.db").stat().st_mode) == 0o600


async def test_nothing_is_put_back_under_a_platform_that_runs(tmp_path: Path, clock: FakeClock) -> None:
    async with in_process_platform(tmp_path, clock) as platform:
        await asyncio.to_thread(back_up, tmp_path / "platform.db", tmp_path / "copy.db")
        with pytest.raises(CopyError, match="stop the platform"):
            await asyncio.to_thread(restore, tmp_path / "platform.db", tmp_path / "copy.db", clock.now())
        assert (await platform.staff.cases())["cases"] == []


@pytest.mark.parametrize("damage", ["cut", "scribbled", "other", "later"])
async def test_what_is_no_sound_copy_is_refused_and_changes_nothing(
    tmp_path: Path, clock: FakeClock, damage: str
) -> None:
    async with in_process_platform(tmp_path, clock) as platform:
        await platform.enrol()
    copy = tmp_path / "copy.db"
    await asyncio.to_thread(back_up, tmp_path / "platform.db", copy)
    content = copy.read_bytes()
    if damage == "later":
        db = sqlite3.connect(copy)
        db.execute("insert into schema_steps values (99, '2030-01-01')")
        db.commit()
        db.close()
    else:
        half = len(content) // 2
        scribbled = content[:4096] + bytes(len(content) - 4096)
        copy.write_bytes({"cut": content[:half], "scribbled": scribbled, "other": b"not a database" * 400}[damage])
    before = (tmp_path / "platform.db").read_bytes()
    with pytest.raises(CopyError):
        await asyncio.to_thread(restore, tmp_path / "platform.db", copy, clock.now())
    assert (tmp_path / "platform.db").read_bytes() == before


def test_the_command_says_in_one_sentence_what_it_did_and_what_it_did_not(tmp_path: Path) -> None:
    database, copy = str(tmp_path / "platform.db"), str(tmp_path / "copy.db")
    assert copy_command(["backup", "--database", database, "--to", copy]) == (2, f"There is no database {database}.")
    assert copy_command(["restore", "--database", database, "--from", copy]) == (2, f"There is no copy {copy}.")
