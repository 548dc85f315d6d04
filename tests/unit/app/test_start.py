"""What a serving terminal's process holds, told by one that imports all of it: no source text, nothing of others."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.helpers.view_context import ROOT

SERVING = (
    "kiosk.app.start", "kiosk.app.command", "kiosk.app.window", "kiosk.app.program", "kiosk.app.upkeep",
    "kiosk.app.by_ear", "kiosk.app.emptiness", "devices.registry", "devices.hub", "ui.input.rime", "ui.input.zinnia",
)  # fmt: skip
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
json.dump({{"modules": list(sys.modules), "read_count": len(linecache.cache)}}, sys.stdout)
"""


@cache
def _told(*names: str) -> tuple[frozenset[str], int]:
    """Every module after these imports, and of how many the source text is kept."""
    ended = subprocess.run(
        [sys.executable, "-c", _TOLD.format(names=names)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, timeout=60, check=True,
    )  # fmt: skip
    told = json.loads(ended.stdout)
    return frozenset(told["modules"]), told["read_count"]


def test_a_terminal_keeps_no_source_of_what_it_runs() -> None:
    modules, read_count = _told(*SERVING)
    assert "httpx" in modules
    assert read_count == 0


def test_a_program_that_leaves_qts_hook_where_it_is_keeps_the_source_of_everything() -> None:
    _, read_count = _told("PySide6.QtCore", "email.message", "httpx")
    assert read_count > 50


@pytest.mark.parametrize("planted", ["", "kiosk.platform"])
def test_a_terminal_imports_nothing_that_is_not_a_residents(planted: str) -> None:
    modules, _ = _told(*SERVING, *filter(None, [planted]))
    assert {name for name in NEVER if name in modules} == set(filter(None, [planted]))
