"""A new version of the program: signed, taken in before a start, tried, kept or given back (decisions/0044)."""

from kiosk.maintenance.updates.bundle import (
    MOST_HEAD_BYTES,
    Head,
    IsSigned,
    Manifest,
    NoBundle,
    manifest_bytes,
    read_head,
)
from kiosk.maintenance.updates.steps import (
    PACKAGED,
    Found,
    Keep,
    Point,
    Record,
    Remove,
    Start,
    Step,
    Take,
    next_step,
    refused,
    taken,
)

__all__ = [
    "MOST_HEAD_BYTES", "PACKAGED", "Found", "Head", "IsSigned", "Keep", "Manifest", "NoBundle", "Point", "Record",
    "Remove", "Start", "Step", "Take", "manifest_bytes", "next_step", "read_head", "refused", "taken",
]  # fmt: skip
