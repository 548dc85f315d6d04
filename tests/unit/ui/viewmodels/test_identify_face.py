"""Notice, card, typing and refusal: what is safe, what happened, what to do."""

from dataclasses import replace

import pytest

from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.statuses import Statuses
from kiosk.core.person import IdentityLevel
from kiosk.session.screens import Identify, NotEligible, Notice, Purpose, Screen, TypeIdentity
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import CARD_REFUSED, ReadTrouble, SocialTrouble
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.view_context import real_catalogue, view_context
from ui.viewmodels.context import ViewContext
from ui.viewmodels.identify_face import identify_face, not_eligible_face, notice_face, type_identity_face

ITEM = "old-age-allowance"


def at(screen: Screen, card: CardMedia = CardMedia.NOT_PRESENT, mode: Mode = Mode.STANDARD) -> Snapshot:
    return snapshot_of(SessionState(screen=screen, card=card, mode=mode))


def card_only() -> ViewContext:
    item = real_catalogue().item(ITEM)
    assert item.identity is not None
    identity = item.identity.model_copy(update={"file": IdentityLevel.CARD_READ})
    items = {**real_catalogue().items, ITEM: item.model_copy(update={"identity": identity})}
    return replace(view_context(), catalogue=replace(real_catalogue(), items=items))


def social(health: Health | None, trouble: SocialTrouble | None = None) -> str:
    machines = Statuses() if health is None else Statuses(social_card=CardReaderStatus(health=health, since_s=0.0))
    snapshot = at(TypeIdentity(Purpose.APPLY, ITEM, social_trouble=trouble))
    return type_identity_face(replace(snapshot, machines=machines), view_context()).social_hint


def test_a_social_security_card_is_offered_only_where_it_can_be_read() -> None:
    assert social(None) == social(Health.STARTING) == ""
    hints = {social(Health.ONLINE), *(social(Health.ONLINE, trouble) for trouble in SocialTrouble)}
    assert len(hints - {""}) == 1 + len(SocialTrouble)


@pytest.mark.parametrize("health", [Health.OFFLINE, Health.NO_DEVICE, Health.UNKNOWN, Health.HARDWARE_ERROR])
@pytest.mark.parametrize("trouble", [None, *SocialTrouble])
def test_a_slot_that_does_not_work_says_so_and_that_typing_does(health: Health, trouble: SocialTrouble | None) -> None:
    assert social(health, trouble) == "社保卡口现在用不了，手动输入就行"


def test_the_notice_of_an_item_names_data_recipients_time_basis_and_rights() -> None:
    face = notice_face(at(Notice(Purpose.APPLY, ITEM)), view_context())
    notice = real_catalogue().item(ITEM).notice
    assert notice is not None
    assert [row.text for row in face.rows] == [
        words.text("zh_CN") for words in (notice.data, notice.shared_with, notice.kept, notice.basis, notice.rights)
    ]
    assert face.counts_steps


def test_looking_up_cases_has_a_notice_of_its_own_and_no_steps() -> None:
    face = notice_face(at(Notice(Purpose.PROGRESS)), view_context())
    assert len(face.rows) == 5
    assert not face.counts_steps


def test_while_waiting_the_title_says_what_the_hand_does() -> None:
    screen = Identify(Purpose.APPLY, ITEM, reading=True)
    assert identify_face(at(screen), view_context()).title == "请把身份证放在读卡区"
    assert identify_face(at(screen, mode=Mode.ELDER), view_context()).title == "把身份证放在这里"


def test_a_card_on_the_reader_is_being_read() -> None:
    screen = Identify(Purpose.APPLY, ITEM, reading=True)
    assert identify_face(at(screen, CardMedia.PRESENT), view_context()).state == "reading"


@pytest.mark.parametrize("trouble", list(ReadTrouble))
@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_trouble_says_what_is_safe_what_happened_and_what_to_do(trouble: ReadTrouble, locale: str) -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=trouble, trouble_count=1)
    face = identify_face(at(screen), view_context(locale=locale))
    assert face.state == "trouble"
    assert face.title
    assert face.help
    assert face.act


@pytest.mark.parametrize("trouble", [ReadTrouble.PULLED, ReadTrouble.UNREADABLE])
def test_a_stopped_read_can_be_tried_again(trouble: ReadTrouble) -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=trouble, trouble_count=1)
    assert identify_face(at(screen), view_context()).can_retry


@pytest.mark.parametrize("trouble", sorted(CARD_REFUSED))
def test_a_refused_card_is_not_to_be_put_there_once_more_but_another_one(trouble: ReadTrouble) -> None:
    face = identify_face(
        at(Identify(Purpose.APPLY, ITEM, trouble=trouble, trouble_count=2), CardMedia.PRESENT), view_context()
    )
    assert not face.can_retry
    assert "换一张卡" in face.act
    assert face.many_text == ""


@pytest.mark.parametrize("trouble", sorted(CARD_REFUSED))
def test_while_a_refused_card_lies_there_the_picture_takes_it_away_like_the_rail(trouble: ReadTrouble) -> None:
    """The rail said 请收好卡 while step 放上去 was marked and the hand put a card there."""
    refused = Identify(Purpose.APPLY, ITEM, trouble=trouble)
    assert identify_face(at(refused, CardMedia.PRESENT), view_context()).must_lift
    assert not identify_face(at(replace(refused, reading=True)), view_context()).must_lift


