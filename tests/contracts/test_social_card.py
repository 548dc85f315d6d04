"""What every reader of social-security cards owes the kiosk, held by the PC/SC driver on the real pcscd, with vpcd and
emulated chips.

Needs root, pcscd, vsmartcard-vpcd, iproute2, util-linux and gcc (packaging/apt/gate) and pyscard; skipped with the
cause where one is missing. By a real reader and a person's hand:
`pytest -m hardware -s --terminal terminal.toml tests/contracts/test_social_card.py`.
"""

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest

from devices.contracts.card_reader import CardMedia, CardPulled, CardReaderStatus, CardUnreadable, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead, SocialReadResult
from devices.emulators.chips import ForeignChip, SocialChip
from devices.emulators.pcscd import PrivatePcscd, service_folder
from devices.emulators.persons import load_persons
from devices.emulators.vpcd import ChipReaders
from tests.helpers.chip_bench import cause_without_chips, chip_readers, looked_at_empty
from tests.helpers.every_device import named

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(cause_without_chips()), reason=cause_without_chips() or "it can run"),
]
if not cause_without_chips():
    from devices.chipcards.slot import SlotTiming
    from devices.chipcards.social import PcscSocialCardReader

    PATIENT = SlotTiming(
        open_s=20.0, answer_s=20.0, settle_s=20.0, let_go_s=20.0, least_back_off_s=0.02, most_back_off_s=0.1
    )
    """A busy machine is slow, and whatever comes sooner ends the wait."""
    IMPATIENT = replace(PATIENT, answer_s=0.6, settle_s=0.3, let_go_s=0.1)
    """For cards that never answer."""

PERSONS = load_persons()
ZHANG = PERSONS["zhang-gui-lan"]
LONG_NAME = replace(PERSONS["maimaiti"], name=PERSONS["maimaiti"].name + "·" + PERSONS["maimaiti"].name)


@dataclass
class Bench:
    reader: "PcscSocialCardReader"
    machine: ChipReaders

    async def until(self, wanted: Callable[[CardReaderStatus], bool]) -> CardReaderStatus:
        async with asyncio.timeout(20):
            async for status in self.reader.watch():
                if wanted(status):
                    return status
        raise AssertionError("the reader was closed")

    async def media(self, media: CardMedia) -> None:
        await self.until(lambda status: status.media is media)

    async def take(self) -> None:
        self.machine.social.take()
        await self.media(CardMedia.NOT_PRESENT)
        await looked_at_empty()

    async def read(self, chip: SocialChip | ForeignChip) -> SocialReadResult:
        """Put a card in and read it."""
        self.machine.social.put(chip)
        return await self.reader.read(20)


@asynccontextmanager
async def on_the_bench(timing: "SlotTiming") -> AsyncIterator[Bench]:
    async with chip_readers() as machine, asyncio.TaskGroup() as group:
        reader = PcscSocialCardReader("*[vpcd] 00 00", timing)
        running = group.create_task(reader.run())
        yield Bench(reader, machine)
        running.cancel()
        await reader.close()


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with on_the_bench(PATIENT) as bench:
        yield bench


@pytest.fixture
async def impatient() -> AsyncIterator[Bench]:
    async with on_the_bench(IMPATIENT) as bench:
        yield bench


