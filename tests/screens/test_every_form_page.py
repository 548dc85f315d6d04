"""Every page of every item's form, on the screen: no word of a question, an answer or a button is cut off."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.catalogue.kinds import FieldKind
from kiosk.core.ids import CaseId
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import Form
from kiosk.session.states import Mode, SessionState
from tests.helpers.first_screens import DRAFT, PERSON
from tests.helpers.panels import PANELS, Panel
from tests.helpers.pseudo import is_clipped, texts_below
from tests.helpers.stage import Stage
from tests.helpers.view_context import real_catalogue

FORMS = [item for item in real_catalogue().items.values() if item.sections]
SOME = (PANELS[0], PANELS[3], PANELS[4], PANELS[5])
"""The narrowest of each shape; the others have more room."""
LAID_OUT_LOOKS = 10


def pages(mode: Mode) -> Iterator[tuple[str, SessionState]]:
    """Each page, reached with a choice made wherever one opens more questions."""
    for item in FORMS:
        answers = {
            field.id: field.choices[-1].value
            for section in item.sections
            for field in section.fields
            if field.kind is FieldKind.CHOICE
        }
        for section in item.sections:
            if section.repeat is not None:
                of_one = {f"{field.id}.1": field.choices[-1].value for field in section.fields if field.choices}
                answers |= {f"{section.repeat.id}.0": "add", f"{section.repeat.id}.1": "enough", **of_one}
        drawn = set[tuple[str, ...]]()
        for given in ({}, answers):
            draft = Draft(CaseId("case"), item.id, item.version, DRAFT.understood_at, given)
            state = SessionState(screen=Form(), person=PERSON, draft=draft, mode=mode, online=True)
            for page, names in enumerate(pages_of(state, item)):
                if names in drawn and answers.keys().isdisjoint(names):
                    continue  # nothing on it was chosen: it looks as it did blank
                drawn.add(names)
                yield f"{item.id} {page} {'answered' if given else 'blank'}", replace(state, screen=Form(page))


def stays_clipped(text: QQuickItem) -> bool:
    """Also once its screen has been laid out to the end."""
    for _ in range(LAID_OUT_LOOKS):
        if not is_clipped(text):
            return False
        QTest.qWait(20)
    return True


@pytest.mark.parametrize("panel", SOME, ids=lambda panel: panel.name)
@pytest.mark.parametrize("mode", Mode)
def test_no_word_of_any_page_is_cut_off(qapp: object, panel: Panel, mode: Mode) -> None:
    stage = Stage(SessionState(online=True), panel.size)
    stage.window.setProperty("panelShortMm", panel.short_mm)
    cut = set()
    for name, state in pages(mode):
        stage.show_state(state)
        cut |= {(name, str(each.property("text"))) for each in texts_below(stage.item("form")) if stays_clipped(each)}
    stage.close()
    assert stage.warnings == []
    assert cut == set()


def test_every_kind_of_field_that_an_item_asks_for_is_among_them() -> None:
    seen = {field.kind for item in FORMS for section in item.sections for field in section.fields}
    assert seen >= set(FieldKind)
    assert any(section.repeat for item in FORMS for section in item.sections)
