"""The conformance report: clause by clause, what was judged, what was found, and the picture that shows it."""

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.helpers.accessibility import pixels as px
from tests.helpers.accessibility import rules
from tests.helpers.accessibility.clauses import CLAUSES, Clause
from tests.helpers.accessibility.view import Box, Finding, Text, View
from tests.helpers.accessibility.walk import Sight

SHOWN_BY = {
    rules.TEXT_HEIGHT: "form-filled", rules.TEXT_CONTRAST: "home", rules.LINE_CONTRAST: "form-choices",
    rules.TARGET_SIZE: "rate", rules.TARGET_GAP: "type-identity", rules.CLIPPED: "information",
    rules.OVERLAP: "case", rules.FOCUS_ORDER: "review", rules.FIVE_KEYS: "home", rules.FOCUS_SEEN: "category",
    rules.NAME: "supply", rules.ICON_WORD: "notice", rules.COLOUR_ALONE: "rate-chosen",
    rules.STRAY_TOUCH: "overlay-leave", rules.REACH: "home",
}  # fmt: skip
"""Where a rule that holds is to be seen at work: the first look of that scene in which it is judged."""
TEXT_RULES = (rules.TEXT_HEIGHT, rules.CLIPPED, rules.OVERLAP)
MOST_WIDE_PX = 540
FONT_PX = 22


@dataclass(slots=True)
class Report:
    """Fills up as scenes are judged; written once."""

    folder: Path
    sight_count: int = 0
    looks: set[str] = field(default_factory=set)
    panels: set[str] = field(default_factory=set)
    locales: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    """Rule: the first sight that broke it, and how."""
    shown: dict[str, str] = field(default_factory=dict)
    """Rule: the sight on its picture."""

    def add(self, sight: Sight, findings: list[Finding]) -> None:
        """Take a judged scene in; keeps a picture where it is the first to break a rule, or to show it at work."""
        self.sight_count += 1
        self.looks.add(sight.look.name)
        self.panels.add(sight.panel.name)
        self.locales.add(sight.locale)
        for finding in findings:
            self.counts[finding.rule] += 1
            if finding.rule not in self.first:
                self.first[finding.rule] = f"{sight.name}: {finding.what}: {finding.measured}"
                self._picture(finding.rule, sight, [(finding.box, finding.measured)], "red")
        for rule, scene in SHOWN_BY.items():
            in_place = rule != rules.REACH or sight.view.low_reach
            if scene == sight.scene.name and rule not in self.shown and in_place:
                self._picture(rule, sight, _judged(rule, sight.view), "green")

    def write(self) -> Path:
        """The report as one page; returns where it is."""
        rows = "\n".join(self._row(clause) for clause in CLAUSES)
        broken = sum(self.counts.values())
        page = _PAGE.format(
            scenes=self.sight_count,
            looks=escape(", ".join(sorted(self.looks))),
            panels=escape(", ".join(sorted(self.panels))),
            locales=escape(", ".join(sorted(self.locales))),
            broken=f"{broken} findings" if broken else "nothing was found wrong",
            rows=rows,
            exemptions="\n".join(f"<li>{escape(one)}</li>" for one in _exemptions()),
        )
        path = self.folder / "conformance.html"
        path.write_text(page, encoding="utf-8")
        return path

    def _row(self, clause: Clause) -> str:
        broken = [rule for rule in clause.judged_by if self.counts[rule]]
        found = "; ".join(f"{self.counts[rule]} × {rule}, first {self.first[rule]}" for rule in broken)
        verdict = f"broken: {found}" if broken else clause.verdict
        kind = "by-person" if not clause.judged_by else "broken" if broken else "holds"
        pictures = "".join(
            f'<a href="{_file(rule)}"><img src="{_file(rule)}" alt="{escape(rule)}"'
            f' title="{escape(rule)}: {escape(self.shown[rule])}"></a>'
            for rule in clause.judged_by
            if rule in self.shown
        )
        cells = (clause.source, clause.number, clause.asked, ", ".join(clause.judged_by), verdict, clause.said)
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        return f'<tr class="{kind}">{told}<td>{pictures}</td></tr>'

    def _picture(self, rule: str, sight: Sight, marked: list[tuple[Box, str]], colour: str) -> None:
        self.shown[rule] = sight.name
        image = framed(sight.view, marked, colour)
        image.thumbnail((MOST_WIDE_PX * 2, MOST_WIDE_PX * 2))
        self.folder.mkdir(parents=True, exist_ok=True)
        image.quantize(64).save(self.folder / _file(rule))


