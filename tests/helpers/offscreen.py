"""Screens that nobody sees, of the size of a panel: Qt's `offscreen` has one of 800 by 800 unless it is told."""

import json
from pathlib import Path

from tests.helpers.at_the_screen import SIZE

DPI = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
PANEL = {"name": "panel", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1], **DPI}


def screens(path: Path, *told: dict[str, object], seen_as: Path | None = None) -> str:
    """Write down these screens, or the panel; what QT_QPA_PLATFORM is then. `seen_as`: where the program finds them."""
    path.write_text(json.dumps({"screens": list(told) or [PANEL]}), encoding="utf-8")
    return f"offscreen:configfile={seen_as or path}"
