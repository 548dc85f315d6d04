"""`kiosk verify-slip`: whether a slip is true, in plain words, by the keys the platform publishes."""

import sys
from argparse import Namespace
from pathlib import Path

from kiosk.sync.slip_keys import NoKeysError, fetch_keys, read_keys
from kiosk.texts import Texts
from kiosk.texts.format import show_moment
from kiosk.wire import SlipDoubt, SlipKeys, judge_slip

TRUE, NOT_PROVEN, UNUSABLE = 0, 1, 2


def verify_slip(options: Namespace, root: Path) -> int:
    """Say whether the code is true; returns the exit code: 0 true, 1 not proven true, 2 no keys to check with."""
    texts = Texts.load(root / "assets" / "i18n", options.language, strict=False)
    try:
        verdict = judge_slip(options.code, _published(options))
    except (NoKeysError, ValueError) as error:
        print(texts("verify.no_keys", why=str(error)), file=sys.stderr)
        return UNUSABLE
    if isinstance(verdict, SlipDoubt):
        print(texts(f"verify.{verdict}"))
        return NOT_PROVEN
    claim, key = verdict.claim, verdict.key
    told = {"number": claim.number, "moment": show_moment(claim.filed_at, texts)}
    if key.revoked_at is not None:
        print(texts("verify.true_revoked", **told, revoked=show_moment(key.revoked_at, texts)))
    elif verdict.copied_at is not None:
        print(texts("verify.true_copied", **told, prefix=verdict.copied_at))
    else:
        print(texts("verify.true", **told, prefix=key.number_prefix))
    return TRUE


def _published(options: Namespace) -> SlipKeys:
    if options.platform is not None:
        return fetch_keys(options.platform)
    try:
        return read_keys(options.keys.read_bytes())
    except OSError as error:
        raise NoKeysError(f"{options.keys}: {error.strerror}") from None
