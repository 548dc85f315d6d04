"""An address that begins with an area somebody pointed at."""

from kiosk import forms
from kiosk.core.person import IdentityLevel
from tests.helpers.view_context import real_catalogue

ITEM = real_catalogue().item("old-age-allowance")
AREA, CODE = "河北省石家庄市长安区建北街道棉一东社区", "130102001001"
OTHER, OTHER_CODE = "河北省石家庄市长安区建北街道花园社区", "130102001004"
FIELD = "residence_address"


def case(answers: dict[str, str]) -> dict[str, str]:
    return forms.case_answers(ITEM, answers, IdentityLevel.CARD_READ)


def test_pointing_begins_the_address_and_the_case_has_the_code() -> None:
    answers = forms.pointing({}, FIELD, CODE, AREA)
    assert answers[FIELD] == AREA
    written = {**answers, FIELD: AREA + "3号楼2单元201"}
    assert case(written)[FIELD] == AREA + "3号楼2单元201"
    assert case(written)["residence_address_division"] == CODE


def test_whoever_writes_another_address_has_no_code() -> None:
    answers = forms.pointing({}, FIELD, CODE, AREA) | {FIELD: "正定县东里双村5组"}
    assert "residence_address_division" not in case(answers)
    assert forms.pointed_at(answers, FIELD) == ""


def test_what_was_written_behind_one_area_stays_behind_the_next() -> None:
    answers = forms.pointing({}, FIELD, CODE, AREA) | {FIELD: AREA + "3号楼"}
    assert forms.pointing(answers, FIELD, OTHER_CODE, OTHER)[FIELD] == OTHER + "3号楼"


def test_a_place_of_the_community_stands_behind_its_area() -> None:
    answers = forms.pointing({}, FIELD, CODE, AREA, "小花园")
    assert answers[FIELD] == AREA + "小花园"
    assert forms.pointed_at(answers, FIELD) == CODE


def test_what_the_card_says_is_copied_whole() -> None:
    raw = "河北省石家庄市桥西区槐 树里小区三号楼"
    answers = forms.pointing({}, FIELD, CODE, AREA) | {FIELD: raw}
    assert case(answers)[FIELD] == raw
    assert "residence_address_division" not in case(answers)


def test_a_code_beside_nothing_is_no_answer() -> None:
    assert (
        case({"residence_address.division": f"{CODE} {AREA}"}).keys().isdisjoint({FIELD, "residence_address_division"})
    )
    assert forms.pointed_at({"residence_address.division": CODE, FIELD: AREA}, FIELD) == ""
