"""Commands to a chip card and its answers, pure (ISO/IEC 7816-4:2020, 5.1 and 11.1).

    C-APDU   CLA INS P1 P2 [Lc data] [Le]          R-APDU   [data] SW1 SW2

A T=0 card gives no data with an answer it was not asked for by the right length: 61xx "xx bytes wait, fetch them",
6Cxx "ask again for xx bytes". Both are followed here, so that nobody above knows which protocol a card speaks.
"""

from collections.abc import Callable

from devices.contracts.smart_card import Answered

OK = 0x9000
NO_FILE = 0x6A82
NO_RECORD = 0x6A83
BLOCKED = frozenset({0x6283, 0x9303})
"""The application is invalidated, for now or for good."""
NOT_ALLOWED = 0x6982
"""An authentication must come first."""
MOST_STEPS = 72
"""Of one command: 64 pieces of 256 bytes are 16 KiB, more than any card holds in a file; then a card is mad."""


def select_application(name: bytes) -> bytes:
    """SELECT by DF name (AID, 5 to 16 bytes)."""
    return bytes((0x00, 0xA4, 0x04, 0x00, len(name))) + name


def select_file(identifier: int, p1: int) -> bytes:
    """SELECT an EF by its two-byte identifier; P1 02 looks below the current DF, 00 leaves that to the card."""
    return bytes((0x00, 0xA4, p1, 0x00, 0x02)) + identifier.to_bytes(2, "big")


def read_record(number: int, p2: int, length: int) -> bytes:
    """READ RECORD of the current EF; P2 04 takes `number` as a position, 00 as an identifier. A length of 0 is 256."""
    return bytes((0x00, 0xB2, number, p2, length))


def exchange(transmit: Callable[[bytes], bytes], command: bytes) -> Answered | None:
    """Send a command and follow 61xx and 6Cxx to the whole answer; None is no valid answer."""
    data = b""
    for _ in range(MOST_STEPS):
        answer = transmit(command)
        if len(answer) < 2:
            return None
        data += answer[:-2]
        match answer[-2]:
            case 0x61:
                command = bytes((command[0] & 0x03, 0xC0, 0x00, 0x00, answer[-1]))
            case 0x6C:
                command = _with_length(command, answer[-1])
            case _:
                return Answered(data, int.from_bytes(answer[-2:], "big"))
    return None


def _with_length(command: bytes, length: int) -> bytes:
    """The same command with another Le, short form."""
    end = 4 if len(command) <= 5 else 5 + command[4]
    return command[:end] + bytes((length,))
