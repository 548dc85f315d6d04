"""When to try again: a pure decision.

ceiling = min(cap, base · 2^(attempts - 1))          base 2 s, cap 15 min
network faults      full jitter:   uniform(0, ceiling), at least a quarter second
told to wait (Retry-After)   equal jitter: told + uniform(0, told/2), told clamped to 1 h; "0" tells nothing
"""

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime

BASE_S = 2.0
CAP_S = 15 * 60.0
LEAST_S = 0.25
RETRY_AFTER_CAP_S = 3600.0


def next_delay_s(attempt_count: int, retry_after_s: float | None, uniform: Callable[[float, float], float]) -> float:
    """Seconds until the next try, after `attempt_count` ≥ 1 failures; `uniform(a, b)` draws from [a, b]."""
    if retry_after_s:
        told_s = min(max(retry_after_s, 0.0), RETRY_AFTER_CAP_S)
        return max(LEAST_S, told_s + uniform(0.0, told_s / 2))
    ceiling_s = min(CAP_S, BASE_S * 2.0 ** min(attempt_count - 1, 20))
    return max(LEAST_S, uniform(0.0, ceiling_s))


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header (RFC 9110 §10.2.3: seconds or an HTTP date); None where it says nothing."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), RETRY_AFTER_CAP_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if at.tzinfo is None:
        return None
    return min(max((at - now).total_seconds(), 0.0), RETRY_AFTER_CAP_S)
