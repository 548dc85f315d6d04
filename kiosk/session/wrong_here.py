"""What is wrong on a screen: what it is called there, and how it is put right. Pure."""

from collections.abc import Sequence

from kiosk import forms
from kiosk.catalogue import Item
from kiosk.forms.validators import check_id_number
from kiosk.session.on_word import problem_of
from kiosk.session.screens import CaseWord, Form, TypeIdentity
from kiosk.session.states import SessionState
from kiosk.texts import Texts

Wrong = tuple[tuple[str, str], ...]


def wrong_on_page(state: SessionState, screen: Form, item: Item, names: Sequence[str], texts: Texts) -> Wrong:
    """On this page of the form, once it was to be left."""
    if not screen.show_problems or state.draft is None or state.person is None:
        return ()
    found = forms.problems(item, state.draft.answers, state.person.level)
    return tuple((forms.shown_label(item, p.field_id, texts), p.text(texts)) for p in found if p.field_id in names)


def wrong_in_typed(screen: TypeIdentity, texts: Texts) -> Wrong:
    """Of who types who they are, until it is put right."""
    wrong: Wrong = ()
    if "name" in screen.problems and not forms.name_is_plausible(screen.name):
        wrong += ((texts("type.name.label"), texts("form.problem.name")),)
    number = check_id_number("id_number", screen.id_number.strip().upper(), None)
    if "id_number" in screen.problems and number is not None:
        wrong += ((texts("type.id.label"), number.text(texts)),)
    return wrong


def wrong_in_word(screen: CaseWord, texts: Texts) -> Wrong:
    """Of what is said of a case, once it was to be handed over."""
    problem = problem_of(screen) if screen.show_problem else None
    return () if problem is None else ((texts(f"word.{screen.act}.label"), problem.text(texts)),)
