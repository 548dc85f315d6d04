"""The process: what it needs to start, what it says, how it ends, what it keeps."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from kiosk.core.clock import SystemClock
from kiosk.platform.__main__ import _listener, main
from kiosk.platform.settings import Settings, read_settings
from kiosk.wire import encode
from tests.helpers.database_of_before import of_before
from tests.helpers.enrolled import Signed, code_for, confirmed, handed_in, new_signer
from tests.helpers.in_process_platform import DIVISION_CODE, STAFF_TOKEN
from tests.helpers.platform_cases import case_envelope

pytestmark = pytest.mark.anyio
UNDERIVED = "select count(*) from cases where derived_by is null"
TOKENS = {"KIOSK_STAFF_TOKEN": STAFF_TOKEN}


def arguments(directory: Path, *more: str) -> list[str]:
    return ["--port", "0", "--database", str(directory / "platform.db"), "--division-code", DIVISION_CODE, *more]


@asynccontextmanager
async def running(directory: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The real process and where it says that it listens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "kiosk.platform", *arguments(directory),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**os.environ, **TOKENS},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        line = await process.stdout.readline()
        assert line, (await process.stderr.read()).decode()
        yield process, json.loads(line)["listening"]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_the_first_start_says_where_the_first_administrator_is_made_and_only_that_one(tmp_path: Path) -> None:
    async with running(tmp_path) as (process, base_url):
        assert process.stdout is not None
        told = json.loads(await process.stdout.readline())
        assert told["at"] == f"{base_url}/console/set-up"
        assert re.fullmatch(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", told["set_up_code"])
        async with httpx.AsyncClient(base_url=base_url) as http:
            assert (await http.get("/console/set-up")).status_code == 200
            assert (await http.get("/console/sign-in", headers={"Host": "elsewhere.test"})).status_code == 421
    db = sqlite3.connect(tmp_path / "platform.db")
    assert told["set_up_code"].encode() not in b"".join(str(line).encode() for line in db.iterdump())
    db.close()


def test_without_a_token_it_refuses_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in TOKENS:
        monkeypatch.delenv(name, raising=False)
    assert main(arguments(tmp_path)) == 2
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "There is no token for staff: set KIOSK_STAFF_TOKEN. There is no default password.",
    ]
    assert not (tmp_path / "platform.db").exists()


@pytest.mark.parametrize(
    ("environment", "more", "told"),
    [
        ({"KIOSK_STAFF_TOKEN": "short"}, [], "shorter than 16"),
        ({}, ["--rotate-keys-after-days", "0"], "1 to 150"),
        ({}, ["--keep-diary-days", "183"], "184 to 3660"),
        ({}, ["--rotate-keys-after-days", "151"], "1 to 150"),
        ({}, ["--port", "70000"], "0 to 65535"),
        ({}, ["--division-code", "1301"], "6 to 12 digits"),
        ({}, ["--database", "/no/such/place/p.db"], "/no/such/place"),
        ({}, ["--staff-token-env", "OTHER"], "set OTHER"),
        ({}, ["--console-url", "http://desk.test"], "https://HOST"),
        ({}, ["--console-url", "https://desk.test/console"], "without a path"),
    ],
)
def test_every_reason_is_a_plain_sentence(
    tmp_path: Path, environment: dict[str, str], more: list[str], told: str
) -> None:
    problems = read_settings(arguments(tmp_path, *more), {**TOKENS, **environment})
    assert isinstance(problems, tuple)
    assert any(told in problem and problem.endswith(".") for problem in problems)


def test_the_settings_hold_no_token(tmp_path: Path) -> None:
    settings = read_settings(arguments(tmp_path, "--staff-name", "陈静"), TOKENS)
    assert isinstance(settings, Settings)
    assert settings.rotate_keys_after == timedelta(days=90)
    assert STAFF_TOKEN not in repr(settings)
    assert repr(settings.staff_token_digest) not in repr(settings)


def test_a_database_of_a_later_program_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    db = sqlite3.connect(tmp_path / "platform.db")
    db.execute("create table schema_steps (version integer primary key, at timestamp not null)")
    db.execute("insert into schema_steps values (99, '2030-01-01')")
    db.commit()
    db.close()
    assert main(arguments(tmp_path)) == 2
    assert "update it" in capsys.readouterr().err


def test_what_is_no_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    (tmp_path / "platform.db").write_bytes(b"not a database" * 200)
    assert main(arguments(tmp_path)) == 2
    assert "platform.db" in capsys.readouterr().err
    assert (tmp_path / "platform.db").read_bytes().startswith(b"not a database")


def test_a_port_that_is_taken_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(arguments(tmp_path, "--port", str(port))) == 2
    assert capsys.readouterr().err == f"It cannot listen on 127.0.0.1:{port}: Address already in use.\n"


def test_an_answer_on_a_kept_connection_does_not_wait_for_the_other_sides_acknowledgement() -> None:
    """Every request but the first of a connection took 44 ms longer."""
    with _listener("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_command_line_of_the_readme_reaches_the_platform(tmp_path: Path) -> None:
    """A user saw "unrecognized arguments" for every option, --help among them."""
    for given, code, told in ((["--help"], 0, "--division-code"), (arguments(tmp_path), 2, "no token for staff")):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", "platform", *given],
            env={name: value for name, value in os.environ.items() if name not in TOKENS},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, told in done.stdout + done.stderr) == (code, True), done


async def test_it_says_where_it_listens_and_ends_on_sigterm(tmp_path: Path) -> None:
    async with running(tmp_path) as (process, url):
        async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
            assert (await http.get("/v1/health")).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert (tmp_path / "platform.db").stat().st_mode & 0o077 == 0


async def test_the_clocks_of_an_older_program_s_cases_run_once_it_is_started(tmp_path: Path) -> None:
    of_before(tmp_path / "platform.db")
    async with running(tmp_path) as (_, url), httpx.AsyncClient(base_url=url, trust_env=False) as http:
        assert (await http.get("/v1/health")).status_code == 200
        db = sqlite3.connect(tmp_path / "platform.db")
        async with asyncio.timeout(20):
            while db.execute(UNDERIVED).fetchone() != (0,):  # noqa: ASYNC110 - another process's work
                await asyncio.sleep(0.02)
        told = db.execute("select count(*) from events where kind = 'alarmed' and actor = 'clock:'").fetchone()
        db.close()
    assert told > (0,)


async def test_an_acknowledged_case_and_its_terminal_outlive_sigkill(tmp_path: Path) -> None:
    envelope, signer = case_envelope(), new_signer()
    headers = {"Content-Type": "application/json", "Idempotency-Key": envelope.case_id}
    answers: list[httpx.Response] = []
    for is_first in (True, False):
        async with running(tmp_path) as (process, url), httpx.AsyncClient(base_url=url, trust_env=False) as http:
            if is_first:
                staff = {"Authorization": f"Bearer {STAFF_TOKEN}"}
                async with httpx.AsyncClient(base_url=url, trust_env=False, headers=staff) as clerk:
                    code = await code_for(clerk, "hsl-3", DIVISION_CODE, "HSL3")
                    assert (await handed_in(http, "hsl-3", code, signer)).status_code == 200
                    assert (await confirmed(clerk, "hsl-3", signer)).status_code == 200
            signed = Signed(signer, SystemClock())
            answers.append(await http.post("/v1/envelopes", content=encode(envelope), headers=headers, auth=signed))
            process.kill()
            await process.wait()
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].content == answers[1].content
    assert len(answers[0].headers.get_list("Date")) == 1
