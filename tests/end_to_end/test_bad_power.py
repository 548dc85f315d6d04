"""The demo killed right after 已保存: the case survives, and a terminal on the same storage sends it, once.

The demo writes its slip's text where this test has laid a pipe: what comes out of it comes after the commit.
"""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.conftest import PROPERTY
from tests.end_to_end.trial import Trial
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import whole_terminal
from tests.helpers.view_context import ROOT

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]
PATIENCE_S = 90
NUMBER = re.compile(r"HSL3-\d{6}-\d{5}")


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


@dataclass(frozen=True, slots=True)
class Killed:
    """What a killed demo left."""

    storage: Path
    slip: str

    @property
    def number(self) -> str:
        """The case's number, as the resident was told."""
        return str(NUMBER.findall(self.slip)[0])


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Killed]:
    """A demo without a platform, killed in the moment in which it laid out the slip of the case it had saved."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    out.mkdir()
    scratch.mkdir()
    os.mkfifo(out / "receipt.txt")
    pipe = os.open(out / "receipt.txt", os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "-m", "kiosk", "demo", "--journey", "old-age-allowance", "--offline", "--no-pacing"]
    process = subprocess.Popen(
        [*command, "--out", str(out)], cwd=ROOT, env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        ready, _, _ = select.select([pipe], [], [], PATIENCE_S)
        process.send_signal(signal.SIGKILL)
        assert ready, f"nothing was saved; {(out / 'summary.json').exists()=}"
        assert process.wait(10) == -signal.SIGKILL
        (database,) = scratch.glob("*/terminal/outbox.db")
        yield Killed(database.parent, os.read(pipe, 65536).decode())
    finally:
        process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its emulators
        os.close(pipe)


async def test_the_process_killed_right_after_the_case_was_saved(
    killed: Killed, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert "已收件，未上报" in killed.slip

    again = tmp_path / "again"
    again.mkdir()
    for part in killed.storage.parent.glob("platform.db*"):  # what is sealed to one platform opens at no other
        shutil.copy(part, again)
    async with whole_terminal(again, storage=killed.storage) as terminal:
        trial = Trial("the process killed right after the case was saved", terminal)
        trial.nothing_seen()
        await terminal.emptied()
        (case_id,) = await terminal.cases_there()
        assert (await terminal.staff.case(case_id))["number"] == killed.number
        assert terminal.witness.arrived == {case_id: 1}
        terminal.filed.append(case_id)

        await trial.next_resident()
        await trial.all_arrived()
        assert terminal.witness.arrived[case_id] == 1
    request.node.user_properties.append((PROPERTY, trial.row))
