"""The emulated terminal hardware as one thing: all machines, started and ended together."""

import base64
from dataclasses import dataclass, field
from pathlib import Path

from devices.emulators.document_camera import SNAPSHOT_PATH, DocumentCameraEmulator
from devices.emulators.escpos import EscposEmulator
from devices.emulators.escpos_paper import Slip
from devices.emulators.jacks import TcpJack
from devices.emulators.loudspeaker import LoudspeakerEmulator, Spoken
from devices.emulators.samv import SamvEmulator
from devices.emulators.samv_wires import PtyWire, SamvWire, UsbWire
from devices.emulators.surroundings import Surroundings
from devices.emulators.usb_bus import UsbBus
from devices.emulators.vpcd import ChipReaders

Told = dict[str, object]


@dataclass(slots=True)
class Machines:
    """Reader, printer, loudspeaker, camera, and what stands around; what they leave behind lies in the folder."""

    folder: Path
    pacing: bool = True
    chips: ChipReaders | None = None
    """Where there are chip cards as well: they need a service of their own (`pcscd.cause_without_pcscd`)."""
    reader_wire: str = "serial"
    """Or `usb-a` or `usb-b`, by framing: for drivers of this process only, which are given `usb` as their bus."""
    usb: UsbBus = field(init=False, default_factory=UsbBus)
    usb_camera: bool = False
    """The terminal reaches the camera by USB (`v4l2`), not by the network."""
    reader: SamvEmulator = field(init=False)
    printer: EscposEmulator = field(init=False)
    printer_jack: TcpJack = field(init=False)
    loudspeaker: LoudspeakerEmulator = field(init=False)
    camera: DocumentCameraEmulator = field(init=False)
    around: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        serial = self.reader_wire == "serial"
        wire: SamvWire = PtyWire(self.folder / "idcard") if serial else UsbWire(self.usb, self.reader_wire == "usb-b")
        self.reader = SamvEmulator(wire, pacing=self.pacing)
        self.printer_jack = TcpJack()
        self.printer = EscposEmulator(self.printer_jack, self.pacing)
        self.loudspeaker = LoudspeakerEmulator(pacing=self.pacing)
        self.camera = DocumentCameraEmulator(usb_path=self.folder / "camera.mjpeg" if self.usb_camera else None)
        self.around = Surroundings(self.folder)
        self.set_pacing(self.pacing)

    async def start(self) -> None:
        await self.reader.start()
        await self.printer.start()
        await self.loudspeaker.start()
        await self.camera.start()
        await self.around.start()
        if self.chips is not None:
            await self.chips.start()

    async def close(self) -> None:
        await self.reader.close()
        await self.printer.close()
        await self.loudspeaker.close()
        await self.camera.close()
        await self.around.close()
        if self.chips is not None:
            await self.chips.close()

    def set_pacing(self, pacing: bool) -> None:
        self.pacing = self.reader.pacing = self.printer.pacing = self.loudspeaker.pacing = pacing
        self.around.pages.pacing = pacing

    def connections(self) -> dict[str, dict[str, object]]:
        """How a terminal reaches them, in the words of its configuration: role, driver, options."""
        url = f"http://{self.camera.host}:{self.camera.port}{SNAPSHOT_PATH}"
        by_network: dict[str, object] = {"driver": "http-snapshot", "options": {"url": url}}
        by_usb: dict[str, object] = {"driver": "v4l2", "options": {"path": str(self.camera.usb_path)}}
        printer = {"host": self.printer_jack.host, "port": self.printer_jack.port}
        voice = {"host": self.loudspeaker.host, "port": self.loudspeaker.port}
        return {
            "id_card": self._reader_connection(),
            "receipt_printer": {"driver": "escpos-tcp", "options": printer},
            "voice": {"driver": "espeak-network", "options": voice},
            "camera": by_usb if self.usb_camera else by_network,
            **self.around.connections(),
            **(self.chips.connections() if self.chips is not None else {}),
        }

    def _reader_connection(self) -> dict[str, object]:
        if self.reader_wire == "serial":
            return {"driver": "samv-serial", "options": {"path": str(self.folder / "idcard")}}
        return {"driver": "samv-usb", "options": {}}

    def save_slip(self, number: int, slip: Slip) -> Path:
        """Keep a slip as a picture, once; numbers count from 1."""
        path = self.folder / f"slip-{number:03d}.png"
        if not path.exists():
            path.write_bytes(slip.png)
        return path

    def tell_slip(self, number: int) -> Told:
        """A slip for whoever asks: picture, text, codes the printer drew."""
        slip = self.printer.slips[number - 1]
        return {
            "count": len(self.printer.slips),
            "path": str(self.save_slip(number, slip)),
            "png_base64": base64.b64encode(slip.png).decode(),
            "text": slip.text,
            "codes": list(slip.codes),
            "dots": slip.dots,
            "torn": slip.torn,
        }

    def tell_status(self) -> Told:
        """What every machine is doing."""
        person, printer = self.reader.person, self.printer
        return {
            "pacing": self.pacing,
            "reader": {"plugged": self.reader.plugged, "card": person.key if person is not None else None},
            "printer": {
                "on": printer.on, "paper_out": printer.paper_out, "paper_low": printer.paper_low,
                "cover_open": printer.cover_open, "jammed": printer.knife_jammed, "silent": printer.silent,
                "slips": len(printer.slips),
            },
            "voice": {"speaking": self.loudspeaker.speaking, "spoken": len(self.loudspeaker.transcript)},
            "camera": {
                "paper": self.camera.paper, "way": self.camera.way.value, "fault": self.camera.fault,
                "pictures": self.camera.pictures,
            },
            **self.around.tell_status(),
            **(self.chips.tell_status() if self.chips is not None else {}),
        }  # fmt: skip


def tell_spoken(spoken: Spoken) -> Told:
    """One utterance as it was heard."""
    return {
        "text": spoken.text,
        "duration_s": round(spoken.duration_s, 3),
        "heard_s": round(spoken.heard_s, 3),
        "cut": spoken.cut,
        "loudest": spoken.loudest,
    }
