"""What staff without a card are checked against: made here, kept by the outbox, escrowed sealed at the platform."""

from dataclasses import replace

from kiosk.maintenance.access import Level
from kiosk.outbox import AccessKept
from kiosk.wire import SealingKey, encode, to_text
from kiosk.wire.access import ACCESS_KIND, ACCESS_SCHEMA, AccessBody, AccessEscrow
from kiosk.wire.passwords import hash_password
from kiosk.wire.pins import new_pin
from kiosk.wire.staff_answers import new_answer_key


def fresh_ways(terminal_id: str, division_code: str, key: SealingKey, before: AccessKept | None) -> AccessKept:
    """The generation after `before`: other PINs; the key that codes are answered with stays, since the platform may
    not hear of this for long. Hashes two PINs: call it in a thread.
    """
    generation = 1 if before is None else before.generation + 1
    answer_key = new_answer_key() if before is None else before.answer_key
    pins = {level: new_pin() for level in (Level.CLERK, Level.TECHNICIAN)}
    body = AccessBody(
        generation=generation, answer_key=to_text(answer_key), pin_clerk=pins[Level.CLERK],
        pin_technician=pins[Level.TECHNICIAN],
    )  # fmt: skip
    sealed = key.seal(terminal_id, ACCESS_KIND, division_code, ACCESS_SCHEMA, body)
    escrow = encode(AccessEscrow(generation=generation, alg=sealed.alg, body=sealed.body))
    clerk, technician = (hash_password(pins[level]) for level in (Level.CLERK, Level.TECHNICIAN))
    made = AccessKept(generation, answer_key, clerk, technician, escrow)
    return made if before is None else replace(made, last_revival=before.last_revival)


def pin_hash(kept: AccessKept, level: Level) -> str:
    """What a PIN of that level is checked against."""
    return kept.pin_clerk if level is Level.CLERK else kept.pin_technician


def credential_of_pin(level: Level) -> str:
    """How its tries are counted."""
    return f"pin:{level.name.lower()}"


def credential_of_answer(level: Level) -> str:
    """The same for answers: of all codes of that level together."""
    return f"answer:{level.name.lower()}"
