"""`kiosk demo` with a fault that only who sees nothing runs into: `python -m tests.helpers.blind_play FAULT ...`."""

import sys
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem

import kiosk.app.voice as voice
from kiosk.__main__ import main
from kiosk.app import by_ear
from kiosk.app.demo import blind
from kiosk.catalogue import Catalogue
from kiosk.session.read_out import read_out
from kiosk.session.states import SessionState
from kiosk.texts import Texts
from ui.bridge.screen_reader import Words, described

NONE, NAMELESS, PASSED_OVER, LEFT_OUT, UNHEEDED = "none", "nameless", "passed-over", "left-out", "unheeded"
SPOILT = "apply"
"""The control that two of the faults befall."""
LEFT = "payout_account"
"""The answer that is not read out."""
MOST_STEPS = 40
"""Who is lost is lost soon."""


def spoil(fault: str) -> None:
    """Put the fault into this process."""
    if fault != NONE:
        blind.MOST_STEPS = MOST_STEPS
    match fault:
        case "nameless":
            setattr(by_ear, "described", _nameless)  # noqa: B010 - mypy sees no name that a module only imports
        case "passed-over":
            by_ear.ByEar._focus_moved = _hurried  # type: ignore[method-assign] # the planted fault
        case "unheeded":
            SessionState.hears_own = property(lambda self: self.in_private)  # type: ignore[method-assign,assignment]
        case "left-out":
            setattr(voice, "read_out", _short)  # noqa: B010 - the same


def _nameless(item: QQuickItem, words: Words) -> str:
    return words("ear.item", what=words("ear.button")) if item.objectName() == SPOILT else described(item, words)


_moved = by_ear.ByEar._focus_moved


def _hurried(self: by_ear.ByEar) -> None:
    item = self._window.activeFocusItem()
    if item is None or item.objectName() != SPOILT:
        _moved(self)
        return
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        key = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._window, key)


def _short(state: SessionState, catalogue: Catalogue, texts: Texts) -> str:
    draft = state.draft
    less = draft and replace(draft, answers={**draft.answers, LEFT: ""})
    return read_out(replace(state, draft=less), catalogue, texts)


if __name__ == "__main__":
    spoil(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
