"""PC/SC as this package uses it: pyscard's lowest layer and nothing above it (its monitor dies with the service).

Every call blocks, so all of it runs on threads of this package; each thread has a context of its own. What a call came
to is an exception here, with a short code for the log and the technician.
"""

import os
from dataclasses import dataclass, field
from typing import Self

from smartcard import scard

from devices.chipcards.apdu import exchange
from devices.contracts.smart_card import Answered
from devices.links.link import DeviceError

NEW_READERS = "\\\\?PnP?\\Notification"
"""The reader that is none: waiting for it ends when the list of readers changes."""
SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
"""Where libpcsclite looks for the service, once in a process."""


UNAWARE = scard.SCARD_STATE_UNAWARE
_REASONS = {
    scard.SCARD_E_SHARING_VIOLATION: "in_use",
    scard.SCARD_E_NO_SERVICE: "no_service",
    scard.SCARD_W_REMOVED_CARD: "removed",
    scard.SCARD_E_NO_SMARTCARD: "removed",
    scard.SCARD_W_UNRESPONSIVE_CARD: "mute",
    scard.SCARD_W_UNPOWERED_CARD: "mute",
}


class PcscError(DeviceError):
    """A call failed."""

    def __init__(self, code: int) -> None:
        self.reason = _REASONS.get(code, f"pcsc_{code & 0xFFFFFFFF:08x}")
        """Of those that mean something to a driver: `in_use`, another program holds the card; `mute`, no answer to
        power."""
        super().__init__(self.reason)


@dataclass(frozen=True, slots=True)
class ReaderSeen:
    """A reader, and what lies in it."""

    name: str
    present: bool
    mute: bool = False
    """A card that does not answer to being powered: upside down, or broken."""
    turns: int = 0
    """Counts cards put in and taken out since the service knows this reader; the same number is the same card."""
    held: bool = field(default=False, compare=False)
    """Some program, perhaps this one, has the card to itself."""


_services: list[str] = []
"""The one that was chosen, once one was."""


def choose_service(socket_path: str) -> None:
    """Use the service at this socket instead of the system's, or of the one that the environment names.

    libpcsclite looks the socket up once in a process. Raises ValueError when this process uses another.
    """
    if _services and _services != [socket_path]:
        raise ValueError(f"this process speaks to the service at {_services[0]}")
    _services[:] = [socket_path]
    os.environ[SOCKET_VARIABLE] = socket_path


class Context:
    """A connection to the service; a context manager. One thread. Every method raises PcscError."""

    def __init__(self) -> None:
        result, self._handle = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        _check(result)
        self._states: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardReleaseContext(self._handle)

    def wait(self, timeout_s: float) -> tuple[ReaderSeen, ...]:
        """All readers, when something about them is new to this context, or after a while as they are then."""
        while True:
            result, names = scard.SCardListReaders(self._handle, [])
            if result != scard.SCARD_E_NO_READERS_AVAILABLE:
                _check(result)
            asked = [(name, self._states.get(name, UNAWARE)) for name in (NEW_READERS, *(names or ()))]
            result, told = scard.SCardGetStatusChange(self._handle, round(timeout_s * 1000), asked)
            if result == scard.SCARD_E_UNKNOWN_READER:
                continue  # it went between the two calls
            if result == scard.SCARD_E_TIMEOUT and names:  # that a program has a card to itself wakes nobody
                result, told = scard.SCardGetStatusChange(self._handle, 0, [(each, UNAWARE) for each in names])
            if result not in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_UNKNOWN_READER):
                _check(result)
                told_now = {name: state & ~scard.SCARD_STATE_CHANGED for name, state, _ in told}
                self._states = dict(asked) | told_now
            return tuple(_seen(name, self._states[name]) for name in names or () if name in self._states)

    def connect(self, reader: str) -> "Card":
        """Power the card and hold it exclusively."""
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, handle, protocol = scard.SCardConnect(self._handle, reader, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        _check(result)
        return Card(handle, protocol)


class Card:
    """An exclusive hold on a card; a context manager that leaves it without power. One thread."""

    def __init__(self, handle: int, protocol: int) -> None:
        self._handle = handle
        self._control = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        scard.SCardDisconnect(self._handle, scard.SCARD_UNPOWER_CARD)

    def atr(self) -> bytes:
        """The answer to reset. Raises PcscError."""
        result, _, _, _, atr = scard.SCardStatus(self._handle)
        _check(result)
        return bytes(atr)

    def ask(self, command: bytes) -> Answered | None:
        """The whole answer to a command, None when it was no answer; blocks for as long as the card is silent.

        Raises PcscError.
        """
        return exchange(self._transmit, command)

    def _transmit(self, command: bytes) -> bytes:
        result, answer = scard.SCardTransmit(self._handle, self._control, list(command))
        _check(result)
        return bytes(answer)


def _check(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        raise PcscError(result)


def _seen(name: str, state: int) -> ReaderSeen:
    present, mute = bool(state & scard.SCARD_STATE_PRESENT), bool(state & scard.SCARD_STATE_MUTE)
    return ReaderSeen(name, present, mute, state >> 16, bool(state & scard.SCARD_STATE_EXCLUSIVE))
