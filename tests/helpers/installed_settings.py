"""What an installed terminal needs of a stage: its settings there, and files and ports that its user may open."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from kiosk.app.demo.stage import Stage
from tests.helpers.canary.terminal import toml

OUTSIDE = ("social_card", "staff_card")
"""Their reader is behind a pcscd that only our own processes see."""


def settings_at(stage: Stage, storage: Path, **more: Any) -> str:
    """The stage's settings as the file of a terminal whose storage is there, below its root; `more` are sections."""
    values: dict[str, Any] = msgspec.to_builtins(stage.settings(1080, 1920), enc_hook=str)
    values["storage"]["directory"] = f"/{storage}"
    values["platform"]["probe_s"] = 1.0
    values["ui"]["full_screen"] = True
    values["devices"] = {role: told for role, told in values["devices"].items() if told and role not in OUTSIDE}
    for device in values["devices"].values():
        if "pictures" in device["options"]:
            device["options"]["pictures"] = "/opt/bianmin-kiosk/assets/content/print"
    return toml(values | more)


def give(folder: Path, owner: int) -> None:
    """Everything below is this user's."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, owner, follow_symlinks=False)


def open_ports(folder: Path) -> None:
    """What udev does for a real port: the terminal's user may open it."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            path.chmod(path.stat().st_mode | 0o666)
