"""Envelopes as terminals of the first version queued them, with `alg` = none: still taken, and made by tests only."""

from kiosk.wire import ALG_NONE, Envelope, Wire, body_digest, encode


def plain(case_id: str, kind: str, division_code: str, schema: str, body: Wire) -> Envelope:
    """Wrap a body that anybody can read."""
    text = encode(body).decode()
    return Envelope(
        case_id=case_id,
        kind=kind,
        division_code=division_code,
        schema=schema,
        alg=ALG_NONE,
        digest=body_digest(text),
        body=text,
    )
