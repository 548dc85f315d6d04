"""The jobs of the emulated A4 printer, and what it tells of them."""

from dataclasses import dataclass, field

from devices.emulators.ipp_wire import Attribute, IppRequest

PENDING, PROCESSING, STOPPED, CANCELED, COMPLETED = 3, 5, 6, 7, 9
ALL = frozenset({"all"})
IN_A_LIST = frozenset({"job-id", "job-uri"})
"""What Get-Jobs tells of each job unasked (RFC 8011, 4.2.6.1)."""


@dataclass(slots=True)
class PageJobRecord:
    """A job as the printer knows it."""

    number: int
    name: str
    user: str
    document: bytes = field(repr=False)
    copies: int
    sides: str
    created_s: int
    state: int = PENDING
    processed_s: int | None = None
    ended_s: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (PENDING, PROCESSING, STOPPED)

    def attributes(self, printer_uri: str, up_s: int) -> list[Attribute]:
        return [
            ("integer", "job-id", self.number),
            ("uri", "job-uri", f"{printer_uri}/{self.number}"),
            ("uri", "job-printer-uri", printer_uri),
            ("name", "job-name", self.name),
            ("enum", "job-state", self.state),
            ("keyword", "job-state-reasons", "none"),
            ("name", "job-originating-user-name", self.user),
            ("integer", "job-printer-up-time", up_s),
            _moment("time-at-creation", self.created_s),
            _moment("time-at-processing", self.processed_s),
            _moment("time-at-completed", self.ended_s),
        ]


def _moment(name: str, up_s: int | None) -> Attribute:
    return ("no-value", name, None) if up_s is None else ("integer", name, up_s)


def asked_for(request: IppRequest, attributes: list[Attribute], unasked: frozenset[str] = ALL) -> list[Attribute]:
    """Only what was asked for, or what is told unasked; group names stand for everything."""
    wanted = frozenset(request.texts("requested-attributes")) or unasked
    if wanted & {"all", "printer-description", "job-template", "job-description"}:
        return attributes
    return [each for each in attributes if each[1] in wanted]
