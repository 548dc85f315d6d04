"""The rating: nothing is chosen beforehand and nothing can be sent until something is."""

from kiosk.cases import BAD_REASONS, GOOD_REASONS
from kiosk.session.screens import Idle, Rate
from kiosk.session.states import Mode
from tests.helpers.served import CASE_ID, ITEM_ID, served
from tests.helpers.view_context import view_context
from ui.viewmodels.rating_face import RatingFace, rating_face

CONTEXT = view_context()


def shown(level: int | None = None, reasons: frozenset[str] = frozenset()) -> RatingFace:
    return rating_face(served(Rate(CASE_ID, ITEM_ID, level, reasons)), CONTEXT)


def test_another_screen_leaves_nothing_of_the_rating() -> None:
    assert rating_face(served(Idle()), CONTEXT) == RatingFace()


def test_the_five_official_levels_stand_best_first_and_none_is_chosen() -> None:
    face = shown()
    assert [row.label for row in face.levels] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert not any(row.chosen for row in face.levels)
    assert not face.can_send
    assert face.reasons == ()


def test_a_good_level_asks_what_was_good_and_a_bad_one_what_was_bad() -> None:
    for level in (3, 4, 5):
        assert [row.reason for row in shown(level).reasons] == list(GOOD_REASONS)
    for level in (1, 2):
        assert [row.reason for row in shown(level).reasons] == list(BAD_REASONS)
        assert "不好" in shown(level).reasons_title


def test_chosen_level_and_reasons_are_marked() -> None:
    face = shown(4, frozenset({"clear"}))
    assert [row.level for row in face.levels if row.chosen] == [4]
    assert [row.reason for row in face.reasons if row.chosen] == ["clear"]
    assert face.can_send


def test_the_rating_names_the_matter_and_nobody() -> None:
    assert "高龄津贴" in shown().subject
    assert "张" not in repr(shown())


def test_elders_are_led_on_to_the_reasons_and_others_see_them() -> None:
    def leads_on(mode: Mode, screen: Rate) -> str:
        return rating_face(served(screen, mode=mode), CONTEXT).why_text

    chosen, bad = Rate(CASE_ID, ITEM_ID, 4), Rate(CASE_ID, ITEM_ID, 1)
    assert (leads_on(Mode.ELDER, chosen), leads_on(Mode.ELDER, bad)) == ("说说哪里好", "说说哪里不好")
    assert not leads_on(Mode.ELDER, Rate(CASE_ID, ITEM_ID))
    assert not leads_on(Mode.ELDER, Rate(CASE_ID, ITEM_ID, 4, asks_why=True))
    assert not leads_on(Mode.STANDARD, chosen)
