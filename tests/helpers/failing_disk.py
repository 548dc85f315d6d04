"""A disk that fails, as the kernel makes it fail; nothing of the program is replaced."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def failing_writes() -> Iterator[None]:
    """The kernel refuses every write beyond the first bytes of a file (EFBIG): SQLITE_IOERR_WRITE."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
