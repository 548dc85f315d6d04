"""What is heard before a key is pressed instead of signing: all that is handed in, in full words. Pure."""

from kiosk import forms
from kiosk.catalogue import Catalogue
from kiosk.session.states import SessionState
from kiosk.texts import Texts


def read_out(state: SessionState, catalogue: Catalogue, texts: Texts) -> str:
    """The matter, who asks, every answer unmasked, every decision about extras; nothing while there is no draft."""
    draft, person, locale = state.draft, state.person, texts.locale
    if draft is None or person is None:
        return ""
    item = catalogue.item(draft.item_id)
    lines = [(texts("review.what"), item.title.text(locale)), (texts("type.name.label"), person.name)]
    lines.append((texts("type.id.label"), person.id_number))
    filled_in = forms.filled_in(item, draft.answers, person.level)
    for field in forms.visible_fields(item, draft.answers, person.level):
        repeat = forms.repeat_of(item, field.id)
        if repeat is not None and forms.is_question(field, repeat):
            count = texts("form.member.count", count=forms.member_count(item, repeat, filled_in))
            lines.extend([(repeat.one.text(locale), count)] if forms.member_number(field.id) == 0 else [])
            continue
        answer = forms.shown_answer(field, filled_in.get(field.id, ""), texts, masked=False)
        lines.append((forms.shown_label(item, field.id, texts), answer or texts("ear.left_empty")))
    for extra in forms.due_consents(item, draft.answers, person.level):
        given = draft.consents.get(extra.id, False)
        lines.append((extra.title.text(locale), texts("ear.agreed" if given else "ear.not_agreed")))
    return "".join(texts("ear.fact", label=label, value=value) for label, value in lines)
