"""A panel of LEDs as the kernel shows it: a folder for each, with `brightness`, `max_brightness` and `trigger`."""

import shutil
from dataclasses import dataclass
from pathlib import Path

SLOTS = ("id_card", "social_card", "receipt_printer", "page_printer", "scanner", "camera", "keypad", "help")
BRIGHTEST = 255


@dataclass(slots=True)
class LedPanelEmulator:
    """The panel; `folder` stands for /sys/class/leds."""

    folder: Path

    async def start(self) -> None:
        self.plug()

    async def close(self) -> None:
        self.unplug()

    @property
    def plugged(self) -> bool:
        return self.folder.exists()

    def names(self) -> dict[str, str]:
        """Slot → name of its LED."""
        return {slot: f"kiosk:green:{slot}" for slot in SLOTS}

    def plug(self) -> None:
        """Appear, all dark but for one that the kernel blinks."""
        for name in self.names().values():
            led = self.folder / name
            led.mkdir(parents=True, exist_ok=True)
            (led / "brightness").write_text("0\n")
            (led / "max_brightness").write_text(f"{BRIGHTEST}\n")
            (led / "trigger").write_text("none timer [heartbeat]\n")

    def unplug(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def spoil(self, slot: str) -> None:
        """One LED alone falls off the bus."""
        shutil.rmtree(self.folder / self.names()[slot])

    def lit(self) -> list[str]:
        """The slots that shine at this moment."""
        return [slot for slot, name in self.names().items() if self._brightness(name)]

    def _brightness(self, name: str) -> int:
        try:
            return int((self.folder / name / "brightness").read_text() or 0)
        except OSError:
            return 0
