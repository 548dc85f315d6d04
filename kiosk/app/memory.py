"""How this process asks the C library for memory, and gives it back. Without effect where the library is not glibc."""

import ctypes
import gc
import mmap
import re
from pathlib import Path

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""mallopt(3)."""
PICTURE_BYTES = 128 * 1024
"""What is larger is mostly a picture, comes and goes with its screen, and must not leave holes in the heap: glibc
raises its own limit to 32 MiB once such a picture was freed."""
ARENAS_COUNT = 2
"""One for the main thread, one for all the others, which wait more than they work."""
FONT_MAPPING = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) r--p .*\.(?:ttc|otf|ttf)$", re.MULTILINE)
"""A font file as a rasteriser holds it: read, never written (proc(5), maps)."""
TEMPORARY_PREFIX = "bianmin-kiosk-"
"""Of the folder for this process' temporary files."""


def keep_memory_small() -> None:
    """Let freed pictures go back to the system at once. Before any thread is started."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_MMAP_THRESHOLD, PICTURE_BYTES)
        library.mallopt(M_TRIM_THRESHOLD, PICTURE_BYTES)
        library.mallopt(M_ARENA_MAX, ARENAS_COUNT)


def collect_everything() -> None:
    """Let no cycle of references wait for the collector, and give back what that frees.

    The first time takes 0.1 s and more; what is there then stays for good and is not looked at again: 20 ms later on.
    """
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
    give_back_memory()


def give_back_memory() -> None:
    """Return what is free inside the heap, and the pages of fonts. Takes a few milliseconds."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
    _let_fonts_go(library)


def _let_fonts_go(library: ctypes.CDLL) -> None:
    """Hold no page of a font file until a new letter is drawn; the kernel keeps in its cache what it has room for.

    Each outline that is looked up maps the sixteen pages around it, so after one resident nearly all of three files of
    16 MB each is held, though what was drawn of them is kept by Qt. Clean pages of a file come back as they were.
    """
    if not hasattr(library, "madvise"):
        return
    library.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for begin, end in FONT_MAPPING.findall(Path("/proc/self/maps").read_bytes()):
        library.madvise(int(begin, 16), int(end, 16) - int(begin, 16), mmap.MADV_DONTNEED)
