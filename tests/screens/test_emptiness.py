"""After the end of a session: no frame shows anything of it, and a look at everything finds nothing; or says where."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kiosk.app.emptiness import Emptiness
from kiosk.core.person import Person
from kiosk.session.drafts import Draft
from kiosk.session.states import Mode, SessionState
from tests.helpers.canary.strings import PERSON
from tests.helpers.first_screens import IN_SESSION
from tests.helpers.later_states import COMING_BACK, FILING
from tests.helpers.served import GUILAN
from tests.helpers.stage import PORTRAIT, Stage
from ui.bridge.shown_texts import texts_of

IDLE = SessionState(online=True)
CANARY = replace(GUILAN, name=PERSON.name, id_number=PERSON.number, household_address=PERSON.address)
PERSONAL = {name: state for name, state in {**FILING, **COMING_BACK, **IN_SESSION}.items() if state.person}


class Look:
    """One window, and who looks whether it is empty."""

    def __init__(self) -> None:
        self.stage = Stage(IDLE, PORTRAIT)
        self.ends: list[str] = []
        mirrors: tuple[Any, ...] = (*self.stage.view_models, self.stage.input)
        self.emptiness = Emptiness(self.stage.session, self.stage.window, mirrors, lambda: self.ends.append("end"))

    def until_over(self) -> None:
        """All of it is looked at, or something was found."""
        before = self.emptiness.looked_count
        self.emptiness.begin()
        for _ in range(5000):
            QCoreApplication.processEvents()
            if self.emptiness.looked_count > before or self.ends:
                return
        raise AssertionError("the look does not end")


@pytest.fixture(scope="module")
def only_one(qapp: object) -> Iterator[Look]:
    look = Look()
    yield look
    look.stage.close()


@pytest.fixture
def look(only_one: Look, qtbot: QtBot) -> Look:
    only_one.ends.clear()
    only_one.stage.window.setTitle("")
    only_one.stage.show_state(IDLE)
    return only_one


def served_by(person: Person, state: SessionState) -> SessionState:
    """The same moment with somebody else."""
    draft: Draft | None = state.draft
    if draft is not None:
        answers = {name: value.replace(GUILAN.household_address or "", person.household_address or "")
                   for name, value in draft.answers.items()}  # fmt: skip
        draft = replace(draft, answers=answers)
    return replace(state, person=person, draft=draft)


# ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def frames_after(stage: Stage, state: SessionState) -> tuple[QImage, list[QImage]]:
    """What stood there at last, and every frame from the end of the session on."""
    stage.show_state(state)
    before = stage.window.grabWindow()
    stage.session.show_state(IDLE)
    frames = [stage.window.grabWindow()]  # before anything else could run
    for _ in range(3):
        stage.settle()
        frames.append(stage.window.grabWindow())
    return before, frames


@pytest.mark.parametrize("name", ["form-filled", "review-signed", "submitted-printed", "supply-look"])
def test_no_frame_after_the_end_depends_on_who_was_there(look: Look, name: str) -> None:
    """The very next frame is the same, point for point, as after somebody else or nobody."""
    look.stage.show_state(IDLE)
    nobody = look.stage.window.grabWindow()
    mine, after_me = frames_after(look.stage, served_by(GUILAN, PERSONAL[name]))
    theirs, after_them = frames_after(look.stage, served_by(CANARY, PERSONAL[name]))

    assert mine != nobody
    assert name == "supply-look" or mine != theirs, "the pictures cannot tell two people apart, so they show nothing"
    assert all(frame == nobody for frame in (*after_me, *after_them))


SOME = ("form-filled", "review-signed", "submitted-printed", "case-list", "case-answer", "supply-look", "resume")


def test_no_text_of_the_person_is_left_in_the_window_when_the_end_was_told(look: Look) -> None:
    """Before a frame is drawn or an event handled."""
    secrets = (CANARY.name, CANARY.id_number, "13812345678", "6217001234567006620")
    for name in SOME:
        look.stage.show_state(served_by(CANARY, PERSONAL[name]))
        look.stage.session.show_state(IDLE)
        roots: tuple[Any, ...] = (look.stage.window, *look.stage.view_models)
        left = [where for where, text in texts_of(roots) if any(each in "".join(text.split()) for each in secrets)]
        assert left == [], name


# ── the look ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_after_a_session_nothing_of_the_canary_resident_is_found(look: Look) -> None:
    for name in SOME:
        look.stage.show_state(replace(served_by(CANARY, PERSONAL[name]), mode=Mode.ELDER))
        look.stage.show_state(IDLE)
    look.until_over()

    assert look.ends == []


def found(look: Look, caplog: pytest.LogCaptureFixture) -> str:
    """Where something was found; the process is to end then."""
    caplog.set_level(logging.INFO)
    look.until_over()
    assert look.ends == ["end"]
    assert CANARY.name not in caplog.text
    (record,) = [record for record in caplog.records if "left_behind" in record.getMessage()]
    return str(vars(record))


def test_a_title_that_keeps_the_name_is_found(look: Look, caplog: pytest.LogCaptureFixture) -> None:
    look.stage.show_state(served_by(CANARY, PERSONAL["form-filled"]))
    look.stage.window.setTitle(f"在办：{CANARY.name}")
    look.stage.show_state(IDLE)

    assert "title" in found(look, caplog)


def test_an_item_that_keeps_a_number_in_groups_is_found(look: Look, caplog: pytest.LogCaptureFixture) -> None:
    look.stage.show_state(served_by(CANARY, PERSONAL["form-filled"]))
    look.stage.show_state(IDLE)
    kept = QObject(look.stage.window)
    kept.setObjectName("6217 0012 3456 7006 620")
    place = found(look, caplog)
    kept.setParent(None)

    assert "objectName" in place


def test_what_is_still_composed_is_found(look: Look, caplog: pytest.LogCaptureFixture) -> None:
    look.stage.input._now = replace(look.stage.input._now, preedit="zhang")
    place = found(look, caplog)
    look.stage.input.reset()

    assert "keyboard" in place


def test_what_was_copied_is_found_and_emptied(look: Look, caplog: pytest.LogCaptureFixture) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("anything")

    assert "clipboard" in found(look, caplog)
    assert clipboard.text() == ""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process' own one for temporary files, with something in it."""
    own = tmp_path / "bianmin-kiosk-1"
    (own / "deep").mkdir(parents=True)
    (own / "page.jpg").write_bytes(b"page")
    monkeypatch.setattr("tempfile.tempdir", str(own))
    return own


