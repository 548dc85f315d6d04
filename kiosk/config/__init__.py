"""The terminal's settings: one TOML file, overridden by the environment, checked whole, then frozen.

A setting `[platform] base_url` can be given as `KIOSK_PLATFORM__BASE_URL`. Every problem of the file is told at once.
Words a resident reads that belong to the place (its name, its telephone) stand here, since they are the site's data.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kiosk.config.section import Keys, Section, problems_of, to_path
from kiosk.core.places import Nearby, Walk

ENVIRONMENT_PREFIX = "KIOSK_"


class Terminal(Section, frozen=True):
    """Which machine this is."""

    terminal_id: Annotated[str, Meta(pattern=r"^[a-z0-9-]{3,40}$")]
    number_prefix: Annotated[str, Meta(pattern=r"^[A-Z0-9]{2,8}$")]
    """Begins every case number made here; unique to this machine."""
    division_code: Annotated[str, Meta(pattern=r"^[0-9]{12}$")]
    place_name: str
    short_place_name: str
    machine_line: str
    machine_name: str
    short_machine_name: str
    help_phone: str
    town_name: str = ""
    address: str = ""
    refuge_name: str = ""
    refuge_way: str = ""
    refuge_walk: Walk = ""
    nearby: Nearby = Nearby()
    language: Literal["zh_CN", "en"] = "zh_CN"
    lexicon: Path | None = None
    """Words that the voice reads wrong here (a village, a family name), beside assets/speech/lexicon.toml."""
    key_store: Literal["auto", "file", "tpm"] = "auto"
    """Where the next signing key is made; `auto`: in the TPM if there is one."""
    tpm: str = "device:/dev/tpmrm0"
    """The way to the TPM, as tpm2-tools are told it (TCTI)."""


class Platform(Section, frozen=True):
    """Where cases go. Who this machine is to the platform is no setting: see `kiosk enrol`."""

    base_url: Annotated[str, Meta(pattern=r"^(https://[^/]|http://(127\.0\.0\.1|localhost|\[::1\])([:/]|$))")]
    """In the clear only to this very machine."""
    ca_file: Path | None = None
    """PEM; the only authority whose certificates are believed."""
    timeout_s: Annotated[float, Meta(gt=0, le=120)] = 10.0
    probe_s: Annotated[float, Meta(ge=1, le=600)] = 15.0
    """How often it is looked for while it is in reach and nothing is to be sent."""
    public_url: Annotated[str, Meta(pattern=r"^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?)?$")] = ""
    """Where telephones on the open network reach the pages of slips; empty: slips carry the number alone."""

    def misfits(self) -> Iterator[tuple[str, str]]:
        if self.base_url.startswith("https:") and self.ca_file is None:
            yield "ca_file", "Needed with https"


class Spot(Section, frozen=True):
    """Where a device is on the screen's border."""

    edge: Literal["bottom", "right"]
    position: Annotated[float, Meta(ge=0, le=1)]

    @property
    def name(self) -> str:
        """The words' name of this place (`say.identify_where.*`)."""
        if self.edge == "right":
            return "right"
        if self.position < 1 / 3:
            return "bottom_left"
        return "bottom_middle" if self.position < 2 / 3 else "bottom_right"


class Machine(Section, frozen=True):
    """The panel, as wide as what is visible of it along the scene's width, and what is built in round it."""

    panel_width_mm: Annotated[float, Meta(gt=50, lt=3000)]
    roll_m: Annotated[float, Meta(gt=1, le=500)] = 80.0
    """Paper on a whole roll of the receipt printer; 80 mm across, core 18, 0.06 mm thick: π/4 (80² - 18²) / 0.06."""
    roll_low_m: Annotated[float, Meta(ge=0, le=100)] = 4.0
    """What is left when its sensor says low; at 25 mm across, as above."""
    powers_off: bool = False
    """Switch the machine off before its battery is empty, where no upsmon does it."""
    reader: Spot = Spot(edge="bottom", position=0.8)
    slot: Spot = Spot(edge="bottom", position=0.17)
    scanner: Spot = Spot(edge="bottom", position=0.5)


