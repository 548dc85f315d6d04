"""A vendor's SSCardDriver library for tests: machine code behind the real API, whose next answer lies in a file."""

from pathlib import Path

from devices.emulators.persons import SyntheticPerson
from tests.helpers.shared_library import shared_library

SOURCE = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

long iReadCardBas(int iType, char *pOutInfo)
{
    int code = 0;
    size_t length;
    FILE *file = fopen("@ANSWER@", "rb");
    if (!file) {
        strcpy(pOutInfo, "no card");
        return -2;
    }
    if (fscanf(file, "%d ", &code) != 1)
        code = -999;
    length = fread(pOutInfo, 1, 4000, file);
    pOutInfo[length] = 0;
    fclose(file);
    file = fopen("@LEFT@", "wb");
    if (file) {
        fwrite(pOutInfo, 1, length, file);
        fclose(file);
    }
    if (code == @CRASH@)
        abort();
    if (code == @HANG@)
        for (;;)
            pause();
    printf("a vendor's own words on stdout\\n");
    fflush(stdout);
    return iType == 4 ? -14 : code;
}
"""
CRASH, HANG = 90001, 90002


class VendorLibrary:
    """The library, and the card on its reader."""

    def __init__(self, folder: Path) -> None:
        self._answer = folder / "answer"
        self.left = folder / "card.txt"
        """Where it would leave what it read last, as some do."""
        source = SOURCE.replace("@ANSWER@", str(self._answer)).replace("@LEFT@", str(self.left))
        source = source.replace("@CRASH@", str(CRASH)).replace("@HANG@", str(HANG))
        self.path = shared_library(source, folder / "libSSCardDriver.so")

    def put(self, person: SyntheticPerson) -> None:
        """A card of specification 2.00."""
        fields = (
            "130104", person.number, "A12345678", "130104D156000005000000000000000000", person.name,
            "00814E43000086971500000001", "2.00", "20190612", "20290612", "000000000000", "00000000", "",
        )  # fmt: skip
        self.answer(0, "|".join(fields).encode("gbk"))

    def answer(self, code: int, text: bytes = b"") -> None:
        """What the next calls return and write."""
        fresh = self._answer.with_suffix(".new")
        fresh.write_bytes(str(code).encode() + b" " + text)
        fresh.replace(self._answer)

    def take(self) -> None:
        self._answer.unlink(missing_ok=True)
