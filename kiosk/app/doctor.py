"""`kiosk doctor`: every device of this terminal and its state, whether the terminal runs or not.

terminal runs ─► what it last wrote beside its queue (`devices.json`), for it alone holds the devices;
                 what it should have written anew since then is told as old, and every state as unknown
terminal rests ─► the doctor opens them itself, waits until each has spoken, and closes them again; their last error,
                 and since when one that is still so was so, it knows from the terminal's last run
"""

import asyncio
import os
import sys
import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

import msgspec

from kiosk.app.lock import RUNS_ALREADY, UNUSABLE, LockedError, take_storage
from kiosk.app.mistakes import all_mistakes, mistakes_in
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.core.clock import Clock, SystemClock
from kiosk.core.tasks import Supervisor
from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.maintenance.device_report import DeviceReport, report_of
from kiosk.maintenance.device_words import as_json, as_text
from kiosk.texts import Texts

FELL_SHORT = 1
FIRST_WORDS_S = 8.0
"""How long the devices are given to speak: a reader that is silent is known as such after three answers' time."""


def doctor(options: Namespace, root: Path, clock: Clock | None = None) -> int:
    """Print the report; returns the exit code: 0 every device is well, 1 one is not or the terminal does not answer,
    2 nothing can be told, or not to where it goes. Paper that runs low is well, a battery with minutes left is not."""
    from devices.registry import BadDeviceConfigError
    from devices.registry.cameras import has_opencv

    try:
        settings = load_settings(options.config)
    except SettingsError as error:
        print(all_mistakes(error), file=sys.stderr)
        return UNUSABLE
    texts = Texts.load(root / "assets" / "i18n", settings.terminal.language, strict=False)
    try:
        report = _report(settings, clock or SystemClock())
    except LockedError as error:
        print(texts("doctor.no_storage", place=str(settings.storage.directory)), error, sep="\n", file=sys.stderr)
        return UNUSABLE
    except _NothingWrittenError:
        print(texts("doctor.nothing_written"), file=sys.stderr)
        return UNUSABLE
    except BadDeviceConfigError as error:
        print(mistakes_in(settings) or error, file=sys.stderr)
        return UNUSABLE
    if settings.devices.camera is not None:
        report = msgspec.structs.replace(report, pages_judged=has_opencv())
    if not _printed(as_json(report, texts) if options.json else as_text(report, texts)):
        return UNUSABLE
    return 0 if report.is_well else FELL_SHORT


def _printed(text: str) -> bool:
    """Whether it was taken; who stops reading (`| head`) has taken what they wanted."""
    try:
        print(text, flush=True)
    except OSError as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # or the end of Python tries once more, and tells
        return isinstance(error, BrokenPipeError)
    return True


class _NothingWrittenError(Exception):
    """The terminal holds the devices, and its own report cannot be read."""


def _report(settings: Settings, clock: Clock) -> DeviceReport:
    directory = settings.storage.directory
    if not directory.exists():  # a look makes nothing
        return asyncio.run(_looked(settings, clock))
    try:
        lock = take_storage(directory)
    except LockedError as error:
        try:
            return _written(DeviceFile(directory / DEVICES_FILE)).aged(clock.now())
        except _NothingWrittenError:
            if error.code == RUNS_ALREADY:
                raise
        raise
    try:
        return asyncio.run(_looked(settings, clock))
    finally:
        lock.unlock()


def _written(file: DeviceFile) -> DeviceReport:
    try:
        return file.read()
    except (OSError, ValueError) as error:
        raise _NothingWrittenError from error


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
        report = report_of(hub.snapshot, chosen, clock.now(), time.monotonic(), True, hub.last_errors)
    with suppress(_NothingWrittenError):
        report = report.after(_written(DeviceFile(settings.storage.directory / DEVICES_FILE)))
    return report
