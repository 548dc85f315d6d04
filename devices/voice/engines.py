"""The speech engines of the helper process (`worker`): text in, samples out. eSpeak NG is GPL-3, all of them are native
code: nobody but that process imports this.
"""

import array
import ctypes
import json
import struct
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

OUTPUT_SYNCHRONOUS = 2
CHUNK_MS = 60
CHARS_UTF8, PHONEMES_IN_BRACKETS = 0x1, 0x100
RATE, VOLUME = 1, 2
NORMAL_WPM = 175
NORMAL_VOLUME = 100
ONE_FILE, MOST_FILE_S, FILE_STEP_S = "pyttsx3-one-file", 20.0, 0.02
WAV_HEAD_BYTES = 44
VOICE = b"cmn"
_MISREAD = {
    **dict.fromkeys((0x5144, 0x51F6, 0x5308, 0x80F8, 0x6C79), "[[S;ong55]]"),
    **dict.fromkeys((0x96C4, 0x718A), "[[S;ong35]]"),
    **dict.fromkeys((0x7A77, 0x743C, 0x7A79, 0x8315, 0x909B, 0x86E9), "[[tS;hong35]]"),
    **dict.fromkeys((0x70AF, 0x7A98, 0x8FE5, 0x70C5, 0x56E7), "[[tS;ong214]]"),
    **dict.fromkeys((0x5770, 0x6243), "[[tS;ong55]]"),
}
"""兄凶匈胸汹 xiōng, 雄熊 xióng and so on: eSpeak NG 1.52 reads every syllable in -iong after x, q, j as English letters
(measured: 雄安 comes out as "ksong-two-an"), so these characters are given as phonemes."""
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def legible(text: str) -> str:
    """The text with phonemes for what the engine cannot read, and no other way into its phonemes."""
    return text.replace("[[", "[ [").translate(_MISREAD)


class Trace:
    """What the library writes about the phonemes it says, from now until it is taken."""

    def __init__(self, library: Any) -> None:
        self._library, self._libc = library, ctypes.CDLL(None)
        self._libc.tmpfile.restype = ctypes.c_void_p
        self._stream = ctypes.c_void_p(self._libc.tmpfile())
        library.espeak_SetPhonemeTrace(1, self._stream)

    def taken(self) -> bytes:
        self._library.espeak_SetPhonemeTrace(0, None)
        self._libc.rewind(self._stream)
        room = ctypes.create_string_buffer(1 << 16)
        length = self._libc.fread(room, ctypes.c_size_t(1), ctypes.c_size_t(len(room)), self._stream)
        self._libc.fclose(self._stream)
        return room.raw[:length]


Give = Callable[[bytes], bool]
"""Takes samples; false when nobody listens to this utterance any more, and the rest need not be made."""


class Synth(Protocol):
    """One engine. `say` blocks while it synthesises, and returns why it failed, or nothing."""

    name: bytes
    sample_rate_hz: int
    voice: bytes
    """Which of its voices, as far as the options do not tell."""
    phonemes: bytes
    """Of what it said last, where they were asked for and it tells them."""

    def say(self, order: dict[str, Any], give: Give) -> str: ...


