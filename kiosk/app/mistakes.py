"""Everything that is wrong with a settings file, so that it is mended in one go."""

from kiosk.config import SettingsError


def all_mistakes(error: SettingsError) -> str:
    """A line for each mistake: the settings' own, then those of every device that they describe."""
    from devices.registry import BadDeviceConfigError, create_devices  # the first frame does without the drivers

    try:
        create_devices(error.devices.chosen())
    except BadDeviceConfigError as further:
        return f"{error}\n{further}"
    return str(error)
