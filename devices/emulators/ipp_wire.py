"""IPP from the printer's side (RFC 8010, 3): requests taken apart, answers put together; and the HTTP around them."""

import asyncio
from dataclasses import dataclass, field
from enum import IntEnum

END = 0x03
OPERATION, JOB, PRINTER = 0x01, 0x02, 0x04
TAGS = {
    "integer": 0x21, "boolean": 0x22, "enum": 0x23, "range": 0x33, "resolution": 0x32, "text": 0x41, "name": 0x42,
    "keyword": 0x44, "uri": 0x45, "scheme": 0x46, "charset": 0x47, "language": 0x48, "mime": 0x49, "no-value": 0x13,
    "collection": 0x34,
}  # fmt: skip
OK, BAD_REQUEST, NOT_POSSIBLE, NOT_FOUND, FORMAT_NOT_SUPPORTED = 0x0000, 0x0400, 0x0404, 0x0406, 0x040A
OPERATION_NOT_SUPPORTED, VERSION_NOT_SUPPORTED, NOT_ACCEPTING, BUSY = 0x0501, 0x0503, 0x0506, 0x0507
MEMBER_NAME, END_OF_COLLECTION = 0x4A, 0x37
MOST_REQUEST_BYTES = 64 * 1024 * 1024

Attribute = tuple[str, str, object]
"""Kind, name, value or list of values; a collection's value is a tuple of attributes."""


class Operation(IntEnum):
    """What may be asked for."""

    PRINT_JOB = 2
    VALIDATE_JOB = 4
    CANCEL_JOB = 8
    GET_JOB_ATTRIBUTES = 9
    GET_JOBS = 10
    GET_PRINTER_ATTRIBUTES = 11


@dataclass(frozen=True, slots=True)
class IppRequest:
    version: bytes
    operation: int
    request_id: bytes
    attributes: dict[str, list[bytes]] = field(default_factory=dict)
    """Of all groups, as they stand on the wire."""
    document: bytes = field(default=b"", repr=False)

    def number(self, name: str) -> int:
        return int.from_bytes(self.attributes.get(name, [b""])[0], "big")

    def text(self, name: str) -> str:
        return self.attributes.get(name, [b""])[0].decode("utf-8", "replace")

    def texts(self, name: str) -> list[str]:
        return [value.decode("utf-8", "replace") for value in self.attributes.get(name, [])]


def take_request(body: bytes) -> IppRequest:
    """Raises IndexError for what is none."""
    attributes: dict[str, list[bytes]] = {}
    at, name = 8, ""
    while body[at] != END:
        if body[at] < 0x10:
            at += 1
            continue
        name_bytes = int.from_bytes(body[at + 1 : at + 3], "big")
        name = body[at + 3 : at + 3 + name_bytes].decode("ascii", "replace") or name
        at += 3 + name_bytes
        value_bytes = int.from_bytes(body[at : at + 2], "big")
        attributes.setdefault(name, []).append(body[at + 2 : at + 2 + value_bytes])
        at += 2 + value_bytes
    return IppRequest(body[:2], int.from_bytes(body[2:4], "big"), body[4:8], attributes, body[at + 1 :])


def wrong_with(request: IppRequest) -> int:
    """The status of a request that RFC 8011 (4.1) does not allow; 0 of one that it does."""
    if request.version[0] not in (1, 2):
        return VERSION_NOT_SUPPORTED
    in_order = list(request.attributes)[:2] == ["attributes-charset", "attributes-natural-language"]
    names_us = bool({"printer-uri", "job-uri"} & set(request.attributes))
    return 0 if any(request.request_id) and in_order and names_us else BAD_REQUEST


def answer_to(request: IppRequest, status: int, groups: list[tuple[int, list[Attribute]]]) -> bytes:
    """A whole IPP answer; the operation's group comes first."""
    answer = request.version + status.to_bytes(2, "big") + request.request_id
    operation: list[Attribute] = [
        ("charset", "attributes-charset", "utf-8"), ("language", "attributes-natural-language", "en")
    ]  # fmt: skip
    for group, attributes in [(OPERATION, operation), *groups]:
        answer += bytes([group]) + b"".join(_attribute(*each) for each in attributes)
    return answer + bytes([END])


def _attribute(kind: str, name: str, value: object) -> bytes:
    encoded = b""
    for number, each in enumerate(value if isinstance(value, list) else [value]):
        encoded += _tagged(TAGS[kind], name if number == 0 else "", _value(kind, each))
        if isinstance(each, tuple) and kind == "collection":
            encoded += b"".join(_member(*member) for member in each) + _tagged(END_OF_COLLECTION, "", b"")
    return encoded


def _member(kind: str, name: str, value: object) -> bytes:
    """An attribute inside a collection: its name comes as a value before it."""
    return _tagged(MEMBER_NAME, "", name.encode()) + _attribute(kind, "", value)


def _tagged(tag: int, name: str, value: bytes) -> bytes:
    named = name.encode()
    return bytes([tag]) + len(named).to_bytes(2, "big") + named + len(value).to_bytes(2, "big") + value


def _value(kind: str, value: object) -> bytes:
    match kind, value:
        case (("no-value" | "collection"), _):
            return b""
        case "boolean", bool():
            return bytes([value])
        case (("integer" | "enum"), int()):
            return value.to_bytes(4, "big", signed=True)
        case "range", (int(least), int(most)):
            return least.to_bytes(4, "big") + most.to_bytes(4, "big")
        case "resolution", int():
            return value.to_bytes(4, "big") * 2 + b"\x03"  # dots per inch
        case _:
            return str(value).encode()


async def read_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """The body of one POST. Raises asyncio.IncompleteReadError when the host goes away."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if "100-continue" in fields.get("expect", ""):
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    if "chunked" not in fields.get("transfer-encoding", ""):
        return await reader.readexactly(min(MOST_REQUEST_BYTES, int(fields.get("content-length", "0"))))
    body = b""
    while (size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)) and len(body) < MOST_REQUEST_BYTES:
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return body


def http_answer(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
