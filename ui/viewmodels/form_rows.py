"""The rows of a form's page as plain values: masks, errors that say how to correct, what can be chosen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk import forms
from kiosk.catalogue.kinds import FieldKind, Mask
from kiosk.core.person import IdentityLevel, Person, mask_id_number
from kiosk.forms import Problem
from kiosk.session.drafts import Draft
from kiosk.session.snapshot import Caption
from kiosk.texts import Texts
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
    pick_text: str = ""
    """Leads to names to point at; empty where the answer is no address."""
    say_text: str = ""
    """Leads to the microphone; empty where it cannot be said."""
    slot_count: int = 0
    """Places of a number of known length while it is typed; 0 for none."""
    accessible_name: str = ""


NO_ROW = FormRow("", "text", "", "")
"""Of a page where nothing is typed."""


def _grouped(digits: str) -> str:
    return " ".join(digits[n : n + GROUP_DIGITS_COUNT] for n in range(0, len(digits), GROUP_DIGITS_COUNT))


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one moment; `shown` are the problems that are told by now."""

    item: Item
    draft: Draft
    person: Person
    texts: Texts
    hand: FormHand
    shown: dict[str, Problem]
    picks: bool
    """There are names to point at."""
    speaks: bool
    """There is a microphone."""
    acted: bool = False
    """Somebody acts for this person: what a card said stays behind its mask."""

    def row(self, name: str) -> FormRow:
        """One answer: an item's own, or the same once more (`<id>.again`)."""
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
            can_hold=bool(raw)
            and not focused
            and field.mask not in (Mask.NONE, Mask.NAME)
            and kind == "locked"
            and not self.acted,
            held=self.hand.held == name,
            source=self._source(field, from_card),
            same_text=self._same_text(field, raw) if not again else "",
            say_text=self._say_text(field) if kind == "text" else "",
            pick_text=self._pick_text(field) if kind == "text" else "",
            slot_count=MOBILE_DIGITS_COUNT if field.kind is FieldKind.PHONE and raw[:1] != "0" else 0,
            accessible_name=named(label, masked),
        )

    def identity_rows(self) -> tuple[FormRow, ...]:
        """Who applies, as the card or the hand told it; nothing to change here."""
        person, texts, held = self.person, self.texts, self.hand.held
        name, number = forms.shown_name(person, texts), mask_id_number(person.id_number)
        source = texts("form.from_card" if person.level >= IdentityLevel.CARD_READ else "form.typed")
        shown = person.id_number if held == ID_NUMBER else number
        who, what = texts("form.applicant"), texts("form.id_number")
        first = FormRow(
            APPLICANT, "locked", who, who, value=name, filled=True, source=source, accessible_name=named(who, name)
        )
        if not person.id_number:
            return (replace(first, source=""),)
        return (
            first,
            FormRow(
                ID_NUMBER, "locked", what, what, value=shown, filled=True, can_hold=not self.acted,
                held=held == ID_NUMBER, accessible_name=named(what, number),
            ),
        )  # fmt: skip

    def options(self, name: str, caption: Caption | None) -> tuple[ChoiceOption, ...]:
        """The answers to choose from; the one that `caption` says now is lit."""
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

    def _say_text(self, field: FieldSpec) -> str:
        if field.voice_note is None or not self.speaks:
            return ""
        return self.texts("form.said" if self.draft.voice_note else "form.say_it")

    def _pick_text(self, field: FieldSpec) -> str:
        if field.kind is not FieldKind.ADDRESS or forms.member_number(field.id) is not None or not self.picks:
            return ""
        return self.texts("form.pick_spot" if field.from_spots else "form.pick_area")

    def _same_text(self, field: FieldSpec, raw: str) -> str:
        if field.same_as is None:
            return ""
        other = self.item.field(field.same_as)
        value = self.draft.answers.get(other.id, "")
        if not value or value == raw:
            return ""
        return self.texts("form.same_as", label=other.label.text(self.texts.locale))