def test_a_temporary_file_is_found_and_removed(look: Look, caplog: pytest.LogCaptureFixture, folder: Path) -> None:
    look.stage.show_state(IN_SESSION["home"])
    look.stage.show_state(IDLE)

    assert "temporary" in found(look, caplog)
    assert list(folder.iterdir()) == []


def test_a_terminal_does_not_end_after_its_start_for_what_a_library_put_away(look: Look, folder: Path) -> None:
    at_start = Emptiness(look.stage.session, look.stage.window, (), lambda: look.ends.append("end"))
    at_start.begin()
    for _ in range(5000):
        QCoreApplication.processEvents()
        if at_start.looked_count or look.ends:
            break
    assert (at_start.looked_count, look.ends) == (1, [])
    assert list(folder.iterdir()) == []


def test_who_comes_meanwhile_has_the_machine_to_themselves(look: Look) -> None:
    look.stage.show_state(served_by(CANARY, PERSONAL["form-filled"]))
    look.stage.window.setTitle(CANARY.name)
    look.stage.show_state(IDLE)
    look.emptiness.begin()
    look.stage.show_state(IN_SESSION["home"])
    for _ in range(50):
        QCoreApplication.processEvents()
    assert look.ends == []

    look.stage.show_state(IDLE)
    look.until_over()
    assert look.ends == ["end"]
