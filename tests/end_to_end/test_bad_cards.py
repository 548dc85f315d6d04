"""Reader and card gone wrong, on the whole terminal: the resident reads what is so, and the next one is served."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.contracts.card_reader import CardMedia
from devices.contracts.health import Health
from devices.contracts.printer import PairLine, PrintDocument
from devices.contracts.readiness import Lack
from devices.emulators.persons import load_persons
from devices.emulators.samv import FOR_EVER
from devices.printers.raster import draw_document
from kiosk.core.person import mask_name
from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.screens import Identify
from kiosk.session.troubles import ReadTrouble
from tests.end_to_end.trial import NEXT_RESIDENT, Trial
from tests.helpers.flying_time import FLYING, Backend, flying_loop
from tests.helpers.terminal import DEVICES, PRINT_PICTURES, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
OWNER = "zhang-gui-lan"


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


def trouble_words(trouble: str) -> tuple[str, ...]:
    """What is safe, what happened, what to do."""
    return tuple(f"identify.trouble.{trouble}.{part}" for part in ("safe", "what", "do"))


async def troubled(terminal: Terminal, trouble: ReadTrouble) -> None:
    await terminal.until(
        trouble.value, lambda state: isinstance(state.screen, Identify) and state.screen.trouble is trouble
    )


async def lifted_and_put_back(terminal: Terminal, person: str) -> None:
    await terminal.take_card()
    await terminal.do("card.put", person=person)


async def goes_on(terminal: Terminal) -> None:
    """The form is there; this resident's journey comes to its end."""
    await terminal.on(screens.Form)
    await terminal.take_card()
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(screens.Done)
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()


