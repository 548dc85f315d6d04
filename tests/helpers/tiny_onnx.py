"""ONNX models of a few nodes, written by hand: what a test needs of the format (onnx.proto3), and no library for it."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

FLOAT, INT64 = 1, 7
"""TensorProto.DataType."""
OPSET, IR = 13, 8
_PACKED = {FLOAT: "f", INT64: "q"}
Dimension = int | str
"""A length, or the name of one that is known later."""


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output of the graph."""

    name: str
    kind: int
    shape: Sequence[Dimension]


@dataclass(frozen=True, slots=True)
class Constant:
    """A tensor that the graph brings along."""

    name: str
    kind: int
    shape: Sequence[int]
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Node:
    """One operator; an attribute is an integer, several of them, or a text."""

    operator: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    attributes: Mapping[str, int | Sequence[int] | str] | None = None


def model(
    inputs: Sequence[Port], nodes: Sequence[Node], outputs: Sequence[Port], constants: Sequence[Constant] = (),
    metadata: Mapping[str, object] | None = None,
) -> bytes:  # fmt: skip
    """The file's content."""
    graph = b"".join(
        [
            *(_field(1, _node(node)) for node in nodes),
            _field(2, b"tiny"),
            *(_field(5, _constant(one)) for one in constants),
            *(_field(11, _port(port)) for port in inputs),
            *(_field(12, _port(port)) for port in outputs),
        ]
    )
    said = (_field(1, key.encode()) + _field(2, str(value).encode()) for key, value in (metadata or {}).items())
    opset = _field(8, _field(1, b"") + _number(2, OPSET))
    return _number(1, IR) + opset + _field(7, graph) + b"".join(_field(14, entry) for entry in said)


def _node(node: Node) -> bytes:
    attributes = b"".join(_field(5, _attribute(name, value)) for name, value in (node.attributes or {}).items())
    given = b"".join(_field(1, name.encode()) for name in node.inputs)
    made = b"".join(_field(2, name.encode()) for name in node.outputs)
    return given + made + _field(4, node.operator.encode()) + attributes


def _attribute(name: str, value: int | Sequence[int] | str) -> bytes:
    head = _field(1, name.encode())
    match value:
        case int():
            return head + _number(3, value) + _number(20, 2)
        case str():
            return head + _field(4, value.encode()) + _number(20, 3)
        case _:
            return head + b"".join(_number(8, one) for one in value) + _number(20, 7)


def _constant(one: Constant) -> bytes:
    assert len(one.values) == prod(one.shape), one.name
    code = _PACKED[one.kind]
    numbers = (int(value) if code == "q" else value for value in one.values)
    raw = struct.pack(f"<{len(one.values)}{code}", *numbers)
    dims = b"".join(_number(1, length) for length in one.shape)
    return dims + _number(2, one.kind) + _field(8, one.name.encode()) + _field(9, raw)


def _port(port: Port) -> bytes:
    dims = (_number(1, one) if isinstance(one, int) else _field(2, one.encode()) for one in port.shape)
    shape = b"".join(_field(1, dim) for dim in dims)
    tensor = _number(1, port.kind) + _field(2, shape)
    return _field(1, port.name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    """Of a known length."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value & (1 << 64) - 1)


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
