"""Our screens beside the design's pictures, on one sheet to look at.

    python -m tests.screens.contact_sheet --design ../shared/design/png [--out build/screens/contact-sheet.png]

The right half of a pair is drawn now, from the same scenes the tests look at; nothing is compared but by eye.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from kiosk.session.states import Mode
from tests.helpers.panels import LYING_21, UPRIGHT_27, Look, Panel
from tests.helpers.scenes import scene_called
from tests.helpers.screen_pictures import Painter, Picture
from tests.helpers.stage import PICTURES

COLUMNS = 5
HEIGHT_PX = 720
GAP_PX = 12
GROUND = "#808080"
LOW = ("low_reach",)


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture of the design and the scene that shows the same here."""

    design: str
    scene: str
    mode: Mode = Mode.STANDARD
    overlays: tuple[str, ...] = ()
    panel: Panel = UPRIGHT_27


PAIRS = (
    Pair("01-idle", "idle"), Pair("02-home", "home-spoken"), Pair("03-home-elder", "home-spoken", Mode.ELDER),
    Pair("04-identify", "identify"), Pair("04b-identify-high-contrast", "identify", Mode.HIGH_CONTRAST),
    Pair("05-form-keyboard", "form-composing"), Pair("05b-nine-key-elder", "form-nine-keys", Mode.ELDER),
    Pair("06-form-elder", "form-choices-elder", Mode.ELDER), Pair("07-review-sign", "review-signed"),
    Pair("08-submitted", "submitted"), Pair("09-saved-offline", "saved-offline"), Pair("10-progress", "case"),
    Pair("12-printer-fault", "printer-fault"), Pair("13-alert-broadcast", "idle-alert"),
    Pair("14-timeout", "overlay-time"), Pair("15-rating", "rate-chosen"),
    Pair("18-home-high-contrast", "home", Mode.HIGH_CONTRAST),
    Pair("19-home-low-reach", "home", overlays=LOW), Pair("30-elder-review", "review", Mode.ELDER),
    Pair("30b-elder-consent", "review-uses", Mode.ELDER), Pair("31-elder-sign", "review-sign", Mode.ELDER),
    Pair("32-elder-submitted", "submitted", Mode.ELDER), Pair("33-elder-offline", "saved-offline", Mode.ELDER),
    Pair("34-elder-identify", "identify", Mode.ELDER), Pair("35-elder-progress", "case", Mode.ELDER),
    Pair("36-elder-no-paper", "printer-fault", Mode.ELDER), Pair("37-category", "category"),
    Pair("38-item-guide", "information"), Pair("39-search", "search-letters"),
    Pair("40-form-choices", "form-choices"), Pair("41-field-error", "form-error"),
    Pair("42-address", "places-villages"), Pair("43-document-camera", "supply"), Pair("45-request-danger", "danger"),
    Pair("46-request-place", "places-spots"), Pair("47-voice-note", "record-recording"),
    Pair("50-answer", "case-answer-may"),
    Pair("51-correction", "case-correction-may"), Pair("52-help-waiting", "help-coming"),
    Pair("53-out-of-service", "idle-resting"), Pair("56-low-reach-form", "form-composing", overlays=LOW),
    Pair("57-form-high-contrast", "form-choices", Mode.HIGH_CONTRAST),
    Pair("58-submitted-high-contrast", "submitted", Mode.HIGH_CONTRAST),
    Pair("59-non-visual", "by-ear", Mode.HIGH_CONTRAST),
    Pair("16-maintenance", "menu"), Pair("17-tech-sign-in", "staff-code"), Pair("65-maintenance-paper", "paper"),
    Pair("66-maintenance-queue", "queue"), Pair("67-maintenance-printer-test", "test-judged"),
    Pair("20-home-landscape", "home-spoken", panel=LYING_21), Pair("21-identify-landscape", "identify", panel=LYING_21),
    Pair("60-form-keyboard-landscape", "form-composing", panel=LYING_21),
    Pair("61-review-sign-landscape", "review-signed", panel=LYING_21),
    Pair("62-submitted-landscape", "submitted", panel=LYING_21),
    Pair("63-home-elder-landscape", "home-spoken", Mode.ELDER, panel=LYING_21),
    Pair("64-maintenance-landscape", "menu", panel=LYING_21),
)  # fmt: skip


def contact_sheet(design: Path, out: Path) -> int:
    """Draw all pairs, the design's picture left; the number of pairs on the sheet. Needs a Qt application."""
    tiles = [_beside(design / f"{pair.design}.png", ours) for pair, ours in _ours(out.parent / "contact")]
    rows = [tiles[start : start + COLUMNS] for start in range(0, len(tiles), COLUMNS)]
    width = max(sum(tile.width + 2 * GAP_PX for tile in row) for row in rows)
    sheet = Image.new("RGB", (width, len(rows) * (HEIGHT_PX + GAP_PX)), GROUND)
    for line, row in enumerate(rows):
        x = 0
        for tile in row:
            sheet.paste(tile, (x, line * (HEIGHT_PX + GAP_PX)))
            x += tile.width + 2 * GAP_PX
    sheet.save(out)
    return len(tiles)


def _ours(folder: Path) -> list[tuple[Pair, Path]]:
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for panel in (UPRIGHT_27, LYING_21):
        painter = Painter(panel)
        for pair in (pair for pair in PAIRS if pair.panel == panel):
            path = folder / f"{pair.design}.png"
            look = Look(pair.mode, pair.overlays)
            painter.draw(Picture(scene_called(pair.scene), panel, look)).save(str(path))
            found.append((pair, path))
        painter.close()
    return found


def _beside(design: Path, ours: Path) -> Image.Image:
    pictures = [_scaled(Image.open(path).convert("RGB")) for path in (design, ours)]
    tile = Image.new("RGB", (sum(picture.width for picture in pictures) + GAP_PX, HEIGHT_PX), GROUND)
    tile.paste(pictures[0], (0, 0))
    tile.paste(pictures[1], (pictures[0].width + GAP_PX, 0))
    return tile


def _scaled(picture: Image.Image) -> Image.Image:
    return picture.resize((round(picture.width * HEIGHT_PX / picture.height), HEIGHT_PX), Image.Resampling.LANCZOS)


def main() -> int:
    """Draw it and say where it is."""
    parser = argparse.ArgumentParser(description="our screens beside the design's pictures")
    parser.add_argument("--design", type=Path, required=True, help="the folder with the design's pictures")
    parser.add_argument("--out", type=Path, default=PICTURES / "contact-sheet.png")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.engine import make_application

    application = make_application("software")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    print(f"{contact_sheet(options.design, options.out)} pairs: {options.out}")  # noqa: T201 - a command line
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
