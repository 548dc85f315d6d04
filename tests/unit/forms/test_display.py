import re
from pathlib import Path

from kiosk.catalogue import FieldKind, Mask
from kiosk.forms import engine, shown_answer, validators
from kiosk.texts import Texts
from tests.unit.forms.fields import ACCOUNT, GOOD, ITEM, field

TEXTS = Texts.load(Path(__file__).parents[3] / "assets" / "i18n", "zh_CN")


def test_answers_are_masked_until_somebody_holds_the_button() -> None:
    shown = {name: shown_answer(ITEM.field(name), GOOD[name], TEXTS) for name in GOOD if not name.endswith(".again")}
    assert shown == {
        "household_address": "河北省石家庄市长安区槐树里社区3号楼2单元***",
        "residence_address": "槐树里社区3号楼2单元***",
        "phone": "138****5678",
        "payout_way": "打到社保卡",
        "payout_account": f"尾号 {ACCOUNT[-4:]}",
    }
    assert shown_answer(ITEM.field("payout_account"), GOOD["payout_account"], TEXTS, masked=False) == ACCOUNT


def test_a_name_and_an_id_number_are_masked_by_their_own_rules() -> None:
    assert shown_answer(field(FieldKind.NAME, mask=Mask.NAME), "李小红", TEXTS) == "李*"
    number = field(FieldKind.ID_NUMBER, mask=Mask.ID_NUMBER)
    assert shown_answer(number, "11010519491231002x", TEXTS) == "1101**********002X"


def test_an_empty_answer_shows_nothing_and_a_choice_its_words_in_the_language_shown() -> None:
    english = Texts.load(Path(__file__).parents[3] / "assets" / "i18n", "en")
    assert shown_answer(ITEM.field("phone"), "  ", TEXTS) == ""
    assert shown_answer(ITEM.field("payout_way"), "bank_card", english) == "Bank card"


def test_every_problem_has_words_that_say_what_to_do() -> None:
    sources = (Path(engine.__file__), Path(validators.__file__))
    keys = {key for path in sources for key in re.findall(r'"(form\.problem\.\w+)"', path.read_text(encoding="utf-8"))}
    assert len(keys) > 10
    assert keys <= set(TEXTS)
