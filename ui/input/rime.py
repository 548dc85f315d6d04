"""Pinyin by librime (Debian's librime1, BSD-3), bound with ctypes; tables made by packaging/dev/rime.

Nothing is written: the schemas have no user dictionary, the tables are prebuilt and staging folder at once, the user
folder does not exist and no maintenance runs. Words live until `reset`.

The functions are librime 1.8's direct exports. Order at the end matters: session, finalize; without finalize the
process dies of a segmentation fault when it leaves.
"""

import atexit
import ctypes
import functools
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path

from ui.input.engine import BACKSPACE, Composition, EngineFailedError, InputEngine, Layout, NoEngine
from ui.input.sentences import SentenceEngine

LIBRARY = "librime.so.1"
TABLES = Path(__file__).resolve().parents[2] / "build/rime"
SCHEMAS = {Layout.PINYIN: b"kiosk", Layout.NINE_KEY: b"kiosk_t9"}
KEY_BACKSPACE, KEY_PAGE_UP, KEY_PAGE_DOWN = 0xFF08, 0xFF55, 0xFF56
KEY_DOWN, KEY_SPACE = 0xFF54, 0x20
FATAL = 3
NO_USER_FOLDER = "/nonexistent/rime"


class _Traits(Structure):
    _fields_ = (
        ("data_size", c_int),
        ("shared_data_dir", c_char_p),
        ("user_data_dir", c_char_p),
        ("distribution_name", c_char_p),
        ("distribution_code_name", c_char_p),
        ("distribution_version", c_char_p),
        ("app_name", c_char_p),
        ("modules", POINTER(c_char_p)),
        ("min_log_level", c_int),
        ("log_dir", c_char_p),
        ("prebuilt_data_dir", c_char_p),
        ("staging_dir", c_char_p),
    )


class _Composition(Structure):
    _fields_ = (
        ("length", c_int),
        ("cursor_pos", c_int),
        ("sel_start", c_int),
        ("sel_end", c_int),
        ("preedit", c_char_p),
    )


class _Candidate(Structure):
    _fields_ = (("text", c_char_p), ("comment", c_char_p), ("reserved", c_void_p))


class _Menu(Structure):
    _fields_ = (
        ("page_size", c_int),
        ("page_no", c_int),
        ("is_last_page", c_int),
        ("highlighted_candidate_index", c_int),
        ("num_candidates", c_int),
        ("candidates", POINTER(_Candidate)),
        ("select_keys", c_char_p),
    )


class _Context(Structure):
    _fields_ = (
        ("data_size", c_int),
        ("composition", _Composition),
        ("menu", _Menu),
        ("commit_text_preview", c_char_p),
        ("select_labels", POINTER(c_char_p)),
    )


class _Commit(Structure):
    _fields_ = (("data_size", c_int), ("text", c_char_p))


def open_engine(tables: Path = TABLES) -> InputEngine:
    """librime with these tables, or an engine that says why there is none. One library serves a whole process."""
    if not _is_whole(tables):
        return NoEngine(f"no whole Pinyin tables in {tables}: run packaging/dev/rime")
    try:
        return SentenceEngine(RimeEngine(_started(tables)), tables)
    except OSError:
        return NoEngine(f"{LIBRARY} is missing: install librime1")
    except EngineFailedError as error:
        return NoEngine(str(error))


def _is_whole(tables: Path) -> bool:
    """Every file is there in its size; librime takes the process with it when one is cut short."""
    try:
        sizes = [line.split("\t") for line in (tables / "sizes").read_text().splitlines()]
        return bool(sizes) and all((tables / name).stat().st_size == int(size) for name, size in sizes)
    except OSError:
        return False


@functools.cache
def _started(tables: Path) -> ctypes.CDLL:
    """The library, set up once a process: a second set-up aborts in its logger. Raises OSError when it is missing."""
    library = ctypes.CDLL(LIBRARY)
    _declare(library)
    folder = str(tables).encode()
    traits = _Traits(
        shared_data_dir=folder,
        user_data_dir=NO_USER_FOLDER.encode(),
        app_name=b"rime.kiosk",
        min_log_level=FATAL,
        log_dir=b"",
        prebuilt_data_dir=folder,
        staging_dir=folder,
    )
    traits.data_size = ctypes.sizeof(_Traits) - ctypes.sizeof(c_int)
    library.RimeSetup(byref(traits))
    library.RimeInitialize(byref(traits))
    atexit.register(library.RimeFinalize)
    return library


