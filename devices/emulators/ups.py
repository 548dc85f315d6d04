"""A UPS behind NUT's `upsd`, on TCP: the server's side of the protocol, the supply it tells of, and their faults.

Answers GET VAR, LIST UPS, VER, NETVER and LOGOUT as upsd 2.8 does, to whoever asks without logging in.
"""

import asyncio
from dataclasses import dataclass, field
from typing import ClassVar

from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

FAULTS = ("data_stale", "driver_gone", "unknown_ups", "access_denied", "silent", "rubbish", "endless_line", "half_line")
ERRORS = {
    "data_stale": b"ERR DATA-STALE\n",
    "driver_gone": b"ERR DRIVER-NOT-CONNECTED\n",
    "unknown_ups": b"ERR UNKNOWN-UPS\n",
    "access_denied": b"ERR ACCESS-DENIED\n",
    "rubbish": b"\xff\x00VAR kiosk\n",
    "endless_line": b"VAR kiosk ups.status " + b"x" * 8192,
}
FULL_RUNTIME_S = 1800


@dataclass(slots=True)
class UpsEmulator(Spoiling):
    """The supply and its daemon. Loop thread only."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    host: str = "127.0.0.1"
    port: int = 0
    name: str = "kiosk"
    variables: dict[str, str] = field(default_factory=dict)
    _door: TcpDoor = field(init=False)

    def __post_init__(self) -> None:
        self.variables = {"ups.model": 'Bench 600 "S"', "ups.serial": "B-600-7", "ups.firmware": "1.02"}
        self._door = TcpDoor(self._serve)
        self.mains()

    async def start(self) -> None:
        """Start the daemon; the port stays the same."""
        self.port = await self._door.open(self.host, self.port)

    async def close(self) -> None:
        """End the daemon."""
        await self._door.close()

    def mains(self) -> None:
        """The street has power."""
        self._now("OL CHRG", 100, FULL_RUNTIME_S)

    def battery(self, charge_percent: int = 80) -> None:
        """The street has none."""
        self._now("OB DISCHRG", charge_percent, FULL_RUNTIME_S * charge_percent // 100)

    def battery_low(self, charge_percent: int = 8) -> None:
        """Minutes are left."""
        self._now("OB DISCHRG LB", charge_percent, FULL_RUNTIME_S * charge_percent // 100)

    def _now(self, status: str, charge_percent: int, runtime_s: int) -> None:
        now = {"ups.status": status, "battery.charge": str(charge_percent), "battery.runtime": str(runtime_s)}
        self.variables.update(now)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            fault = self.strike()
            if fault == "silent":
                continue
            await asyncio.sleep(self.delay_s)
            answer = self._answer(line.decode("utf-8", "replace").split(), fault)
            writer.write(answer if fault != "half_line" else answer[: len(answer) // 2])
            await writer.drain()
            if fault == "half_line" or answer.startswith(b"OK Goodbye"):
                break

    def _answer(self, words: list[str], fault: str | None) -> bytes:
        match words:
            case ["GET", "VAR", _, _] if fault in ERRORS:
                return ERRORS[fault]
            case ["GET", "VAR", self.name, variable] if variable in self.variables:
                value = self.variables[variable].replace("\\", "\\\\").replace('"', '\\"')
                return f'VAR {self.name} {variable} "{value}"\n'.encode()
            case ["GET", "VAR", self.name, _]:
                return b"ERR VAR-NOT-SUPPORTED\n"
            case ["GET", "VAR", _, _]:
                return b"ERR UNKNOWN-UPS\n"
            case ["LIST", "UPS"]:
                return f'BEGIN LIST UPS\nUPS {self.name} "emulated"\nEND LIST UPS\n'.encode()
            case ["VER"]:
                return b"Network UPS Tools upsd 2.8.0 - https://www.networkupstools.org/\n"
            case ["NETVER"]:
                return b"1.3\n"
            case ["LOGOUT"]:
                return b"OK Goodbye\n"
            case _:
                return b"ERR UNKNOWN-COMMAND\n"
