"""Makes the QML file of design tokens: every colour, size and duration of the design, as flat typed groups; and the
stylesheet with the colours and families that the staff console shares with the kiosk.

    color.light.surface.page ─► Tokens.light.surfacePage       type.elder.body.size ─► Tokens.elderType.body.size
                         ─► var(--surface-page)

Lives here: the naming and the layout of that file. Never here: what a mode chooses from it (Theme.qml).
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "assets/design/tokens.json"
TARGET = ROOT / "ui/qml/Kiosk/Theme/Tokens.qml"
STYLE = ROOT / "kiosk/platform/console/static/tokens.css"
MODES = ("standard", "large", "elder")
HEAD = """\
pragma Singleton
pragma ComponentBehavior: Bound
import QtQuick

// Made by packaging/dev/tokens from assets/design/tokens.json. Do not edit.
QtObject {
"""


def tokens_qml(tokens: Mapping[str, Any]) -> str:
    """The whole file."""
    return HEAD + "\n".join([*_colours(tokens), *_types(tokens), *_modes(tokens), *_shared(tokens)]) + "\n}\n"


def tokens_css(tokens: Mapping[str, Any]) -> str:
    """The console's stylesheet of roles: light, and high contrast where a browser asks for it."""
    families = [f"  --{name}: {tokens['type']['families'][name]};" for name in ("display", "text")]
    light = [*_css_colours(tokens["color"]["light"]), *families]
    contrast = [f"  {line}" for line in _css_colours(tokens["color"]["highContrast"])]
    lines = [
        "/* Made by packaging/dev/tokens from assets/design/tokens.json. Do not edit. */",
        ":root {", *light, "}",
        "@media (prefers-contrast: more) {", "  :root {", *contrast, "  }", "}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def flat(branch: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Leaves with their path in one camelCase name."""
    for key, value in branch.items():
        name = prefix + key[0].upper() + key[1:] if prefix else key
        if isinstance(value, Mapping):
            yield from flat(value, name)
        else:
            yield name, value


def _css_colours(palette: Mapping[str, Any]) -> list[str]:
    return [
        f"  --{re.sub('([A-Z])', lambda cap: '-' + cap[0].lower(), name)}: {value};" for name, value in flat(palette)
    ]


def _colours(tokens: Mapping[str, Any]) -> Iterator[str]:
    for palette in ("light", "highContrast"):
        leaves = [f'{name}: "{_qt_colour(value)}"' for name, value in flat(tokens["color"][palette])]
        yield _group(f"readonly property ColorRoles {palette}: ColorRoles", leaves)


def _types(tokens: Mapping[str, Any]) -> Iterator[str]:
    for mode in MODES:
        roles = [
            f"{role}: TypeRole {{ size: {leaf['size']}; lineHeight: {leaf['lineHeight']}; weight: {leaf['weight']} }}"
            for role, leaf in tokens["type"][mode].items()
        ]
        yield _group(f"readonly property TypeScale {mode}Type: TypeScale", roles)


def _modes(tokens: Mapping[str, Any]) -> Iterator[str]:
    for mode in MODES:
        portrait, landscape = (tokens["layout"][side] for side in ("portrait", "landscape"))
        leaves = {
            "textMinimum": tokens["type"]["minimum"][mode],
            "edge": tokens["elevation"]["key"][mode],
            **{f"target{_cap(name)}": value for name, value in tokens["target"][mode].items()},
            **{f"icon{_cap(name)}": value for name, value in tokens["iconSize"][mode].items()},
            **tokens["session"][mode],
            **{name: portrait[name][mode] for name in ("topBar", "bottomBar", "deviceRail")},
            "landscapeBottomBar": landscape["bottomBar"].get(mode, landscape["bottomBar"]["standard"]),
        }
        yield _group(f"readonly property ModeSizes {mode}Sizes: ModeSizes", [f"{k}: {v}" for k, v in leaves.items()])


def _shared(tokens: Mapping[str, Any]) -> Iterator[str]:
    for key, value in tokens["space"].items():
        yield f"    readonly property int space{key}: {value}"
    for key, value in tokens["radius"].items():
        if isinstance(value, int):
            yield f"    readonly property int radius{_cap(key)}: {value}"
    yield f"    readonly property int edgePressed: {tokens['elevation']['key']['pressed']}"
    for key, value in tokens["motion"]["durations"].items():
        yield f"    readonly property int {key}Ms: {value}"
    for key, curve in tokens["motion"]["easing"].items():
        yield f"    readonly property list<real> {key}Curve: {json.dumps([*curve, 1, 1])}"
    for side in ("portrait", "landscape"):
        width, height = tokens["layout"][side]["size"]
        yield f"    readonly property int {side}Width: {width}"
        yield f"    readonly property int {side}Height: {height}"
        yield f"    readonly property int {side}Margin: {tokens['layout'][side]['margin']}"
    yield f"    readonly property int gutter: {tokens['layout']['portrait']['gutter']}"
    yield f"    readonly property int landscapeTopBar: {tokens['layout']['landscape']['topBar']}"


def _group(head: str, leaves: list[str]) -> str:
    return "\n".join([f"    {head} {{", *(f"        {leaf}" for leaf in leaves), "    }"])


def _qt_colour(value: str) -> str:
    """CSS writes the opacity last, Qt first."""
    return f"#{value[7:]}{value[1:7]}" if len(value) == 9 else value


def _cap(name: str) -> str:
    return name[0].upper() + name[1:]


def main() -> int:
    tokens = json.loads(SOURCE.read_text(encoding="utf-8"))
    made = {TARGET: tokens_qml(tokens), STYLE: tokens_css(tokens)}
    if "--check" not in sys.argv[1:]:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is not what packaging/dev/tokens makes of {SOURCE.relative_to(ROOT)}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
