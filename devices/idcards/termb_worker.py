"""A vendor's library made to look like a SAM_V module: its frames on stdin and stdout. Started by the driver
`vendor-termb`, never imported.

    python -I termb_worker.py LIBRARY PORT          port as the vendors count: 1 to 16 serial, 1001 to 1016 USB

So the driver above is the same `SamvReader` as on a wire, and a library that crashes, hangs or writes rubbish is a
module that was unplugged, is silent or talks rubbish. The library may be any that has what most vendors' `termb` has
in common (Huashi CVR-100 and its many copies; 1 is success everywhere):

    int CVR_InitComm(int port)          int CVR_CloseComm(void)
    int CVR_Authenticate(void)          1 found and selected; 0, 2, 3 no card, or one that was read; 4, 99 no reader
    int CVR_ReadBaseMsg(unsigned char *text, unsigned int *text_bytes, unsigned char *photo, unsigned int *photo_bytes,
                        int mode)       mode 1: 256 bytes UCS-2 and the photo as WLT
    int CVR_GetSAMID(char *number)      optional

Its memory call is used, not the better known CVR_Read_Content, which leaves a resident's name and face in files. A
library that writes them all the same writes nothing: this process may not (RLIMIT_FSIZE). It runs in the library's
folder, where vendors look for their licences. Some Linux builds give these functions more arguments; none of them was
tried on hardware.

Exit statuses: 3 the library cannot be loaded, 4 a function is missing, 5 there is no reader at the port.
"""

import ctypes
import os
import re
import resource
import struct
import sys
from functools import reduce

NO_LIBRARY, NO_FUNCTION, NO_READER = 3, 4, 5
HEAD = b"\xaa\xaa\xaa\x96\x69"
SUCCESS = 1
NO_CARD = (0, 2, 3)
UCS2_AND_WLT = 1
ROOM_BYTES = 4096
TEXT_BYTES, PHOTO_BYTES = 256, 1024

OK, READ_FAILED, UNKNOWN_COMMAND, NOT_FOUND, FOUND = 0x90, 0x41, 0x24, 0x80, 0x9F
SAM_STATUS, SAM_ID, FIND_CARD, SELECT_CARD, READ_TEXT_PHOTO = 0x11FF, 0x12FF, 0x2001, 0x2002, 0x3001
Answer = tuple[int, bytes]


class Library:
    """The vendor's functions, each as one of the module's commands."""

    def __init__(self, path: str, port: int) -> None:
        try:
            self._library = ctypes.CDLL(path)
        except OSError:
            sys.exit(NO_LIBRARY)
        if not all(hasattr(self._library, name) for name in ("CVR_InitComm", "CVR_Authenticate", "CVR_ReadBaseMsg")):
            sys.exit(NO_FUNCTION)
        if self._library.CVR_InitComm(port) != SUCCESS:
            sys.exit(NO_READER)

    def obey(self, command: int) -> Answer:
        if command in (SAM_STATUS, SELECT_CARD):  # answered by the port being open, and by authenticating
            return OK, b""
        ask = {SAM_ID: self._number, FIND_CARD: self._find, READ_TEXT_PHOTO: self._read}.get(command)
        return ask() if ask is not None else (UNKNOWN_COMMAND, b"")

    def _find(self) -> Answer:
        found = self._library.CVR_Authenticate()
        if found == SUCCESS:
            return FOUND, bytes(4)
        if found not in NO_CARD:
            sys.exit(NO_READER)
        return NOT_FOUND, b""

    def _read(self) -> Answer:
        text, photo = ctypes.create_string_buffer(ROOM_BYTES), ctypes.create_string_buffer(ROOM_BYTES)
        text_bytes, photo_bytes = ctypes.c_uint(TEXT_BYTES), ctypes.c_uint(PHOTO_BYTES)
        sizes = ctypes.byref(text_bytes), ctypes.byref(photo_bytes)
        if self._library.CVR_ReadBaseMsg(text, sizes[0], photo, sizes[1], UCS2_AND_WLT) != SUCCESS:
            if self._printed_number() == b"":  # nothing else tells a reader that went away from a card that did
                sys.exit(NO_READER)
            return READ_FAILED, b""
        words, picture = text.raw[: text_bytes.value], photo.raw[: photo_bytes.value]
        return OK, struct.pack(">HH", len(words), len(picture)) + words + picture

    def _number(self) -> Answer:
        """The number as printed, 05.03-20230101-0001234567-0007654321, back in the module's own 16 bytes."""
        try:
            return OK, struct.pack("<HHIII", *map(int, re.findall(rb"\d+", self._printed_number() or b"")))
        except struct.error:
            return UNKNOWN_COMMAND, b""

    def _printed_number(self) -> bytes | None:
        """What the module says to its name: nothing if it is not there; None if the library cannot ask it."""
        if not hasattr(self._library, "CVR_GetSAMID"):
            return None
        printed, room = ctypes.create_string_buffer(ROOM_BYTES), ctypes.c_int(ROOM_BYTES)
        said = self._library.CVR_GetSAMID(printed, ctypes.byref(room))  # some take the room as well; others ignore it
        return printed.value if said == SUCCESS else b""


def main() -> None:
    path = os.path.abspath(sys.argv[1])
    os.chdir(os.path.dirname(path))
    module_out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libraries print
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = Library(path, int(sys.argv[2]))
    while frame := take_frame():
        code, data = library.obey(int.from_bytes(frame[:2], "big"))
        body = struct.pack(">HBBB", len(data) + 4, 0, 0, code) + data
        os.write(module_out, HEAD + body + bytes([reduce(lambda a, b: a ^ b, body)]))


def take_frame() -> bytes:
    """The next command, what follows its length; empty at the end. The pipe loses nothing, so it comes in frames."""
    head = exactly(len(HEAD) + 2)
    return exactly(int.from_bytes(head[-2:], "big")) if head else b""


def exactly(count: int) -> bytes:
    taken = b""
    while len(taken) < count and (piece := os.read(0, count - len(taken))):
        taken += piece
    return taken if len(taken) == count else b""


if __name__ == "__main__":
    main()
