"""Campaign `accessibility`: every screen, as eye, hand, keypad and assistive technology meet it, against the numbers.

`--short`, the gate: all scenes in Chinese on two panels. The whole: all scenes, looks, panels and languages.
Mistakes of every kind are planted in a real screen first; a judge that misses one has not judged. What it found is
written clause by clause to build/campaigns/accessibility/conformance.html, and finding by finding to findings.txt.
"""

import os
from collections import Counter
from collections.abc import Iterator

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.accessibility.judge import judge
from tests.helpers.accessibility.planted import MISTAKES, is_caught
from tests.helpers.accessibility.report import Report
from tests.helpers.accessibility.walk import Sight, Walk
from tests.helpers.panels import LOOKS, LYING_21, PANELS, UPRIGHT_27, Look, Panel
from tests.helpers.scenes import all_scenes, unseen
from ui.engine import make_application

GATE_PANELS = (UPRIGHT_27, LYING_21)
LOCALES = ("zh_CN", "en")
TOLD_COUNT = 400
"""So many different findings are written out; beyond that only counted."""


def run(context: Context) -> Outcome:
    """Plant, walk, judge, report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application("software")
    missing = unseen(all_scenes())
    if missing:
        return FellShort(f"no scene shows {', '.join(missing)}")
    _plant(context)
    report = Report(context.folder)
    told: Counter[str] = Counter()
    for sight in _sights(context):
        findings = judge(sight.view)
        report.add(sight, findings)
        told.update(f"{one.rule} | {one.what} | {one.measured} | {sight.name}" for one in findings)
    (context.folder / "findings.txt").write_text("\n".join(sorted(told)[:TOLD_COUNT]) + "\n", encoding="utf-8")
    context.figure("sights_judged_count", report.sight_count)
    for rule, count in sorted(report.counts.items()):
        context.figure(f"{rule.replace(' ', '_')}_count", count)
    context.note(f"{report.write().relative_to(context.folder.parents[2])}")
    del app
    if told:
        kinds = ", ".join(f"{count} {rule}" for rule, count in report.counts.most_common())
        return FellShort(f"{told.total()} findings: {kinds}")
    return Held(f"{report.sight_count} sights, nothing wrong with any")


def _sights(context: Context) -> Iterator[Sight]:
    panels, locales = (GATE_PANELS, LOCALES[:1]) if context.is_short else (PANELS, LOCALES)
    for panel in panels:
        for locale in locales:
            walk = Walk(panel, locale)
            yield from walk.sights(_looks(panel, context.is_short))
            walk.close()
            context.progress(f"{panel.name} in {locale}")


def _looks(panel: Panel, is_short: bool) -> tuple[Look, ...]:
    """In the gate 低位 is looked at in the standard mode; its combinations belong to the whole."""
    fitting = (way for way in LOOKS if way.fits(panel))
    return tuple(way for way in fitting if not is_short or not way.overlays or way.mode is LOOKS[0].mode)


def _plant(context: Context) -> None:
    walk = Walk(UPRIGHT_27)
    for mistake in MISTAKES:
        fault = context.plant(mistake.name)
        if is_caught(walk, mistake):
            fault.caught()
    walk.close()


CAMPAIGN = Campaign("accessibility", "every screen in every mode against the accessibility rules", "", run)
