"""`kiosk gallery`: every control in all its states and modes, for whoever changes them.

With a display a window to scroll, with the modes to choose from; without one, or with `--out`, a picture of every mode,
upright and lying.
"""

import argparse
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickWindow

from ui.bridge.rows import RowsModel
from ui.engine import Scene, make_application

MODES = ("standard", "elder", "high_contrast")
ROOM_PX = 1000
"""How high the window is where it can be scrolled."""


@dataclass(frozen=True)
class Spot:
    """A row of the rail."""

    spot: str
    icon: str
    text: str
    state: str


@dataclass(frozen=True)
class Stage:
    """A row of the timeline."""

    title: str
    line: str
    state: str
    mark: str = ""
    pill: str = ""


@dataclass(frozen=True)
class Span:
    """A span of the bridge."""

    label: str
    mark: str
    state: str


ROWS: dict[str, tuple[str, type]] = {
    "rail": ("rail", Spot), "faultyRail": ("faulty_rail", Spot), "stages": ("stages", Stage), "spans": ("spans", Span),
}  # fmt: skip


def gallery_content(assets: Path) -> dict[str, Any]:
    """The words and rows the gallery shows."""
    return tomllib.loads((assets / "content" / "gallery.toml").read_text(encoding="utf-8"))


def open_gallery(scene: Scene, content: dict[str, Any], **properties: object) -> QQuickWindow:
    """The gallery's window in a scene, shown."""
    models = {}
    for name, (key, row_type) in ROWS.items():
        models[name] = RowsModel(row_type, scene.engine)
        models[name].set_rows(tuple(row_type(**row) for row in content[key]))
    window = scene.load("Kiosk.Gallery", "Gallery", {"words": content["words"], **models, **properties})
    window.show()
    return window


def gallery(options: argparse.Namespace, root: Path) -> int:
    """Carry out `kiosk gallery`; 1 if QML complained."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application("software")
    said: list[str] = []
    content = gallery_content(root / "assets")
    if has_display and options.out is None:
        scene = Scene({}, said.append)
        open_gallery(scene, content, room=ROOM_PX).closing.connect(application.quit)
        application.exec()
        scene.close()
    else:
        _pictures(options.out or root / "build" / "gallery", content, said)
    for warning in said:
        print(warning)
    return 1 if said else 0


def _pictures(out: Path, content: dict[str, Any], said: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for mode in MODES:
        for lying in (False, True):
            scene = Scene({}, said.append)
            window = open_gallery(scene, content, mode=mode, landscape=lying)
            for _ in range(3):
                QCoreApplication.processEvents()
            path = out / f"{mode}-{'lying' if lying else 'upright'}.png"
            window.grabWindow().save(str(path))
            print(path)
            scene.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
