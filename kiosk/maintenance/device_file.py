"""The running terminal's report on its devices, kept beside its queue for `kiosk doctor`.

Written whole or not at all, when a device is in another state than before, and at every look at the disk (half a
minute) where none is: it says when each last answered. Losing it loses nothing: it is not synced to the disk, and a
full disk leaves the one before.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from kiosk.maintenance.device_report import DeviceReport

DEVICES_FILE = "devices.json"
"""Its name in the storage directory."""
MOST_AGE = timedelta(seconds=20)
"""Less than two looks at the disk are apart, so that every one of them writes."""


class DeviceFile:
    """The file. Any thread, one writer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: object = None
        self._kept_at = datetime.min.replace(tzinfo=UTC)

    def keep(self, report: DeviceReport) -> None:
        """Write the report unless all that it says but its ages is what was written within `MOST_AGE`."""
        ageless = {"last_confirmed": None, "since": None, "last_error_at": None}
        states = [msgspec.structs.replace(row, **ageless) for row in report.devices]
        if states == self._kept and timedelta() <= report.taken_at - self._kept_at < MOST_AGE:
            return
        new = self._path.with_suffix(".new")
        with suppress(OSError):
            new.write_bytes(msgspec.json.encode(report))
            new.replace(self._path)
            self._kept, self._kept_at = states, report.taken_at

    def read(self) -> DeviceReport:
        """The last report. Raises OSError where there is none, and ValueError where it is none."""
        return msgspec.json.decode(self._path.read_bytes(), type=DeviceReport)

    def last(self) -> DeviceReport | None:
        """The last report, of a life before this one; None where there is none that can be read."""
        try:
            return self.read()
        except (OSError, ValueError):
            return None
