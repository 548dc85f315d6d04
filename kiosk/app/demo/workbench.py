"""The dev dock's hands: each act by name, as orders to the emulators, the platform's process or the member of staff."""

import base64
import math
import struct
import tempfile
import wave
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import IO, Any, assert_never

from devices.emulators.control_client import ControlError
from kiosk.app.demo.stage import Stage
from kiosk.app.program import Program
from kiosk.cases import CaseState
from kiosk.core.clock import china_date
from kiosk.outbox import QueueCounts
from kiosk.session.screens import Done
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.dev_dock_face import Act, Bench, Resident, Utterance

POLL_S = 0.3
CASE_EVERY = 3
"""The newest case is asked for at every third look."""
SOON_DOTS = 300
"""A roll this short ends in the middle of a slip (8 dots a millimetre)."""
CORRECTION_DAYS = 15
SPOKEN_KEPT = 100
_OF_STAFF = frozenset({Act.STAFF_ASK, Act.STAFF_ACCEPT, Act.STAFF_CLOSE})


class DemoWorkbench:
    """Implements `ui.viewmodels.dev_dock.Workbench` on a stage. Main thread."""

    def __init__(self, stage: Stage, program: Program) -> None:
        self._stage = stage
        self._program = program
        self._bench = Bench()
        self._case_id = ""
        program.session.subscribe(self._session_moved)

    async def residents(self) -> tuple[Resident, ...]:
        """Everybody the emulated reader knows a card of."""
        told = await self._stage.control.do("persons")
        return tuple(Resident(p["key"], p["name"], p["note"]) for p in told["persons"])

    async def hum(self) -> None:
        """Give the emulated microphone something to hear: a hum that swells and falls, as speech does."""
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            _write_hum(file)
            await self._stage.control.do("microphone.hear", wav=file.name)

    async def do(self, act: Act, person: str) -> str:
        """Do one thing; what went wrong comes back as text."""
        if act in _OF_STAFF and not self._case_id:
            return f"{act.value}: no case was filed yet"
        try:
            await self._do(act, person)
        except (ControlError, OSError, RuntimeError) as error:
            return f"{act.value}: {error}"
        return ""

    async def watch(self, show: Callable[[Bench], None]) -> None:
        """Look at everything again and again, until cancelled."""
        count = 0
        while True:
            await self._look()
            if count % CASE_EVERY == 0:
                await self._look_at_case()
            show(self._bench)
            count += 1
            await self._program.clock.sleep(POLL_S)

    async def _do(self, act: Act, person: str) -> None:
        order = self._stage.control.do
        match act:
            case Act.CARD_PUT:
                await order("reader.heal")
                await order("card.put", person=person)
            case Act.CARD_TAKE:
                await order("card.take")
            case Act.CARD_PULL:
                await order("card.take")
                await order("reader.fault", kind="pull")
                await order("card.put", person=person)
            case Act.READER_UNPLUG:
                await order("reader.unplug")
            case Act.READER_PLUG:
                await order("reader.plug")
            case Act.PAPER_OUT:
                await order("printer.paper_out")
            case Act.PAPER_OUT_SOON:
                await order("printer.paper_out", after_dots=SOON_DOTS)
            case Act.PAPER_IN:
                await order("printer.refill")
            case Act.COVER_OPEN:
                await order("printer.cover_open")
            case Act.COVER_CLOSE:
                await order("printer.cover_close")
            case Act.PRINTER_SILENT | Act.PRINTER_ANSWERS:
                await order("printer.silent", on=act is Act.PRINTER_SILENT)
            case Act.CHIP_PUT:
                await order("chip.put", person=person)
            case Act.CHIP_TAKE:
                await order("chip.take")
            case Act.PAGE_LAY | Act.PAGE_LAY_IN_GLARE:
                way = "flat" if act is Act.PAGE_LAY else "glare"
                await order("camera.paper", words=self._page_words(), way=way)
            case Act.PAGE_TAKE:
                await order("camera.paper")
            case Act.POWER_FAIL:
                await order("power.battery_low")
            case Act.POWER_BACK:
                await order("power.mains")
            case Act.NETWORK_CUT | Act.NETWORK_BACK:
                await self._network(up=act is Act.NETWORK_BACK)
            case Act.STAFF_ASK | Act.STAFF_ACCEPT | Act.STAFF_CLOSE:
                await self._stage.staff.act(self._case_id, self._answer(act))
                await self._look_at_case()
            case _:
                assert_never(act)

    async def _network(self, up: bool) -> None:
        await (self._stage.start_platform() if up else self._stage.stop_platform())
        self._bench = replace(self._bench, network_up=up)

    def _page_words(self) -> str:
        return str(self._stage.script["page_words"])

    def _answer(self, act: Act) -> dict[str, Any]:
        """What the member of staff does, as the platform's API wants it."""
        script = self._stage.script
        match act:
            case Act.STAFF_ASK:
                wanted = {"material_id": "household_register", "reason": script["reason"]}
                due_on = china_date(self._program.clock.now()) + timedelta(days=CORRECTION_DAYS)
                return {"action": "ask_correction", "materials": [wanted], "due_on": due_on.isoformat()}
            case Act.STAFF_ACCEPT:
                return {"action": "accept"}
            case _:
                return {"action": "close", "result": "granted", "text": script["answer"]}

    async def _look(self) -> None:
        order, was = self._stage.control.do, self._bench
        status = await order("status")
        reader, printer, voice = status["reader"], status["printer"], status["voice"]
        counts = await self._program.outbox.counts()
        self._bench = replace(
            self._bench,
            card=reader["card"],
            reader_plugged=reader["plugged"],
            paper_out=printer["paper_out"],
            cover_open=printer["cover_open"],
            printer_silent=printer["silent"],
            page_lies=status["camera"]["paper"] is not None,
            chip_lies=status.get("social_card", {}).get("card") is not None,
            power_low="LB" in status["power"]["status"],
            waiting_count=counts.waiting_count if isinstance(counts, QueueCounts) else was.waiting_count,
        )
        if printer["slips"] != was.slip_count:
            png = base64.b64decode((await order("printer.receipt"))["png_base64"])
            self._bench = replace(self._bench, slip_count=printer["slips"], slip_png=png)
        if voice["spoken"] or was.spoken:
            told = (await order("voice.transcript"))["spoken"][-SPOKEN_KEPT:]
            self._bench = replace(self._bench, spoken=tuple(Utterance(s["text"], s["cut"]) for s in told))

    async def _look_at_case(self) -> None:
        """Ask the platform as staff do; while it cannot be asked, or has not got the case, nothing is known."""
        if not self._case_id:
            return
        try:
            state: CaseState | None = CaseState((await self._stage.staff.case(self._case_id))["state"])
        except OSError:
            state = None
        self._bench = replace(self._bench, case_state=state)

    def _session_moved(self, snapshot: Snapshot) -> None:
        match snapshot.state.screen:
            case Done(case_id=case_id, number=number) if case_id != self._case_id:
                self._case_id = case_id
                self._bench = replace(self._bench, case_number=number, case_state=None)


def _write_hum(file: IO[bytes]) -> None:
    seconds_s, rate_hz, pitch_hz = 10, 16000, 160
    moments = (n / rate_hz for n in range(seconds_s * rate_hz))
    swell = ((abs(math.sin(2.2 * t)) * abs(math.sin(7.0 * t)), math.sin(2 * math.pi * pitch_hz * t)) for t in moments)
    samples = [round(16000 * loud * tone) for loud, tone in swell]
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate_hz)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
