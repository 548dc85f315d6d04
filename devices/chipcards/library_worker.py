"""The helper process that holds a vendor's SSCardDriver library. Started by `library`, never imported.

The library may crash, hang or print: it does so here. Its own stdout goes nowhere, ours carries frames. What it would
leave of a card in files, it cannot write (RLIMIT_FSIZE), and it ends with the kiosk whatever it does.

    stdin    one line for each call: the number of the interface, or an empty line ("are you there?")
    stdout   kind (1 byte) | length (4, big-endian) | payload
             R  the library is loaded        F  it is not: why        A  alive
             C  a call returned: code (4, signed, big-endian), then what it wrote up to the first zero
"""

import ctypes
import os
import resource
import sys

ROOM_BYTES = 65536
"""The function is not told how much it may write; what vendors write has some hundred bytes."""


def main(path: str) -> None:
    orders, frames = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def send(kind: bytes, payload: bytes = b"") -> None:
        frames.write(kind + len(payload).to_bytes(4, "big") + payload)
        frames.flush()

    try:
        read_card = ctypes.CDLL(path).iReadCardBas
    except (OSError, AttributeError) as error:
        send(b"F", str(error).encode())
        return
    read_card.argtypes = (ctypes.c_int, ctypes.c_char_p)
    read_card.restype = ctypes.c_int  # declared long, compiled by many as int: the lower half is right in both
    send(b"R")
    for line in orders:
        if not line.strip():
            send(b"A")
            continue
        room = ctypes.create_string_buffer(ROOM_BYTES)
        code: int = read_card(int(line), room)
        send(b"C", code.to_bytes(4, "big", signed=True) + room.value)


if __name__ == "__main__":
    main(sys.argv[1])
