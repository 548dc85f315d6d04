"""What the form shows, page by page, to whoever may look over a shoulder."""

from dataclasses import replace

from kiosk.session.screens import Form, Idle
from kiosk.session.snapshot import Caption, Snapshot
from kiosk.session.states import Mode
from tests.helpers.served import ANSWERS, GUILAN, TYPED_GUILAN, draft, filled_draft, served
from tests.helpers.view_context import view_context
from ui.viewmodels.form_face import FormFace, first_focus, form_face, is_filled, next_focus
from ui.viewmodels.form_rows import AWAY, FormHand, FormRow

CONTEXT = view_context()


def face(snapshot: Snapshot, hand: FormHand = AWAY) -> FormFace:
    return form_face(snapshot, CONTEXT, hand)


def row(shown: FormFace, answer_id: str) -> FormRow:
    return next(row for row in shown.rows if row.answer_id == answer_id)


def everything(shown: FormFace) -> str:
    return repr(shown)


def test_another_screen_leaves_nothing_of_the_form() -> None:
    assert face(served(Idle(), filled_draft())) == FormFace()


def test_the_first_page_begins_with_who_applies_locked_and_masked() -> None:
    shown = face(served(Form(), draft()))
    assert [(r.answer_id, r.kind, r.value) for r in shown.rows[:2]] == [
        ("applicant", "locked", "张*"),
        ("id_number", "locked", "1301**********122X"),
    ]
    assert shown.rows[0].source == "来自身份证"


def test_a_typed_identity_is_not_said_to_come_from_a_card() -> None:
    shown = face(served(Form(), draft(), person=TYPED_GUILAN))
    assert shown.rows[0].source == "手动输入的"


def test_the_card_s_address_is_locked_and_the_home_address_is_asked() -> None:
    shown = face(served(Form(), draft()))
    assert row(shown, "household_address").kind == "locked"
    assert row(shown, "household_address").source == "来自身份证"
    assert row(shown, "residence_address").kind == "text"


def test_an_address_typed_without_a_card_stays_open_to_the_hand() -> None:
    typed = replace(draft(), answers={"household_address": "河北省"})
    assert row(face(served(Form(), typed, person=TYPED_GUILAN)), "household_address").kind == "text"


def test_nothing_is_unmasked_until_it_is_held_or_typed() -> None:
    shown = everything(face(served(Form(), filled_draft())))
    for secret in ("张桂兰", GUILAN.id_number, "13812345678", "201"):
        assert secret not in shown.replace("3号楼2单元201”", "")


def test_holding_shows_one_value_and_names_no_other() -> None:
    shown = face(served(Form(), filled_draft()), FormHand(held="id_number"))
    assert row(shown, "id_number").value == GUILAN.id_number
    assert GUILAN.id_number not in row(shown, "id_number").accessible_name
    assert "13812345678" not in everything(shown)


def test_the_answer_with_the_caret_is_shown_as_it_is_typed_but_never_named_aloud() -> None:
    shown = face(served(Form(), draft(phone="1385")), FormHand(focus="phone"))
    assert row(shown, "phone").value == "1385"
    assert row(shown, "phone").slot_count == 11
    assert "1385" not in row(shown, "phone").accessible_name
    assert shown.keyboard == "digits"


def test_an_address_is_typed_with_pinyin_and_shows_its_letters() -> None:
    shown = face(served(Form(), draft()), FormHand(focus="residence_address", preedit="er dan yuan"))
    assert shown.keyboard == "pinyin"
    assert shown.focus_label == "现住址"
    assert row(shown, "residence_address").preedit == "er dan yuan"


def test_the_caret_opens_at_the_first_blank_answer() -> None:
    assert first_focus(face(served(Form(), draft()))) == "residence_address"


def test_the_caret_waits_while_a_choice_comes_first() -> None:
    assert first_focus(face(served(Form(page=1), draft()))) == ""


def test_the_caret_goes_to_the_card_number_once_the_way_is_chosen() -> None:
    shown = face(served(Form(page=1), draft(payout_way="social_card")))
    assert first_focus(shown) == "payout_account"


def test_an_optional_answer_never_draws_the_caret_by_itself() -> None:
    shown = face(served(Form(), draft(residence_address=ANSWERS["residence_address"])))
    assert first_focus(shown) == ""


