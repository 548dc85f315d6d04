"""Campaign `platform-postgres`: the platform on PostgreSQL: the same tests, older data, copies, two replicas.

    the platform's tests     once more, each on a database of its own                       ─► all pass
    data of an older version brought forward by the program's start                         ─► each case answers
    a copy under load        `kiosk platform backup` while cases arrive, `restore` elsewhere ─► acknowledged = there
    two replicas             the same cases sent to both at once                             ─► each there once

The planted faults: a replica that takes no lock (two of them work out the same number), and an acknowledged case that
is not in the copy.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys

from kiosk.platform.copies import DONE, copy_command
from kiosk.platform.database import STEPS
from kiosk.platform.stores import PostgresServer as Spelling
from tests.campaigns.runner import ROOT, Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.platform_load import (
    PlatformProcess,
    Told,
    make_fleet,
    once_each,
    read_rows,
    send,
    write_rows,
)
from tests.helpers.postgres import VARIABLE, PostgresServer, is_installed, postgres_server

TESTS = "tests/unit/platform"
SHORT_TESTS = ("test_intake.py", "test_heartbeats.py", "test_feed.py", "test_staff.py", "test_timers.py", "people")
CASE_COUNT, SHORT_CASE_COUNT = 600, 120
_PASSED = re.compile(r"(\d+) passed")


async def run(context: Context) -> Outcome:
    """All four, on one server."""
    if not is_installed():
        return CannotRun("There is no PostgreSQL: apt-get install postgresql.")
    try:
        import asyncpg  # noqa: F401 - only whether it is there
    except ImportError:
        return CannotRun("There is no asyncpg: it is the extra `postgresql`.")
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    with postgres_server() as server:
        version = read_rows(server.address(), "show server_version")[0][0]
        context.figure("server_version", version)
        faults = [*_tests(context, server), *_brought_forward(context, server)]
        faults += await _copied_under_load(context, server)
        faults += await _two_replicas(context, server)
    return FellShort("; ".join(faults)) if faults else Held(f"on PostgreSQL {version} as on SQLite")


def _tests(context: Context, server: PostgresServer) -> list[str]:
    """The platform's own tests, but for those whose subject is SQLite's file."""
    which = [f"{TESTS}/{name}" for name in SHORT_TESTS] if context.is_short else [TESTS]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--timeout", "300", "-m", "not sqlite_file", *which]
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, VARIABLE: server.address(), "PYTHONPATH": path}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    (context.folder / "tests.txt").write_text(done.stdout)
    passed = _PASSED.search(done.stdout)
    context.figure("tests_passed_count", int(passed.group(1)) if passed else 0)
    return [f"the tests: {done.stdout.strip().splitlines()[-1]}"] if done.returncode or not passed else []


def _brought_forward(context: Context, server: PostgresServer) -> list[str]:
    """A database of the second version, with a case in it, is brought to this one by a start."""
    address = server.new_database()
    spelling = Spelling(address)
    made = "create table schema_steps (version bigint primary key, at timestamp with time zone not null);\n"
    steps = "".join(spelling.spelled(step.read_text(encoding="utf-8")) for step in STEPS[:2])
    at = "'2026-03-02 02:00:00+00'"
    rows = "".join(f"insert into schema_steps values ({n}, {at});\n" for n in (1, 2))
    plan = (
        '{"item_id":"old-age-allowance","item_name":"高龄津贴申领","department":"区民政局","steps":[],'
        '"committed_working_days":5,"contact_phone":"","see_level":"card_read"}'
    )
    received = f'{{"type":"received","number":"HSL-0302-0001","filed_at":"2026-03-02T02:00:00Z","plan":{plan}}}'
    case_id = "a" * 32
    rows += f"insert into cases values ('130102001001', '{case_id}', 'HSL-0302-0001', 'old-age-allowance', 'received', "
    rows += f"1, {at}, {at}, 'p', 'n');\n"
    rows += (
        f"insert into events values ('130102001001', '{case_id}', 1, 'received', {at}, 'terminal:x', '{received}');\n"
    )
    write_rows(address, made + steps + rows)
    platform = PlatformProcess(address, context.folder / "forward.log")
    platform.start()
    platform.end()
    versions = [int(row[0]) for row in read_rows(address, "select version from schema_steps order by version")]
    named = read_rows(address, "select case_id from cases where page_token is not null")
    context.figure("schema_version", versions[-1])
    faults = [] if versions == list(range(1, len(STEPS) + 1)) else [f"brought forward to {versions}"]
    return faults if named == [(case_id,)] else [*faults, "an older case was not brought forward"]


async def _copied_under_load(context: Context, server: PostgresServer) -> list[str]:
    """A copy made in the middle of arrivals holds all that was acknowledged before it began, and opens elsewhere."""
    address, elsewhere = server.new_database(), server.new_database()
    copy = context.folder / "copy.dump"
    platform = PlatformProcess(address, context.folder / "copied.log")
    fleet = await asyncio.to_thread(make_fleet, platform, 20)
    count = (SHORT_CASE_COUNT if context.is_short else CASE_COUNT) // 2
    first, second = ([fleet.case(n) for n in range(count)] for _ in range(2))
    try:
        before = await send(platform.port, first, None, 8)
        copying = asyncio.to_thread(copy_command, ["backup", "--database", address, "--to", str(copy)])
        meanwhile, (code, said) = await asyncio.gather(send(platform.port, second, None, 8), copying)
    finally:
        platform.end()
    if code != DONE:
        return [f"the copy: {said}"]
    refused, _ = await asyncio.to_thread(copy_command, ["restore", "--database", address, "--from", str(copy)])
    code, said = await asyncio.to_thread(copy_command, ["restore", "--database", elsewhere, "--from", str(copy)])
    if code != DONE:
        return [f"the copy was not put back: {said}"]
    other = PlatformProcess(elsewhere, context.folder / "restored.log")
    other.start()
    sent_again = await send(other.port, [*first, *second], None, 8)
    other.end()
    context.figure("in_copy_count", sent_again.statuses[200])
    faults = once_each(sent_again.acknowledged, elsewhere)
    if sent_again.statuses[200] < len(before.acknowledged):
        faults.append("the copy lacks what was acknowledged before it")
    if refused == DONE:
        faults.append("a database with something in it was written over")
    if len(set(meanwhile.acknowledged)) != len(second):
        faults.append("a copy being made kept the platform from answering")
    fault = context.plant("an acknowledged case that is not in the copy")
    write_rows(elsewhere, f"delete from messages where message_id = '{before.acknowledged[0]}'")
    if once_each(before.acknowledged, elsewhere):
        fault.caught()
    return faults


async def _two_replicas(context: Context, server: PostgresServer) -> list[str]:
    """Every case is sent to both at once; one answer is the first, and a machine's numbers are 1, 2, 3 …"""
    address = server.new_database()
    replicas = [PlatformProcess(address, context.folder / f"replica-{n}.log") for n in range(2)]
    fleet = await asyncio.to_thread(make_fleet, replicas[0], 4)
    replicas[1].start()
    count = SHORT_CASE_COUNT if context.is_short else CASE_COUNT
    said = [fleet.case(n) for n in range(count)]
    try:
        told: list[Told] = list(await asyncio.gather(*(send(each.port, said, None, 8) for each in replicas)))
    finally:
        for each in replicas:
            each.end()
    firsts = sum(each.statuses[201] for each in told)
    context.figure("taken_by_both_count", sum(each.statuses[200] for each in told))
    faults = once_each([key for each in told for key in each.acknowledged], address)
    if firsts != count:
        faults.append(f"{firsts} of {count} cases were first answers")
    if broken := _broken_sequences(address):
        faults.append(f"the messages of {broken} machines are not numbered 1, 2, 3 …")
    _plant_no_lock(context, address)
    return faults


def _broken_sequences(address: str) -> int:
    counted = (
        "select count(*) from (select terminal_id from messages group by terminal_id "
        "having max(terminal_seq) <> count(*) or count(distinct terminal_seq) <> count(*)) as broken"
    )
    return int(read_rows(address, counted)[0][0])


def _plant_no_lock(context: Context, address: str) -> None:
    """What two that work out the next number side by side would leave: a number that one of them had to skip."""
    fault = context.plant("a number of a machine's messages that is skipped")
    last = "select max(terminal_seq) from messages where terminal_id = 'load-00000'"
    write_rows(
        address,
        "update messages set terminal_seq = terminal_seq + 1 where terminal_id = 'load-00000' "
        f"and terminal_seq = ({last})",
    )
    if _broken_sequences(address):
        fault.caught()


CAMPAIGN = Campaign(
    "platform-postgres",
    "the platform on PostgreSQL: the same tests, older data brought forward, copies under load, two replicas",
    "it runs the platform's tests a second time",
    run,
)
