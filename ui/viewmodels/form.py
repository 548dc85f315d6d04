"""The form for Form.qml and FormElder.qml: mirrors `form_face`, types into the answer that has the caret.

The keyboard knows nothing of answers. What it commits goes through `commit`, `erase` and `clear` to the whole value
of the focused answer; the session's next snapshot brings it back.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk import forms
from kiosk.core.clock import china_date
from kiosk.session import events as ev
from kiosk.session.screens import Form
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.form_face import FormFace, first_focus, form_face, is_filled, next_focus
from ui.viewmodels.form_low import StripRow, neighbour
from ui.viewmodels.form_rows import NO_ROW, ChoiceOption, FormHand, FormRow

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class FormModel(QObject):
    """Knows besides the session only where the hand is: which answer has the caret, which is held open. Main thread."""

    instance: ClassVar["FormModel"]
    changed = Signal()
    focusMoved = Signal()
    """Another answer has the caret, or none: what was being composed belongs to nobody."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = FormFace()
        self._hand = FormHand()
        self._place: tuple[int, str, int, bool] | None = None
        self._rows = RowsModel(FormRow, self)
        self._strip = RowsModel(StripRow, self)
        self._choices: dict[str, RowsModel] = {}
        FormModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "FormModel":
        return FormModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; a page that opens puts the caret where the first answer is missing."""
        if self._hand.held and snapshot.state.overlay is not None:  # nobody holds what is covered
            self._hand = replace(self._hand, held="")
        place = _place(snapshot)
        face = form_face(snapshot, self._context, FormHand() if place != self._place else self._hand)
        if place != self._place:
            self._place = place
            self._take(FormHand(focus=first_focus(face)))
            face = form_face(snapshot, self._context, self._hand)
        self._show(face)

    def _show(self, face: FormFace) -> None:
        if face == self._face:
            return
        self._face = face
        self._rows.set_rows(face.rows)
        self._strip.set_rows(face.strip)
        for answer_id, options in self._choices.items():
            options.set_rows(tuple(option for option in face.choices if option.answer_id == answer_id))
        self.changed.emit()

    def _take(self, hand: FormHand) -> None:
        moved = hand.focus != self._hand.focus
        self._hand = hand
        if moved:
            self.focusMoved.emit()

    def _move(self, hand: FormHand) -> None:
        if hand != self._hand:
            self._take(hand)
            self._show(form_face(self._context.session.snapshot, self._context, hand))

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def position(self) -> str:
        return self._face.position

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._face.page

    @Property(int, notify=changed)
    def pageCount(self) -> int:
        return self._face.page_count

    @Property(str, notify=changed)
    def nextText(self) -> str:
        return self._face.next_text

    @Property(str, notify=changed)
    def nextOff(self) -> str:
        return self._face.next_off

    @Property(str, notify=changed)
    def keyboard(self) -> str:
        """pinyin, digits or id_number while an answer has the caret; else empty."""
        return self._face.keyboard

    @Property(str, notify=changed)
    def focusLabel(self) -> str:
        return self._face.focus_label

    @Property(str, notify=changed)
    def focusedAnswer(self) -> str:
        return self._hand.focus

    @Property(str, notify=changed)
    def fieldPosition(self) -> str:
        return self._face.field_position

    @Property(str, notify=changed)
    def focusHelp(self) -> str:
        return self._focused.help

    @Property(str, notify=changed)
    def focusValue(self) -> str:
        return self._focused.value

    @Property(str, notify=changed)
    def focusPreedit(self) -> str:
        return self._focused.preedit

    @Property(str, notify=changed)
    def focusError(self) -> str:
        return self._focused.error

    @Property(int, notify=changed)
    def focusSlots(self) -> int:
        return self._focused.slot_count

    @Property(str, notify=changed)
    def focusSameText(self) -> str:
        return self._focused.same_text

    @Property(str, notify=changed)
    def focusPickText(self) -> str:
        return self._focused.pick_text

    @Property(QObject, notify=changed)
    def strip(self) -> QObject:
        return self._strip

    @Property(bool, notify=changed)
    def hasFieldBefore(self) -> bool:
        return bool(neighbour(self._face.rows, -1))

    @Property(bool, notify=changed)
    def hasFieldAfter(self) -> bool:
        return bool(neighbour(self._face.rows, 1))

    @Property(str, notify=changed)
    def steps(self) -> str:
        """day or amount, while such an answer has the caret."""
        return self._face.steps

    @Property(str, notify=changed)
    def stepYear(self) -> str:
        return self._face.day_parts[0]

    @Property(str, notify=changed)
    def stepMonth(self) -> str:
        return self._face.day_parts[1]

    @Property(str, notify=changed)
    def stepDay(self) -> str:
        return self._face.day_parts[2]

    @Property(bool, notify=changed)
    def hasProblem(self) -> bool:
        return self._face.has_problem

    @Property(str, notify=changed)
    def noteTitle(self) -> str:
        return self._face.note_title

    @Property(str, notify=changed)
    def noteText(self) -> str:
        return self._face.note_text

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str, result=QObject)
    def choicesOf(self, answer_id: str) -> QObject:
        """The answers to choose from for one question, as a list model."""
        if answer_id not in self._choices:
            options = RowsModel(ChoiceOption, self)
            options.set_rows(tuple(option for option in self._face.choices if option.answer_id == answer_id))
            self._choices[answer_id] = options
        return self._choices[answer_id]

    @Slot(str)
    def focusOn(self, answer_id: str) -> None:
        """A touch on an editable row."""
        self._move(replace(self._hand, focus=answer_id, preedit=""))

    @Slot()
    def focusBefore(self) -> None:
        self.focusOn(neighbour(self._face.rows, -1) or self._hand.focus)

    @Slot()
    def focusAfter(self) -> None:
        self.focusOn(neighbour(self._face.rows, 1) or self._hand.focus)

    @Slot()
    def closeKeyboard(self) -> None:
        self._move(replace(self._hand, focus="", preedit=""))

    @Slot(str)
    def hold(self, answer_id: str) -> None:
        """A finger lies on 按住显示."""
        self._context.session.send(ev.Revealed(answer_id))
        self._move(replace(self._hand, held=answer_id))

    @Slot()
    def release(self) -> None:
        self._move(replace(self._hand, held=""))

    @Slot(str, str)
    def choose(self, answer_id: str, value: str) -> None:
        """A tile was touched; the caret goes on to what is asked because of it."""
        self._give(answer_id, value)
        self._move(FormHand(focus=first_focus(self._face)))

    @Slot(str)
    def useSame(self, answer_id: str) -> None:
        """One touch copies the earlier answer."""
        draft = self._context.session.snapshot.state.draft
        if draft is None:
            return
        same_as = forms.field_of(self._context.catalogue.item(draft.item_id), answer_id).same_as
        if same_as is not None:
            self._give(answer_id, draft.answers.get(same_as, ""))
            self._move(FormHand())

    @Slot(str)
    def sayIt(self, answer_id: str) -> None:
        self._context.session.send(ev.RecordOpened(answer_id))

    @Slot(str)
    def pick(self, answer_id: str) -> None:
        self._context.session.send(ev.PlacesOpened(answer_id))

    @Slot(str)
    def leaveOut(self, answer_id: str) -> None:
        """不填: an optional answer stays empty and the caret goes on."""
        self._give(answer_id, "")
        self._move(FormHand())

    @Slot(str)
    def commit(self, text: str) -> None:
        """The keyboard's text, behind what is there."""
        if self._hand.focus:
            self._move(replace(self._hand, preedit=""))
            self._give(self._hand.focus, self._raw() + text)

    @Slot()
    def erase(self) -> None:
        """The last character goes."""
        if self._hand.focus:
            self._give(self._hand.focus, self._raw()[:-1])

    @Slot()
    def clear(self) -> None:
        if self._hand.focus:
            self._give(self._hand.focus, "")

    @Slot(str, int)
    def moveDay(self, part: str, by: int) -> None:
        """A year, month or day on or back; from today where none is answered."""
        self._give(self._hand.focus, forms.stepped_day(self._raw(), forms.DayPart(part), by, self._today))

    @Slot(int)
    def pickDay(self, days_from_today: int) -> None:
        """今天, 昨天, 明天."""
        self._give(self._hand.focus, forms.typed_day(self._today + timedelta(days=days_from_today)))

    @Slot(int)
    def addYuan(self, by_yuan: int) -> None:
        self._give(self._hand.focus, forms.stepped_amount(self._raw(), by_yuan))

    @Slot(str)
    def setPreedit(self, letters: str) -> None:
        self._move(replace(self._hand, preedit=letters))

    @Slot()
    def done(self) -> None:
        """填好了: on to the next blank answer; with nothing left to fill in, on to the next page."""
        following = next_focus(self._face)
        complete = is_filled(self._face)
        self._move(FormHand(focus=following))
        if not following and complete:
            self._context.session.send(ev.NextPressed())

    @Slot()
    def next(self) -> None:
        self._context.session.send(ev.NextPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())

    @property
    def _today(self) -> date:
        return china_date(self._context.session.snapshot.now)

    @property
    def _focused(self) -> FormRow:
        return next((row for row in self._face.rows if row.focused), NO_ROW)

    def _give(self, answer_id: str, value: str) -> None:
        self._context.session.send(ev.AnswerGiven(answer_id, value))

    def _raw(self) -> str:
        draft = self._context.session.snapshot.state.draft
        return draft.answers.get(self._hand.focus, "") if draft is not None else ""


def _place(snapshot: Snapshot) -> tuple[int, str, int, bool] | None:
    """Which page of whose form this is; asking again with problems shown counts as coming anew."""
    screen, draft = snapshot.state.screen, snapshot.state.draft
    if not isinstance(screen, Form) or draft is None:
        return None
    return snapshot.state.session_serial, draft.case_id, screen.page, screen.show_problems
