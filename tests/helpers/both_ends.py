"""A terminal and a platform as processes of their own, and the book that holds what one said against the other.

async with platform_process(folder) as platform, terminal_process(folder, book, platform.url) as terminal:
    await terminal.ask("case")
    …
verdict = book.verdict()            0 lost, 0 doubled, or the names of what was
"""

import asyncio
import os
import secrets
import signal
import socket
import sqlite3
import sys
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kiosk.core.clock import SystemClock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Delivery
from kiosk.sync.enrolment import enrol
from kiosk.sync.exchange import Exchange
from kiosk.sync.identity import Identity, load_identity
from kiosk.wire import fingerprint
from tests.helpers.terminal_process import DIVISION_CODE, PREFIX, TERMINAL_ID, Said, queue_in
from tests.helpers.warm_start import WarmProcess, start_warm

ROOT = Path(__file__).resolve().parents[2]
Process = asyncio.subprocess.Process | WarmProcess
STAFF_TOKEN = "staff-token-for-campaigns"
DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""What is started here ends when the campaign does, however that ends."""
ANSWER_S = 30.0
"""How long a terminal may take over one order before it counts as frozen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of everything that was announced."""

    announced_count: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    premature: tuple[str, ...]
    """Acknowledged at a moment when the platform did not have it."""
    repeated_numbers: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.premature or self.repeated_numbers)

    def __str__(self) -> str:
        found = (f"{len(self.lost)} lost", f"{len(self.doubled)} doubled", f"{len(self.premature)} premature")
        return f"{self.announced_count} announced, {', '.join(found)}, {len(self.repeated_numbers)} numbers repeated"


@dataclass(slots=True)
class Book:
    """What terminals announced, held against one platform's database."""

    database: Path
    announced: dict[str, Said] = field(default_factory=dict)
    acknowledged: dict[str, Said] = field(default_factory=dict)
    refused: dict[str, Said] = field(default_factory=dict)
    not_saved: list[Said] = field(default_factory=list)
    premature: list[str] = field(default_factory=list)

    def hear(self, said: Said) -> None:
        """Enter one line of a terminal; an acknowledgement is looked up at the platform at once."""
        match said.what:
            case "saved":
                self.announced[said.message_id] = said
            case "not_saved":
                self.not_saved.append(said)
            case "acknowledged":
                self._hear_acknowledged(said)
            case "refused":
                self.refused[said.message_id] = said
            case "found" if said.reason in ("acknowledged", "refused"):
                self.hear(msgspec.structs.replace(said, what=said.reason))

    def _hear_acknowledged(self, said: Said) -> None:
        known = self.announced.get(said.message_id, said)
        self.acknowledged[said.message_id] = known
        is_nameless = known.kind == "blob" and not known.digest  # committed, and killed before it could say so
        if not is_nameless and not Held(self.database).has(known):
            self.premature.append(said.message_id)

    @property
    def waiting(self) -> set[str]:
        """What was announced and has come to no end that the terminal knows of."""
        return self.announced.keys() - self.acknowledged.keys() - self.refused.keys()

    def cases(self) -> list[Said]:
        return [said for said in self.announced.values() if said.kind == "case"]

    def verdict(self) -> Verdict:
        """Hold everything announced against the platform's database as it is now."""
        held = Held(self.database)
        lost = tuple(message_id for message_id, said in self.announced.items() if not held.has(said))
        numbers = Counter(said.number for said in self.cases())
        repeated = tuple(number for number, count in numbers.items() if count > 1)
        return Verdict(len(self.announced), lost, held.doubled(), tuple(self.premature), repeated)


