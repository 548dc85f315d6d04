"""Our screens beside the design's pictures, on one sheet to look at.

    python -m tests.screens.contact_sheet --design ../shared/design/png [--out build/screens/contact-sheet.png]

The right half of a pair is drawn now, from the same states the tests look at; nothing is compared but by eye.
"""

import argparse
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from kiosk.session.states import Mode, SessionState
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.first_screens import BULLETINS, IDLE, IN_SESSION
from tests.helpers.later_states import COMING_BACK, FILING, FILING_ELDER
from tests.helpers.stage import LANDSCAPE, PICTURES, PORTRAIT, Stage

COLUMNS = 5
HEIGHT_PX = 720
GAP_PX = 12
GROUND = "#808080"
STATES = {**IDLE, **IN_SESSION, **FILING, **FILING_ELDER, **COMING_BACK}


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture of the design and the state that shows the same here."""

    design: str
    state: str
    mode: Mode = Mode.STANDARD
    low_reach: bool = False
    size: tuple[int, int] = PORTRAIT


PAIRS = (
    Pair("01-idle", "idle"), Pair("02-home", "home"), Pair("03-home-elder", "home", Mode.ELDER),
    Pair("04-identify", "identify"), Pair("04b-identify-high-contrast", "identify", Mode.HIGH_CONTRAST),
    Pair("05-form-keyboard", "form"), Pair("05b-nine-key-elder", "form", Mode.ELDER),
    Pair("06-form-elder", "form-choices", Mode.ELDER), Pair("07-review-sign", "review-signed"),
    Pair("08-submitted", "submitted"), Pair("09-saved-offline", "saved-offline"), Pair("10-progress", "case"),
    Pair("12-printer-fault", "printer-fault"), Pair("13-alert-broadcast", "idle-alert"),
    Pair("14-timeout", "overlay-time"), Pair("15-rating", "rate-chosen"),
    Pair("18-home-high-contrast", "home", Mode.HIGH_CONTRAST),
    Pair("19-home-low-reach", "home", low_reach=True), Pair("30-elder-review", "review", Mode.ELDER),
    Pair("30b-elder-consent", "review-extras", Mode.ELDER), Pair("31-elder-sign", "review-sign", Mode.ELDER),
    Pair("32-elder-submitted", "submitted", Mode.ELDER), Pair("33-elder-offline", "saved-offline", Mode.ELDER),
    Pair("34-elder-identify", "identify", Mode.ELDER), Pair("35-elder-progress", "case", Mode.ELDER),
    Pair("36-elder-no-paper", "printer-fault", Mode.ELDER), Pair("37-category", "category"),
    Pair("38-item-guide", "information"), Pair("39-search", "search-letters"),
    Pair("40-form-choices", "form-choices"), Pair("41-field-error", "form-error"),
    Pair("43-document-camera", "supply"), Pair("50-answer", "case-answer"), Pair("51-correction", "case-correction"),
    Pair("52-help-waiting", "help-coming"), Pair("53-out-of-service", "idle-resting"),
    Pair("56-low-reach-form", "form", low_reach=True),
    Pair("57-form-high-contrast", "form-choices", Mode.HIGH_CONTRAST),
    Pair("58-submitted-high-contrast", "submitted", Mode.HIGH_CONTRAST),
    Pair("20-home-landscape", "home", size=LANDSCAPE), Pair("21-identify-landscape", "identify", size=LANDSCAPE),
    Pair("60-form-keyboard-landscape", "form", size=LANDSCAPE),
    Pair("61-review-sign-landscape", "review-signed", size=LANDSCAPE),
    Pair("62-submitted-landscape", "submitted", size=LANDSCAPE),
    Pair("63-home-elder-landscape", "home", Mode.ELDER, size=LANDSCAPE),
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
    for size in (PORTRAIT, LANDSCAPE):
        stage = Stage(SessionState(online=True), size)
        stage.session.show(replace(stage.session.snapshot, bulletins=BULLETINS, machines=ALL_WELL))
        for pair in (pair for pair in PAIRS if pair.size == size):
            stage.show_state(SessionState())
            stage.show_state(replace(STATES[pair.state], mode=pair.mode, low_reach=pair.low_reach))
            path = folder / f"{pair.design}.png"
            stage.window.grabWindow().save(str(path))
            found.append((pair, path))
        stage.close()
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
