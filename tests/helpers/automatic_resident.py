"""A resident who fills in any item from its definition: right, wrong at first, or with second thoughts.

Walks the pure session from the first touch to what is handed in, and looks at every page as the screens would.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk import forms
from kiosk.catalogue import FieldKind, FieldSpec, Item
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.catalogue.questions import ENOUGH, LEAVE_OUT
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import ActFor, Attach, Form, OwnWish, Review
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from tests.helpers.session_world import ACCOUNT, STROKES, Journey
from tests.helpers.view_context import view_context
from ui.viewmodels.acting_face import act_for_face, own_wish_face
from ui.viewmodels.attach_face import attach_face
from ui.viewmodels.form_face import FormFace, form_face
from ui.viewmodels.review_face import review_face

MOST_STEPS = 300
SPECIAL = {"certificate": "1302021941031512201" + "1"}
"""Answers whose form only a rule knows."""
WRONG = {
    FieldKind.TEXT: "短", FieldKind.NAME: "1", FieldKind.PHONE: "138", FieldKind.ACCOUNT: "6217",
    FieldKind.ADDRESS: "无",
    FieldKind.ID_NUMBER: "1301", FieldKind.DATE: "20260231", FieldKind.MONEY: "-", FieldKind.COUNT: "0",
}  # fmt: skip


class Manner(StrEnum):
    """How the questions are answered."""

    RIGHT = "right"
    LEAST = "least"
    """Only what must be answered, as short as may be."""
    WRONG_FIRST = "wrong first"
    SECOND_THOUGHTS = "second thoughts"
    """Every choice is tried before one is kept, and the way back is taken once from each page."""


class StuckError(Exception):
    """The resident cannot go on, or was treated badly; says where."""


@dataclass
class Walked:
    """What became of it."""

    asked: list[str] = field(default_factory=list)
    """Answers' names, in the order of their pages."""
    told: list[str] = field(default_factory=list)
    """Problems as the screen said them."""
    touch_count: int = 0
    case: dict[str, str] = field(default_factory=dict)


