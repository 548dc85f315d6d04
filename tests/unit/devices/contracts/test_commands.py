"""One command at a time, each with its own end."""

import asyncio
import gc
from collections.abc import Awaitable, Callable

import pytest

from devices.contracts.commands import CommandQueue, Stop, Turns
from devices.contracts.results import Cancelled, Completion, CutOff, TimedOut

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Work:
    """Commands that end when they are told to, and what they saw of each other."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.may_end = asyncio.Event()

    def named(self, name: str) -> Callable[[Stop], Awaitable[str]]:
        async def command(stop: Stop) -> str:
            self.log.append(f"{name} begins")
            ends, stopped = asyncio.ensure_future(self.may_end.wait()), asyncio.ensure_future(stop.wait())
            await asyncio.wait((ends, stopped), return_when=asyncio.FIRST_COMPLETED)
            ends.cancel()
            stopped.cancel()
            self.log.append(f"{name} ends")
            return "half" if stop.is_set else "whole"

        return command


LONG_S = 60.0


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_commands_run_one_after_the_other_in_the_order_they_came() -> None:
    queue, work = CommandQueue(), Work()
    tasks = [asyncio.create_task(queue.do(work.named(name), LONG_S)) for name in "abc"]
    await settle()
    assert work.log == ["a begins"]
    work.may_end.set()
    assert await asyncio.gather(*tasks) == ["whole"] * 3
    assert work.log == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]
    assert not queue.is_busy


async def test_cancel_ends_what_runs_with_the_truth_and_what_waits_unbegun() -> None:
    queue, work = CommandQueue(), Work()
    running, waiting = (asyncio.create_task(queue.do(work.named(name), LONG_S)) for name in "ab")
    await settle()
    queue.cancel()
    assert await running == "half"
    assert await waiting == Cancelled()
    assert work.log == ["a begins", "a ends"]


async def test_a_command_that_waits_too_long_is_never_begun() -> None:
    queue, work = CommandQueue(), Work()
    running = asyncio.create_task(queue.do(work.named("a"), LONG_S))
    await settle()
    assert await queue.do(work.named("b"), timeout_s=0.0) == TimedOut()
    work.may_end.set()
    assert await running == "whole"
    assert "b begins" not in work.log


async def test_a_command_that_runs_too_long_says_itself_how_far_it_came() -> None:
    queue, work = CommandQueue(), Work()
    assert await queue.do(work.named("a"), timeout_s=0.01) == "half"


async def hanging(stop: Stop) -> str:
    await asyncio.Event().wait()
    return "never"


async def test_a_command_that_hangs_is_cut_off_and_the_next_has_its_turn() -> None:
    queue, work = CommandQueue(cut_off_s=0.01), Work()
    hung = asyncio.create_task(queue.do(hanging, timeout_s=0.01))
    after = asyncio.create_task(queue.do(work.named("a"), LONG_S))
    assert await hung == CutOff()
    work.may_end.set()
    assert await after == "whole"
    assert not queue.is_busy


async def test_whoever_goes_away_from_a_command_that_hangs_is_kept_no_longer_than_it_may_take() -> None:
    queue = CommandQueue(cut_off_s=0.01)
    leaving = asyncio.create_task(queue.do(hanging, timeout_s=0.01))
    await settle()
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert not queue.is_busy


async def test_whoever_goes_away_does_not_leave_the_device_in_the_midst_of_a_word() -> None:
    queue, work = CommandQueue(), Work()
    leaving, next_one = (asyncio.create_task(queue.do(work.named(name), LONG_S)) for name in "ab")
    await settle()
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    await settle()
    assert work.log == ["a begins", "a ends", "b begins"]
    work.may_end.set()
    assert await next_one == "whole"


async def test_whoever_goes_away_while_waiting_takes_nobody_s_turn() -> None:
    queue, work = CommandQueue(), Work()
    first, leaving, last = (asyncio.create_task(queue.do(work.named(name), LONG_S)) for name in "abc")
    await settle()
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    work.may_end.set()
    assert [await first, await last] == ["whole", "whole"]
    assert "b begins" not in work.log


async def test_a_crashed_command_hands_the_turn_on() -> None:
    queue, work = CommandQueue(), Work()

    async def crashing(stop: Stop) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await queue.do(crashing, LONG_S)
    work.may_end.set()
    assert await queue.do(work.named("a"), LONG_S) == "whole"


def test_a_stopped_command_s_first_level_says_why() -> None:
    assert Cancelled().completion is Completion.CANCELLED
    assert TimedOut().completion is Completion.TIME_OUT
    assert CutOff().completion is Completion.UNKNOWN


async def test_what_a_stopped_command_raises_when_nobody_waits_any_more_disturbs_nobody() -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    queue = CommandQueue()

    async def failing(stop: Stop) -> str:
        await stop.wait()
        raise ZeroDivisionError

    leaving = asyncio.create_task(queue.do(failing, LONG_S))
    await settle()
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    del leaving
    gc.collect()
    await settle()
    assert complaints == []


async def test_the_newest_takes_over_when_the_older_has_ended_and_whoever_waited_between_is_never_begun() -> None:
    queue, work = CommandQueue(Turns.NEWEST), Work()
    first, second, third = (asyncio.create_task(queue.do(work.named(name), LONG_S)) for name in "abc")
    await settle()
    work.may_end.set()
    assert [await first, await second, await third] == [Cancelled(), Cancelled(), "whole"]
    assert work.log == ["c begins", "c ends"]


async def test_an_older_command_that_runs_says_what_is_true_before_the_newest_begins() -> None:
    queue, work = CommandQueue(Turns.NEWEST), Work()
    older = asyncio.create_task(queue.do(work.named("a"), LONG_S))
    await settle()
    newer = asyncio.create_task(queue.do(work.named("b"), LONG_S))
    await settle()
    assert await older == "half"
    assert work.log == ["a begins", "a ends", "b begins"]
    queue.cancel()
    assert await newer == "half"


async def test_what_has_no_effect_is_torn_and_over_before_it_is_told() -> None:
    log: list[str] = []

    async def look() -> str:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            log.append("let go")
        return "never"

    queue = CommandQueue()
    assert await queue.do(lambda stop: stop.tears(look()), timeout_s=0.01) == TimedOut()
    assert log == ["let go"]


async def test_what_ended_in_the_moment_of_a_cancellation_is_told_for_what_it_is() -> None:
    queue = CommandQueue()
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    asking = asyncio.create_task(queue.do(lambda stop: stop.tears(answer), LONG_S))
    await settle()
    answer.set_result("told")
    queue.cancel()
    assert await asking == "told"