class Device(Section, frozen=True):
    """One device: the driver's name in `devices.registry`, and its own options."""

    driver: str
    options: dict[str, str | int | float | bool] = msgspec.field(default_factory=dict)


class Devices(Section, frozen=True):
    """What is connected; a role left out is not there."""

    id_card: Device | None = None
    social_card: Device | None = None
    staff_card: Device | None = None
    receipt_printer: Device | None = None
    page_printer: Device | None = None
    scanner: Device | None = None
    camera: Device | None = None
    microphone: Device | None = None
    voice: Device | None = None
    keypad: Device | None = None
    headphones: Device | None = None
    proximity: Device | None = None
    help_button: Device | None = None
    lights: Device | None = None
    power: Device | None = None

    def chosen(self) -> dict[str, tuple[str, dict[str, str | int | float | bool]]]:
        """Driver and options of every role that is filled."""
        named = {role: getattr(self, role) for role in self.__struct_fields__}
        return {role: (device.driver, device.options) for role, device in named.items() if device is not None}


class Storage(Section, frozen=True):
    """Where this machine keeps its queue, its feed and its log, and how much of its disk they leave free."""

    directory: Path
    quota_mib: Annotated[int, Meta(ge=64, le=1 << 24)] = 4096
    """Of everything in the directory; from nine tenths of it on no new form is begun."""
    low_free_mib: Annotated[int, Meta(ge=32, le=1 << 24)] = 200
    """With less free than this, or than the share below, no new form is begun. More than what full means (16 MiB)."""
    low_free_percent: Annotated[float, Meta(ge=0, le=90)] = 10.0
    ballast_mib: Annotated[int, Meta(ge=1, le=1024)] = 8
    """Kept allocated, and given up when a write finds the disk full."""

    def misfits(self) -> Iterator[tuple[str, str]]:
        if self.ballast_mib * 10 > self.quota_mib:
            yield "ballast_mib", "Expected at most a tenth of quota_mib"


class Ui(Section, frozen=True):
    """How the window is drawn."""

    width_px: Annotated[int, Meta(ge=640, le=8192)] = 1080
    height_px: Annotated[int, Meta(ge=640, le=8192)] = 1920
    full_screen: bool = True
    screen: str = ""
    """Which screen, as the window system names it (`HDMI-1`); the first where there is none of that name."""
    renderer: Literal["software", "opengl"] = "software"
    button_guard_ms: Annotated[int, Meta(ge=0, le=2000)] = 500
    """A button struck again within this time was struck by a shaking hand."""
    key_guard_ms: Annotated[int, Meta(ge=0, le=1000)] = 120
    """The same for one key of the keyboard; "11" must still be typed with ease."""


class Packs(Section, frozen=True):
    """Where service items come from, besides those of the program."""

    publisher_key: Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{43})?$")] = ""
    """The Ed25519 key (base64url) whose catalogue packs are taken in; empty: none are."""


class Updates(Section, frozen=True):
    """Whose versions of the program are taken in, and when one counts as well (decisions/0044)."""

    publisher_key: Annotated[str, Meta(pattern=r"^([A-Za-z0-9_-]{43})?$")] = ""
    """The Ed25519 key (base64url) that signs them; empty: none are."""
    healthy_s: Annotated[float, Meta(ge=1, le=86400)] = 300.0
    """A version that has served for so long, with window, queue and devices alive, is kept."""


