"""Typing, choosing and holding on the form, against a session that truly advances."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.session import events as ev
from kiosk.session.screens import Form, Idle, Review
from kiosk.session.states import Mode, SessionState
from tests.helpers.advancing_session import AdvancingSession
from tests.helpers.fake_session import snapshot_of
from tests.helpers.served import ANSWERS, GUILAN, draft, served
from tests.helpers.view_context import view_context
from ui.bridge.rows import RowsModel
from ui.viewmodels.form import FormModel

Begin = Callable[..., tuple[FormModel, AdvancingSession]]


@pytest.fixture
def begin() -> Begin:
    def begin(page: int = 0, mode: Mode = Mode.STANDARD, **answers: str) -> tuple[FormModel, AdvancingSession]:
        session = AdvancingSession(served(Form(page=page), draft(**answers), mode))
        form = FormModel(view_context(session))
        form.apply(session.snapshot)
        session.subscribe(form.apply)
        return form, session

    return begin


def answer(session: AdvancingSession, answer_id: str) -> str:
    assert session.snapshot.state.draft is not None
    return session.snapshot.state.draft.answers.get(answer_id, "")


def test_the_page_opens_with_the_caret_at_the_first_blank_answer(begin: Begin) -> None:
    form, _ = begin()
    assert (shown(form, "focusedAnswer"), shown(form, "keyboard")) == ("residence_address", "pinyin")


def test_committed_text_goes_behind_what_is_there(begin: Begin) -> None:
    form, session = begin()
    form.setPreedit("san hao lou")
    form.commit("3号楼")
    form.commit("201")
    assert answer(session, "residence_address") == "3号楼201"
    form.erase()
    assert answer(session, "residence_address") == "3号楼20"
    form.clear()
    assert answer(session, "residence_address") == ""


def test_a_character_beyond_the_basic_plane_is_erased_whole(begin: Begin) -> None:
    form, session = begin()
    form.commit("𠮷")
    form.erase()
    assert answer(session, "residence_address") == ""


def test_nothing_is_typed_without_a_caret(begin: Begin) -> None:
    form, session = begin()
    form.closeKeyboard()
    form.commit("x")
    form.erase()
    form.clear()
    assert session.sent == []
    assert shown(form, "keyboard") == ""


def test_done_walks_to_the_telephone_and_then_to_the_next_page(begin: Begin) -> None:
    form, session = begin()
    form.commit("槐树里社区3号楼")
    form.done()
    assert (shown(form, "focusedAnswer"), shown(form, "keyboard")) == ("phone", "digits")
    form.done()
    assert session.snapshot.state.screen == Form(page=1)


def test_done_with_an_answer_missing_above_stays_and_takes_the_keyboard_away(begin: Begin) -> None:
    form, session = begin()
    form.focusOn("phone")
    form.done()
    assert shown(form, "keyboard") == ""
    assert session.snapshot.state.screen == Form(page=0)


def test_leaving_the_telephone_out_takes_the_keyboard_away(begin: Begin) -> None:
    form, session = begin(residence_address="槐树里社区3号楼")
    form.focusOn("phone")
    form.commit("138")
    form.leaveOut("phone")
    assert answer(session, "phone") == ""
    assert shown(form, "keyboard") == ""


def test_one_touch_copies_the_address_of_the_card(begin: Begin) -> None:
    form, session = begin()
    form.useSame("residence_address")
    assert answer(session, "residence_address") == ANSWERS["household_address"]


def test_a_choice_moves_the_caret_to_what_is_asked_because_of_it(begin: Begin) -> None:
    form, session = begin(page=1)
    assert shown(form, "keyboard") == ""
    form.choose("payout_way", "social_card")
    assert answer(session, "payout_way") == "social_card"
    assert shown(form, "focusedAnswer") == "payout_account"


def test_an_account_is_typed_twice_before_the_review_opens(begin: Begin) -> None:
    form, session = begin(page=1, residence_address="槐树里社区3号楼")
    form.choose("payout_way", "social_card")
    form.commit(ANSWERS["payout_account"])
    form.done()
    assert shown(form, "focusedAnswer") == "payout_account.again"
    form.commit(ANSWERS["payout_account"])
    form.done()
    assert session.snapshot.state.screen == Review()


def test_a_wrong_page_comes_back_with_the_caret_at_the_error(begin: Begin) -> None:
    form, session = begin(residence_address="槐树里社区3号楼", phone="1385")
    form.next()
    assert session.snapshot.state.screen == Form(show_problems=True)
    assert shown(form, "focusedAnswer") == "phone"
    assert shown(form, "nextOff") == "还差 7 位数字"


def test_holding_is_logged_without_the_value_and_closes_with_the_finger(begin: Begin) -> None:
    form, session = begin()
    form.hold("id_number")
    assert session.sent == [ev.Revealed("id_number")]
    assert values(form)["id_number"] == GUILAN.id_number
    form.release()
    assert values(form)["id_number"] == "1301**********122X"


def test_the_next_page_holds_nothing_open(begin: Begin) -> None:
    form, session = begin()
    form.hold("id_number")
    session.show_screen(Form(page=1))
    session.show_screen(Form(page=0))
    assert values(form)["id_number"] == "1301**********122X"


def test_the_end_of_the_session_leaves_nothing_behind(begin: Begin) -> None:
    form, session = begin()
    form.setPreedit("zhang")
    session.show(snapshot_of(SessionState(screen=Idle())))
    assert (shown(form, "focusedAnswer"), shown(form, "title"), values(form)) == ("", "", {})


def test_an_elder_s_done_goes_straight_on(begin: Begin) -> None:
    form, session = begin(mode=Mode.ELDER)
    form.commit("槐树里社区3号楼")
    form.done()
    assert session.snapshot.state.screen == Form(page=1)


def test_equal_snapshots_are_announced_once(begin: Begin) -> None:
    form, session = begin()
    seen: list[bool] = []
    form.changed.connect(lambda: seen.append(True))
    session.show(replace(session.snapshot))
    assert seen == []


def values(form: FormModel) -> dict[str, str]:
    """What the rows show."""
    rows = shown(form, "rows")
    assert isinstance(rows, RowsModel)
    return {row.answer_id: row.value for row in rows.rows}


def shown(form: FormModel, name: str) -> object:
    """A property as QML reads it."""
    return form.property(name)
