"""One page of questions as plain values: rows with masks, errors that say how to correct, where the caret is. No Qt.

Which row has the caret and which value is held open are the hand's, not the session's: they come in as `FormHand`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk import forms
from kiosk.catalogue.kinds import FieldKind, Mask
from kiosk.core.person import IdentityLevel, Person, mask_id_number, mask_name
from kiosk.forms import Problem
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import Form
from kiosk.session.snapshot import Caption, Snapshot
from kiosk.session.states import Mode
from kiosk.texts import Texts
from ui.viewmodels.context import ViewContext
from ui.viewmodels.form_low import StripRow, field_position, strip
from ui.viewmodels.form_steps import STEPS, day_parts
from ui.viewmodels.wording import named

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Choice, FieldSpec, Item

MOBILE_DIGITS_COUNT = 11
GROUP_DIGITS_COUNT = 4
"""Account numbers are shown in the groups embossed on the card."""

KEYBOARDS = {
    FieldKind.PHONE: "digits", FieldKind.ACCOUNT: "digits", FieldKind.ID_NUMBER: "id_number",
    FieldKind.DATE: "digits", FieldKind.MONEY: "digits", FieldKind.COUNT: "digits",
}  # fmt: skip
"""Everything else is typed with Pinyin."""


APPLICANT = "applicant"
ID_NUMBER = "id_number"
"""Names of the two rows that are no answers of the item but the person's own."""


@dataclass(frozen=True, slots=True)
class FormHand:
    """What a finger is doing on the form."""

    focus: str = ""
    """The answer being typed; empty while the keyboard is away."""
    held: str = ""
    """The answer shown in full while it is held."""
    preedit: str = ""
    """Letters typed that are no characters yet."""


AWAY = FormHand()
"""No finger on the form."""


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """One answer to choose."""

    answer_id: str
    value: str
    label: str
    consequence: str
    icon: str
    number: str
    chosen: bool
    being_read: bool


@dataclass(frozen=True, slots=True)
class FormRow:
    """One answer on the page; `kind` is locked, text or choice. Only `value` may ever hold the unmasked answer."""

    answer_id: str
    kind: str
    label: str
    question: str
    help: str = ""
    value: str = ""
    preedit: str = ""
    error: str = ""
    keyboard: str = ""
    focused: bool = False
    filled: bool = False
    optional: bool = False
    can_hold: bool = False
    held: bool = False
    source: str = ""
    """Where a locked answer came from, as a pill."""
    same_text: str = ""
    slot_count: int = 0
    """Places of a number of known length while it is typed; 0 for none."""
    accessible_name: str = ""


@dataclass(frozen=True, slots=True)
class FormFace:
    """The page; the elder layout shows its one row as a question."""

    title: str = ""
    help: str = ""
    position: str = ""
    page: int = 0
    page_count: int = 1
    rows: tuple[FormRow, ...] = ()
    choices: tuple[ChoiceOption, ...] = ()
    next_text: str = ""
    next_off: str = ""
    """What has to be corrected before the next page; empty when nothing is."""
    keyboard: str = ""
    focus_label: str = ""
    field_position: str = ""
    """Which of the page's typed answers has the caret; low reach walks through them."""
    strip: tuple[StripRow, ...] = ()
    steps: str = ""
    """day or amount, while such an answer has the caret."""
    day_parts: tuple[str, str, str] = ("", "", "")
    has_problem: bool = False
    note_title: str = ""
    note_text: str = ""


