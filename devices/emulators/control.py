"""The one way to put a hand on the emulated machines, for tests, the dev dock and the command line.

JSON lines over TCP on this machine: `{"do": "card.put", "person": "zhang-gui-lan"}` is answered by `{"ok": true, …}` or
`{"ok": false, "error": "…"}`, in order. `{"do": "help"}` lists what can be done.
"""

import asyncio
import base64
import dataclasses
import inspect
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from devices.emulators.camera_views import Way
from devices.emulators.cards import SAMPLES, build_text
from devices.emulators.control_client import LINE_BYTES, ControlClient, ControlError
from devices.emulators.escpos import Abilities, GsR
from devices.emulators.machines import Machines, Told, tell_spoken
from devices.emulators.persons import load_persons
from devices.emulators.samv import ADDRESS_BYTES
from devices.emulators.tcp_door import TcpDoor

__all__ = ["ControlClient", "ControlError", "ControlServer", "Hands"]

Hand = Callable[..., Told | Awaitable[Any] | None]


class Hands:
    """Everything that can be done to the machines, by name."""

    def __init__(self, machines: Machines) -> None:
        reader, printer = machines.reader, machines.printer
        loudspeaker, camera = machines.loudspeaker, machines.camera
        self._machines = machines
        self.by_name: dict[str, Hand] = {
            "help": self._help,
            "status": machines.tell_status,
            "persons": self._persons,
            "pacing": lambda on: machines.set_pacing(bool(on)),
            "card.put": self._put_card,
            "card.take": reader.take_card,
            "reader.fault": self._fail_reader,
            "reader.heal": reader.heal,
            "reader.unplug": reader.unplug,
            "reader.plug": reader.plug,
            "reader.hold": lambda on=True: reader.hold(bool(on)),
            "reader.delay": self._slow_reader,
            "reader.commands": lambda: {"commands": list(reader.commands)},
            "reader.state": self._set_reader_state,
            "printer.paper_out": lambda after_dots=0: printer.run_out(int(after_dots)),
            "printer.paper_low": lambda low=True: printer.set_low(bool(low)),
            "printer.refill": printer.refill,
            "printer.cover_open": lambda: printer.set_cover(True),
            "printer.cover_close": lambda: printer.set_cover(False),
            "printer.reset": printer.reset_connection,
            "printer.silent": lambda on=True: printer.set_silent(bool(on)),
            "printer.hang": lambda on=True: printer.set_hung(bool(on)),
            "printer.jam": lambda on=True: printer.set_jammed(bool(on)),
            "printer.jam_next_cut": self._jam_next_cut,
            "printer.fault": printer.fail,
            "printer.delay": printer.slow,
            "printer.abilities": self._change_printer,
            "printer.tear": printer.tear,
            "printer.unplug": printer.power_cut,
            "printer.plug": printer.start,
            "printer.receipt": self._receipt,
            "voice.transcript": lambda: {"spoken": [tell_spoken(spoken) for spoken in loudspeaker.transcript]},
            "voice.speaking": lambda: {"speaking": loudspeaker.speaking},
            "voice.clear": loudspeaker.transcript.clear,
            "voice.silent": lambda on=True: loudspeaker.hang(bool(on)),
            "voice.fault": loudspeaker.fail,
            "voice.delay": loudspeaker.slow,
            "voice.unplug": loudspeaker.close,
            "voice.plug": loudspeaker.start,
            "camera.paper": lambda words=None, way="flat": camera.lay_paper(
                None if words is None else f"{words}", Way(way)
            ),
            "camera.show": lambda jpeg_base64: camera.show(base64.b64decode(jpeg_base64)),
            "camera.fault": camera.fail,
            "camera.delay": camera.slow,
            "camera.unplug": camera.close,
            "camera.plug": camera.start,
            **machines.around.hands(),
            **(machines.chips.hands() if machines.chips is not None else {}),
        }

    async def do(self, name: str, **parameters: Any) -> Told:
        """Do one thing; raises ValueError with what was wrong."""
        hand = self.by_name.get(name)
        if hand is None:
            raise ValueError(f"nothing is called {name!r}; try 'help'")
        try:
            inspect.signature(hand).bind(**parameters)
        except TypeError as error:
            raise ValueError(f"{name}: {error}") from error
        told = hand(**parameters)
        if inspect.isawaitable(told):
            await told
            return {}
        return told or {}

    def _help(self) -> Told:
        return {"hands": sorted(self.by_name)}

    def _persons(self) -> Told:
        return {"persons": [{"key": p.key, "name": p.name, "note": p.note} for p in load_persons().values()]}

    def _put_card(self, person: str, kind: str = "", newest_address: str = "") -> None:
        """A resident's card, or one of another kind: J, I or Y."""
        if person not in load_persons():
            raise ValueError(f"no such person: {person}")
        if kind and kind not in SAMPLES:
            raise ValueError(f"no such kind of card: {kind}")
        if len(newest_address.encode("utf-16-le")) > ADDRESS_BYTES:
            raise ValueError(f"an address has {ADDRESS_BYTES // 2} characters at most: {newest_address}")
        text = build_text(*SAMPLES[kind]) if kind else None
        self._machines.reader.put_card(replace(load_persons()[person], newest_address=newest_address), text)

    def _fail_reader(self, kind: str, times: int = 1, any_command: bool = False, command: int = 0x3001) -> None:
        self._machines.reader.fail(kind, times, any_command, command)

    def _set_reader_state(self, code: int = 0x90) -> None:
        """What the module says of itself: 0x60 its self-test failed, 0x66 it is not authorised; a byte."""
        if code not in range(256):
            raise ValueError(f"no such state: {code}")
        self._machines.reader.state = int(code)

    def _slow_reader(self, delay_ms: int) -> None:
        """Each answer comes that much later, on top of the module's own delays."""
        self._machines.reader.extra_delay_s = delay_ms / 1000

    def _change_printer(self, **abilities: Any) -> None:
        """Make it another model: what it cannot do, by the names of `Abilities`."""
        known = [field.name for field in dataclasses.fields(Abilities)]
        if unknown := set(abilities) - set(known):
            raise ValueError(f"no such ability: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        if "gs_r" in abilities:
            abilities["gs_r"] = GsR(abilities["gs_r"])
        self._machines.printer.abilities = Abilities(**abilities)

    def _jam_next_cut(self) -> None:
        self._machines.printer.jam_next_cut = True

    def _receipt(self, number: int = 0) -> Told:
        """A slip by number from 1; 0 is the newest."""
        count = len(self._machines.printer.slips)
        if not 0 <= number <= count or not count:
            raise ValueError(f"no slip {number or ''}; {count} came out")
        return self._machines.tell_slip(number or count)


class ControlServer:
    """Serves `Hands` to whoever connects from this machine."""

    def __init__(self, hands: Hands, host: str = "127.0.0.1") -> None:
        self._hands = hands
        self._host = host
        self._door = TcpDoor(self._serve, LINE_BYTES)

    async def start(self) -> str:
        """Listen; the answer is the address for `ControlClient.connect`."""
        return f"{self._host}:{await self._door.open(self._host, 0)}"

    async def close(self) -> None:
        await self._door.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            told = json.dumps(await self._answer(line), ensure_ascii=False)
            writer.write(told.encode("utf-8", "replace") + b"\n")
            await writer.drain()

    async def _answer(self, line: bytes) -> Told:
        try:
            order = json.loads(line)
            if not isinstance(order, dict) or not isinstance(order.get("do"), str):
                raise ValueError('an order is {"do": name, …}')
            name = order.pop("do")
            return {"ok": True, **await self._hands.do(name, **order)}
        except Exception as error:  # noqa: BLE001 - whatever a machine fell over, whoever gave the order waits for a word
            return {"ok": False, "error": f"{error}" or type(error).__name__}