def test_nobody_is_asked_to_put_the_card_on_a_reader_that_is_gone() -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.READER_GONE, trouble_count=1)
    assert not identify_face(at(screen), view_context()).can_retry

    unplugged = replace(ALL_WELL, id_card=CardReaderStatus(health=Health.NO_DEVICE, since_s=0.0))
    unreadable = at(replace(screen, trouble=ReadTrouble.UNREADABLE))
    assert identify_face(unreadable, view_context()).can_retry
    assert not identify_face(replace(unreadable, machines=unplugged), view_context()).can_retry


def test_a_forgotten_card_must_be_lifted_and_no_button_gets_round_it() -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.LEFT_LYING)
    assert not identify_face(at(screen, CardMedia.PRESENT), view_context()).can_retry


def test_listening_again_keeps_the_words_until_a_card_lies_there() -> None:
    screen = Identify(Purpose.APPLY, ITEM, reading=True, trouble=ReadTrouble.PULLED, trouble_count=1)
    lifted = identify_face(at(screen), view_context())
    put_back = identify_face(at(screen, CardMedia.PRESENT), view_context())
    assert lifted.state == "trouble"
    assert not lifted.can_retry
    assert put_back.state == "reading"


def test_after_two_failures_a_person_is_offered() -> None:
    once = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.UNREADABLE, trouble_count=1)
    assert not identify_face(at(once), view_context()).offers_person
    assert identify_face(at(replace(once, trouble_count=2)), view_context()).offers_person


def test_typing_is_offered_only_where_it_is_enough_and_never_for_progress() -> None:
    apply, progress = Identify(Purpose.APPLY, ITEM, reading=True), Identify(Purpose.PROGRESS, reading=True)
    assert identify_face(at(apply), view_context()).can_type
    for face in (identify_face(at(progress), view_context()), identify_face(at(apply), card_only())):
        assert not face.can_type
        assert face.type_off_reason


def without_reader(health: Health | None) -> Statuses:
    return replace(ALL_WELL, id_card=CardReaderStatus(health=health, since_s=0.0) if health else None)


@pytest.mark.parametrize("health", [Health.OFFLINE, Health.NO_DEVICE, Health.HARDWARE_ERROR, Health.UNKNOWN])
@pytest.mark.parametrize("trouble", [None, *ReadTrouble])
def test_no_hand_puts_a_card_on_a_reader_whose_words_are_that_it_does_not_answer(
    health: Health, trouble: ReadTrouble | None
) -> None:
    screen = Identify(Purpose.APPLY, ITEM, reading=trouble is None, trouble=trouble)
    face = identify_face(replace(at(screen, CardMedia.PRESENT), machines=without_reader(health)), view_context())
    assert (face.picture, face.help) == ("fault", "读卡区没有回应")
    assert not face.can_retry
    assert not face.must_lift


def test_a_reader_that_this_terminal_does_not_have_is_not_drawn_broken_either() -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.READER_GONE)
    assert identify_face(replace(at(screen), machines=without_reader(None)), view_context()).picture == "none"


def test_the_hand_is_drawn_while_the_reader_works() -> None:
    for trouble in (None, ReadTrouble.PULLED, ReadTrouble.EXPIRED):
        screen = Identify(Purpose.APPLY, ITEM, reading=True, trouble=trouble)
        assert identify_face(at(screen), view_context()).picture == "hand"


def test_a_gone_reader_does_not_send_people_to_a_keyboard_that_is_not_enough() -> None:
    screen = Identify(Purpose.APPLY, ITEM, trouble=ReadTrouble.READER_GONE, trouble_count=1)
    assert "手动输入" in identify_face(at(screen), view_context()).act
    assert "手动输入" not in identify_face(at(screen), card_only()).act


def test_problems_of_typing_are_shown_after_the_first_try_and_go_when_corrected() -> None:
    short = TypeIdentity(Purpose.APPLY, ITEM, name="张", id_number="1301")
    before = type_identity_face(at(short), view_context())
    tried = type_identity_face(at(replace(short, problems=("name", "id_number"))), view_context())
    corrected = replace(short, name="张桂兰", id_number="13010219351212004X", problems=("name", "id_number"))
    assert (before.name_problem, before.id_problem) == ("", "")
    assert tried.name_problem
    assert "14" in tried.id_problem
    assert not type_identity_face(at(corrected), view_context()).name_problem


def test_what_typing_costs_is_said_before_it_is_done() -> None:
    face = type_identity_face(at(TypeIdentity(Purpose.APPLY, ITEM)), view_context())
    assert len(face.limits) == 2


def test_a_refusal_says_why_what_else_and_whom_to_ask() -> None:
    face = not_eligible_face(at(NotEligible(ITEM, "too_young")), view_context())
    assert "80" in face.title
    assert face.what
    assert face.otherwise
    assert face.phone == "0311-5550-0106"
