"""A matter done for another, on the whole terminal: two emulated cards, the person's own yes, the platform's record."""

from pathlib import Path

import pytest

from devices.contracts.card_reader import CardMedia
from kiosk.cases import Doers
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.session import events as ev
from kiosk.session.screens import ActFor, Done, Form, Idle, NotToday, OwnWish, PrintState, Review
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import ACCOUNT, ITEM, STROKES, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
AGENT, ELDER = "li-jian-guo", "zhang-gui-lan"


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def asked_themselves(terminal: Terminal) -> tuple[str, str]:
    """Both cards, one after the other; the elder is here. Their numbers: whose hand it is, and whose matter."""
    terminal.send(ev.Started(), ev.EntryChosen(ITEM), ev.ActForPressed(ITEM), ev.NoticeUnderstood())
    await terminal.do("card.put", person=AGENT)
    await terminal.until("their own card", lambda s: isinstance(s.screen, ActFor) and s.screen.agent is not None)
    await terminal.take_card()
    await terminal.do("card.put", person=ELDER)
    await terminal.until("the other's", lambda s: isinstance(s.screen, ActFor) and s.screen.absent is not None)
    await terminal.take_card()
    terminal.send(ev.RelationChosen(Relation.CHILD), ev.GroundChosen(Ground.PRESENT), ev.NextPressed())
    acting, person = terminal.state.acting, terminal.state.person
    assert isinstance(terminal.state.screen, OwnWish)
    assert acting is not None
    assert person is not None
    return acting.agent.id_number, person.id_number


def filled_in(terminal: Terminal) -> None:
    """To the question about the money."""
    terminal.send(ev.WishSaid(ev.Wish.YES))
    assert isinstance(terminal.state.screen, Form)
    answers = {
        "residence_address": "槐树里社区3号楼2单元201", "payout_way": "social_card", "payout_account": ACCOUNT,
        "payout_account.again": ACCOUNT,
    }  # fmt: skip
    terminal.send(*(ev.AnswerGiven(name, value) for name, value in answers.items()), ev.NextPressed(), ev.NextPressed())


async def test_the_case_on_paper_and_at_the_platform_says_who_acted(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        agent, elder = await asked_themselves(terminal)
        filled_in(terminal)
        terminal.send(ev.WishSaid(ev.Wish.YES))
        assert isinstance(terminal.state.screen, Review)
        terminal.send(ev.Signed(STROKES), ev.SubmitPressed())
        await terminal.on(Done)
        await terminal.acknowledged()
        assert await terminal.slip_settled() is PrintState.PRINTED
        slip, seen = terminal.slips[-1], await terminal.staff.case(terminal.done.case_id)
        assert all(words in slip for words in ("代办", "李*（子女）", "本人在场"))
        assert agent not in slip
        assert (seen["applicant"]["id_number"], seen["others"]["acting"]["agent"]["id_number"]) == (elder, agent)
        assert seen["others"]["own_wish_at"] is not None
        assert seen["notes"] == []
        assert Doers(**seen["progress"]["doers"]) == Doers("李*", "child", "present")
        terminal.leave()
        assert terminal.state.acting is None
        assert terminal.untruths == []


def everything_in(folder: Path) -> bytes:
    """Every file that either end has left."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_a_no_leaves_nothing_here_nothing_at_the_platform_and_nothing_on_paper(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        people = await asked_themselves(terminal)
        filled_in(terminal)
        slips, heard = len(terminal.slips), len(terminal.heard)
        terminal.send(ev.WishSaid(ev.Wish.NO))
        assert isinstance(terminal.state.screen, NotToday)
        terminal.send(ev.FinishPressed())
        await terminal.on(Idle)
        assert terminal.state.card is CardMedia.NOT_PRESENT
        assert (len(terminal.slips), await terminal.cases_there()) == (slips, [])
        assert not [said for said in terminal.heard[heard:] if "不是" in said or "愿意" in said]
    assert not [number for number in people if number.encode() in everything_in(tmp_path)]