class RimeEngine:
    """One librime session. Main thread."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._rime = library
        self._layout = Layout.PINYIN
        self._session = 0
        self.reset()

    @property
    def name(self) -> str:
        return "librime"

    @property
    def problem(self) -> str:
        return ""

    def select(self, layout: Layout) -> None:
        self._layout = layout
        self.reset()

    def type_key(self, key: str) -> Composition:
        self._rime.RimeProcessKey(self._session, KEY_BACKSPACE if key == BACKSPACE else ord(key), 0)
        return self._composition()

    def choose(self, index: int) -> Composition:
        # the selector takes the digits as places of the page, unless digits are what is typed; the arrow keys do both
        now = self._context()
        for _ in range(index - now.menu.highlighted_candidate_index):
            self._rime.RimeProcessKey(self._session, KEY_DOWN, 0)
        self._free(now)
        self._rime.RimeProcessKey(self._session, KEY_SPACE, 0)
        return self._composition()

    def turn_page(self, forward: bool) -> Composition:
        self._rime.RimeProcessKey(self._session, KEY_PAGE_DOWN if forward else KEY_PAGE_UP, 0)
        return self._composition()

    def reset(self) -> None:
        """A new session: librime keeps what was typed only in the old one."""
        if self._session:
            self._rime.RimeDestroySession(self._session)
        self._session = self._rime.RimeCreateSession()
        if not self._session or not self._rime.RimeSelectSchema(self._session, SCHEMAS[self._layout]):
            raise EngineFailedError("librime gives no session with these tables: run packaging/dev/rime")

    def close(self) -> None:
        if self._session:
            self._rime.RimeDestroySession(self._session)
            self._session = 0

    # ── what librime says ──────────────────────────────────────────────────────────────────────────────────────────

    def _composition(self) -> Composition:
        committed = self._committed()
        context = self._context()
        menu = context.menu
        words = tuple(menu.candidates[n].text.decode() for n in range(menu.num_candidates))
        composed = context.composition
        raw = (composed.preedit or b"") if composed.length else b""
        chosen, preedit = raw[: composed.sel_start].decode(), raw.decode()
        if self._layout is Layout.NINE_KEY and words:
            preedit = chosen + words[0]  # digits would say nothing to whoever types; this is what 填好了 takes
        made = Composition(
            preedit=preedit,
            chosen=chosen,
            waiting=raw[composed.sel_start :].decode() if composed.length else "",
            candidates=words,
            has_next_page=menu.num_candidates > 0 and not menu.is_last_page,
            has_previous_page=menu.page_no > 0,
            committed=committed,
        )
        self._free(context)
        return made

    def _context(self) -> _Context:
        context = _Context()
        context.data_size = ctypes.sizeof(_Context) - ctypes.sizeof(c_int)
        if not self._rime.RimeGetContext(self._session, byref(context)):
            raise EngineFailedError("librime has lost its session")
        return context

    def _free(self, context: _Context) -> None:
        self._rime.RimeFreeContext(byref(context))

    def _committed(self) -> str:
        commit = _Commit()
        commit.data_size = ctypes.sizeof(_Commit) - ctypes.sizeof(c_int)
        if not self._rime.RimeGetCommit(self._session, byref(commit)):
            return ""
        text = (commit.text or b"").decode()
        self._rime.RimeFreeCommit(byref(commit))
        return text


def _declare(library: ctypes.CDLL) -> None:
    """The types of rime_api.h; a session id is as wide as a pointer."""
    session = c_size_t
    for name, result, arguments in (
        ("RimeSetup", None, [c_void_p]),
        ("RimeInitialize", None, [c_void_p]),
        ("RimeFinalize", None, []),
        ("RimeCreateSession", session, []),
        ("RimeDestroySession", c_int, [session]),
        ("RimeSelectSchema", c_int, [session, c_char_p]),
        ("RimeProcessKey", c_int, [session, c_int, c_int]),
        ("RimeGetContext", c_int, [session, c_void_p]),
        ("RimeFreeContext", c_int, [c_void_p]),
        ("RimeGetCommit", c_int, [session, c_void_p]),
        ("RimeFreeCommit", c_int, [c_void_p]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
