"""What a resident may say of their case, as it is read: never more promised than is known."""

from dataclasses import replace

from kiosk.cases import CaseProgress, CaseState, ResidentAct, Saying, SayingKind
from kiosk.session.screens import CaseActs, CaseDetail, CaseWord, Delivery, Idle, WordKept
from tests.helpers.later_states import ACCEPTED_MAY, CLOSED_MAY, RECEIVED_MAY, SAID_AT
from tests.helpers.served import case, served
from tests.helpers.view_context import view_context
from ui.viewmodels.progress_face import case_detail_face
from ui.viewmodels.word_face import (
    ActsFace,
    WordFace,
    WordKeptFace,
    acts_face,
    word_face,
    word_kept_face,
)

CONTEXT = view_context()


def test_another_screen_leaves_nothing_of_any_word() -> None:
    idle = served(Idle())
    assert (acts_face(idle, CONTEXT), word_face(idle, CONTEXT)) == (ActsFace(), WordFace())
    assert word_kept_face(idle, CONTEXT) == WordKeptFace()


def test_withdrawing_is_offered_before_acceptance_and_after_it_refused_in_words() -> None:
    before = {row.act: row.why for row in acts_face(served(CaseActs(RECEIVED_MAY)), CONTEXT).rows}
    after = {row.act: row.why for row in acts_face(served(CaseActs(ACCEPTED_MAY)), CONTEXT).rows}
    assert (before["withdraw"], after["withdraw"]) == ("", "已经受理，撤不了")
    assert "withdraw" not in {row.act for row in acts_face(served(CaseActs(CLOSED_MAY)), CONTEXT).rows}


def test_two_ways_to_say_no_stand_beside_an_answer_and_nowhere_else() -> None:
    answer = case_detail_face(served(CaseDetail(CLOSED_MAY)), CONTEXT)
    assert [row.title for row in answer.acts] == ["没办好，重新办", "回他一句话"]
    assert case_detail_face(served(CaseDetail(ACCEPTED_MAY)), CONTEXT).acts == ()
    assert case_detail_face(served(CaseDetail(case())), CONTEXT).acts_text == ""


def test_what_was_responded_is_read_with_who_and_when() -> None:
    responded = Saying(SayingKind.RESPONDED, SAID_AT, "月底前到账", "区民政局")
    told = case(CaseState.ACCEPTED)
    face = case_detail_face(served(CaseDetail(_with(told, responded))), CONTEXT)
    assert face.said_text == "4月29日 16:10 区民政局回您：月底前到账"


def test_a_withdrawal_that_came_too_late_is_told_in_words() -> None:
    late = Saying(SayingKind.WITHDRAWAL_TOO_LATE, SAID_AT)
    face = case_detail_face(served(CaseDetail(_with(case(), late))), CONTEXT)
    assert face.said_text.startswith("您要撤回的时候已经受理了，没有撤")


def test_kept_is_not_called_handed_in_and_handed_in_is_not_called_withdrawn() -> None:
    kept = WordKept(RECEIVED_MAY, ResidentAct.WITHDRAW, "m")
    assert word_kept_face(served(kept), CONTEXT).title == "已经存好"
    assert word_kept_face(served(kept, online=False), CONTEXT).title == "已经存好，没有丢"
    handed = WordKept(RECEIVED_MAY, ResidentAct.WITHDRAW, "m", delivery=Delivery.ACKNOWLEDGED)
    face = word_kept_face(served(handed), CONTEXT)
    assert face.title == "已经交上去了"
    assert "撤" not in face.title + face.help


def test_a_wrong_number_is_told_only_once_it_was_to_be_sent() -> None:
    typed = CaseWord(ACCEPTED_MAY, ResidentAct.CORRECT_PHONE, text="2385")
    assert word_face(served(typed), CONTEXT).problem == ""
    told = CaseWord(ACCEPTED_MAY, ResidentAct.CORRECT_PHONE, text="2385", show_problem=True)
    assert word_face(served(told), CONTEXT).problem == "手机号是 13 到 19 开头"


def _with(told: CaseProgress, *said: Saying) -> CaseProgress:
    return replace(told, said=said)
