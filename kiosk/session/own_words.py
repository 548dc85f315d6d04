"""Every word that the screen may show of one person, in full and behind masks: what the room is not to hear. Pure.

person ─► name, number, address     answers ─► as typed, as shown, by their label     case ─► what departments wrote
"""

from collections.abc import Iterator

from kiosk import forms
from kiosk.cases import CaseProgress
from kiosk.catalogue import Catalogue, FieldSpec, Item, PrivacyClass
from kiosk.core.person import Person, mask_address, mask_id_number, mask_name
from kiosk.session.screens import (
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Form,
    Reprint,
    Supplied,
    Supply,
    TypeIdentity,
    WordKept,
)
from kiosk.session.states import SessionState
from kiosk.session.traces import own_texts
from kiosk.texts import Texts


def own_words(state: SessionState, catalogue: Catalogue, texts: Texts) -> Iterator[str]:
    """What is this person's own. The choices of a form are not, while the form offers them to anybody."""
    yield from own_texts(state)
    if state.person is not None:
        yield from _masked(state.person)
    for field, value in _answers(state, catalogue):
        is_offered = bool(field.choices) and isinstance(state.screen, Form)
        if value and field.privacy is not PrivacyClass.PUBLIC and not is_offered:
            yield from {forms.shown_answer(field, value, texts, masked) for masked in (True, False)}
    if isinstance(state.screen, TypeIdentity):
        yield from (typed for typed in (state.screen.name, state.screen.id_number) if typed)
    for case in _cases(state):
        yield from _written(case)


def secret_words(state: SessionState, catalogue: Catalogue) -> Iterator[str]:
    """Answers that nobody hears, not even their owner."""
    for field, value in _answers(state, catalogue):
        if field.privacy is PrivacyClass.SECRET:
            yield value


def _masked(person: Person) -> Iterator[str]:
    yield from (mask_name(person.name), mask_id_number(person.id_number))
    if person.household_address:
        yield mask_address(person.household_address)


def _answers(state: SessionState, catalogue: Catalogue) -> Iterator[tuple[FieldSpec, str]]:
    if state.draft is None or not catalogue.has(state.draft.item_id):
        return
    item = catalogue.item(state.draft.item_id)
    for answer_id, value in state.draft.answers.items():
        field = _asked(item, answer_id)
        if field is not None:
            yield field, value


def _asked(item: Item, answer_id: str) -> FieldSpec | None:
    try:
        return forms.field_of(item, forms.base_id(answer_id))
    except KeyError:  # that it came off the card
        return None


def _cases(state: SessionState) -> tuple[CaseProgress, ...]:
    match state.screen:
        case CaseList(cases=cases):
            return cases or ()
        case CaseDetail(case=case) | Reprint(case=case) | Supply(case=case) | Supplied(case=case):
            return (case,)
        case CaseActs(case=case) | CaseWord(case=case) | WordKept(case=case):
            return (case,)
        case _:
            return ()


def _written(case: CaseProgress) -> Iterator[str]:
    """What somebody wrote about this case; who has it and until when is every case's."""
    yield from (step.note for step in case.steps if step.note)
    yield from (saying.text for saying in case.said if saying.text)
    if case.correction is not None:
        yield from (wanted.reason for wanted in case.correction.materials)
    if case.answer is not None:
        yield case.answer.text
    if case.rectification is not None and case.rectification.text:
        yield case.rectification.text
