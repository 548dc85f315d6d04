"""Everything that is wrong with a settings file, so that it is mended in one go."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.config import Devices, Settings, SettingsError


def all_mistakes(error: SettingsError) -> str:
    """A line for each mistake: the settings' own, every device's that they describe, and the platform's authority."""
    return "\n".join((str(error), *_found(error.devices, error.ca_file)))


def mistakes_in(settings: Settings) -> str:
    """The same of settings that are right by themselves: what their devices and files tell. Empty if nothing."""
    return "\n".join(_found(settings.devices, settings.platform.ca_file))


def _found(devices: Devices, ca_file: Path | None) -> Iterator[str]:
    from devices.registry import BadDeviceConfigError, create_devices  # the first frame does without all these
    from kiosk.sync import BadCaError
    from kiosk.sync.exchange import trusting

    try:
        create_devices(devices.chosen())
    except BadDeviceConfigError as further:
        yield str(further)
    try:
        trusting(ca_file)
    except BadCaError as unread:
        yield f"platform.ca_file: {unread}"