class AutomaticResident:
    """One visit. `visit` raises `StuckError`."""

    def __init__(
        self, item: Item, mode: Mode, manner: Manner, journey: Journey | None = None, ground: Ground | None = None
    ) -> None:
        self._item, self._mode, self._manner = item, mode, manner
        self._journey = journey or Journey()
        self._ground = ground
        """On which they act for another; None where they come for themselves."""
        self._context = replace(view_context(), catalogue=self._journey.catalogue)
        self._walked = Walked()
        self._went_back: set[int] = set()

    def visit(self) -> Walked:
        """From the first touch until the case is handed in."""
        journey = self._came()
        for _ in range(MOST_STEPS):
            match journey.screen:
                case ActFor():
                    self._act_for()
                case OwnWish():
                    self._own_wish()
                case Form():
                    self._page()
                case Attach():
                    self._materials()
                case Review():
                    self._review()
                case _ if filed := journey.done_for(do.FileCase):
                    return self._handed_in(filed[0])
                case other:
                    raise StuckError(f"a dead end: {type(other).__name__}")
        raise StuckError(f"no end after {MOST_STEPS} steps, at {journey.screen}")

    def _came(self) -> Journey:
        if self._ground is not None:
            return self._journey.both_cards(self._mode, self._item.id)
        return self._journey.at_notice(self._mode, self._item.id).hand(ev.NoticeUnderstood()).put_card().take_card()

    def _act_for(self) -> None:
        """Relation, ground, on; each as the page offers it."""
        relation = Relation.GUARDIAN if self._ground is Ground.GUARDIAN else Relation.CHILD
        ground = self._ground or Ground.PRESENT
        choices: tuple[tuple[str, ev.Event], ...] = (
            (relation.value, ev.RelationChosen(relation)), (ground.value, ev.GroundChosen(ground)),
        )  # fmt: skip
        for wanted, event in choices:
            face = act_for_face(self._snapshot(), self._context)
            if wanted not in {row.value for row in (*face.relations, *face.grounds)}:
                raise StuckError(f"{wanted} is not offered")
            self._touch(event)
        if why := act_for_face(self._snapshot(), self._context).off_reason:
            raise StuckError(f"all is said, and the page still wants: {why}")
        self._touch(ev.NextPressed())

    def _own_wish(self) -> None:
        """The person themselves says yes."""
        face = own_wish_face(self._snapshot(), self._context)
        if not face.matter or [row.value for row in face.answers] != ["yes", "no", "ask"]:
            raise StuckError("who is asked themselves does not read what about")
        self._touch(ev.WishSaid(ev.Wish.YES))

    def _page(self) -> None:
        screen = self._journey.screen
        assert isinstance(screen, Form)
        names = pages_of(self._journey.state, self._item)[screen.page]
        self._look(names)
        self._walked.asked.extend(name for name in names if name not in self._walked.asked)
        if self._manner is Manner.WRONG_FIRST:
            self._err(names)
        if self._manner is Manner.SECOND_THOUGHTS and screen.page and screen.page not in self._went_back:
            self._went_back.add(screen.page)
            self._touch(ev.BackPressed())
            if not isinstance(self._journey.screen, Form):
                raise StuckError("the way back leads out of the form")
            return
        self._answer(screen.page)
        self._touch(ev.NextPressed())
        if self._journey.screen == screen or getattr(self._journey.screen, "show_problems", False):
            raise StuckError(f"page {screen.page} does not take right answers: {self._problems()}")

    def _answer(self, page: int) -> None:
        """Answer what is asked; an answer may bring further questions on the same page, or take some away."""
        for name in pages_of(self._journey.state, self._item)[page] * 2:
            if name in pages_of(self._journey.state, self._item)[page]:
                self._give(name)
        self._put_right(page)

    def _give(self, name: str) -> None:
        spec = forms.field_of(self._item, name)
        draft = self._draft_answers()
        if forms.is_settled(spec, draft) or (draft.get(name) and self._manner is not Manner.WRONG_FIRST):
            return
        if self._manner is Manner.LEAST and not spec.required:
            return
        if self._manner is Manner.SECOND_THOUGHTS:
            for choice in reversed(spec.choices):
                self._touch(ev.AnswerGiven(name, choice.value))
        self._touch(ev.AnswerGiven(name, self._right(spec)))

    def _put_right(self, page: int) -> None:
        """Choices that a check forbids give way to the next one, as its words ask for."""
        for _ in range(20):
            wrong = [p for p in self._problems() if p.field_id in pages_of(self._journey.state, self._item)[page]]
            if not wrong:
                return
            spec = forms.field_of(self._item, wrong[0].field_id)
            values = [choice.value for choice in spec.choices]
            now = self._draft_answers().get(wrong[0].field_id, "")
            if values and now in values[:-1]:
                self._touch(ev.AnswerGiven(wrong[0].field_id, values[values.index(now) + 1]))
            else:
                self._give(wrong[0].field_id)

    def _err(self, names: tuple[str, ...]) -> None:
        """Everything wrong or left out; the page must say so of each, with a way out, and keep what was typed."""
        wrong = {}
        for name in names:
            spec = forms.field_of(self._item, name)
            if not forms.is_settled(spec, self._draft_answers()) and spec.kind in WRONG:
                wrong[name] = WRONG[spec.kind]
                self._touch(ev.AnswerGiven(name, wrong[name]))
        before = self._journey.screen
        found = [problem for problem in self._problems() if problem.field_id in names]
        if not found:
            return
        self._touch(ev.NextPressed())
        if type(self._journey.screen) is not type(before) or not getattr(self._journey.screen, "show_problems", False):
            raise StuckError(f"wrong answers were taken: {wrong}")
        said = {row.answer_id: row.error for row in self._face().rows}
        for problem in found:
            if not said.get(problem.field_id):
                raise StuckError(f"nothing is said of {problem.field_id}")
            self._walked.told.append(said[problem.field_id])
        if {name: self._draft_answers()[name] for name in wrong} != wrong:
            raise StuckError("what was typed is gone")

    def _materials(self) -> None:
        """All that is needed can be photographed, or the page says that it is to be brought."""
        face = attach_face(self._snapshot(), self._context)
        told = {row.material_id for row in face.rows}
        wanted = [one for one in self._item.materials if one.needed and one.source in ("photo", "bring")]
        for one in wanted:
            if one.id not in told and one.name.zh not in face.bring:
                raise StuckError(f"{one.id} is needed and nobody is told")
        self._touch(ev.NextPressed())

    def _review(self) -> None:
        review_face(self._snapshot(), self._context)
        self._touch(ev.ConsentDecided("sms", True), ev.Signed(STROKES), ev.NextPressed(), ev.SubmitPressed())

    def _handed_in(self, effect: do.FileCase) -> Walked:
        answers, level = effect.draft.answers, effect.person.level
        if not forms.is_complete(self._item, answers, level):
            raise StuckError("an incomplete case was handed in")
        self._walked.case = forms.case_answers(self._item, answers, level)
        return self._walked

    def _look(self, names: tuple[str, ...]) -> None:
        rows = {row.answer_id: row for row in self._face().rows}
        for name in names:
            if name not in rows or not rows[name].question or not rows[name].label:
                raise StuckError(f"{name} is asked and not shown")

    def _right(self, spec: FieldSpec) -> str:
        if spec.id in SPECIAL:
            return SPECIAL[spec.id]
        short = self._manner is Manner.LEAST
        match spec.kind:
            case FieldKind.CHOICE if short and spec.choices[-1].value in (ENOUGH, LEAVE_OUT):
                return ENOUGH
            case FieldKind.CHOICE:
                return spec.choices[0].value
            case FieldKind.TEXT | FieldKind.ADDRESS:
                return "住" * (spec.least_length if short else min(spec.greatest_length, spec.least_length + 20))
            case FieldKind.COUNT:
                return str((spec.least if short else spec.greatest) or 3)
            case FieldKind.MONEY:
                return str(((spec.least if short else spec.greatest) or 300_00) // 100)
            case FieldKind.DATE:
                return "20260421"
            case FieldKind.NAME:
                return "李燕" if short else "买买提·阿不都热依木"
            case FieldKind.PHONE:
                return "031155500106" if short else "13812345678"
            case FieldKind.ACCOUNT:
                return ACCOUNT
            case FieldKind.ID_NUMBER:
                return "13010219410315122X"

    def _problems(self) -> tuple[forms.Problem, ...]:
        assert self._journey.state.person is not None
        return forms.problems(self._item, self._draft_answers(), self._journey.state.person.level)

    def _draft_answers(self) -> dict[str, str]:
        assert self._journey.state.draft is not None
        return self._journey.state.draft.answers

    def _face(self) -> FormFace:
        return form_face(self._snapshot(), self._context)

    def _snapshot(self) -> Snapshot:
        return Snapshot(self._journey.state, self._journey.now, self._journey.countdown)

    def _touch(self, *events: ev.Event) -> None:
        self._walked.touch_count += len(events)
        self._journey.hand(*events)
