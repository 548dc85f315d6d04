"""A platform's own key in a test's hand, and what it signs: its list of sealing keys, an enrolment, a revocation."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.sync.identity import Identity, candidate_signer, keep_enrolment
from kiosk.wire import (
    Enrolled,
    Lease,
    PlatformKeys,
    Revoked,
    SealingKeyText,
    SoftwareSigner,
    new_sealing_key,
    new_signing_key,
    sealing_public_key,
    to_text,
)
from tests.helpers.messages import DIVISION, NOW

TERMINAL_ID = "huaishuli-3"
UNSIGNED = to_text(bytes(64))


@dataclass(slots=True)
class PlatformHand:
    """One platform: its signing key, and one private sealing key for every list it has signed."""

    signer: SoftwareSigner = field(default_factory=lambda: SoftwareSigner(new_signing_key()))
    sealing: list[bytes] = field(default_factory=lambda: [new_sealing_key()])

    def keys(self, version: int = 1, not_after: datetime = NOW + timedelta(days=90)) -> PlatformKeys:
        """The list of this version: the newest key first, one more for every version."""
        while len(self.sealing) < version:
            self.sealing.insert(0, new_sealing_key())
        listed = [
            SealingKeyText(public_key=to_text(sealing_public_key(key)), not_after=not_after - timedelta(days=age))
            for age, key in enumerate(self.sealing[-version:])
        ]
        unsigned = PlatformKeys(version=version, sealing=listed, signature=UNSIGNED)
        signature = to_text(self.signer.sign(unsigned.signed_bytes()))
        return PlatformKeys(version=version, sealing=listed, signature=signature)

    def enrolled(self, keys: PlatformKeys | None = None) -> Enrolled:
        """What it says to a terminal that has enrolled."""
        return Enrolled(
            terminal_id=TERMINAL_ID,
            division_code=DIVISION,
            platform_key=to_text(self.signer.public_key),
            keys=keys or self.keys(),
            lease=Lease(prefix="HSL3", first=1, last=500),
        )

    def revoked(self, key_id: str = "0" * 16, terminal_id: str = TERMINAL_ID) -> Revoked:
        """Its signed word about a key."""
        unsigned = Revoked(terminal_id=terminal_id, key_id=key_id, at=NOW, signature=UNSIGNED)
        signature = to_text(self.signer.sign(unsigned.signed_bytes()))
        return Revoked(terminal_id=terminal_id, key_id=key_id, at=NOW, signature=signature)


def identity_in(folder: Path, platform: PlatformHand | None = None) -> Identity:
    """A terminal's identity as its enrolment would leave it, confirmed, without a platform to ask."""
    identity = keep_enrolment(folder, candidate_signer(folder), (platform or PlatformHand()).enrolled())
    identity.confirm()
    return identity
