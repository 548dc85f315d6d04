"""What the spelling key spells, what is heard of a hand that types, and what the room never hears of either."""

import pytest

from kiosk.catalogue import PrivacyClass
from kiosk.session import events as ev
from kiosk.session.hearing import Telling
from tests.helpers.session_world import Journey
from tests.unit.session.test_private_phrases import classed
from tests.unit.session.test_speaking import Hall, hall, settled

pytestmark = pytest.mark.anyio


async def spells(heard: Hall) -> list[str]:
    """What the spelling key makes of what was said last; this desk was given no words for characters."""
    heard.voice.said.clear()
    heard.desk.tell_of(Telling.SPELLING)
    await settled()
    begun = list(heard.voice.said)
    return [phrase.partition("，")[0] for phrase in [*begun, *await heard.hears_the_rest()]]


async def test_what_the_keypad_went_to_is_spelled_by_what_it_holds_and_twice_the_same() -> None:
    async with hall(Journey()) as heard:
        heard.desk.tell("姓名，刘三，填写。", "刘三")
        await settled()

        assert await spells(heard) == ["刘", "三"]
        assert await spells(heard) == ["刘", "三"]


async def test_a_number_that_was_said_is_spelled_as_it_is_written() -> None:
    async with hall(Journey()) as heard:
        heard.desk.say("done_number", {"number": "HSL-0421-0037"})
        await settled()
        await heard.hears_the_rest()

        assert (await spells(heard))[3:] == ["H", "零", "横线", "七。"]


async def test_the_room_hears_nobodys_name_spelled() -> None:
    async with hall(Journey().at_form()) as heard:
        heard.desk.tell("姓名，张桂兰，填写。", "张桂兰")
        await settled()
        heard.voice.said.clear()
        heard.desk.tell_of(Telling.SPELLING)
        await settled()

        said = [*heard.voice.said, *await heard.hears_the_rest()]

    assert not any(sign in "".join(said) for sign in "张桂兰")
    assert "请先接上耳机。" in said


async def test_what_was_being_spelled_to_one_ear_is_not_spelled_on_to_the_room() -> None:
    journey = Journey().at_form().hand(ev.HeadphonesChanged(plugged=True))
    async with hall(journey) as heard:
        heard.desk.tell("姓名，张桂兰，填写。", "张桂兰")
        await settled()
        heard.desk.tell_of(Telling.SPELLING)
        await settled()
        assert heard.voice.said[-1].startswith("张")

        await heard.hears(ev.HeadphonesChanged(plugged=False))
        said = await heard.hears_the_rest()

    assert not any(sign in "".join(said) for sign in "张桂兰")


async def test_what_is_typed_is_echoed_to_one_ear_and_to_the_room_that_something_was() -> None:
    async with hall(Journey().at_form()) as heard:
        heard.desk.echo("3")
        await settled()
        assert heard.voice.said == ["记下一位"]

        await heard.hears(ev.HeadphonesChanged(plugged=True))
        await heard.hears_the_rest()
        heard.desk.echo("3")
        await settled()
        assert heard.voice.said[-1] == "三"


async def test_nothing_of_the_last_resident_can_be_spelled() -> None:
    async with hall(Journey()) as heard:
        heard.desk.tell("姓名，张桂兰，填写。", "张桂兰")
        await settled()
        heard.desk.forget()
        heard.voice.said.clear()

        heard.desk.tell_of(Telling.SPELLING)
        await settled()

        assert await heard.hears_the_rest() == []


async def test_on_a_page_that_asks_for_a_secret_a_key_is_told_and_not_which() -> None:
    journey = Journey().at_form().hand(ev.HeadphonesChanged(plugged=True))
    async with hall(journey) as heard:
        await heard.hears_the_rest()
        heard.desk._last._catalogue = classed(PrivacyClass.SECRET, "phone")

        heard.desk.echo("3")
        await settled()

        assert heard.voice.said[-1] == "记下一位"