class Espeak:
    """eSpeak NG 1.52, set to Mandarin; some hundred times faster than speech."""

    phonemes = b""

    def __init__(self, _options: dict[str, Any]) -> None:
        import espeakng_loader

        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data_path = str(espeakng_loader.get_data_path()).encode()
        self.sample_rate_hz: int = self._library.espeak_Initialize(OUTPUT_SYNCHRONOUS, CHUNK_MS, data_path, 0)
        if self.sample_rate_hz <= 0 or self._library.espeak_SetVoiceByName(VOICE) != 0:
            raise RuntimeError("eSpeak NG did not start with its Mandarin voice")
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.name = b"eSpeak NG " + self._library.espeak_Info(None)
        self.voice = VOICE
        self._give: Give = bool
        self._callback = CALLBACK(self._samples)  # kept, or it is collected while the library calls it
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, order: dict[str, Any], give: Give) -> str:
        self._give = give
        self._library.espeak_SetParameter(RATE, NORMAL_WPM * int(order["rate_percent"]) // 100, 0)
        self._library.espeak_SetParameter(VOLUME, NORMAL_VOLUME * int(order["volume_percent"]) // 100, 0)
        trace = Trace(self._library) if order.get("phonemes") else None
        text, flags = legible(str(order["text"])).encode(), CHARS_UTF8 | PHONEMES_IN_BRACKETS
        failed = self._library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, flags, None, None)
        self.phonemes = trace.taken() if trace is not None else b""
        return f"espeak_Synth: {failed}" if failed else ""

    def _samples(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0 and not self._give(ctypes.string_at(samples, count * 2)):
            return 1
        return 0


class Pyttsx3:
    """What the system speaks with, by pyttsx3: to a file, and never by its own playback, which cannot be stopped
    (reference: devices.md 6.1). A process for each file: in one that made a file before, 2.99 gave the next one the
    speed of the first, returned before it was written, or fell over its own callback (measured; a process costs 0.1 s).
    """

    phonemes = b""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        self._folder = tempfile.TemporaryDirectory(prefix="bianmin-voice-")
        self.sample_rate_hz, _ = self._made("1", NORMAL_WPM)
        self.name = f"pyttsx3 {options.get('voice', '')}".encode("ascii", "replace")
        self.voice = version("pyttsx3").encode()

    def say(self, order: dict[str, Any], give: Give) -> str:
        try:
            _, pcm = self._made(str(order["text"]), NORMAL_WPM * int(order["rate_percent"]) // 100)
        except (OSError, RuntimeError, subprocess.SubprocessError, wave.Error) as error:
            return f"pyttsx3: {error}"
        _give_loud(pcm, int(order["volume_percent"]), self.sample_rate_hz, give)
        return ""

    def _made(self, text: str, rate_wpm: int) -> tuple[int, bytes]:
        path = Path(self._folder.name) / "said.wav"
        path.unlink(missing_ok=True)
        order = json.dumps({**self._options, "text": text, "rate_wpm": rate_wpm, "path": str(path)})
        started_so = sys.orig_argv[: 1 - len(sys.argv)]  # as this process itself, without its arguments
        command = (*started_so, ONE_FILE, order)
        subprocess.run(command, check=True, timeout=MOST_FILE_S, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        with wave.open(str(path), "rb") as made:
            if (made.getnchannels(), made.getsampwidth()) != (1, 2):
                raise RuntimeError("no 16-bit mono")
            return made.getframerate(), made.readframes(made.getnframes())


def make_file(order: dict[str, Any]) -> None:
    """What one of these processes does.

    eSpeak's loop ends with the utterance. `runAndWait` orders that end before the utterance, and it takes back what
    eSpeak has not taken in by then: on a busy machine the speed, and a slow sentence was said at 200 words a minute.
    """
    import pyttsx3

    engine = pyttsx3.init(order.get("system") or None)
    if voice := order.get("voice"):
        engine.setProperty("voice", voice)
    engine.setProperty("rate", order["rate_wpm"])
    engine.save_to_file(order["text"], order["path"])
    (engine.startLoop if order.get("system", "espeak") == "espeak" else engine.runAndWait)()
    while not _is_whole(Path(order["path"])):  # it returns before the file is written, or in the middle of that
        time.sleep(FILE_STEP_S)


def _is_whole(path: Path) -> bool:
    """As many bytes as a WAV file's head says."""
    made = path.read_bytes() if path.exists() else b""
    return len(made) > WAV_HEAD_BYTES and len(made) >= struct.unpack("<I", made[4:8])[0] + 8


class Sherpa:
    """A neural voice from a model on this machine, by sherpa-onnx: VITS, as the paths of its parts say."""

    phonemes = b""

    def __init__(self, options: dict[str, Any]) -> None:
        import sherpa_onnx

        parts = {name: str(options.get(name, "")) for name in ("model", "lexicon", "tokens", "data_dir", "dict_dir")}
        model = sherpa_onnx.OfflineTtsModelConfig(
            vits=sherpa_onnx.OfflineTtsVitsModelConfig(**parts), num_threads=int(options.get("threads", 2))
        )
        config = sherpa_onnx.OfflineTtsConfig(model=model, rule_fsts=str(options.get("rule_fsts", "")))
        if not config.validate():
            raise RuntimeError("sherpa-onnx does not take this model")
        self._tts = sherpa_onnx.OfflineTts(config)
        self._speaker = int(options.get("speaker", 0))
        self.sample_rate_hz = int(self._tts.sample_rate)
        self.name = b"sherpa-onnx " + Path(parts["model"]).name.encode("ascii", "replace")
        self.voice = b" ".join(_state(Path(path)) for path in parts.values() if path)

    def say(self, order: dict[str, Any], give: Give) -> str:
        volume_percent, given = int(order["volume_percent"]), [0]

        def take(samples: Any, _progress: float) -> int:
            given[0] += len(samples)
            return 1 if _give_loud(_pcm(samples), volume_percent, self.sample_rate_hz, give) else 0

        speed = int(order["rate_percent"]) / 100
        made = self._tts.generate(str(order["text"]), sid=self._speaker, speed=speed, callback=take)
        return "" if given[0] or len(made.samples) == 0 else "sherpa-onnx gave no samples"


def _state(path: Path) -> bytes:
    """Another for every other file that may lie there; of a model's hundred megabytes nothing is read."""
    try:
        found = path.stat()
    except OSError:  # the library may have its own way to it
        return b"?"
    return f"{found.st_size}.{found.st_mtime_ns}".encode()


def _pcm(samples: Any) -> bytes:
    """Fractions of 1 as 16-bit samples."""
    return array.array("h", [max(-32768, min(32767, round(float(value) * 32767))) for value in samples]).tobytes()


def _give_loud(pcm: bytes, volume_percent: int, sample_rate_hz: int, give: Give) -> bool:
    """In pieces as long as eSpeak's, so that a newer order is noticed as soon."""
    step = sample_rate_hz * CHUNK_MS // 1000 * 2
    return all(give(louder(pcm[at : at + step], volume_percent)) for at in range(0, len(pcm), step))


def louder(pcm: bytes, volume_percent: int) -> bytes:
    """The same samples louder or quieter, at most as loud as there is."""
    if volume_percent == NORMAL_VOLUME:
        return pcm
    values = array.array("h", pcm)
    return array.array("h", [max(-32768, min(32767, v * volume_percent // 100)) for v in values]).tobytes()


SYNTHS: dict[str, Callable[[dict[str, Any]], Synth]] = {"espeak": Espeak, "pyttsx3": Pyttsx3, "sherpa": Sherpa}
