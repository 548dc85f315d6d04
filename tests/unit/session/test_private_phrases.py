"""No screen puts anything of a person into a phrase that is for everybody; and what the door takes out of the rest."""

from dataclasses import replace

import pytest

from kiosk.catalogue import Catalogue, PrivacyClass
from kiosk.session.door import let_out
from kiosk.session.own_words import own_words, secret_words
from kiosk.session.read_out import held_open, read_out
from kiosk.session.screen_phrases import Said
from kiosk.session.screens import Form
from kiosk.session.states import Mode, SessionState
from kiosk.speech import one_phrase, phrases_of
from kiosk.texts import Privacy
from tests.helpers.privacy import as_the_program, screens_that_tell
from tests.helpers.scenes import all_scenes, scene_called
from tests.helpers.view_context import real_catalogue, real_texts

TEXTS = real_texts()
CATALOGUE = real_catalogue()
REVIEW = replace(scene_called("review").snapshot(Mode.STANDARD).state, in_private=False)
PIN = "271828"


def classed(privacy: PrivacyClass, field_id: str) -> Catalogue:
    """The catalogue, with one field of the review's item classed otherwise."""
    assert REVIEW.draft is not None
    item = CATALOGUE.item(REVIEW.draft.item_id)
    sections = []
    for section in item.sections:
        fields = [
            field.model_copy(update={"privacy": privacy}) if field.id == field_id else field for field in section.fields
        ]
        sections.append(section.model_copy(update={"fields": tuple(fields)}))
    changed = item.model_copy(update={"sections": tuple(sections)})
    return replace(CATALOGUE, items={**CATALOGUE.items, item.id: changed})


def test_no_screen_says_anything_of_a_person_to_everybody() -> None:
    assert list(screens_that_tell(all_scenes())) == []


@pytest.mark.parametrize("what", ["name", "answer", "reason"])
def test_a_screen_that_tells_of_a_person_is_found(what: str) -> None:
    def told(state: SessionState) -> str:
        case = getattr(state.screen, "case", None)
        if what == "name":
            return state.person.name if state.person else ""
        if what == "answer":
            return state.draft.answers.get("phone", "") if state.draft else ""
        return case.correction.materials[0].reason if case and case.correction else ""

    def indiscreet(state: SessionState, requested: bool) -> Said:
        return (*as_the_program(state, requested), *phrases_of(f"这是{told(state)}。", TEXTS))

    assert list(screens_that_tell(all_scenes(), indiscreet))


def test_a_phrase_for_one_ear_is_none_for_everybody() -> None:
    def discreet(state: SessionState, _requested: bool) -> Said:
        return phrases_of(state.person.name if state.person else "", TEXTS, Privacy.PERSONAL)

    assert list(screens_that_tell(all_scenes(), discreet)) == []


def test_what_the_review_shows_is_not_for_the_room_not_even_behind_its_masks() -> None:
    catalogue = classed(PrivacyClass.PERSONAL, "payout_way")
    shown = "打到哪，打到社保卡　卡号，尾号 6620。谁申请，张*　1301**********122X。"
    said = let_out((one_phrase(shown, TEXTS),), REVIEW, catalogue, TEXTS, is_of_screen=True)
    heard = "".join(phrase.caption for phrase in said)

    assert not any(own in heard for own in ("社保卡", "6620", "122X", "张"))
    in_private = let_out((one_phrase(shown, TEXTS),), replace(REVIEW, in_private=True), CATALOGUE, TEXTS, True)
    assert "".join(phrase.caption for phrase in in_private) == shown


def test_the_choices_of_a_form_are_read_to_whoever_stands_there() -> None:
    form, catalogue = replace(REVIEW, screen=Form()), classed(PrivacyClass.PERSONAL, "payout_way")
    assert "打到社保卡" in set(own_words(REVIEW, catalogue, TEXTS)) - set(own_words(form, catalogue, TEXTS))


@pytest.mark.parametrize("name", ["case-correction", "case-answer"])
def test_what_a_department_wrote_is_not_for_the_room(name: str) -> None:
    state = scene_called(name).snapshot(Mode.STANDARD).state
    case = getattr(state.screen, "case")  # noqa: B009 - a screen of the union that has one
    written = case.correction.materials[0].reason if case.correction else case.answer.text
    (said,) = let_out((one_phrase(written, TEXTS),), state, CATALOGUE, TEXTS, is_of_screen=True)

    assert said.caption.rstrip("。") == TEXTS("say.this_content")


@pytest.mark.parametrize("sentence", range(2))
def test_what_somebody_wrote_is_not_for_the_room_sentence_by_sentence(sentence: int) -> None:
    """The last stop fell away as it was read, and the door did not know the words again."""
    state = scene_called("word-reply-written").snapshot(Mode.STANDARD).state
    written = "七月的钱还没有到账。卡没有换过，请查一查！"
    state = replace(state, screen=replace(state.screen, text=written))  # type: ignore[arg-type] # it has one
    said = let_out(phrases_of(f"您要说的话，{written[:-1]}，填写。", TEXTS), state, CATALOGUE, TEXTS, is_of_screen=True)
    heard = "".join(phrase.caption for phrase in said)

    assert ("到账", "换过")[sentence] not in heard
    assert "屏幕上这个内容" in heard


def test_a_sentence_of_several_clauses_is_said_once_when_something_stands_in_its_place() -> None:
    """Heard before: 请核对屏幕上这个内容，对了就往下走。请核对屏幕上这个内容，对了就往下走。"""
    name = REVIEW.person.name if REVIEW.person else ""
    phrases = phrases_of(f"请您先核对{name}，对了就往下走。", TEXTS)
    said = let_out(phrases, REVIEW, CATALOGUE, TEXTS, is_of_screen=True)

    assert len(phrases) == 2
    assert [phrase.text for phrase in said] == ["请您先核对屏幕上这个内容，对了就往下走。"]


@pytest.mark.parametrize("in_private", [False, True])
def test_a_secret_answer_is_heard_by_nobody(in_private: bool) -> None:
    assert REVIEW.draft is not None
    draft = replace(REVIEW.draft, answers={**REVIEW.draft.answers, "phone": PIN})
    state, catalogue = replace(REVIEW, draft=draft, in_private=in_private), classed(PrivacyClass.SECRET, "phone")

    assert list(secret_words(state, catalogue)) == [PIN]
    assert PIN not in read_out(state, catalogue, TEXTS)
    assert PIN not in held_open(state, catalogue, TEXTS, "phone")
    phrases = phrases_of(f"手机号，{PIN}。", TEXTS, Privacy.PERSONAL if in_private else Privacy.PUBLIC)
    said = let_out(phrases, state, catalogue, TEXTS, is_of_screen=False)
    assert said
    assert not any(PIN in phrase.caption or "二七" in phrase.text for phrase in said)
