"""Words of the gallery of controls (assets/content/gallery.toml)."""

from typing import Any

from kiosk.app.gallery import gallery_content
from tests.helpers.view_context import ROOT

CONTENT: dict[str, Any] = gallery_content(ROOT / "assets")
WORDS: dict[str, Any] = CONTENT["words"]
