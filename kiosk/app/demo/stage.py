"""The demo's stage: the platform and the emulated hardware as processes of their own, and the settings that join them.

Everything a run makes lies in its folder; staff's token is made for the run and lives in the environment only. The
terminal is enrolled in earnest: staff ask for a code, the terminal hands in its key, staff confirm its fingerprint.
"""

import os
import secrets
import tomllib
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from devices.emulators.control_client import ControlClient
from devices.emulators.pcscd import service_folder
from kiosk.app.demo.desk import Colleague, open_desk
from kiosk.app.demo.processes import Neighbour
from kiosk.app.demo.staff import Staff
from kiosk.config import Settings, checked

READER_DELAY = "KIOSK_DEMO_READER_DELAY_MS"
"""A slow reader, for the campaign that must notice it."""
STAFF_TOKEN = "KIOSK_STAFF_TOKEN"


class Stage:
    """Use `open` inside an exit stack; leaving it ends the processes."""

    def __init__(self, folder: Path, assets: Path, division_code: str, pacing: bool) -> None:
        self._folder = folder
        self._assets = assets
        self._division_code = division_code
        self._pacing = pacing
        self._staff_token = secrets.token_hex(24)
        self._platform: Neighbour | None = None
        self._port = 0
        self.control: ControlClient
        self.staff: Staff
        self._told: dict[str, Any] = {}
        self.script: dict[str, Any] = tomllib.loads((assets / "content" / "demo.toml").read_text())
        """What the demo's member of staff does and says."""

    async def open(self, stack: AsyncExitStack, with_platform: bool) -> None:
        """Start the emulators, and the platform unless the journey begins without it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        pace = [] if self._pacing else ["--no-pacing"]
        emulators = Neighbour(
            "emulators",
            ["-m", "devices.emulators", "--dir", str(self._folder / "devices"), "--chip-cards", str(service_folder()),
             *pace],
            self._log("emulators"),
        )  # fmt: skip
        stack.push_async_callback(emulators.stop)
        self._told = await emulators.start()
        self.control = await ControlClient.connect(self._told["control"])
        stack.push_async_callback(self.control.close)
        if os.environ.get(READER_DELAY):
            await self.control.do("reader.delay", delay_ms=int(os.environ[READER_DELAY]))
        stack.push_async_callback(self.stop_platform)
        await self.start_platform()
        self.staff = Staff(self.base_url, self._staff_token)
        from kiosk.app.demo.enrolling import enrol_demo  # loads the client, which the first frame does without

        await enrol_demo(self._folder / "terminal", self.base_url, self.staff, self._values()["terminal"])
        await self._post_notices()
        if not with_platform:
            await self.stop_platform()

    @property
    def base_url(self) -> str:
        """Where the platform is, or will be again."""
        return f"http://127.0.0.1:{self._port}"

    async def start_platform(self) -> None:
        """Start the reception platform on its database, at the port it had before."""
        if self._platform is not None and self._platform.running:
            return
        arguments = [
            "-m", "kiosk.platform", "--port", str(self._port), "--database", str(self._folder / "platform.db"),
            "--division-code", self._division_code, "--staff-name", self.script["staff_name"],
        ]  # fmt: skip
        secret = {STAFF_TOKEN: self._staff_token}
        self._platform = Neighbour("platform", arguments, self._log("platform"), secret)
        told = await self._platform.start()
        self._port = int(str(told["listening"]).rpartition(":")[2])

    async def open_desk(self) -> list[Colleague]:
        """Make the console's people, once after the platform's first start; they sign in at `base_url`/console."""
        if self._platform is None:
            raise RuntimeError("the platform was not started")
        told = await self._platform.next_line()
        return await open_desk(self.base_url, told["set_up_code"], self.script["people"])

    async def stop_platform(self) -> None:
        """End it: to the terminal the network is down."""
        if self._platform is not None:
            await self._platform.stop()

    def settings(self, width_px: int, height_px: int) -> Settings:
        """The terminal's settings; until the stage is open, without what its neighbours will have told."""
        values = self._values()
        values["platform"] = {"base_url": self.base_url, "timeout_s": 5.0}
        values["storage"] = {"directory": self._folder / "terminal"}
        values["ui"] = {"width_px": width_px, "height_px": height_px, "full_screen": False}
        if width_px > height_px:  # the same panel, turned
            values["machine"]["panel_width_mm"] *= width_px / height_px
        values["devices"] = self._told.get("devices", {})
        for device in values["devices"].values():
            if device["driver"].startswith("escpos"):
                device["options"]["pictures"] = str(self._assets / "content" / "print")
        return checked(values, "demo")

    def _values(self) -> dict[str, Any]:
        return tomllib.loads((self._assets / "config" / "demo.toml").read_text())

    async def _post_notices(self) -> None:
        """Put the demo's notices into the feed, as staff would."""
        now = datetime.now(UTC)
        for entry in self.script["notices"]:
            await self.staff.post_notice(
                {
                    **entry,
                    "kind": "notice",
                    "version": 1,
                    "division_code": self._division_code,
                    "starts_at": (now - timedelta(hours=1)).isoformat(),
                    "expires_at": (now + timedelta(days=3)).isoformat(),
                }
            )

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"
