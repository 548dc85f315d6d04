"""Coming back by keypad and ear: how far it is, what is missing, handing it in, and what was answered."""

from kiosk.app.demo.blind import BlindResident
from kiosk.app.demo.blind_journeys import file_case, find, known, type_answer
from kiosk.app.demo.made_up import ELDERS, ITEM, phone
from kiosk.app.demo.player import Player, PromiseBrokenError
from kiosk.app.demo.summary import Outcome


async def progress_by_ear(player: Player) -> None:
    """File; come back three times: something is wanted, it is being handled, it is answered and replied to."""
    await player.until("the machine to be ready", lambda s: s.online and s.filing_off is None)
    script, person, resident = player.stage.script, player.randomness.choice(ELDERS), BlindResident(player)
    words = resident.words
    await resident.begin()
    await find(resident, player.program.catalogue.item(ITEM))
    await file_case(resident, person, {**known(player), words["phone"]: phone(player.randomness)})
    await _go(resident)
    await player.ask_for_material()
    since = await _come_back(resident, person)
    _has_told(resident, since, script["reason"], words["material"])
    await _supply(resident)
    await _go(resident)
    await _staff_act(player, {"action": "accept"})
    since = await _come_back(resident, person)
    _has_told(resident, since, words["nothing_to_do"])
    await _leave(resident)
    await _staff_act(player, {"action": "close", "result": "granted", "text": script["answer"]})
    since = await _come_back(resident, person)
    _has_told(resident, since, script["answer"])
    await _reply(resident)
    await _go(resident)
    player.summary.platform_status = await player.case_state()
    player.summary.figures["keys_pressed_count"] = resident.pressed_count
    player.ended(Outcome.COMPLETED)


async def _staff_act(player: Player, action: dict[str, str]) -> None:
    assert player.summary.case_id is not None
    await player.stage.staff.act(player.summary.case_id, action)


async def _come_back(resident: BlindResident, person: str) -> int:
    """From headphones in to one's own case; since when it is heard."""
    words = resident.words
    await resident.begin()
    await resident.choose(words["progress"])
    await resident.choose(words["understood"], then=words["card_wanted"])
    before = len(resident.heard)
    await resident.player.put_card(person)
    await resident.hears(words["card_read"], since=before)
    await resident.player.take_card()
    await resident.silence()
    return before


def _has_told(resident: BlindResident, since: int, *lines: str) -> None:
    """Whoever came for it was told, without asking."""
    missing = [line for line in lines if not resident.has_heard(resident.as_said(line), since)]
    if missing:
        raise PromiseBrokenError(f"never said: {' / '.join(missing)}; heard {' / '.join(resident.heard[since:])}")


async def _supply(resident: BlindResident) -> None:
    """Lay the page where the voice said, have its picture taken, and hand it in."""
    words, player = resident.words, resident.player
    await resident.choose(words["supply"], then=words["page_wanted"])
    await player.control.do("camera.paper", words=player.stage.script["page"])
    await resident.choose(words["capture"], then=words["captured"])
    await resident.choose(words["keep_page"], then=words["supplied"])
    await resident.choose(words["supplied_end"])


async def _reply(resident: BlindResident) -> None:
    """Say a word to the department: hear first that nothing is written yet, and where; then write it."""
    words = resident.words
    await resident.choose(words["reply"], then=words["reply_wanted"])
    await resident.choose(words["typed"])
    await resident.choose(words["hand_over"], then=words["reply_empty"])
    await resident.silence()
    await resident.choose(words["reply_field"])
    written = await type_answer(resident, words["reply_words"])
    await resident.choose(words["typed"])
    if resident.as_said(written) not in await resident.go_to(words["reply_field"]):
        raise PromiseBrokenError(f"{written!r} is not what the field says that it holds")
    await resident.choose(words["hand_over"], then=words["acknowledged"])
    await resident.choose(words["supplied_end"])


async def _leave(resident: BlindResident) -> None:
    """Out by the down key: one step back, and one more."""
    await resident.step_back(then=resident.words["home"])
    await resident.step_back()
    await _go(resident)


async def _go(resident: BlindResident) -> None:
    """Take the headphones along; nothing of this resident is left."""
    await resident.player.control.do("headphones.plug_in", on=False)
    await resident.player.idle_again()
    if resident.player.summary.case_id is not None:
        await resident.player.case_state()