def form_face(snapshot: Snapshot, context: ViewContext, hand: FormHand = AWAY) -> FormFace:
    """The page at one moment."""
    state, texts = snapshot.state, context.texts
    screen, draft, person = state.screen, state.draft, state.person
    if not isinstance(screen, Form) or draft is None or person is None:
        return FormFace()
    item = context.catalogue.item(draft.item_id)
    draft = replace(draft, answers=forms.filled_in(item, draft.answers, person.level))
    pages = pages_of(state, item)
    page = min(screen.page, len(pages) - 1)
    names = pages[page] if pages else ()
    wrong = {p.field_id: p for p in forms.problems(item, draft.answers, person.level) if p.field_id in names}
    shown = wrong if screen.show_problems else {}
    making = _Making(item, draft, person, texts, hand, shown)
    elder = state.mode is Mode.ELDER
    known = making.identity_rows() if page == 0 and not elder else ()
    rows = (*known, *(making.row(name) for name in names))
    focused = next((row for row in rows if row.focused), None)
    last = page + 1 >= len(pages) or screen.returns_to_review
    hidden = forms.hides_payout(item, person.level) and item.payout_elsewhere is not None and page + 1 >= len(pages)
    return FormFace(
        title=rows[0].question if elder and rows else forms.shown_section(item, names, texts),
        help=_help(item, rows, elder, bool(shown), texts),
        position=texts("form.elder.position" if elder else "form.page.position", index=page + 1, total=len(pages)),
        page=page,
        page_count=len(pages),
        rows=rows,
        choices=tuple(option for name in names for option in making.options(name, snapshot.caption)),
        next_text=_next_text(rows, last, elder, texts),
        next_off=_next_off(shown, texts),
        keyboard=focused.keyboard if focused else "",
        focus_label=focused.label if focused else "",
        field_position=field_position(rows, texts),
        strip=strip(rows, texts),
        steps=STEPS.get(forms.field_of(item, focused.answer_id).kind, "") if focused else "",
        day_parts=day_parts(draft.answers.get(hand.focus, ""), texts),
        has_problem=bool(shown),
        note_title=texts("form.payout_hidden.title") if hidden else "",
        note_text=item.payout_elsewhere.text(texts.locale) if hidden and item.payout_elsewhere else "",
    )


def first_focus(face: FormFace) -> str:
    """Where the caret stands when a page opens: at the first wrong or blank answer, unless a choice comes before it."""
    for row in face.rows:
        if row.kind == "choice" and (row.error or not row.filled):
            return ""
        if row.kind == "text" and (row.error or not (row.filled or row.optional)):
            return row.answer_id
    return ""


def next_focus(face: FormFace) -> str:
    """Where 填好了 takes the caret: to the next blank answer behind it, never back."""
    names = [row.answer_id for row in face.rows]
    here = next((n for n, row in enumerate(face.rows) if row.focused), len(names))
    for row in face.rows[here + 1 :]:
        if row.kind == "text" and not row.filled:
            return row.answer_id
        if row.kind == "choice" and not row.filled:
            return ""
    return ""


def is_filled(face: FormFace) -> bool:
    """Every question of the page that must be answered is."""
    return all(row.filled or row.optional for row in face.rows)


def _help(item: Item, rows: tuple[FormRow, ...], elder: bool, has_problem: bool, texts: Texts) -> str:
    if has_problem:
        return texts("form.keep")
    if elder:
        return rows[0].help if rows else ""
    section = forms.section_of(item, rows[-1].answer_id) if rows else None
    return section.help.text(texts.locale) if section is not None and section.help is not None else ""


def _next_text(rows: tuple[FormRow, ...], last: bool, elder: bool, texts: Texts) -> str:
    if elder and rows and rows[0].optional and not rows[0].filled:
        return texts("form.skip")
    return texts("form.to_review" if last else "form.next")


def _next_off(shown: dict[str, Problem], texts: Texts) -> str:
    if not shown:
        return ""
    if len(shown) > 1:
        return texts("form.off", count=len(shown))
    only = next(iter(shown.values()))
    return only.text(texts)


def _grouped(digits: str) -> str:
    return " ".join(digits[n : n + GROUP_DIGITS_COUNT] for n in range(0, len(digits), GROUP_DIGITS_COUNT))


