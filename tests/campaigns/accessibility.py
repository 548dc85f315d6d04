"""Campaign `accessibility`: every screen, as eye, hand, keypad and assistive technology meet it, against the numbers.

`--short`, the gate: all scenes in Chinese on two panels. The whole: all scenes, looks, panels and languages.
Mistakes of every kind are planted in a real screen first; a judge that misses one has not judged. What it found is
written clause by clause to build/campaigns/accessibility/conformance.html, and finding by finding to findings.txt.

Every window has a process of its own: PySide keeps what it was told of QML's types for as long as an item, and takes
what comes to lie in their place for one of them when another window's types are loaded.
"""

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.accessibility.judge import judge
from tests.helpers.accessibility.planted import MISTAKES, is_caught
from tests.helpers.accessibility.report import Report
from tests.helpers.accessibility.walk import Walk
from tests.helpers.panels import LOOKS, LYING_21, PANELS, UPRIGHT_27, Look, Panel
from tests.helpers.scenes import all_scenes, unseen
from ui.engine import make_application

P = ParamSpec("P")
R = TypeVar("R")
GATE_PANELS = (UPRIGHT_27, LYING_21)
LOCALES = ("zh_CN", "en")
TOLD_COUNT = 400
"""So many different findings are written out; beyond that only counted."""


def run(context: Context) -> Outcome:
    """Plant, walk, judge, report."""
    missing = unseen(all_scenes())
    if missing:
        return FellShort(f"no scene shows {', '.join(missing)}")
    faults = {mistake.name: context.plant(mistake.name) for mistake in MISTAKES}
    for name in _apart(caught):
        faults[name].caught()
    report, told = Report(context.folder), Counter[str]()
    panels, locales = (GATE_PANELS, LOCALES[:1]) if context.is_short else (PANELS, LOCALES)
    for panel in panels:
        for locale in locales:
            report, found = _apart(judged, panel, locale, _looks(panel, context.is_short), report)
            told.update(found)
            context.progress(f"{panel.name} in {locale}: {found.total()} findings")
    (context.folder / "findings.txt").write_text("\n".join(sorted(told)[:TOLD_COUNT]) + "\n", encoding="utf-8")
    context.figure("sights_judged_count", report.sight_count)
    for rule, count in sorted(report.counts.items()):
        context.figure(f"{rule.replace(' ', '_')}_count", count)
    context.note(f"{report.write().relative_to(context.folder.parents[2])}")
    if told:
        kinds = ", ".join(f"{count} {rule}" for rule, count in report.counts.most_common())
        return FellShort(f"{told.total()} findings: {kinds}")
    return Held(f"{report.sight_count} sights, nothing wrong with any")


def _apart(work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given, **named).result()


def _looks(panel: Panel, is_short: bool) -> tuple[Look, ...]:
    """In the gate 低位 is looked at in the standard mode; its combinations belong to the whole."""
    fitting = (way for way in LOOKS if way.fits(panel))
    return tuple(way for way in fitting if not is_short or not way.overlays or way.mode is LOOKS[0].mode)


# ── in a process of its own ────────────────────────────────────────────────────────────────────────────────────────


def caught() -> list[str]:
    """The planted mistakes that the judge finds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application("software")
    walk = Walk(UPRIGHT_27)
    names = [mistake.name for mistake in MISTAKES if is_caught(walk, mistake)]
    walk.close()
    del app
    return names


def judged(panel: Panel, locale: str, looks: tuple[Look, ...], report: Report) -> tuple[Report, Counter[str]]:
    """The report, with one window more, and every finding in words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application("software")
    told: Counter[str] = Counter()
    walk = Walk(panel, locale)
    for sight in walk.sights(looks):
        findings = judge(sight.view)
        report.add(sight, findings)
        told.update(f"{one.rule} | {one.what} | {one.measured} | {sight.name}" for one in findings)
    walk.close()
    del app
    return report, told


CAMPAIGN = Campaign("accessibility", "every screen in every mode against the accessibility rules", "", run)
