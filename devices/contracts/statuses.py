"""What all devices of one terminal say, side by side."""

from dataclasses import dataclass, fields

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import DeviceStatus
from devices.contracts.keypad import KeypadStatus
from devices.contracts.lights import LightsStatus
from devices.contracts.microphone import MicrophoneStatus
from devices.contracts.power import PowerStatus
from devices.contracts.printer import PrinterStatus
from devices.contracts.scanner import ScannerStatus
from devices.contracts.sensing import HeadphoneStatus, HelpButtonStatus, ProximityStatus
from devices.contracts.voice import VoiceStatus


@dataclass(frozen=True, slots=True)
class Statuses:
    """What every device says, or `unknown` where it said it too long ago; None is a device this terminal has not."""

    id_card: CardReaderStatus | None = None
    social_card: CardReaderStatus | None = None
    staff_card: CardReaderStatus | None = None
    receipt_printer: PrinterStatus | None = None
    page_printer: PrinterStatus | None = None
    scanner: ScannerStatus | None = None
    camera: CameraStatus | None = None
    microphone: MicrophoneStatus | None = None
    voice: VoiceStatus | None = None
    keypad: KeypadStatus | None = None
    headphones: HeadphoneStatus | None = None
    proximity: ProximityStatus | None = None
    help_button: HelpButtonStatus | None = None
    lights: LightsStatus | None = None
    power: PowerStatus | None = None

    def present(self) -> dict[str, DeviceStatus]:
        """Those this terminal has, by their role."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {role: status for role, status in named.items() if status is not None}