def framed(view: View, marked: list[tuple[Box, str]], colour: str) -> Image.Image:
    """The picture of a sight, with boxes and what is said of each."""
    image = Image.fromarray(view.pixels[..., 2::-1].copy())
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(FONT_PX)
    for box, words in marked:
        pen.rectangle(tuple(box.grown(2)), outline=colour, width=3)
        at = (box.left, max(0.0, box.top - FONT_PX - 4))
        pen.text(at, words, fill=colour, font=font, stroke_width=3, stroke_fill="white")
    return image


def _file(rule: str) -> str:
    return rule.replace(" ", "-") + ".png"


def _judged(rule: str, view: View) -> list[tuple[Box, str]]:
    """What a rule looked at, with its measure."""
    per_mm = view.px_per_mm
    if rule == rules.NAME:
        return [(node.box, node.role) for node in view.nodes if node.words]
    if rule == rules.TEXT_CONTRAST:
        return [(text.box, f"{text_contrast(text, view):.1f}:1") for text in view.texts]
    if rule == rules.LINE_CONTRAST:
        return [(one.box, f"{px.foot_contrast(view.pixels, one.box, one.edge_px):.1f}:1") for one in view.targets]
    if rule in TEXT_RULES:
        return [(text.box, f"{text.cap_px / per_mm:.1f} mm") for text in view.texts]
    if rule in (rules.FOCUS_ORDER, rules.FIVE_KEYS, rules.FOCUS_SEEN):
        return [(stop.box, str(number)) for number, stop in enumerate(view.stops, start=1)]
    if rule == rules.ICON_WORD:
        return [(mark.box, mark.name) for mark in view.marks]
    return [(one.box, f"{one.box.width / per_mm:.0f} x {one.box.height / per_mm:.0f} mm") for one in view.targets]


def text_contrast(text: Text, view: View) -> float:
    """Against the ground it stands out from least."""
    ink = px.luminance(text.colour)
    grounds = px.grounds(px.light_of(px.crop(view.pixels, text.box)), ink)
    return min((px.contrast(ink, ground) for ground in grounds), default=1.0)


def _exemptions() -> list[str]:
    rows = [
        f"{', '.join(one.kinds)}: never under {one.least_mm} mm. {one.clause}: {one.reason}" for one in rules.EXEMPTIONS
    ]
    return rows + [f"{name}: {why}" for name, why in (rules.GROUNDS | rules.BACKINGS | rules.TOLD_MASKED).items()]


_PAGE = """<!doctype html>
<meta charset="utf-8"><title>Conformance of the screens</title>
<style>
body {{ font: 15px/1.5 "Noto Sans CJK SC", sans-serif; margin: 2em; color: #1c2420 }}
table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #857a62; padding: .4em .6em; vertical-align: top; text-align: left }}
tr.broken td:nth-child(5) {{ background: #fae3dd }} tr.holds td:nth-child(5) {{ background: #d9e7dd }}
img {{ width: 150px; margin: 2px }}
</style>
<h1>Conformance of the screens</h1>
<p>{scenes} sights judged: {broken}. Looks: {looks}. Panels: {panels}. Languages: {locales}.</p>
<p>A verdict is of these sights alone. Pictures show the rule at work, with what it measured; where it was broken, the
first place. A picture's tip says which sight it is.</p>
<p>Height of a capital H = type size as drawn × the font's own cap height (OS/2 sCapHeight), and the rows of ink of that
text on the rendered picture are as many. Millimetres follow from the panel's diagonal.</p>
<table><tr><th>Source<th>Clause<th>What is asked<th>Judged by<th>Verdict<th>Beyond that<th>Evidence</tr>
{rows}
</table>
<h2>Exempt, and by which clause</h2>
<ul>
{exemptions}
</ul>
"""
