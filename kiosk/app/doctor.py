"""`kiosk doctor`: every device of this terminal and its state, whether the terminal runs or not.

terminal runs ─► what it last wrote beside its queue (`devices.json`), for it alone holds the devices;
                 what it should have written anew since then is told as old, and every state as unknown
terminal rests ─► the doctor opens them itself, waits until each has spoken, and closes them again
"""

import asyncio
import sys
import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

import msgspec

from kiosk.app.lock import RUNS_ALREADY, UNUSABLE, LockedError, take_storage
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.tasks import Supervisor
from kiosk.maintenance import DEVICES_FILE, DeviceFile, DeviceReport, as_text, report_of
from kiosk.texts import Texts

FELL_SHORT = 1
FIRST_WORDS_S = 8.0
"""How long the devices are given to speak: a reader that is silent is known as such after three answers' time."""


def doctor(options: Namespace, root: Path, clock: Clock | None = None) -> int:
    """Print the report; returns the exit code: 0 every device is well, 1 one is not or the terminal does not answer,
    2 nothing can be told."""
    from devices.registry import BadDeviceConfigError
    from devices.registry.cameras import has_opencv

    try:
        settings = load_settings(options.config)
        report = _report(settings, clock or SystemClock())
    except (SettingsError, BadDeviceConfigError, LockedError, _NothingWrittenError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    texts = Texts.load(root / "assets" / "i18n", settings.terminal.language, strict=False)
    if settings.devices.camera is not None:
        report = msgspec.structs.replace(report, pages_judged=has_opencv())
    print(msgspec.json.encode(report).decode() if options.json else as_text(report, texts))
    return 0 if report.is_well else FELL_SHORT


class _NothingWrittenError(Exception):
    """The terminal holds the devices, and its own report cannot be read."""


def _report(settings: Settings, clock: Clock) -> DeviceReport:
    directory = settings.storage.directory
    if not directory.exists():  # a look makes nothing
        return asyncio.run(_looked(settings, clock))
    try:
        lock = take_storage(directory)
    except LockedError as error:
        if error.code != RUNS_ALREADY:
            raise
        return _written(DeviceFile(directory / DEVICES_FILE)).aged(clock.now())
    try:
        return asyncio.run(_looked(settings, clock))
    finally:
        lock.unlock()


def _written(file: DeviceFile) -> DeviceReport:
    try:
        return file.read()
    except (OSError, ValueError) as error:
        raise _NothingWrittenError(f"the terminal runs and has not written what its devices say: {error}") from error


async def _looked(settings: Settings, clock: Clock) -> DeviceReport:
    """Open every device, wait for their first words, and close them."""
    from devices.contracts.health import Health
    from devices.hub import Hub
    from devices.registry import create_devices

    chosen = settings.devices.chosen()
    hub = Hub(create_devices(chosen))
    async with Supervisor() as supervisor:
        supervisor.start("devices", hub.run())
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_WORDS_S):
                async for _ in hub.watch():
                    if all(each.status.health is not Health.STARTING for each in hub.devices.present().values()):
                        break
        return report_of(hub.snapshot, chosen, clock.now(), time.monotonic(), opened_for_it=True)
