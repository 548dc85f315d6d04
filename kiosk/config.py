"""The terminal's settings: one TOML file, overridden by the environment, checked whole, then frozen.

A setting `[platform] base_url` can be given as `KIOSK_PLATFORM__BASE_URL`. Every problem of the file is told at once.
Words a resident reads that belong to the place (its name, its telephone) stand here, since they are the site's data.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

ENVIRONMENT_PREFIX = "KIOSK_"


class Section(BaseModel):
    """Base: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Terminal(Section):
    """Which machine this is."""

    terminal_id: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,40}$")]
    number_prefix: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,8}$")]
    """Begins every case number made here; unique to this machine."""
    division_code: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    place_name: str
    short_place_name: str
    machine_line: str
    machine_name: str
    """On paper: which machine, with its community."""
    short_machine_name: str
    help_phone: str
    language: Literal["zh_CN", "en"] = "zh_CN"


class Platform(Section):
    """Where cases go. The token is a secret and belongs into the environment."""

    base_url: Annotated[str, Field(pattern=r"^https?://")]
    token: Annotated[str, Field(min_length=16, repr=False)]
    timeout_s: Annotated[float, Field(gt=0, le=120)] = 10.0
    probe_s: Annotated[float, Field(ge=1, le=600)] = 15.0
    """How often it is looked for while it is in reach and nothing is to be sent."""


class Spot(Section):
    """Where a device is on the screen's border."""

    edge: Literal["bottom", "right"]
    position: Annotated[float, Field(ge=0, le=1)]


class Machine(Section):
    """The panel, and what is built in round it."""

    panel_width_mm: Annotated[float, Field(gt=50, lt=3000)]
    """Width of the visible area along the scene's width."""
    reader: Spot = Spot(edge="bottom", position=0.8)
    slot: Spot = Spot(edge="bottom", position=0.17)
    scanner: Spot = Spot(edge="bottom", position=0.5)


class Device(Section):
    """One device: the driver's name in `devices.registry`, and its own options."""

    driver: str
    options: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Devices(Section):
    """What is connected; a role left out is not there."""

    id_card: Device | None = None
    receipt_printer: Device | None = None
    voice: Device | None = None
    camera: Device | None = None


class Storage(Section):
    """Where this machine keeps its queue, its feed and its log."""

    directory: Path


class Ui(Section):
    """How the window is drawn."""

    width_px: Annotated[int, Field(ge=640, le=8192)] = 1080
    height_px: Annotated[int, Field(ge=640, le=8192)] = 1920
    full_screen: bool = True
    renderer: Literal["software", "opengl"] = "software"


class Settings(Section):
    """Everything a site decides."""

    terminal: Terminal
    platform: Platform
    machine: Machine
    storage: Storage
    devices: Devices = Devices()
    ui: Ui = Ui()


class SettingsError(Exception):
    """The settings cannot be used; the message has one line for every reason, and never a value."""


def load_settings(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check a settings file; raises `SettingsError` naming file (or variable) and key of every problem."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    origins: dict[tuple[str, ...], str] = {}
    for name, value in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX) and "__" in name:
            keys = tuple(name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__"))
            _override(values, keys, value, name)
            origins[keys] = f"{name} (environment)"
    return checked(values, str(path), origins)


def checked(
    values: Mapping[str, Any], where: str, origins: Mapping[tuple[str, ...], str] = MappingProxyType({})
) -> Settings:
    """Settings from plain values; raises `SettingsError`. `origins` names what did not come from `where`."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        raise SettingsError("\n".join(_line(problem, where, origins) for problem in problems)) from error


def _line(problem: Any, where: str, origins: Mapping[tuple[str, ...], str]) -> str:
    keys = tuple(str(key) for key in problem["loc"])
    return f"{origins.get(keys, where)}: {'.'.join(keys)}: {problem['msg']}"


def _override(values: dict[str, Any], keys: tuple[str, ...], value: str, name: str) -> None:
    for key in keys[:-1]:
        inner = values.setdefault(key, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"{name} (environment): {key} is no section")
        values = inner
    values[keys[-1]] = _scalar(value) if "options" in keys else value


def _scalar(text: str) -> str | int | float | bool:
    """An option's value as TOML would read it; a driver's options have no declared types to convert to."""
    try:
        found = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
    return found if isinstance(found, int | float) else text