def test_done_takes_the_caret_from_the_address_to_the_telephone() -> None:
    given = draft(residence_address=ANSWERS["residence_address"])
    shown = face(served(Form(), given), FormHand(focus="residence_address"))
    assert next_focus(shown) == "phone"
    assert is_filled(shown)


def test_same_as_card_is_offered_until_it_is_the_same() -> None:
    assert row(face(served(Form(), draft())), "residence_address").same_text == "和户籍地址一样"
    same = draft(residence_address=ANSWERS["household_address"])
    assert row(face(served(Form(), same)), "residence_address").same_text == ""


def test_the_account_is_asked_twice_and_the_first_is_not_seen_while_typing_the_second() -> None:
    given = draft(payout_way="social_card", payout_account=ANSWERS["payout_account"])
    shown = face(served(Form(page=1), given), FormHand(focus="payout_account.again"))
    assert row(shown, "payout_account").value == "尾号 6620"
    assert row(shown, "payout_account.again").label == "再输一遍"


def test_an_account_is_typed_in_the_groups_of_the_card() -> None:
    given = draft(payout_way="social_card", payout_account="621700123")
    shown = face(served(Form(page=1), given), FormHand(focus="payout_account"))
    assert row(shown, "payout_account").value == "6217 0012 3"


def test_an_error_says_how_to_correct_and_that_the_rest_is_kept() -> None:
    given = filled_draft(phone="1385")
    shown = face(served(Form(show_problems=True), given))
    assert row(shown, "phone").error == "还差 7 位数字"
    assert shown.next_off == "还差 7 位数字"
    assert shown.help == "您填的都还在"
    assert first_focus(shown) == "phone"


def test_several_errors_are_counted() -> None:
    shown = face(served(Form(page=1, show_problems=True), draft()))
    assert shown.next_off == "请点一个"
    shown = face(served(Form(show_problems=True), draft(phone="1385")))
    assert shown.next_off == "还有 2 处没填好"


def test_no_error_is_shown_before_the_first_try() -> None:
    shown = face(served(Form(), draft(phone="1385")))
    assert row(shown, "phone").error == ""
    assert shown.next_off == ""


def test_choices_say_what_follows_and_which_is_chosen() -> None:
    shown = face(served(Form(page=1), draft(payout_way="family")))
    assert [(c.number, c.value, c.chosen) for c in shown.choices if c.answer_id == "payout_way"] == [
        ("一", "social_card", False),
        ("二", "bank_card", False),
        ("三", "family", True),
    ]
    assert {r.answer_id for r in shown.rows} == {"payout_way", "collector_name", "collector_relation"}


def test_the_choice_being_read_is_marked() -> None:
    said = "二，打到银行卡"
    snapshot = replace(served(Form(page=2), draft(), Mode.ELDER), caption=Caption(said, 2, 5))
    assert [c.value for c in face(snapshot).choices if c.being_read] == ["bank_card"]


def test_elders_get_one_question_a_page_and_are_told_how_many() -> None:
    shown = face(served(Form(page=0), draft(), Mode.ELDER))
    assert shown.title == "您现在住在哪里？"
    assert [r.answer_id for r in shown.rows] == ["residence_address"]
    assert shown.position.startswith("第 1 问，共 ")


def test_an_elder_may_leave_the_telephone_out_in_so_many_words() -> None:
    shown = face(served(Form(page=1), draft(), Mode.ELDER))
    assert shown.rows[0].answer_id == "phone"
    assert shown.next_text == "不填，下一步"
    assert face(served(Form(page=1), draft(phone="13812345678"), Mode.ELDER)).next_text == "下一步"


def test_money_is_not_asked_of_a_typed_identity_and_the_page_says_where_to_go() -> None:
    shown = face(served(Form(), draft(), person=TYPED_GUILAN))
    assert shown.page_count == 1
    assert shown.note_title == "收款账号这次不填"
    assert "窗口" in shown.note_text


def test_coming_from_the_review_the_button_leads_back_there() -> None:
    shown = face(served(Form(returns_to_review=True), filled_draft()))
    assert shown.next_text == "填好了，去核对"
