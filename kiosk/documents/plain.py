"""A slip as plain text: exactly what stands on the paper, line by line, for tests, the demo and the ear. Pure."""

from typing import assert_never

from devices.contracts.printer import (
    Block,
    Feed,
    PairLine,
    Picture,
    PrintDocument,
    QrBlock,
    Rule,
    RuleStyle,
    TextLine,
)

RULE_LENGTH = 32


def as_text(document: PrintDocument) -> str:
    """Every printed line; rules as dashes, a state bar in brackets, a code as `[QR …]`."""
    return "\n".join(text for block in document.blocks for text in _lines(block)) + "\n"


def _lines(block: Block) -> tuple[str, ...]:
    match block:
        case TextLine(text=text, inverse=inverse, mark=mark):
            return (f"[ {text} ]" if inverse else f"({mark}) {text}" if mark else text,)
        case PairLine(label=label, value=value):
            return (f"{label}  {value}",)
        case Rule(style=style):
            return (("=" if style is RuleStyle.SOLID else "-") * RULE_LENGTH,)
        case QrBlock(payload=payload, beside=beside):
            return (f"[QR {payload}]", *(line.text for line in beside))
        case Picture() | Feed():
            return ()
        case _:
            assert_never(block)
