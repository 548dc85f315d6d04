"""`kiosk verify-slip`: whether a slip is true, in plain words, by the keys the platform publishes."""

import sys
from argparse import Namespace
from pathlib import Path

from kiosk.sync.slip_keys import NoKeysError, Published, read_keys
from kiosk.texts import Texts
from kiosk.texts.format import show_moment
from kiosk.wire import SlipDoubt, SlipKeys, judge_slip

TRUE, NOT_PROVEN, UNUSABLE = 0, 1, 2
_ARRIVAL = {True: "verify.arrived", False: "verify.not_arrived", None: "verify.arrival_unknown"}


def verify_slip(options: Namespace, root: Path) -> int:
    """Say whether the code is true; returns the exit code: 0 true, 1 not proven true, 2 no keys to check with."""
    texts = Texts.load(root / "assets" / "i18n", options.language, strict=False)
    try:
        platform = None if options.platform is None else Published(options.platform, options.ca_file)
        verdict = judge_slip(options.code, _kept(options.keys) if platform is None else platform.keys())
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
    if platform is not None:
        print(texts(_ARRIVAL[platform.has_arrived(options.code)]))
    return TRUE


def _kept(file: Path) -> SlipKeys:
    try:
        return read_keys(file.read_bytes())
    except OSError as error:
        raise NoKeysError(f"{file}: {error.strerror}") from None
