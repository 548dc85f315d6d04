"""Small texts that terminals and their platform name things by: keys, signatures, words of state."""

from typing import Annotated

import msgspec

_32_BYTES = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
"""Base64url without padding has one way to write bytes: the last character's bits beyond them are zero."""
_END = r"$(?!\n)"
"""Python's `$` alone is also before a last line break."""
KeyText = Annotated[str, msgspec.Meta(pattern=f"^{_32_BYTES}{_END}")]
"""A raw 32-byte key as base64url."""
SigningKeyText = Annotated[str, msgspec.Meta(pattern=f"^({_32_BYTES}|[A-Za-z0-9_-]{{44}}){_END}")]
"""A terminal's: also a compressed point of P-256, 33 bytes (kiosk.wire.keys)."""
SignatureText = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{85}[AQgw]" + _END)]
StateWord = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{1,23}" + _END)]
CredentialName = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{3,8}:[a-z0-9_]{1,32}" + _END)]
"""`pin:technician`, `answer:clerk`, `card:` and the thumbprint of its key."""
