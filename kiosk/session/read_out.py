"""What is heard in full where the eye has masks: all that is handed in, or one answer that is held open. Pure.

A secret answer is never heard: the words say that it is on the screen.
"""

from collections.abc import Iterator

from kiosk import forms
from kiosk.catalogue import Catalogue, PrivacyClass
from kiosk.core.person import mask_id_number
from kiosk.session.states import SessionState
from kiosk.texts import Texts

Line = tuple[str, str]


def read_out(state: SessionState, catalogue: Catalogue, texts: Texts, masked: bool = False) -> str:
    """The matter, who asks, every answer unmasked, every decision about extras; nothing while there is no draft.

    `masked`: numbers and addresses as they are shown, and nothing of extras, which are asked for later.
    """
    draft, person, locale = state.draft, state.person, texts.locale
    if draft is None or person is None:
        return ""
    item = catalogue.item(draft.item_id)
    hidden = masked or state.acting is not None  # nobody but themselves hears in full what their card says
    lines = [(texts("review.what"), item.title.text(locale))]
    lines.append((texts("type.name.label"), forms.shown_name(person, texts, masked=state.acting is not None)))
    if person.id_number:
        shown = mask_id_number(person.id_number) if hidden else person.id_number
        lines.append((texts("type.id.label"), shown))
    lines += [line for _, line in _answers(state, catalogue, texts, hidden)]
    if masked:
        return _facts(lines, texts)
    for extra in forms.due_consents(item, draft.answers, person.level):
        given = draft.consents.get(extra.id, False)
        lines.append((extra.title.text(locale), texts("ear.agreed" if given else "ear.not_agreed")))
    return _facts(lines, texts)


def held_open(state: SessionState, catalogue: Catalogue, texts: Texts, answer_id: str) -> str:
    """What 按住显示 shows of one answer; of anything else, all that is handed in."""
    found = [line for known, line in _answers(state, catalogue, texts) if known == forms.base_id(answer_id)]
    return _facts(found, texts) if found else read_out(state, catalogue, texts)


def _answers(
    state: SessionState, catalogue: Catalogue, texts: Texts, masked: bool = False
) -> Iterator[tuple[str, Line]]:
    if state.draft is None or state.person is None:
        return
    item, answers, level = catalogue.item(state.draft.item_id), state.draft.answers, state.person.level
    filled_in = forms.filled_in(item, answers, level)
    for field in forms.visible_fields(item, answers, level):
        repeat = forms.repeat_of(item, field.id)
        if repeat is not None and forms.is_question(field, repeat):
            count = texts("form.member.count", count=forms.member_count(item, repeat, filled_in))
            if forms.member_number(field.id) == 0:
                yield field.id, (repeat.one.text(texts.locale), count)
            continue
        if field.privacy is PrivacyClass.SECRET:
            yield field.id, (forms.shown_label(item, field.id, texts), texts("say.this_content"))
            continue
        answer = forms.shown_answer(field, filled_in.get(field.id, ""), texts, masked)
        yield field.id, (forms.shown_label(item, field.id, texts), answer or texts("ear.left_empty"))


def _facts(lines: list[Line], texts: Texts) -> str:
    stops = texts("ear.stops")
    return "".join(texts("ear.fact", label=label.rstrip(stops), value=value) for label, value in lines)