@dataclass(frozen=True, slots=True)
class _Making:
    item: Item
    draft: Draft
    person: Person
    texts: Texts
    hand: FormHand
    shown: dict[str, Problem]

    def row(self, name: str) -> FormRow:
        field = forms.field_of(self.item, name)
        again = name != field.id
        raw = self.draft.answers.get(name, "")
        from_card = not again and bool(raw) and forms.prefill(self.item, self.person).get(name) == raw
        kind = self._kind(field, from_card)
        focused = kind == "text" and self.hand.focus == name
        masked = forms.shown_answer(field, raw, self.texts)
        label = self.texts("form.again.label") if again else field.label.text(self.texts.locale)
        problem = self.shown.get(name)
        return FormRow(
            answer_id=name,
            kind=kind,
            label=label,
            question=self._question(field, name, again),
            help=self._help(field, again),
            value=self._value(field, name, raw, masked, focused),
            preedit=self.hand.preedit if focused else "",
            error=problem.text(self.texts) if problem else "",
            keyboard=KEYBOARDS.get(field.kind, "pinyin") if kind == "text" else "",
            focused=focused,
            filled=bool(raw.strip()),
            optional=not field.required,
            can_hold=bool(raw) and not focused and field.mask not in (Mask.NONE, Mask.NAME) and kind == "locked",
            held=self.hand.held == name,
            source=self._source(field, from_card),
            same_text=self._same_text(field, raw) if not again else "",
            slot_count=MOBILE_DIGITS_COUNT if field.kind is FieldKind.PHONE and raw[:1] != "0" else 0,
            accessible_name=named(label, masked),
        )

    def identity_rows(self) -> tuple[FormRow, ...]:
        """Who applies, as the card or the hand told it; nothing to change here."""
        person, texts, held = self.person, self.texts, self.hand.held
        name, number = mask_name(person.name), mask_id_number(person.id_number)
        source = texts("form.from_card" if person.level >= IdentityLevel.CARD_READ else "form.typed")
        shown = person.id_number if held == ID_NUMBER else number
        who, what = texts("form.applicant"), texts("form.id_number")
        number_name = named(what, number)
        return (
            FormRow(
                APPLICANT, "locked", who, who, value=name, filled=True, source=source, accessible_name=named(who, name)
            ),
            FormRow(
                ID_NUMBER, "locked", what, what, value=shown, filled=True, can_hold=True, held=held == ID_NUMBER,
                accessible_name=number_name,
            ),
        )  # fmt: skip

    def options(self, name: str, caption: Caption | None) -> tuple[ChoiceOption, ...]:
        field = forms.field_of(self.item, name)
        said = caption.text[caption.lit_start : caption.lit_start + caption.lit_length] if caption else ""
        chosen = self.draft.answers.get(name, "")
        return tuple(
            self._option(name, choice, number, choice.value == chosen, said)
            for number, choice in enumerate(field.choices, start=1)
        )

    def _option(self, name: str, choice: Choice, number: int, chosen: bool, said: str) -> ChoiceOption:
        locale = self.texts.locale
        label = choice.label.text(locale)
        return ChoiceOption(
            answer_id=name,
            value=choice.value,
            label=label,
            consequence=choice.consequence.text(locale) if choice.consequence else "",
            icon=choice.icon or "",
            number=self.texts(f"number.{number}"),
            chosen=chosen,
            being_read=bool(said) and label in said,
        )

    @staticmethod
    def _kind(field: FieldSpec, from_card: bool) -> str:
        if (field.locked and from_card) or field.compute is not None:
            return "locked"
        return "choice" if field.kind is FieldKind.CHOICE else "text"

    def _value(self, field: FieldSpec, name: str, raw: str, masked: str, focused: bool) -> str:
        if not (focused or self.hand.held == name):
            return masked
        return _grouped(raw) if field.kind is FieldKind.ACCOUNT else raw

    def _source(self, field: FieldSpec, from_card: bool) -> str:
        if field.compute is not None:
            return self.texts("form.computed")
        return self.texts("form.from_card") if from_card else ""

    def _question(self, field: FieldSpec, name: str, again: bool) -> str:
        if again:
            return self.texts("form.again.question", label=field.label.text(self.texts.locale))
        who, question = forms.shown_member(self.item, name, self.texts), field.question.text(self.texts.locale)
        return self.texts("form.member.question", who=who, question=question) if who else question

    def _help(self, field: FieldSpec, again: bool) -> str:
        if again:
            return self.texts("form.again.help")
        if field.help is not None:
            return field.help.text(self.texts.locale)
        return "" if field.required else self.texts("form.optional")

    def _same_text(self, field: FieldSpec, raw: str) -> str:
        if field.same_as is None:
            return ""
        other = self.item.field(field.same_as)
        value = self.draft.answers.get(other.id, "")
        if not value or value == raw:
            return ""
        return self.texts("form.same_as", label=other.label.text(self.texts.locale))
