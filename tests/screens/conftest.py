"""Screens are drawn without a display: the offscreen platform and the software renderer, chosen before Qt starts."""

import os

import pytest
from PySide6.QtGui import QGuiApplication

from ui.engine import choose_renderer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    choose_renderer("software")
    return QGuiApplication
