"""Judges some scenes on the spot: `python -m tests.helpers.accessibility 'review*' --look elder --panel 1280x1024`.

Tells every finding and leaves a picture of what is wrong, framed, under build/accessibility; with --picture of every
sight. Exit code 1 if something is wrong, 2 if no scene is meant.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch

from tests.helpers.accessibility.judge import judge
from tests.helpers.accessibility.report import framed
from tests.helpers.accessibility.view import Finding
from tests.helpers.accessibility.walk import Sight, Walk
from tests.helpers.panels import LOOKS, PANELS, UPRIGHT_27, Look, Panel
from tests.helpers.scenes import all_scenes
from tests.helpers.view_context import ROOT
from ui.engine import make_application

PICTURES = ROOT / "build" / "accessibility"


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    options = _parser().parse_args(arguments)
    scenes = [scene for scene in all_scenes() if any(fnmatch(scene.name, name) for name in options.scenes)]
    panels = [panel for panel in PANELS if any(panel.name.startswith(name) for name in options.panel)]
    if not scenes:
        _say(f"no scene is called so; there are: {' '.join(scene.name for scene in all_scenes())}")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application("software")
    sight_count = finding_count = 0
    for panel in panels or (UPRIGHT_27,):
        walk = Walk(panel, options.locale)
        for sight in walk.sights(_looks(panel, options.look), scenes):
            findings = judge(sight.view)
            _tell(sight, findings)
            if findings or options.picture:
                _keep(sight, findings)
            sight_count += 1
            finding_count += len(findings)
        walk.close()
    del app
    _say(f"{sight_count} sights, {finding_count} findings")
    return 1 if finding_count else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.helpers.accessibility")
    parser.add_argument("scenes", nargs="+", help="names of scenes; * and ? stand for others")
    parser.add_argument("--look", action="append", default=[], help="only this one, such as elder+low_reach")
    parser.add_argument("--panel", action="append", default=[], help="how its name begins; else the design's")
    parser.add_argument("--locale", default="zh_CN")
    parser.add_argument("--picture", action="store_true", help="of every sight, also of those that hold")
    return parser


def _looks(panel: Panel, wanted: Sequence[str]) -> Iterator[Look]:
    return (way for way in LOOKS if way.fits(panel) and (not wanted or way.name in wanted))


def _tell(sight: Sight, findings: Sequence[Finding]) -> None:
    for one in findings:
        place = ",".join(f"{edge:.0f}" for edge in one.box)
        _say(f"{sight.name} | {one.rule} | {one.what!r} | {one.measured} | at {place}")


def _keep(sight: Sight, findings: Sequence[Finding]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = "-".join((sight.scene.name, sight.look.name, sight.panel.name.replace(" ", "-"), sight.locale))
    framed(sight.view, [(one.box, one.measured) for one in findings], "red").save(PICTURES / f"{name}.png")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
