"""What an IPP printer answers, taken apart (RFC 8010, 3), and what its words mean to us (RFC 8011, PWG 5100.9). Pure.

    version 2 | status 2 | request 4 | { group 1 | { tag 1 | name length 2, name | value length 2, value }… }… | 03

pyipp's own parser is not used: it takes lengths as signed numbers, so that 24 wrong bytes keep it in a circle that eats
memory for ever (measured with 0.17.2), in the loop's thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from devices.contracts.printer import Paper, PrintTrouble
from devices.printers.trouble import trouble_for_a_hand

HEAD_BYTES = 8
END_OF_ATTRIBUTES = 0x03
LAST_GROUP_TAG = 0x0F
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
TEXT_TAGS = frozenset(range(0x41, 0x4A))
"""Text, names, keywords, URIs … without a language of their own."""
JOB_GROUP, PRINTER_GROUP = 0x02, 0x04
NOT_FOUND = 0x0406
BUSY = 0x0507
SEVERITIES = ("-error", "-warning", "-report")

Value = int | str | bool


class BadIppAnswerError(Exception):
    """No whole IPP answer."""


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterState(IntEnum):
    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


@dataclass(frozen=True, slots=True)
class IppAnswer:
    """A status code, and the first group of each kind."""

    status_code: int
    groups: Mapping[int, Mapping[str, Sequence[Value]]]

    @property
    def is_success(self) -> bool:
        return self.status_code < 0x0100

    def texts(self, group: int, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.groups.get(group, {}).get(name, ()) if isinstance(value, str))

    def number(self, group: int, name: str) -> int | None:
        values = self.groups.get(group, {}).get(name, ())
        return values[0] if values and isinstance(values[0], int) else None


def parse_answer(data: bytes) -> IppAnswer:
    """The answer of a printer. Values of kinds that nobody here needs are left out. Raises BadIppAnswerError."""
    if len(data) < HEAD_BYTES:
        raise BadIppAnswerError("shorter than its head")
    groups: dict[int, dict[str, list[Value]]] = {}
    for group, name, values in _attributes(data):
        groups.setdefault(group, {}).setdefault(name, []).extend(values)
    return IppAnswer(int.from_bytes(data[2:4], "big"), groups)


def _attributes(data: bytes) -> Iterator[tuple[int, str, list[Value]]]:
    """Group, name and at most one value at a time."""
    at, group, name, seen = HEAD_BYTES, 0, "", set[int]()
    while True:
        tag, at = _taken(data, at, 1)
        if tag[0] == END_OF_ATTRIBUTES:
            return
        if tag[0] <= LAST_GROUP_TAG:
            group = -1 if tag[0] in seen else tag[0]  # a second one of a kind is another job's
            seen.add(tag[0])
            continue
        named, at = _counted(data, at)
        value, at = _counted(data, at)
        name = named.decode("ascii", "replace") or name
        if group > 0:
            yield group, name, _values(tag[0], value)


def _values(tag: int, value: bytes) -> list[Value]:
    if tag in (INTEGER, ENUM) and len(value) == 4:
        return [int.from_bytes(value, "big", signed=True)]
    if tag == BOOLEAN and len(value) == 1:
        return [bool(value[0])]
    return [value.decode("utf-8", "replace")] if tag in TEXT_TAGS else []


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    length, at = _taken(data, at, 2)
    return _taken(data, at, int.from_bytes(length, "big"))


def _taken(data: bytes, at: int, count: int) -> tuple[bytes, int]:
    if at + count > len(data):
        raise BadIppAnswerError("cut short")
    return data[at : at + count], at + count


@dataclass(frozen=True, slots=True)
class JobWord:
    """What a printer says of a job."""

    state: int
    was_processed: bool
    """Whether its turn has ever come."""

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.CANCELED, JobState.ABORTED, JobState.COMPLETED)


JOB_ATTRIBUTES = ("job-state", "time-at-processing")


def job_word(answer: IppAnswer) -> JobWord:
    """From Get-Job-Attributes. Raises BadIppAnswerError when it does not even tell its state."""
    state = answer.number(JOB_GROUP, "job-state")
    if state is None:
        raise BadIppAnswerError("no job-state")
    never = answer.number(JOB_GROUP, "time-at-processing") is None and state in (JobState.CANCELED, JobState.ABORTED)
    return JobWord(state, not never)


@dataclass(frozen=True, slots=True)
class PrinterWord:
    """What a printer, or a queue that speaks for one, says of itself."""

    state: int
    reasons: frozenset[str]
    """Without their severities: printers and queues turn errors into warnings."""
    is_accepting: bool = True
    is_queue: bool = False
    """A CUPS queue: its reasons are those of its last job until the next has begun."""
    takes_pdf: bool = True
    model: str = ""
    serial: str = ""
    firmware: str = ""

    @property
    def paper(self) -> Paper:
        for paper, reasons in _PAPER.items():
            if self.reasons & reasons:
                return paper
        return Paper.FULL

    @property
    def cover_open(self) -> bool:
        return bool(self.reasons & _COVER)

    @property
    def forgot_jobs(self) -> bool:
        """The queue lost its printer in mid-job, and says completed of what it knows nothing of."""
        return "cups-ipp-missing-job-history" in self.reasons

    @property
    def trouble(self) -> PrintTrouble | None:
        """What keeps it from printing."""
        if (by_hand := trouble_for_a_hand(self.cover_open, self.paper)) is not None:
            return by_hand
        if self.reasons & _EMPTY_SUPPLY:
            return PrintTrouble.TONER_EMPTY
        blocked = self.state == PrinterState.STOPPED or not self.is_accepting or self.reasons & _OFFLINE
        return PrintTrouble.OFFLINE if blocked else None


_PAPER = {
    Paper.JAMMED: frozenset({"media-jam"}),
    Paper.OUT: frozenset({"media-empty", "media-needed", "input-tray-missing"}),
    Paper.LOW: frozenset({"media-low"}),
}
_COVER = frozenset({"cover-open", "door-open", "interlock-open"})
_EMPTY_SUPPLY = frozenset({"toner-empty", "marker-supply-empty"})
_OFFLINE = frozenset({"offline", "shutdown", "timed-out", "paused", "connecting-to-device"})

PRINTER_ATTRIBUTES = (
    "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "cups-version", "document-format-supported",
    "printer-make-and-model", "printer-device-id", "printer-firmware-string-version",
)  # fmt: skip
"""What `printer_word` reads."""


def printer_word(answer: IppAnswer) -> PrinterWord:
    """From Get-Printer-Attributes. Raises BadIppAnswerError when it does not even tell its state."""
    state = answer.number(PRINTER_GROUP, "printer-state")
    if state is None:
        raise BadIppAnswerError("no printer-state")
    told = {name: answer.texts(PRINTER_GROUP, name) for name in PRINTER_ATTRIBUTES}
    formats = told["document-format-supported"]
    return PrinterWord(
        state=state,
        reasons=frozenset(map(_without_severity, told["printer-state-reasons"])) - {"none"},
        is_accepting=answer.number(PRINTER_GROUP, "printer-is-accepting-jobs") != 0,
        is_queue=bool(told["cups-version"]),
        takes_pdf=not formats or "application/pdf" in formats,
        model=_first(told["printer-make-and-model"]),
        serial=_serial(_first(told["printer-device-id"])),
        firmware=_first(told["printer-firmware-string-version"]),
    )


def _first(texts: Sequence[str]) -> str:
    return texts[0] if texts else ""


def _without_severity(reason: str) -> str:
    return next((reason.removesuffix(end) for end in SEVERITIES if reason.endswith(end)), reason)


def _serial(device_id: str) -> str:
    """From an IEEE 1284 device id: MFG:…;MDL:…;SN:…;"""
    pairs = dict(pair.split(":", 1) for pair in device_id.split(";") if ":" in pair)
    return next((pairs[key].strip() for key in ("SN", "SERN", "SERIALNUMBER") if key in pairs), "")
