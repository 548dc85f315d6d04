"""The reception platform under load: its process, a fleet of terminals it knows, and what they say, over raw sockets.

    fleet = make_fleet(database, 500)        their keys written beside the platform's tables, before it starts
    said  = [fleet.case(n) for n in …]       sealed, signed, ready to be sent: the one who sends has nothing left to do
    told  = await send(port, said, rate_s)   each at its moment, whether the answers come or not

Latency is counted from the moment at which something was to be sent, so that a platform that stalls is not asked less.
"""

import asyncio
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.core.clock import china_date
from kiosk.core.ids import new_case_id
from kiosk.core.numbers import case_number
from kiosk.wire import (
    CASE_SCHEMA,
    LEASE_SIZE,
    Heartbeat,
    PlatformKeys,
    QueueReport,
    SealingKey,
    SoftwareSigner,
    decode,
    encode,
    from_text,
    new_signing_key,
    signature_headers,
    thumbprint,
)
from tests.helpers.platform_cases import case_body
from tests.helpers.postgres import sql
from tests.helpers.view_context import ROOT

DIVISION = "130102001001"
TOKEN = "staff-token-for-loads"
READY_S = 60.0
RESEND_S = 0.2
AWAY = 503
QUEUE = QueueReport(
    waiting_count=0, refused_count=0, oldest_waiting_s=None, acknowledged_count=0, last_acknowledged_at=None,
    dead_letters=[],
)  # fmt: skip


