"""What a reader of technicians' cards owes its caller, held by the PC/SC driver on the bench of `test_social_card`."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from devices.contracts.card_reader import CardMedia
from devices.contracts.results import Cancelled, DeviceGone, TimedOut
from devices.contracts.smart_card import Answered, CardLost, Conversation
from devices.emulators.chips import ATR_T1, ForeignChip, SocialChip
from devices.emulators.persons import load_persons
from devices.emulators.vpcd import ChipReaders
from tests.helpers.chip_bench import cause_without_chips, chip_readers

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(cause_without_chips()), reason=cause_without_chips() or "it can run"),
]
if not cause_without_chips():
    from devices.chipcards.slot import SlotTiming
    from devices.chipcards.staff import PcscSmartCardReader

    PATIENT = SlotTiming(open_s=20.0, settle_s=20.0, let_go_s=20.0, least_back_off_s=0.02, most_back_off_s=0.1)

SELECT = bytes.fromhex("00A404000E") + b"1PAY.SYS.DDF01"
READ = bytes.fromhex("00B2010C00")


@dataclass
class Bench:
    reader: "PcscSmartCardReader"
    machine: ChipReaders

    async def media(self, media: CardMedia) -> None:
        async with asyncio.timeout(20):
            async for status in self.reader.watch():
                if status.media is media:
                    return


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with chip_readers() as machine, asyncio.TaskGroup() as group:
        reader = PcscSmartCardReader("*00 01", PATIENT)
        running = group.create_task(reader.run())
        yield Bench(reader, machine)
        running.cancel()
        await reader.close()


async def two_questions(card: Conversation) -> tuple[bytes, object, object]:
    return card.atr, await card.ask(SELECT, 20), await card.ask(READ, 20)


async def test_a_card_is_talked_with_command_by_command(bench: Bench) -> None:
    talking = asyncio.ensure_future(bench.reader.talk(two_questions, 20))
    await bench.media(CardMedia.NOT_PRESENT)
    bench.machine.staff.put(ForeignChip())
    assert await talking == (ATR_T1, Answered(b"", 0x9000), Answered(b"", 0x6D00))


async def test_what_a_t0_card_holds_back_comes_by_itself(bench: Bench) -> None:
    async def ask(card: Conversation) -> object:
        return await card.ask(bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF"), 20)

    bench.machine.staff.put(SocialChip(load_persons()["zhang-gui-lan"], t0=True))
    answered = await bench.reader.talk(ask, 20)
    assert isinstance(answered, Answered)
    assert (answered.status_word, answered.data[:2], len(answered.data)) == (0x9000, b"\x6f\x1c", 30)


async def test_the_card_is_left_without_power_and_free_for_the_next(bench: Bench) -> None:
    bench.machine.staff.put(ForeignChip())
    assert await bench.reader.talk(two_questions, 20) == await bench.reader.talk(two_questions, 20)


async def test_a_card_pulled_in_mid_talk_is_lost_and_the_talk_ends_as_it_wishes(bench: Bench) -> None:
    bench.machine.staff.fail("pull", after=1)
    bench.machine.staff.put(ForeignChip())
    told = await bench.reader.talk(two_questions, 20)
    assert isinstance(told, tuple)
    assert told[1:] == (Answered(b"", 0x9000), CardLost("no_valid_answer"))


async def test_after_a_dead_card_the_talk_is_over(bench: Bench) -> None:
    async def ask(card: Conversation) -> object:
        return await card.ask(SELECT, timeout_s=0.1), await card.ask(READ)

    bench.machine.staff.fail("silence")
    bench.machine.staff.put(ForeignChip())
    assert await bench.reader.talk(ask, 20) == (TimedOut(), CardLost("over"))


async def test_nobody_puts_a_card_there(bench: Bench) -> None:
    await bench.media(CardMedia.NOT_PRESENT)
    assert await bench.reader.talk(two_questions, 0.05) == TimedOut()


async def test_a_newer_talk_takes_the_place_of_the_older(bench: Bench) -> None:
    async def for_ever(card: Conversation) -> object:
        await card.ask(SELECT)
        return await asyncio.Event().wait()

    bench.machine.staff.put(ForeignChip())
    first = asyncio.ensure_future(bench.reader.talk(for_ever, 20))
    await bench.media(CardMedia.PRESENT)
    second = asyncio.ensure_future(bench.reader.talk(two_questions, 20))
    assert await first == Cancelled()
    assert isinstance(await second, tuple)


async def test_a_service_that_is_gone_is_told(bench: Bench) -> None:
    await bench.media(CardMedia.NOT_PRESENT)
    talking = asyncio.ensure_future(bench.reader.talk(two_questions, 20))
    await asyncio.sleep(0)
    await bench.machine.kill()
    assert await talking == DeviceGone("no_service")
