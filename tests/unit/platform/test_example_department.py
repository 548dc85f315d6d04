"""The example department as a process of its own: it keeps what it took, and lets nobody in without its token."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.platform.example_department import TOKEN, main
from tests.helpers.view_context import ROOT

SECRET = "a token of the department"
ORDER = {"number": "HSL-0421-0037", "item_name": "高龄津贴申领"}


def started(file: Path) -> tuple[subprocess.Popen[bytes], httpx.Client]:
    command = [sys.executable, "-m", "kiosk.platform.example_department", "--port", "0", "--file", str(file)]
    path = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, TOKEN: SECRET, "PYTHONPATH": path}
    )
    assert process.stdout is not None
    url = json.loads(process.stdout.readline())["listening"]
    return process, httpx.Client(base_url=url, headers={"Authorization": f"Bearer {SECRET}"}, trust_env=False)


@pytest.fixture
def department(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    process, http = started(tmp_path / "orders.json")
    with http:
        yield process, http
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_it_keeps_what_it_took_through_being_killed(
    department: tuple[subprocess.Popen[bytes], httpx.Client], tmp_path: Path
) -> None:
    process, http = department
    assert http.put("/orders/a-1", json=ORDER).json() == {"id": "a-1"}
    assert http.put("/orders/a-1", json=ORDER).status_code == 200
    assert http.put("/orders/a-1", json={**ORDER, "number": "another"}).status_code == 409
    assert http.post("/orders/a-1/decision", json={"state": "done", "text": "准予"}).status_code == 200
    process.kill()
    process.wait()
    again, other = started(tmp_path / "orders.json")
    with other:
        assert other.get("/orders/a-1").json() == {"state": "done"}
        assert other.get("/orders/a-1/result").json() == {"text": "准予"}
        assert other.post("/orders/a-1/decision", json={"state": "sent_back", "text": "x"}).status_code == 409
        assert "HSL-0421-0037" in other.get("/").text
    again.kill()
    again.wait()
    assert again.stdout is not None
    again.stdout.close()


def test_nobody_without_its_token_is_let_in(department: tuple[subprocess.Popen[bytes], httpx.Client]) -> None:
    _, http = department
    assert http.get("/events", headers={"Authorization": "Bearer another"}).status_code == 401
    assert http.get("/orders/nobody").status_code == 404


def test_it_does_not_start_without_a_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN, raising=False)
    assert main(["--file", str(tmp_path / "orders.json")]) == 2