class PlatformProcess:
    """`python -m kiosk.platform` on a database, at one port for as long as this object lives."""

    def __init__(self, database: Path | str, log: Path) -> None:
        self.database = database
        self._log = log
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it listens."""
        command = [
            sys.executable, "-m", "kiosk.platform", "--port", str(self.port), "--database", str(self.database),
            "--division-code", "130102",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log,
                env={**os.environ, "KIOSK_STAFF_TOKEN": TOKEN, "PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the platform did not start: {self._log.read_text()[-1500:]}")
        self.port = int(line.decode().rstrip('"}\n').rpartition(":")[2])

    def end(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end, or kill it."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(READY_S)
            assert self._process.stdout is not None
            self._process.stdout.close()


@dataclass(frozen=True, slots=True)
class Said:
    """One request, as bytes; `key`: its identity, where it has one."""

    request: bytes
    key: str = ""


@dataclass(slots=True)
class Fleet:
    """Terminals that the platform knows, by their keys."""

    signers: list[SoftwareSigner]
    sealing: SealingKey | None = None
    _beats: Counter[int] = field(default_factory=Counter)
    _serials: Counter[int] = field(default_factory=Counter)

    def beat(self, number: int) -> Said:
        """The next heartbeat of one of them; good for five minutes."""
        which = number % len(self.signers)
        self._beats[which] += 1
        said = Heartbeat(
            beat=self._beats[which], at=datetime.now(UTC), program_version="0.1", queue=QUEUE, audit_count=0,
            audit_head=None, free_bytes=10**9, numbers_left_count=499,
        )  # fmt: skip
        return Said(_signed(self.signers[which], "/v1/heartbeats", encode(said)))

    def case(self, number: int) -> Said:
        """The next case of one of them, sealed; it may be sent at any time, and again."""
        assert self.sealing is not None
        which, now = number % len(self.signers), datetime.now(UTC)
        self._serials[which] += 1
        case_id = new_case_id(now)
        body = case_body(
            case_id, number=case_number(_prefix(which), china_date(now), self._serials[which]), filed_at=now,
            terminal_id=_terminal_id(which),
        )  # fmt: skip
        envelope = self.sealing.seal(case_id, "case", DIVISION, CASE_SCHEMA, body)
        return Said(_signed(self.signers[which], "/v1/envelopes", encode(envelope), case_id), case_id)


def make_fleet(platform: PlatformProcess, count: int) -> Fleet:
    """So many terminals, confirmed, each with a block of numbers. The platform is running afterwards."""
    platform.start()
    platform.end()
    signers = [SoftwareSigner(new_signing_key()) for _ in range(count)]
    write_rows(platform.database, "".join(_terminal_rows(which, signer) for which, signer in enumerate(signers)))
    platform.start()
    fleet = Fleet(signers)
    keys = decode(asyncio.run(_get(platform.port, "/v1/keys")), PlatformKeys)
    fleet.sealing = SealingKey(from_text(keys.sealing[0].public_key))
    return fleet


def _terminal_rows(which: int, signer: SoftwareSigner) -> str:
    whose, prefix, key = _terminal_id(which), _prefix(which), signer.public_key
    at = "'2026-04-21 01:41:00.000000'"
    return (
        f"insert into terminals values ('{DIVISION}', '{whose}', '{prefix}', '槐树里社区', 'active', 1, BYTES(00), "
        f"{at}, 0, {at}, 'load', {at}, 'load', null, null);\n"
        f"insert into terminal_keys values ('{DIVISION}', '{thumbprint(key)}', '{whose}', 1, BYTES({key.hex()}), "
        f"'active', {at}, null);\n"
        f"insert into leases values ('{DIVISION}', '{prefix}', 1, {LEASE_SIZE}, '{whose}', 1, {at}, 0);\n"
    )


def write_rows(database: Path | str, statements: str) -> None:
    """Carry out statements, in which BYTES(hex) stands for bytes, in either database."""
    if isinstance(database, Path):
        db = sqlite3.connect(database)
        db.executescript(re.sub(r"BYTES\((\w*)\)", r"x'\1'", statements))
        db.close()
    else:
        sql(database, re.sub(r"BYTES\((\w*)\)", r"'\\x\1'", statements))


def read_rows(database: Path | str, statement: str) -> list[tuple[str, ...]]:
    """What a query tells in either database, as text."""
    if isinstance(database, str):
        return [tuple(row) for row in sql(database, statement)]
    db = sqlite3.connect(database)
    rows = [tuple(str(value) for value in row) for row in db.execute(statement)]
    db.close()
    return rows


@dataclass(slots=True)
class Told:
    """What came back."""

    latencies_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    took_s: float = 0.0
    resent_count: int = 0

    @property
    def rate_s(self) -> float:
        """Answers in a second."""
        return self.statuses.total() / max(self.took_s, 1e-9)

    def quantile_ms(self, percent: int) -> float:
        """Of the latencies."""
        return 1000 * statistics.quantiles(self.latencies_s, n=100)[percent - 1] if len(self.latencies_s) > 1 else 0.0


async def send(port: int, said: Sequence[Said], rate_s: float | None, connection_count: int = 64) -> Told:
    """Send everything, `rate_s` of them a second, or as fast as answers come; what was not answered is sent again."""
    told, waiting = Told(), deque(enumerate(said))
    began_s = time.monotonic()
    heard_s = [began_s]

    async def one() -> None:
        reader: asyncio.StreamReader | None = None
        writer: asyncio.StreamWriter | None = None
        while waiting:
            place, message = waiting.popleft()
            due_s = began_s + place / rate_s if rate_s else time.monotonic()
            if (early_s := due_s - time.monotonic()) > 0:
                await asyncio.sleep(early_s)
            while True:
                try:
                    if reader is None or writer is None:
                        reader, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.write(message.request)
                    status, _ = await _answer(reader)
                    if status == AWAY and message.key:  # it says itself that it is to be asked again
                        raise ValueError
                    break
                except (OSError, asyncio.IncompleteReadError, ValueError):
                    told.resent_count += 1
                    if time.monotonic() - heard_s[0] > READY_S:
                        raise RuntimeError("the platform has not answered for a minute") from None
                    reader = writer = None
                    await asyncio.sleep(RESEND_S)
            heard_s[0] = time.monotonic()
            told.latencies_s.append(heard_s[0] - due_s)
            told.statuses[status] += 1
            if message.key and status in (200, 201):
                told.acknowledged.append(message.key)
        if writer is not None:
            writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(connection_count):
            group.create_task(one())
    told.took_s = time.monotonic() - began_s
    return told


async def idle_connections(port: int, count: int) -> list[asyncio.StreamWriter]:
    """So many terminals that have asked once and keep their connection; from several addresses of this machine."""
    kept = []
    for number in range(count):
        local = (f"127.0.{1 + number // 10_000}.1", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=local)
        writer.write(_HEALTH)
        await _answer(reader)
        kept.append(writer)
    return kept


def kept_rows(database: Path | str) -> tuple[set[str], dict[str, int]]:
    """The ids of all messages, and how often each case was received."""
    ids = {one for (one,) in read_rows(database, "select message_id from messages")}
    counted = "select case_id, count(*) from events where kind = 'received' group by case_id"
    return ids, {case_id: int(count) for case_id, count in read_rows(database, counted)}


def once_each(acknowledged: Sequence[str], database: Path | str) -> list[str]:
    """What of the acknowledged cases is not there exactly once."""
    ids, received = kept_rows(database)
    lost = [one for one in acknowledged if one not in ids or received.get(one, 0) == 0]
    doubled = [one for one, count in received.items() if count > 1]
    faults = [f"{len(lost)} of {len(acknowledged)} acknowledged cases are not there"] if lost else []
    return faults + ([f"{len(doubled)} cases are there twice"] if doubled else [])


def bare_inserts_s(folder: Path, seconds_s: float) -> float:
    """Rows of a message's size into SQLite with the platform's durability, one commit each: so many a second."""
    path = folder / "bare.db"
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = extra", "journal_mode = wal", "synchronous = extra"):
        db.execute(f"pragma {pragma}")
    db.execute("create table if not exists bare (message_id text primary key, body text)")
    began_s, count = time.monotonic(), 0
    while time.monotonic() - began_s < seconds_s:
        db.execute("insert into bare values (?, ?)", (f"{time.monotonic_ns()}", "x" * 1024))
        count += 1
    db.close()
    path.unlink()
    return count / (time.monotonic() - began_s)


_HEALTH = b"GET /v1/health HTTP/1.1\r\nHost: platform\r\n\r\n"


async def _get(port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: platform\r\n\r\n".encode())
    _, body = await _answer(reader)
    writer.close()
    return body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    return status, await reader.readexactly(length)


def _signed(signer: SoftwareSigner, path: str, body: bytes, key: str = "") -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    headers |= signature_headers(signer, "POST", path, headers, body, datetime.now(UTC))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {path} HTTP/1.1\r\nHost: platform\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body


def _terminal_id(which: int) -> str:
    return f"load-{which:05}"


def _prefix(which: int) -> str:
    return f"L{which:05}"


def quietly_closed(writers: Sequence[asyncio.StreamWriter]) -> None:
    """End them."""
    for writer in writers:
        with suppress(OSError):
            writer.close()
