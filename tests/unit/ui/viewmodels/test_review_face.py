"""What the review shows before a name is put under it."""

from dataclasses import replace

from kiosk.session.screens import Idle, Review
from kiosk.session.states import Mode
from tests.helpers.served import ANSWERS, GUILAN, filled_draft, served
from tests.helpers.view_context import view_context
from ui.viewmodels.review_face import ReviewFace, review_face

CONTEXT = view_context()
SIGNED = replace(filled_draft(), strokes=(((10, 10), (20, 30)),))


def facts(shown: ReviewFace) -> dict[str, str]:
    return {row.field_id: row.value for row in shown.facts}


def test_another_screen_leaves_nothing_of_the_review() -> None:
    assert review_face(served(Idle(), filled_draft()), CONTEXT) == ReviewFace()


def test_every_personal_fact_is_masked() -> None:
    shown = review_face(served(Review(), filled_draft()), CONTEXT)
    assert facts(shown)["id_number"] == "张*　1301**********122X"
    assert facts(shown)["phone"] == "138****5678"
    assert facts(shown)["payout_way"] == "打到社保卡　尾号 6620"
    assert "201" not in facts(shown)["residence_address"]


def test_holding_shows_all_and_still_names_nothing_unmasked() -> None:
    shown = review_face(served(Review(), filled_draft()), CONTEXT, held=True)
    assert GUILAN.id_number in facts(shown)["id_number"]
    assert facts(shown)["phone"] == ANSWERS["phone"]
    for row in shown.facts:
        assert GUILAN.id_number not in row.accessible_name
        assert ANSWERS["phone"] not in row.accessible_name
        assert ANSWERS["payout_account"] not in row.accessible_name


def test_what_came_from_the_card_cannot_be_changed_here() -> None:
    rows = {row.field_id: row for row in review_face(served(Review(), filled_draft()), CONTEXT).facts}
    assert not rows["household_address"].can_edit
    assert rows["residence_address"].can_edit
    assert not rows["id_number"].can_edit


def test_each_page_of_the_form_has_one_key_that_leads_there() -> None:
    rows = review_face(served(Review(), filled_draft()), CONTEXT).facts
    assert [row.field_id for row in rows if row.can_edit] == ["residence_address", "payout_way"]


def test_an_answer_left_out_says_so() -> None:
    shown = review_face(served(Review(), filled_draft(phone="")), CONTEXT)
    assert facts(shown)["phone"] == "没有填"


def test_extras_are_undecided_until_the_resident_says() -> None:
    undecided = review_face(served(Review(), filled_draft()), CONTEXT).consents
    assert [row.decided for row in undecided] == [""]
    for given, word in ((True, "yes"), (False, "no")):
        decided = replace(filled_draft(), consents={"sms": given})
        assert [row.decided for row in review_face(served(Review(), decided), CONTEXT).consents] == [word]


def test_no_message_is_offered_without_a_telephone() -> None:
    assert review_face(served(Review(), filled_draft(phone="")), CONTEXT).consents == ()


def test_handing_in_waits_for_the_signature_and_says_so() -> None:
    assert review_face(served(Review(), filled_draft()), CONTEXT).submit_off == "先签名"
    assert review_face(served(Review(), SIGNED), CONTEXT).submit_off == ""


def test_the_signature_comes_back_with_the_page() -> None:
    assert review_face(served(Review(), SIGNED), CONTEXT).strokes == SIGNED.strokes


def test_the_notice_is_answered_in_three_parts() -> None:
    uses = review_face(served(Review(), filled_draft()), CONTEXT).uses
    assert [row.title for row in uses] == ["用哪些", "给谁看", "留多久"]
    assert all(row.text for row in uses)


def test_elders_walk_through_three_pages() -> None:
    titles = [review_face(served(Review(n), filled_draft(), Mode.ELDER), CONTEXT).title for n in range(3)]
    assert titles == ["这些对吗？", "还有一件小事", "请写上您的名字"]
    assert review_face(served(Review(1), filled_draft(), Mode.ELDER), CONTEXT).page_text == "核对，第 2 页，共 3 页"


def test_without_extras_the_elder_s_second_page_is_how_the_data_are_used() -> None:
    shown = review_face(served(Review(1), filled_draft(phone=""), Mode.ELDER), CONTEXT)
    assert shown.title == "您的信息这样用"
    assert shown.consents == ()


def test_elders_see_name_and_number_on_lines_of_their_own() -> None:
    shown = review_face(served(Review(), filled_draft(), Mode.ELDER), CONTEXT)
    assert facts(shown)["name"] == "张*"
    assert facts(shown)["id_number"] == "1301**********122X"