async def until(true: Callable[[], bool]) -> None:
    """Of what nobody tells."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never was so")


def card_of(result: SocialReadResult) -> SocialCard:
    assert isinstance(result, SocialCardRead), result
    return result.card


@pytest.mark.parametrize("t0", [False, True], ids=["T=1", "T=0"])
async def test_a_card_put_there_is_read(bench: Bench, t0: bool) -> None:
    reading = asyncio.ensure_future(bench.reader.read(20))
    await bench.media(CardMedia.NOT_PRESENT)
    bench.machine.social.put(SocialChip(ZHANG, t0=t0))
    assert card_of(await reading) == SocialCard(
        ZHANG.number, ZHANG.name, ZHANG.sex, ZHANG.nation, ZHANG.birth, card_number="A" + ZHANG.number[-9:-1],
        region_code="130104", specification="1.00", issued_on=date(2019, 6, 12), valid_until=date(2029, 6, 12),
    )  # fmt: skip
    assert bench.reader.status.media is CardMedia.PRESENT
    assert bench.reader.status.model == "Bianmin Emulated Reader [vpcd] 00 00"


async def test_cards_that_want_other_words_are_read_as_well(bench: Bench) -> None:
    for chip in (
        SocialChip(ZHANG, selects_by=frozenset({0x00})),
        SocialChip(ZHANG, by_tag=False, t0=True),
        SocialChip(ZHANG, by_tag=False, specification="2.00"),
    ):
        assert card_of(await bench.read(chip)).name == ZHANG.name
        await bench.take()
    assert card_of(await bench.read(SocialChip(LONG_NAME, specification="2.00"))).name == LONG_NAME.name


async def test_a_card_that_lies_there_is_read_again(bench: Bench) -> None:
    first = await bench.read(SocialChip(ZHANG))
    assert await bench.reader.read(20) == first


async def test_a_card_of_another_kind_is_told_as_such(bench: Bench) -> None:
    assert await bench.read(ForeignChip()) == NotASocialCard()
    assert bench.reader.status.media is CardMedia.PRESENT


@pytest.mark.parametrize(("holder", "reason"), [("missing", "ef06_6a82"), ("locked", "needs_authentication")])
async def test_a_card_that_does_not_give_its_holder_is_unreadable(bench: Bench, holder: str, reason: str) -> None:
    assert await bench.read(SocialChip(ZHANG, holder=holder)) == CardUnreadable(reason)


@pytest.mark.parametrize(
    ("fault", "result"),
    [("garbage", CardUnreadable("record_number")), ("error", CardUnreadable("record_6f00")),
     ("short", CardUnreadable("no_valid_answer"))],
)  # fmt: skip
async def test_a_card_that_stays_and_answers_rubbish_is_unreadable(
    impatient: Bench, fault: str, result: SocialReadResult
) -> None:
    impatient.machine.social.fail(fault, after=8, times=20)
    assert await impatient.read(SocialChip(ZHANG)) == result
    impatient.machine.social.heal()
    assert isinstance(await impatient.reader.read(20), SocialCardRead)


async def test_a_card_pulled_in_mid_read_is_told_and_the_next_try_works(bench: Bench) -> None:
    bench.machine.social.fail("pull", after=6)
    assert await bench.read(SocialChip(ZHANG)) == CardPulled()
    assert bench.reader.status.media is CardMedia.NOT_PRESENT
    await looked_at_empty()
    assert isinstance(await bench.read(SocialChip(ZHANG)), SocialCardRead)


async def test_a_dead_card_is_told_and_disturbs_nobody_once_it_is_pulled(impatient: Bench) -> None:
    impatient.machine.social.fail("silence", after=6)
    assert await impatient.read(SocialChip(ZHANG)) == CardUnreadable("no_answer")
    assert await impatient.reader.read(20) == CardUnreadable("no_answer")  # it lies there still
    assert impatient.reader.status.media is CardMedia.PRESENT
    await impatient.take()
    assert isinstance(await impatient.read(SocialChip(ZHANG)), SocialCardRead)


async def test_a_slow_card_is_waited_for(bench: Bench) -> None:
    bench.machine.social.extra_delay_s = 0.03
    assert isinstance(await bench.read(SocialChip(ZHANG)), SocialCardRead)


async def test_nobody_puts_a_card_there(bench: Bench) -> None:
    await bench.media(CardMedia.NOT_PRESENT)
    assert await bench.reader.read(0.05) == NoCardInTime()


async def test_a_cancelled_read_ends_within_one_command(bench: Bench) -> None:
    chip = SocialChip(ZHANG)
    bench.machine.social.extra_delay_s = 0.02
    reading = asyncio.ensure_future(bench.read(chip))
    await until(lambda: len(chip.commands) >= 3)
    reading.cancel()
    assert (await asyncio.gather(reading, return_exceptions=True))[0].__class__ is asyncio.CancelledError
    asked = len(chip.commands)
    assert isinstance(await bench.reader.read(20), SocialCardRead)
    assert chip.commands[asked:].index(chip.commands[0]) <= 1


async def test_a_newer_read_takes_the_place_of_the_older(bench: Bench) -> None:
    first = asyncio.ensure_future(bench.reader.read(20))
    await bench.media(CardMedia.NOT_PRESENT)
    second = asyncio.ensure_future(bench.reader.read(20))
    assert await first == Cancelled()
    bench.machine.social.put(SocialChip(ZHANG))
    assert isinstance(await second, SocialCardRead)


async def test_a_service_that_crashes_in_mid_read_is_told_and_everything_comes_back_by_itself(bench: Bench) -> None:
    chip = SocialChip(ZHANG)
    bench.machine.social.extra_delay_s = 0.05
    reading = asyncio.ensure_future(bench.read(chip))
    await until(lambda: len(chip.commands) >= 3)
    await bench.machine.kill()
    assert await reading == DeviceGone("no_service")
    status = await bench.until(lambda status: status.health is Health.OFFLINE)
    assert (status.media, status.trouble) == (CardMedia.UNKNOWN, "no_service")
    assert await bench.reader.read(20) == DeviceGone("no_service")
    bench.machine.social.extra_delay_s = 0
    await bench.machine.revive()
    status = await bench.until(lambda status: status.media is CardMedia.PRESENT)
    assert (status.health, status.trouble) == (Health.ONLINE, "")
    assert isinstance(await bench.reader.read(20), SocialCardRead)


async def test_a_dead_card_under_a_service_that_crashes_leaves_nothing_behind(impatient: Bench) -> None:
    impatient.machine.social.fail("silence", after=2)
    assert await impatient.read(SocialChip(ZHANG)) == CardUnreadable("no_answer")
    await impatient.machine.kill()
    await impatient.until(lambda status: status.health is Health.OFFLINE)
    await impatient.machine.revive()
    await impatient.media(CardMedia.PRESENT)
    assert isinstance(await impatient.reader.read(20), SocialCardRead)


async def test_another_slot_is_another_reader(bench: Bench) -> None:
    await bench.media(CardMedia.NOT_PRESENT)
    bench.machine.staff.put(ForeignChip())  # a PSAM, for example
    assert await bench.reader.read(0.1) == NoCardInTime()
    assert isinstance(await bench.read(SocialChip(ZHANG)), SocialCardRead)


async def test_a_reader_that_is_not_there_is_no_device(bench: Bench) -> None:
    absent = PcscSocialCardReader("Some other reader*", PATIENT)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(absent.run())
        assert await absent.read(1) == DeviceGone("no_reader")
        assert absent.status.health is Health.NO_DEVICE
        running.cancel()


async def test_the_status_is_told_on_change_only_and_stays_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.chipcards.threads.LOOK_S", 0.05)
    async with on_the_bench(PATIENT) as bench:
        await bench.media(CardMedia.NOT_PRESENT)
        seen: list[CardReaderStatus] = []

        async def note() -> None:
            async for status in bench.reader.watch():
                seen.append(status)

        noting = asyncio.ensure_future(note())
        before_s = bench.reader.status.last_confirmed_s
        await until(lambda: bench.reader.status.last_confirmed_s > before_s + 0.1)
        noting.cancel()
        assert len(seen) == 1


async def test_fifty_sessions_leave_no_thread_no_file_and_no_card_behind(bench: Bench) -> None:
    gc.collect()
    of_others = {id(each) for each in gc.get_objects() if isinstance(each, SocialCardRead | SocialCard)}
    assert isinstance(await bench.read(SocialChip(ZHANG)), SocialCardRead)
    threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        assert isinstance(await bench.reader.read(20), SocialCardRead)
    await until(lambda: threading.active_count() <= threads and len(os.listdir("/proc/self/fd")) <= files)
    gc.collect()
    found = [each for each in gc.get_objects() if isinstance(each, SocialCardRead | SocialCard)]
    assert [each for each in found if id(each) not in of_others] == []


@pytest.mark.hardware
@pytest.mark.timeout(180)
async def test_a_real_reader_owes_the_same(capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config) -> None:
    """Says what the hand shall do; prints nothing of what the card says."""
    driver, options = named("social_card", pytestconfig)
    if driver != "pcsc":
        pytest.skip("the reader is no PC/SC reader: test_every_device.py has it")
    reader = PcscSocialCardReader(str(options["reader"]))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.run())
        hand = Bench(reader, ChipReaders(PrivatePcscd(service_folder())))
        for order, wanted in (
            ("nothing in the reader", NoCardInTime), ("a social-security card in, and leave it", SocialCardRead),
            ("take it out; a bank card in", NotASocialCard), ("take it out; put the social card in and pull at once",
             CardPulled | SocialCardRead), ("take it out; put it in once more", SocialCardRead),
        ):  # fmt: skip
            with capsys.disabled():
                print(f"\n{order} …")  # noqa: T201
            if wanted is not NoCardInTime:
                await hand.media(CardMedia.NOT_PRESENT)
            began_s = asyncio.get_running_loop().time()
            result = await reader.read(2 if wanted is NoCardInTime else 30)
            with capsys.disabled():
                print(f"{type(result).__name__} after {asyncio.get_running_loop().time() - began_s:.2f} s")  # noqa: T201
            assert isinstance(result, wanted)
        running.cancel()
