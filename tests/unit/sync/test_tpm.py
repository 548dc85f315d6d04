"""A chip whose programs are missing, hang, fail or say something else: no signature, and a word why.

What a chip does that works is seen with a real one by the campaign `tpm`.
"""

import os
import stat
from pathlib import Path

import pytest

from kiosk.sync.identity import Identity, candidate_signer, keep_enrolment, load_identity, wipe
from kiosk.sync.key_store import KeyStore
from kiosk.sync.tpm import Tpm, TpmKey, TpmSigner
from kiosk.wire import SigningError, SoftwareSigner, encode, thumbprint
from tests.helpers.p256 import P256Signer
from tests.helpers.signed_words import PlatformHand

CHIP = Tpm("swtpm:port=1", timeout_s=5)
KEY = TpmKey(public_key=P256Signer().public_key, public=b"public", private=b"private")


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found besides the system's own, empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(programs: Path, script: str) -> None:
    for name in ("createprimary", "create", "load", "sign", "flushcontext", "print"):
        program = programs / f"tpm2_{name}"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "No such file"),
        ("exit 1", "ended with 1"),
        ("exec /bin/sleep 60", "no end after 0.2 s"),
        ("exit 0", "no room to sign: No such file"),
        ("for file in primary public private key signature; do echo nonsense > $file; done; echo nonsense", "no "),
    ],
)
def test_what_goes_wrong_at_the_chip_is_told_in_a_word(script: str | None, said: str, programs: Path) -> None:
    chip = Tpm(CHIP.tcti, timeout_s=0.2 if script and "sleep" in script else 5)
    if script is not None:
        install(programs, script)
    with pytest.raises(SigningError, match=said):
        TpmSigner(chip, KEY).sign(b"text")
    with pytest.raises(SigningError, match=said):
        chip.new_key()


def test_another_keys_signature_is_not_let_out(programs: Path) -> None:
    other = P256Signer()
    signature = programs / "der"
    signature.write_bytes(other.sign_der(b"text"))
    install(programs, f"/bin/cp {signature} signature; echo context > key")
    with pytest.raises(SigningError, match="not this key's"):
        TpmSigner(CHIP, KEY).sign(b"text")
    key = TpmKey(public_key=other.public_key, public=b"public", private=b"private")
    assert len(TpmSigner(CHIP, key).sign(b"text")) == 64


def test_after_a_restart_of_the_chip_the_key_is_loaded_again(programs: Path) -> None:
    """A chip that was restarted knows no context of before."""
    other = P256Signer()
    signature = programs / "der"
    signature.write_bytes(other.sign_der(b"text"))
    install(programs, f"/bin/cp {signature} signature; echo context > key")
    (programs / "tpm2_load").write_text(f"#!/bin/sh\necho context > key; echo loaded >> {programs}/loads\n")
    sign = f"if [ -e {programs}/gone ]; then /bin/rm {programs}/gone; exit 1; fi; /bin/cp {signature} signature"
    (programs / "tpm2_sign").write_text(f"#!/bin/sh\n{sign}\n")
    signer = TpmSigner(CHIP, TpmKey(public_key=other.public_key, public=b"public", private=b"private"))
    signer.sign(b"text")
    signer.sign(b"text")
    assert (programs / "loads").read_text() == "loaded\n"
    (programs / "gone").touch()
    signer.sign(b"text")
    assert (programs / "loads").read_text() == "loaded\nloaded\n"


def test_a_chip_is_there_when_its_programs_and_its_device_are(programs: Path, tmp_path: Path) -> None:
    device = tmp_path / "tpmrm0"

    def found() -> bool:
        return Tpm(f"device:{device}").is_there

    assert not found()
    install(programs, "exit 0")
    assert not found()
    device.touch()
    assert found()
    (programs / "tpm2_sign").unlink()
    assert not found()


def test_the_settings_say_where_the_next_key_is_made(programs: Path) -> None:
    chosen = [KeyStore.chosen(choice, "swtpm:port=1").in_chip for choice in ("auto", "file", "tpm")]
    assert chosen == [False, False, True]
    install(programs, "exit 0")
    chosen = [KeyStore.chosen(choice, "swtpm:port=1").in_chip for choice in ("auto", "file", "tpm")]
    assert chosen == [True, False, True]


def test_what_is_kept_of_a_key_says_where_it_is_whatever_the_settings_say() -> None:
    for keys in (KeyStore(CHIP, in_chip=True), KeyStore(CHIP)):
        assert isinstance(keys.signer(bytes(32)), SoftwareSigner)
        held = keys.signer(encode(KEY))
        assert isinstance(held, TpmSigner)
        assert (held.public_key, held.is_slow) == (KEY.public_key, True)
    with pytest.raises(ValueError, match="JSON"):
        KeyStore().signer(b"neither")


def test_a_terminal_knows_who_it_is_while_its_chip_does_not_answer(tmp_path: Path) -> None:
    folder, hand = tmp_path / "identity", PlatformHand()
    keys = KeyStore(CHIP, in_chip=True)
    with pytest.raises(SigningError):
        candidate_signer(folder, keys)
    assert list(folder.iterdir()) == []
    held = keys.signer(encode(KEY))
    (folder / "one.next").write_bytes(encode(KEY))
    assert candidate_signer(folder, keys).public_key == KEY.public_key
    os.replace(folder / "one.next", folder / f"{thumbprint(held.public_key)}.next")
    keep_enrolment(folder, held, hand.enrolled(), keys)
    found = load_identity(folder, keys)
    assert isinstance(found, Identity)
    assert found.signer.public_key == KEY.public_key
    assert [path.name for path in folder.glob("*.key")] == [f"{thumbprint(held.public_key)}.key"]
    wipe(folder)
    assert not folder.exists()
