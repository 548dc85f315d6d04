"""What a serving terminal's process holds, told by one that imports all of it: no source text, nothing of others."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from tests.helpers.view_context import ROOT

SERVING = (
    "kiosk.app.start", "kiosk.app.command", "kiosk.app.window", "kiosk.app.program", "kiosk.app.upkeep",
    "kiosk.app.by_ear", "kiosk.app.emptiness", "devices.registry", "devices.hub", "ui.input.rime", "ui.input.zinnia",
)  # fmt: skip
NEVER_MAPPED = ("LLVM", "gallium", "swrast", "Qt6Widgets", "Qt6Test", "Qt6WebEngine", "openblas", "onnxruntime")
"""Libraries of other renderers, of tests and of helpers in processes of their own."""
NEVER = frozenset(
    {
        "PySide6.QtTest", "PySide6.QtWidgets", "alembic", "authlib", "barcode", "click", "devices.emulators",
        "devices.voice.renderer", "jinja2", "kiosk.platform", "litestar", "numpy", "onnxruntime", "pygments", "pytest",
        "qrcode", "rich", "sherpa_onnx", "sqlalchemy", "starlette", "tests", "uvicorn",
    }
)  # fmt: skip
"""What only the platform, helpers in processes of their own, or tests use. Add what is heavy and new."""

_TOLD = """
import importlib, json, linecache, sys
for name in {names!r}:
    importlib.import_module(name)
with open("/proc/self/maps") as maps:
    files = {{line.split(maxsplit=5)[5].strip() for line in maps if line.count(" /")}}
told = {{"modules": list(sys.modules), "files": list(files), "read_count": len(linecache.cache)}}
json.dump(told, sys.stdout)
"""


@cache
def _told(*names: str) -> dict[str, Any]:
    """Every module and every file mapped after these imports, and of how many modules the source text is kept."""
    ended = subprocess.run(
        [sys.executable, "-c", _TOLD.format(names=names)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, timeout=60, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def test_a_terminal_keeps_no_source_of_what_it_runs() -> None:
    told = _told(*SERVING)
    assert "httpx" in told["modules"]
    assert told["read_count"] == 0


def test_a_program_that_leaves_qts_hook_where_it_is_keeps_the_source_of_everything() -> None:
    assert _told("PySide6.QtCore", "email.message", "httpx")["read_count"] > 50


@pytest.mark.parametrize("planted", ["", "kiosk.platform"])
def test_a_terminal_imports_nothing_that_is_not_a_residents(planted: str) -> None:
    modules = _told(*SERVING, *filter(None, [planted]))["modules"]
    assert {name for name in NEVER if name in modules} == set(filter(None, [planted]))


@pytest.mark.parametrize("planted", ["", "PySide6.QtWidgets"])
def test_a_terminal_maps_no_library_of_another_renderer_or_of_tests(planted: str) -> None:
    files = _told(*SERVING, *filter(None, [planted]))["files"]
    assert any("libQt6Quick.so" in file for file in files)
    assert any(name in file for name in NEVER_MAPPED for file in files) is bool(planted)
