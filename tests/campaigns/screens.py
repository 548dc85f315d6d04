"""Campaign `screens`: every screen in every mode against its approved picture.

`packaging/campaign screens --renew` approves what is seen now; look at `build/screens/changed/` and the diff first. The
short form looks at one scene of every screen. Planted in a picture of the run: something moved, a colour changed, a
line went missing, a picture nobody approved. What a rasteriser may do otherwise is no difference (helpers/approved).
Beside the design's pictures they are laid by `python -m tests.screens.contact_sheet`.
"""

import shutil
from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.approved import Points, differences, keep, kept, small
from tests.helpers.screen_pictures import APPROVED, Painter, Picture, all_pictures, one_of_each
from tests.helpers.stage import PICTURES
from ui.engine import make_application

CHANGED = PICTURES / "changed"
MOST_MB = 12.0
"""All of them together; a repository keeps every version of each."""


def run(context: Context) -> Outcome:
    """Draw, then compare or approve."""
    make_application("software")
    shutil.rmtree(CHANGED, ignore_errors=True)
    pictures = [each for each in all_pictures() if not context.is_short or each.scene in one_of_each()]
    pictures.sort(key=lambda each: each.panel.size)
    changed: list[str] = []
    for panel, group in groupby(pictures, key=lambda each: each.panel):
        painter = Painter(panel)
        for picture in group:
            image = painter.draw(picture)
            if context.is_renewing:
                _renew(picture, small(image))
            elif found := _judged(picture, image):
                changed.append(found)
        warnings = list(painter.stage.warnings)
        painter.close()
        assert not warnings, warnings[:3]
        context.progress(f"{panel.name}: {len(changed)} changed so far")
    _faults(context, pictures)
    _clear(context)
    size_mb = sum(path.stat().st_size for path in APPROVED.rglob("*.png")) / 1e6
    context.figure("pictures_count", len(pictures))
    context.figure("changed_count", len(changed))
    context.figure("approved_mb", round(size_mb, 2))
    if size_mb > MOST_MB:
        changed.append(f"the pictures weigh {size_mb:.1f} MB")
    return FellShort("; ".join(changed[:20])) if changed else Held(f"{len(pictures)} pictures are as approved")


def _renew(picture: Picture, points: Points) -> None:
    """Approve it; a picture that is as approved stays the file it is."""
    before = kept(picture.path)
    if before is None or differences(before, points):
        keep(points, picture.path)


def _judged(picture: Picture, image: QImage) -> str:
    """What is wrong with it, or nothing; then it lies under build/screens/changed, what differs framed."""
    name = f"{picture.folder}/{picture.scene.name}"
    approved = kept(picture.path)
    if approved is None:
        return f"{name} was never approved"
    found = differences(approved, small(image))
    if not found:
        return ""
    painter = QPainter(image)
    painter.setPen(QColor("#C0008C"))
    for each in found:
        painter.drawRect(QRect(each.x, each.y, 24, 24))
    painter.end()
    path = CHANGED / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))
    return f"{name}: {len(found)} places, {found[0].strength:.1f} at {found[0].x},{found[0].y}"


def _clear(context: Context) -> None:
    """A picture that no scene draws any more goes, when they are renewed."""
    drawn = {each.path for each in all_pictures()}
    for path in set(APPROVED.rglob("*.png")) - drawn:
        if context.is_renewing:
            path.unlink()
        else:
            context.note(f"no scene draws {path.relative_to(APPROVED)} any more")


def _faults(context: Context, pictures: list[Picture]) -> None:
    approved = next(points for each in pictures if (points := kept(each.path)) is not None)
    for name, spoilt in _spoilt(approved):
        fault = context.plant(name)
        if differences(approved, spoilt):
            fault.caught()
    never = context.plant("a picture nobody approved")
    if kept(APPROVED / "standard/of-no-scene.png") is None:
        never.caught()


def _spoilt(approved: Points) -> Iterator[tuple[str, Points]]:
    """The picture with one mistake; its most lively part is where somebody would make it."""
    height, width, _ = approved.shape
    rows = slice(height // 2, height // 2 + 24)
    moved, coloured, missing = approved.copy(), approved.copy(), approved.copy()
    moved[rows, 2:] = approved[rows, :-2]
    coloured[rows, width // 4 : width // 2] = 255 - (255 - coloured[rows, width // 4 : width // 2]) // 2
    missing[rows] = approved[rows.start - 1]
    yield "something moved", moved
    yield "a colour changed", coloured
    yield "a line went missing", missing


CAMPAIGN = Campaign("screens", "every screen in every mode against its approved picture; --renew approves", "", run)
