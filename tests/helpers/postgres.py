"""A PostgreSQL of a test's own: Debian's server on a new directory, reached by a socket that nobody else has.

    with postgres_server() as server: …  server.new_database()  ─► postgresql://…

Tests that run in `in_process_platform` run on it where KIOSK_TEST_POSTGRES has the address of its first database.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "KIOSK_TEST_POSTGRES"
READY_S = 60.0
OWNER = "postgres"
_made: list[str] = []


class PostgresServer:
    """One server; its data outlives a kill, as a machine's disk does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0

    def make(self) -> None:
        """Its directory and its first database."""
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.folder, OWNER, OWNER)
        command = ["initdb", "--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--locale=C.UTF-8", self._data]
        subprocess.run(_as_owner([_tool(command[0]), *command[1:]]), check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [
            _tool("postgres"), "-D", self._data, "-k", str(self.folder), "-c", "listen_addresses=",
            "-c", "max_connections=60", "-c", "log_min_messages=fatal", "-c", "shared_buffers=64MB",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(_as_owner(command), stdout=log, stderr=log, cwd="/")
        deadline_s = time.monotonic() + READY_S
        while not self._answers():
            if time.monotonic() > deadline_s or self._process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-1500:]}")
            time.sleep(0.1)  # a process outside: there is nothing to wait for but its answer

    def kill(self) -> None:
        """As a power cut does: the postmaster and all that it started, at once."""
        self._end(signal.SIGKILL)

    def end(self) -> None:
        """In an orderly way, whoever is connected."""
        self._end(signal.SIGINT)

    def new_database(self, name: str = "") -> str:
        """Another empty database; its address."""
        self._count += 1
        name = name or f"made_{self._count}"
        sql(self.address(), f'create database "{name}"', is_one_act=False)
        return self.address(name)

    def address(self, name: str = OWNER) -> str:
        """As libpq and the platform read it."""
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _answers(self) -> bool:
        asked = ["pg_isready", "-q", "-h", str(self.folder)]
        return subprocess.run(asked, check=False).returncode == 0

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        for pid in (postmaster, *(_children(postmaster) if number is signal.SIGKILL else ())):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        self._process.wait(READY_S)
        self._process = None


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """One that is gone with the block, with all that it held."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-", dir="/tmp"))  # a socket's path may have 107 characters
    server = PostgresServer(folder)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


def sql(address: str, statement: str, *, is_one_act: bool = True) -> list[list[str]]:
    """Carry out statements, all or none unless they cannot be that; rows of text."""
    how = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *(["--single-transaction"] if is_one_act else [])]
    done = subprocess.run([*how, "-f", "-", address], input=statement, check=True, capture_output=True, text=True)
    return [line.split("|") for line in done.stdout.splitlines()]


def database_for(directory: Path) -> str:
    """The address of the database that stands for a directory's file, made when it is first asked for; empty where
    tests run on SQLite."""
    server = os.environ.get(VARIABLE, "")
    if not server:
        return ""
    name = "t" + hashlib.sha256(str(directory).encode()).hexdigest()[:24]
    if name not in _made:  # a user whose tables are in a schema of their own: a whole database takes seconds
        made = f"create role {name} login superuser; create schema {name}; alter role {name} set search_path = {name}"
        sql(server, made)
        _made.append(name)
    return server.replace(f"//{OWNER}@", f"//{name}@")


def drop_made() -> None:
    """Forget the databases of the test that is over."""
    server = os.environ.get(VARIABLE, "")
    while _made:
        name = _made.pop()
        sql(server, f"drop schema {name} cascade; drop role {name}")


def is_installed() -> bool:
    """Whether there are Debian's server and its clients."""
    return shutil.which("psql") is not None and bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def _tool(name: str) -> str:
    """Debian keeps the server's programs out of PATH, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def _as_owner(command: list[str]) -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", OWNER, "--", *command] if os.getuid() == 0 else command


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        mine = [int(each) for each in told]
        return [one for child in mine for one in (child, *_children(child))]
    return []