class SpeechModel(Section, frozen=True):
    """A streaming model of sherpa-onnx on this machine, by which it understands what is said to it (extra `asr`)."""

    tokens: Path
    encoder: Path | None = None
    decoder: Path | None = None
    joiner: Path | None = None
    """Of a transducer: all three."""
    model: Path | None = None
    """Of a Zipformer2-CTC: this one."""
    threads: Annotated[int, Meta(ge=1, le=16)] = 1

    def misfits(self) -> Iterator[tuple[str, str]]:
        parts = (self.encoder, self.decoder, self.joiner)
        if (self.model is None) == (None in parts) or (self.model is not None and any(parts)):
            yield "model", "a model is either `model`, or `encoder`, `decoder` and `joiner`"

    def options(self) -> dict[str, str | int]:
        """What is given, as the process that loads it is told."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value if isinstance(value, int) else str(value) for name, value in given.items() if value}


class Process(Section, frozen=True):
    """How the terminal's process lives."""

    replace_after_resident: bool = False
    """A fresh process for every resident: nothing of the last one is left in memory (decisions/0019)."""
    restart_at: Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")] = ""
    """Once a day from this time on, such as "03:30", the process ends when nobody is served and is begun anew by the
    service manager; empty: never."""


class Maintenance(Section, frozen=True):
    """How staff get in."""

    card_roots: Path | None = None
    """PEM: the operator's authorities over staff cards, roots and any between; None: no card is taken."""
    console_url: Annotated[str, Meta(pattern=r"^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?)?$")] = ""
    """Where staff's telephones reach the platform's console, for the QR beside a code; empty: the code alone."""


class Settings(Section, frozen=True):
    """Everything a site decides."""

    terminal: Terminal
    platform: Platform
    machine: Machine
    storage: Storage
    devices: Devices = Devices()
    catalogue: Packs = Packs()
    updates: Updates = Updates()
    ui: Ui = Ui()
    process: Process = Process()
    speech_model: SpeechModel | None = None
    """None: nobody is asked to speak, and everything is touched or typed."""
    maintenance: Maintenance = Maintenance()

    @property
    def panel_short_mm(self) -> float:
        """The shorter side of what is visible."""
        return self.machine.panel_width_mm * min(self.ui.width_px, self.ui.height_px) / self.ui.width_px


class SettingsError(Exception):
    """The settings cannot be used; the message has one line for every reason, and never a value."""

    devices: Devices = Devices()
    """Those that are described well enough to be looked at for mistakes of their own."""
    ca_file: Path | None = None
    """The platform's, if one is named: whether it can be read is a mistake of its own."""


def load_settings(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check a settings file; raises `SettingsError` naming file (or variable) and key of every problem."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    origins: dict[Keys, str] = {}
    for name, value in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX) and "__" in name:
            keys = tuple(name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__"))
            _override(values, keys, value, name)
            origins[keys] = f"{name} (environment)"
    return checked(values, str(path), origins)


def checked(values: Mapping[str, Any], where: str, origins: Mapping[Keys, str] = MappingProxyType({})) -> Settings:
    """Settings from plain values; raises `SettingsError`. `origins` names what did not come from `where`."""
    problems = [
        f"{origins.get(keys, where)}: {'.'.join(keys)}: {what}" for keys, what in problems_of(Settings, values, ())
    ]
    if problems:
        error = SettingsError("\n".join(problems))
        error.devices = _described(values.get("devices"))
        error.ca_file = _named_ca(values.get("platform"))
        raise error
    return msgspec.convert(values, Settings, strict=False, dec_hook=to_path)


def _described(values: object) -> Devices:
    told = values if isinstance(values, Mapping) else {}
    roles = (
        role for role in Devices.__struct_fields__ if role in told and not list(problems_of(Device, told[role], ()))
    )
    return Devices(**{role: msgspec.convert(told[role], Device, strict=False) for role in roles})


def _named_ca(told: object) -> Path | None:
    named = told.get("ca_file") if isinstance(told, Mapping) else None
    return Path(named) if isinstance(named, str | Path) else None


def _override(values: dict[str, Any], keys: Keys, value: str, name: str) -> None:
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
