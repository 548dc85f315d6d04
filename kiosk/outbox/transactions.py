"""All or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw


@contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """All or nothing; returning means committed and synced.

    Not apsw's own `with db`: a full disk ends the transaction by itself, and its rollback then hides the cause.
    """
    db.execute("begin immediate").fetchall()
    try:
        yield
        db.execute("commit").fetchall()
    except BaseException:
        if db.in_transaction:
            db.execute("rollback").fetchall()
        raise