async def test_a_card_pulled_in_mid_read_is_told_and_read_when_it_is_put_back(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("reader.fault", kind="pull")
    await terminal.at_reader()
    await terminal.do("card.put", person=OWNER)
    await troubled(terminal, ReadTrouble.PULLED)
    trial.reads(*trouble_words("pulled"))
    assert terminal.state.person is None

    await terminal.do("card.put", person=OWNER)
    await goes_on(terminal)
    await trial.next_resident()
    await trial.all_arrived()


@pytest.mark.parametrize("kind", ["bad_checksum", "truncated", "noise", "silence", "split", "read_failed"])
async def test_one_answer_of_the_reader_spoilt(kind: str, trial: Trial, terminal: Terminal) -> None:
    await terminal.do("reader.fault", kind=kind)
    await terminal.at_reader()
    await terminal.do("card.put", person=OWNER)
    await goes_on(terminal)
    trial.nothing_seen()
    await trial.next_resident()
    await trial.all_arrived()


@pytest.mark.parametrize("kind", ["bad_checksum", "truncated", "silence", "read_failed"])
async def test_every_answer_of_a_reading_spoilt(kind: str, trial: Trial, terminal: Terminal) -> None:
    await terminal.do("reader.fault", kind=kind, times=FOR_EVER)
    await terminal.at_reader()
    await terminal.do("card.put", person=OWNER)
    await terminal.until(
        "a trouble", lambda state: isinstance(state.screen, Identify) and state.screen.trouble is not None
    )
    screen = terminal.state.screen
    assert isinstance(screen, Identify)
    assert screen.trouble in (ReadTrouble.UNREADABLE, ReadTrouble.READER_GONE)
    trial.reads(*trouble_words(screen.trouble))
    assert terminal.state.person is None

    await terminal.do("reader.heal")
    await terminal.take_card()
    await terminal.do("card.put", person=OWNER)
    await goes_on(terminal)
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_reader_unplugged_in_mid_read_and_put_back(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("reader.fault", kind="unplug")
    await terminal.at_reader()
    await terminal.do("card.put", person=OWNER)
    await troubled(terminal, ReadTrouble.READER_GONE)
    trial.reads(*trouble_words("reader_gone"), "rail.reader_fault")

    await terminal.do("card.take")
    await terminal.do("reader.plug")
    await terminal.until("the reader to be back", lambda state: state.card is CardMedia.NOT_PRESENT)
    await terminal.do("card.put", person=OWNER)
    await goes_on(terminal)
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_reader_unplugged_and_back_with_the_card_still_on_it(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("reader.fault", kind="unplug")
    await terminal.at_reader()
    await terminal.do("card.put", person=OWNER)
    await troubled(terminal, ReadTrouble.READER_GONE)
    await terminal.do("reader.plug")
    await terminal.until("the card to be seen", lambda state: state.card is CardMedia.PRESENT)
    trial.reads(*trouble_words("left_lying"))
    assert terminal.state.person is None

    await lifted_and_put_back(terminal, OWNER)
    await goes_on(terminal)
    await trial.next_resident()
    await trial.all_arrived()


async def test_a_reader_that_stays_away_leaves_typing(trial: Trial, terminal: Terminal) -> None:
    person = load_persons()[OWNER]
    await terminal.do("reader.unplug")
    await terminal.until_now("the loss", lambda: not _reader_is(terminal, Health.ONLINE))
    kept = DeviceFile(terminal.program.settings.storage.directory / DEVICES_FILE).read()
    assert {row.role: row.lack for row in kept.devices}["id_card"] is Lack.GONE  # what `kiosk doctor` says meanwhile
    await terminal.at_reader()
    await troubled(terminal, ReadTrouble.READER_GONE)
    trial.reads(*trouble_words("reader_gone"), "rail.reader_fault")

    terminal.send(ev.TypeInsteadPressed(), ev.IdentityTyped(person.name, person.number), ev.NextPressed())
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(screens.Done)
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()
    case = await terminal.staff.case(terminal.filed[0])
    assert (case["applicant"]["name"], case["identity_level"]) == (person.name, "typed")

    await terminal.do("reader.plug")
    await terminal.until_now("the reader", lambda: _reader_is(terminal, Health.ONLINE))
    await trial.next_resident()
    await trial.all_arrived()


def _reader_is(terminal: Terminal, health: Health) -> bool:
    reader = terminal.program.session.snapshot.machines.id_card
    return reader is not None and reader.health is health


@pytest.mark.parametrize(
    ("trouble", "person"),
    [(ReadTrouble.EXPIRED, "zhou-de-fu"), (ReadTrouble.NUMBER, "wu-yu-mei")],
    ids=["expired", "number-fails-its-check-digit"],
)
async def test_a_card_that_is_not_taken(trouble: ReadTrouble, person: str, trial: Trial, terminal: Terminal) -> None:
    await terminal.at_reader()
    await terminal.do("card.put", person=person)
    await troubled(terminal, trouble)
    trial.reads(*trouble_words(trouble))
    assert terminal.state.person is None
    terminal.send(ev.RetryPressed())
    await terminal.program.clock.sleep(5)
    trial.reads(*trouble_words(trouble))

    await trial.gone()
    await trial.next_resident()
    await trial.all_arrived()
    assert len(terminal.filed) == 1


@pytest.mark.parametrize("person", ["zhao-yan", "sun-ji", "maimaiti"])
async def test_a_rare_or_long_name_reaches_the_platform_and_the_paper(
    person: str, trial: Trial, terminal: Terminal
) -> None:
    name = load_persons()[person].name
    case_id = await terminal.journey(person)
    trial.nothing_seen()
    assert (await terminal.staff.case(case_id))["applicant"]["name"] == name
    assert f"谁申请  {mask_name(name)}" in terminal.slips[-1]
    assert _codes_on_paper(terminal) == {_number(terminal)}
    await trial.next_resident()
    await trial.all_arrived()


@pytest.mark.parametrize("name", ["㙓玉兰", "𠮷秀英"], ids=["of-extension-A", "outside-the-basic-plane"])
async def test_a_rare_family_name_is_drawn_on_the_paper_and_not_as_a_box(
    name: str, trial: Trial, terminal: Terminal
) -> None:
    terminal.machines.reader.put_card(replace(load_persons()[OWNER], name=name))
    await terminal.take_card()
    await terminal.at_reader()
    terminal.machines.reader.put_card(replace(load_persons()[OWNER], name=name))
    await goes_on(terminal)
    trial.nothing_seen()
    assert (await terminal.staff.case(terminal.filed[0]))["applicant"]["name"] == name
    assert f"谁申请  {name[0]}*" in terminal.slips[-1]
    assert _on_paper(terminal, terminal.documents[-1])
    assert not _on_paper(terminal, _with_box(terminal.documents[-1], name[0]))
    await trial.next_resident()
    await trial.all_arrived()


def _on_paper(terminal: Terminal, document: PrintDocument) -> bool:
    """The newest slip shows this document, dot for dot."""
    drawn = draw_document(document, PRINT_PICTURES)
    paper = _paper(terminal).crop((0, 0, drawn.width, drawn.height))
    return paper.convert("1").tobytes() == drawn.tobytes()


def _with_box(document: PrintDocument, character: str) -> PrintDocument:
    """The same slip where a font has no such character."""
    blocks = (
        replace(block, value=block.value.replace(character, "\U0010fffe")) if isinstance(block, PairLine) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def _paper(terminal: Terminal) -> Image.Image:
    return Image.open(io.BytesIO(terminal.machines.printer.slips[-1].png))


def _codes_on_paper(terminal: Terminal) -> set[str]:
    """What an independent reader finds on the newest slip."""
    return {terminal.number_of(code.text) for code in zxingcpp.read_barcodes(_paper(terminal).convert("L"))}


def _number(terminal: Terminal) -> str:
    line = next(line for line in terminal.slips[-1].splitlines() if line.startswith("[QR "))
    return terminal.number_of(line.removeprefix("[QR ").rstrip("]"))


# ── a card left lying ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def speaking(tmp_path: Path) -> AsyncIterator[Terminal]:
    async with whole_terminal(tmp_path, devices=(*DEVICES, "voice")) as running:
        yield running


async def test_a_card_left_lying_at_the_end_counts_for_nobody_until_it_is_lifted(
    trial: Trial, terminal: Terminal
) -> None:
    await terminal.card_read(OWNER)
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(screens.Done)
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()
    trial.reads("idle.card_left.title", "idle.card_left.text", "rail.reader_take_away")
    await terminal.program.clock.sleep(5)
    announcement = terminal.program.texts("say.card_left")
    assert "".join(terminal.heard).count(announcement) == 1
    await terminal.program.clock.sleep(10)
    assert "".join(terminal.heard).count(announcement) == 2

    await terminal.at_reader()
    trial.reads(*trouble_words("left_lying"))
    terminal.send(ev.RetryPressed())
    await terminal.program.clock.sleep(40)
    assert isinstance(terminal.state.screen, Identify)
    assert terminal.state.person is None

    await lifted_and_put_back(terminal, NEXT_RESIDENT)
    await goes_on(terminal)
    assert (await terminal.staff.case(terminal.filed[1]))["applicant"]["name"] == load_persons()[NEXT_RESIDENT].name
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_owner_of_a_card_left_lying_lifts_it_puts_it_back_and_is_served(
    trial: Trial, terminal: Terminal
) -> None:
    await terminal.card_read(OWNER)
    terminal.send(ev.ExitPressed(), ev.LeaveConfirmed())
    trial.reads("idle.card_left.title", "idle.card_left.text")
    await terminal.at_reader()
    trial.reads(*trouble_words("left_lying"))
    await lifted_and_put_back(terminal, OWNER)
    await goes_on(terminal)
    await trial.next_resident()
    await trial.all_arrived()


async def test_a_card_left_lying_is_announced_by_the_loudspeaker(speaking: Terminal) -> None:
    with flying_loop().hold():  # the voice's engine is a process of its own
        await speaking.card_read(OWNER)
        speaking.send(ev.ExitPressed(), ev.LeaveConfirmed())
        announcement = speaking.program.texts("say.card_left")
        await speaking.until_now("the announcement", lambda: announcement in _aloud(speaking), within_s=20)
    await speaking.take_card()
    await speaking.journey(NEXT_RESIDENT)


def _aloud(terminal: Terminal) -> str:
    """What really sounded."""
    return "".join(spoken.text for spoken in terminal.machines.loudspeaker.transcript if spoken.loudest)