class Held:
    """What a platform's database holds, read by what must be unique in the world rather than by the platform's keys."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def has(self, said: Said) -> bool:
        """Whether this very message took effect."""
        match said.kind:
            case "case":
                found = "select 1 from cases join messages using (case_id) where cases.case_id = ? and message_id = ?"
                values = [said.case_id, said.message_id]
                if said.number:
                    found, values = found + " and cases.number = ?", [*values, said.number]
                return bool(self._rows(found, values))
            case "blob":
                return bool(self._rows("select 1 from blobs where sha256 = ?", [said.digest]))
            case "rating":
                return bool(self._rows("select 1 from ratings where message_id = ?", [said.message_id]))
            case "correction":
                found = "select 1 from events where kind = 'supplied' and case_id = ? and data like ?"
                return bool(self._rows(found, [said.case_id, f"%{said.message_id}%"]))
            case _:
                raise ValueError(f"no message of the kind {said.kind!r} is known here")

    def doubled(self) -> tuple[str, ...]:
        """The numbers, contents and steps of a case that took effect more than once."""
        return tuple(
            str(row[0])
            for query in (
                "select number from cases group by number having count(*) > 1",
                "select digest from messages group by digest having count(*) > 1",
                "select case_id from events where kind = 'received' group by case_id having count(*) > 1",
                "select min(case_id) from events where kind = 'supplied' group by data having count(*) > 1",
                "select reasons from ratings group by reasons having count(*) > 1",
            )
            for row in self._rows(query, [])
        )

    def _rows(self, query: str, values: Sequence[str]) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as db:
            return db.execute(query, values).fetchall()


class TerminalProcess:
    """A running terminal: told what to do, heard by a book."""

    def __init__(self, process: Process, book: Book) -> None:
        self._process = process
        self._book = book
        self._asked: deque[asyncio.Future[Said | None]] = deque()
        self._has_ended = False
        self.pid = process.pid

    async def ask(self, order: str) -> Said | None:
        """Give one order and wait for its answer; None if the process died over it.

        Raises TimeoutError where the process neither answers nor dies.
        """
        assert self._process.stdin is not None
        answer: asyncio.Future[Said | None] = asyncio.get_running_loop().create_future()
        if self._has_ended or self._process.stdin.is_closing():
            return None
        self._asked.append(answer)
        self._process.stdin.write(order.encode() + b"\n")
        async with asyncio.timeout(ANSWER_S):
            return await answer

    async def told(self, order: str) -> Said:
        """The answer to one order; raises RuntimeError where there is none."""
        said = await self.ask(order)
        if said is None:
            raise RuntimeError(f"the terminal died over {order!r}: exit code {await self._process.wait()}")
        return said

    async def kill(self) -> None:
        """SIGKILL, and everything it had said until then is heard."""
        await _kill(self._process)

    async def listen(self) -> None:
        """Hear until the process ends."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = msgspec.json.decode(line, type=Said)
            self._book.hear(said)
            if said.what not in ("acknowledged", "refused") and self._asked:
                self._settle(said)
        self._has_ended = True  # said before its exit code is known: an order given meanwhile has no answer
        while self._asked:
            self._settle(None)

    def _settle(self, said: Said | None) -> None:
        answer = self._asked.popleft()
        if not answer.done():
            answer.set_result(said)


@asynccontextmanager
async def terminal_process(
    folder: Path | None,
    book: Book,
    url: str = "",
    *options: str,
    prefix: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[TerminalProcess]:
    """A terminal on the queue in a folder; without one, `open` is left to the caller.

    Killed with the block. `prefix` is a command that the process is started under.
    """
    identity = identity_beside(book.database)
    arguments = [*options, *(("--url", url) if url else ()), *(("--identity", str(identity)) if url else ())]
    log = book.database.with_name("terminal.log")
    process = await _started("tests.helpers.terminal_process", arguments, environment or {}, log, prefix)
    terminal = TerminalProcess(process, book)
    async with Supervisor() as supervisor:
        listening = supervisor.start("listen to the terminal", terminal.listen())
        try:
            if folder is not None:
                opened = await terminal.told(f"open {folder}")
                if opened.what != "opened":
                    raise RuntimeError(f"the terminal did not open its queue: {opened.reason}")
            yield terminal
        finally:
            await terminal.kill()
            await listening


class PlatformProcess:
    """A platform that can be killed and started again on the same port and database."""

    def __init__(self, folder: Path, host: str, prefix: Sequence[str]) -> None:
        self._host = host
        self._prefix = prefix
        self._log = folder / "platform.log"
        self._process: Process
        self.database = folder / "platform.db"
        self.port = free_port() if not prefix else 8400
        self.url = f"http://{host}:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it listens. Raises RuntimeError where it does not come up."""
        arguments = ["--database", str(self.database), "--host", self._host, "--port", str(self.port)]
        arguments += ["--division-code", DIVISION_CODE]
        tokens = {"KIOSK_STAFF_TOKEN": STAFF_TOKEN}
        self._process = await _started("kiosk.platform.__main__", arguments, tokens, self._log, self._prefix)
        assert self._process.stdout is not None
        if not await self._process.stdout.readline():
            await self._process.wait()
            raise RuntimeError(f"the platform did not come up: {self._log.read_text()[-500:]}")

    async def kill(self) -> None:
        """SIGKILL."""
        await _kill(self._process)

    @asynccontextmanager
    async def staff(self) -> AsyncIterator[httpx.AsyncClient]:
        """A clerk at this platform."""
        headers = {"Authorization": f"Bearer {STAFF_TOKEN}"}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, trust_env=False) as http:
            yield http


