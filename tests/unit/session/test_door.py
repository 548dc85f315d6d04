"""The last door before the sound."""

from dataclasses import replace

import pytest

from kiosk.session import events as ev
from kiosk.session.door import let_out
from kiosk.session.states import Mode
from kiosk.speech import phrases_of
from kiosk.texts import Privacy
from tests.helpers.session_world import ACCOUNT, GUILAN_CARD, STROKES, Journey
from tests.helpers.view_context import real_catalogue, real_texts

TEXTS = real_texts()


def said(text: str, in_private: bool, privacy: Privacy = Privacy.PUBLIC) -> str:
    state = replace(Journey().at_review(Mode.STANDARD).state, in_private=in_private)
    phrases = let_out(phrases_of(text, TEXTS, privacy), state, real_catalogue(), TEXTS, is_of_screen=False)
    return "".join(phrase.caption for phrase in phrases)


@pytest.mark.parametrize("own", [GUILAN_CARD.name, GUILAN_CARD.id_number, ACCOUNT])
def test_what_is_somebodys_own_is_not_said_to_the_room_whatever_the_sentence(own: str) -> None:
    assert own not in said(f"请核对{own}，对不对", in_private=False)
    assert "屏幕上这个内容" in said(f"请核对{own}，对不对", in_private=False)
    assert own in said(f"请核对{own}，对不对", in_private=True)


def test_a_number_in_groups_is_the_same_number() -> None:
    grouped = " ".join(ACCOUNT[at : at + 4] for at in range(0, len(ACCOUNT), 4))
    assert not any(char.isdigit() for char in said(f"卡号 {grouped}", in_private=False))


def test_a_personal_text_waits_for_headphones_and_a_secret_one_is_never_said() -> None:
    assert said("您的补贴是 200 元。", False, Privacy.PERSONAL) == ""
    assert said("您的补贴是 200 元。", True, Privacy.PERSONAL) == "您的补贴是 200 元。"
    assert said("密码是 1357。", True, Privacy.SECRET) == ""


def test_the_number_of_a_case_is_for_its_owner_to_hear() -> None:
    journey = Journey().at_review(Mode.STANDARD)
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    journey.hand(journey.filed())
    number = journey.done.number
    phrases = phrases_of(f"办件号，{number}。", TEXTS)
    assert let_out(phrases, journey.state, real_catalogue(), TEXTS, is_of_screen=True) == phrases
