"""What the emulated A4 printer says of itself that never changes: what IPP/2.0 demands (PWG 5100.12), in one list."""

from devices.emulators.ipp_wire import Attribute

A4_SIZE: tuple[Attribute, ...] = (("integer", "x-dimension", 21000), ("integer", "y-dimension", 29700))
"""Hundredths of a millimetre."""
A4: tuple[Attribute, ...] = (("collection", "media-size", A4_SIZE),)
UNCHANGING: list[Attribute] = [
    ("keyword", "uri-security-supported", "none"),
    ("keyword", "uri-authentication-supported", "requesting-user-name"),
    ("name", "printer-name", "bridge"),
    ("text", "printer-info", "Bridge A4 emulator"),
    ("text", "printer-location", ""),
    ("text", "printer-make-and-model", "Bridge EMU-A4"),
    ("text", "printer-device-id", "MFG:Bridge;MDL:EMU-A4;SN:A4000421;CMD:PDF;"),
    ("text", "printer-firmware-string-version", "1.02"),
    ("uri", "printer-uuid", "urn:uuid:5a1e0b3c-7d3f-4a54-9c6b-00000a400421"),
    ("keyword", "ipp-versions-supported", ["1.1", "2.0"]),
    ("charset", "charset-configured", "utf-8"),
    ("charset", "charset-supported", ["utf-8"]),
    ("language", "natural-language-configured", "en"),
    ("language", "generated-natural-language-supported", ["en"]),
    ("keyword", "pdl-override-supported", "attempted"),
    ("keyword", "compression-supported", ["none"]),
    ("boolean", "color-supported", False),
    ("integer", "copies-default", 1),
    ("range", "copies-supported", (1, 99)),
    ("keyword", "sides-default", "one-sided"),
    ("keyword", "sides-supported", ["one-sided", "two-sided-long-edge"]),
    ("keyword", "media-default", "iso_a4_210x297mm"),
    ("keyword", "media-supported", ["iso_a4_210x297mm"]),
    ("keyword", "media-ready", ["iso_a4_210x297mm"]),
    ("collection", "media-size-supported", A4_SIZE),
    ("collection", "media-col-default", A4),
    ("collection", "media-col-ready", A4),
    ("keyword", "media-col-supported", ["media-size"]),
    ("enum", "finishings-default", 3),
    ("enum", "finishings-supported", [3]),
    ("enum", "orientation-requested-default", 3),
    ("enum", "orientation-requested-supported", [3]),
    ("enum", "print-quality-default", 4),
    ("enum", "print-quality-supported", [4]),
    ("resolution", "printer-resolution-default", 600),
    ("resolution", "printer-resolution-supported", [600]),
    ("keyword", "output-bin-default", "face-down"),
    ("keyword", "output-bin-supported", ["face-down"]),
]