@asynccontextmanager
async def platform_process(
    folder: Path, host: str = "127.0.0.1", prefix: Sequence[str] = ()
) -> AsyncIterator[PlatformProcess]:
    """A platform on the database in a folder, with one terminal enrolled there; killed with the block."""
    platform = PlatformProcess(folder, host, prefix)
    if load_identity(identity_beside(platform.database)) is None:
        within_reach = PlatformProcess(folder, "127.0.0.1", ())
        await within_reach.start()
        try:
            await _enrolled(within_reach)
        finally:
            await within_reach.kill()
    await platform.start()
    try:
        yield platform
    finally:
        await platform.kill()


def identity_beside(database: Path) -> Path:
    """Where the identity of a platform's terminal lies: apart from its queue, which is cut, filled and moved."""
    return database.with_name("identity")


async def _enrolled(platform: PlatformProcess) -> None:
    """Enrol a terminal in earnest, and have its fingerprint confirmed."""
    place = {"division_code": DIVISION_CODE, "number_prefix": PREFIX, "place": "槐树里社区"}
    exchange = Exchange(platform.url, SystemClock())
    async with platform.staff() as staff:
        given = await staff.post("/v1/terminals", json={"terminal_id": TERMINAL_ID, **place})
        code = given.raise_for_status().json()["code"]
        identity = await enrol(exchange, identity_beside(platform.database), TERMINAL_ID, PREFIX, code)
        await exchange.close()
        if not isinstance(identity, Identity):
            raise RuntimeError(f"the terminal could not be enrolled: {identity.cause}")
        told = {"fingerprint": fingerprint(identity.signer.public_key)}
        (await staff.post(f"/v1/terminals/{TERMINAL_ID}/confirmation", json=told)).raise_for_status()
        identity.confirm()


async def asked_correction(staff: httpx.AsyncClient, case_id: str) -> tuple[str, str]:
    """Have staff ask for one material of a case: ids of correction and material."""
    due_on = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    missing = {"name": "户口簿首页", "reason": "看不清"}
    action = {"action": "ask_correction", "materials": [missing], "due_on": due_on}
    case = (await staff.get(f"/v1/cases/{case_id}")).raise_for_status()
    headers = {"If-Match": case.headers["ETag"], "Idempotency-Key": secrets.token_hex(16)}
    (await staff.post(f"/v1/cases/{case_id}/actions", json=action, headers=headers)).raise_for_status()
    after = (await staff.get(f"/v1/cases/{case_id}")).raise_for_status().json()
    correction = after["progress"]["correction"]
    return correction["correction_id"], correction["materials"][0]["material_id"]


async def settled(book: Book, within_s: float, restarted: TerminalProcess | None = None) -> bool:
    """Wait until everything announced has been acknowledged; False if that takes longer than it may.

    A terminal that was `restarted` is asked: what its queue learnt just before its end, nobody heard.
    """
    try:
        async with asyncio.timeout(within_s):
            while waiting := book.waiting:
                if restarted is not None:
                    for message_id in waiting:
                        await restarted.told(f"find {message_id}")
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True


async def missing_in_queue(folder: Path, announced: Iterable[Said]) -> list[str]:
    """What of this the queue in a folder does not know, or knows under another number, opened as the product opens it.

    Raises BrokenStoreError where it cannot be opened.
    """
    queue = await queue_in(folder).open()
    missing = []
    for said in announced:
        known = await queue.delivery(said.message_id)
        if not isinstance(known, Delivery) or (known.number or "") != said.number:
            missing.append(said.message_id)
    await queue.close()
    return missing


async def _kill(process: Process) -> None:
    """SIGKILL to a process and all that it started, a tracer's tracee too."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


async def _started(
    program: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path, prefix: Sequence[str]
) -> Process:
    """One of our programs, warm where it is started under nothing and cold where it is."""
    if not prefix:
        return await start_warm(program, arguments, environment, log)
    with log.open("ab") as stderr:
        return await asyncio.create_subprocess_exec(
            *DIES_WITH_US, *prefix, sys.executable, "-m", program, *arguments, cwd=ROOT, stderr=stderr,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
            env={**_compiling(), **environment},
        )  # fmt: skip


def _compiling() -> dict[str, str]:
    """Our environment, with compiled modules kept below build: a cold start need not compile a web framework."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "campaigns" / "pycache")}


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
