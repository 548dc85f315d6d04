"""The peer: Chromium in `--kiosk`, showing a page like our idle screen, out of one file, with nothing to run."""

import base64
from pathlib import Path

from tests.helpers.view_context import ROOT

CHROMIUM = "/usr/bin/chromium"
_WAYS = ("elder-mode", "contrast", "case-progress", "help-person")
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>便民桥</title>
<style>
body {{ margin: 0; width: 1080px; height: 1920px; background: #F5EFE2; color: #1C2420; overflow: hidden;
  font-family: "Noto Sans CJK SC"; font-size: 34px }}
h1 {{ font-family: "Noto Serif CJK SC"; font-size: 72px; margin: 40px 56px 0 }}
img.scene {{ width: 1080px; display: block }}
nav {{ position: absolute; bottom: 0; left: 0; right: 0; display: flex; gap: 16px; padding: 24px 40px;
  background: #F5EFE2 }}
button {{ flex: 1; height: 116px; border: 2px solid #8A7F68; border-bottom-width: 6px; border-radius: 22px;
  background: #FFFCF5; font: inherit }}
button img {{ width: 50px; vertical-align: middle }}
</style>
<h1>9:41</h1><p style="margin: 0 56px">槐树里社区便民服务 · 轻触屏幕，就能办事</p>
<img class="scene" src="data:image/svg+xml;base64,{scene}">
<nav>{ways}</nav></html>
"""


def write_page(folder: Path) -> Path:
    """The page as a file."""
    icons = (_base64(ROOT / "assets" / "icons" / f"{name}.svg") for name in _WAYS)
    ways = "".join(f'<button><img src="data:image/svg+xml;base64,{icon}">办事</button>' for icon in icons)
    page = folder / "page.html"
    page.write_text(_PAGE.format(scene=_base64(ROOT / "assets/illustrations/scene-idle.light.svg"), ways=ways))
    return page


def chromium_command(page: Path, profile: Path) -> list[str]:
    """Its command line: no network of its own, no sandbox (the campaign may run as root), the processor draws."""
    return [
        CHROMIUM, "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-quic", "--window-position=0,0",
        "--window-size=1080,1920", f"--user-data-dir={profile}", page.as_uri(),
    ]  # fmt: skip


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()
