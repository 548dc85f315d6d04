"""What the campaign `device-judges` says of a job that goes another way than it waits for."""

import asyncio

import pytest

from devices.contracts.printer import NotStarted, PrintProgress, PrintResult, PrintTrouble
from tests.campaigns.device_judges import NotToldError, Progress

pytestmark = pytest.mark.anyio


async def test_a_job_that_ends_before_its_first_byte_is_reported_with_its_result_and_no_bare_timeout() -> None:
    printing: asyncio.Future[PrintResult] = asyncio.get_running_loop().create_future()
    printing.set_result(NotStarted(PrintTrouble.OFFLINE))
    with pytest.raises(NotToldError, match=r"no FIRST_BYTE, the job ended first: NotStarted.*OFFLINE"):
        await Progress().told(PrintProgress.FIRST_BYTE, printing)


async def test_a_job_that_tells_nothing_is_reported_as_going_on() -> None:
    printing: asyncio.Future[PrintResult] = asyncio.get_running_loop().create_future()
    with pytest.raises(NotToldError, match="the job goes on"):
        await Progress().told(PrintProgress.FIRST_BYTE, printing, most_s=0.01)


async def test_what_was_told_before_the_job_ended_counts() -> None:
    printing: asyncio.Future[PrintResult] = asyncio.get_running_loop().create_future()
    progress = Progress()
    progress.note(PrintProgress.FIRST_BYTE)
    assert await progress.told(PrintProgress.FIRST_BYTE, printing) < 1
