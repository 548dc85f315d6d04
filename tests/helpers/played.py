"""Playing the demo's journeys from outside, and holding the folder they leave against what they promise."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import zxingcpp
from PIL import Image

from kiosk.texts import Texts
from kiosk.wire import SlipKeys, TrueSlip, decode, judge_slip

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "kiosk" / "app" / "demo" / "summary.schema.json").read_text())
CARD_LEFT = Texts.load(ROOT / "assets" / "i18n", "zh_CN")("say.card_left")

PROMISED_OUTCOME = {"online": "completed", "offline": "saved_offline"}
PROMISED_STATE = {"old-age-allowance": "received", "progress": "closed"}
LEAST_SCREENS = {"old-age-allowance": 9, "progress": 15}


@dataclass(frozen=True, slots=True)
class Take:
    """One way to play: which journey, in which circumstances."""

    journey: str
    offline: bool = False
    size: str = "1080x1920"
    mode: str = "standard"
    low_reach: bool = False
    seed: int = 1

    @property
    def name(self) -> str:
        """A folder's name for it."""
        mode = f"{self.mode}-low" if self.low_reach else self.mode
        return "-".join((self.journey, "offline" if self.offline else "online", self.size, mode, str(self.seed)))


def play(take: Take, out: Path, pacing: bool, timeout_s: float = 240) -> tuple[int, str]:
    """Play it in a process of its own; its exit code and what it printed."""
    command = [sys.executable, "-m", "kiosk", "demo", "--journey", take.journey, "--out", str(out)]
    command += ["--size", take.size, "--mode", take.mode, "--seed", str(take.seed)]
    command += ["--offline"] if take.offline else []
    command += ["--low-reach"] if take.low_reach else []
    command += [] if pacing else ["--no-pacing"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout_s, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def summary_of(out: Path) -> dict[str, Any]:
    """The summary a journey left; empty if it left none."""
    path = out / "summary.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def broken_promises(take: Take, out: Path) -> list[str]:
    """Everything in a played folder that is not as the journey promises."""
    summary = summary_of(out)
    if not summary:
        return ["no summary was written"]
    broken = [f"summary: {error.message}" for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(summary)]
    broken += [f"problem: {problem}" for problem in summary.get("problems", [])]
    if any(key not in summary for key in SCHEMA["$defs"]["Summary"]["properties"]):
        return broken
    expected = {
        "journey": take.journey,
        "mode": take.mode,
        "low_reach": take.low_reach,
        "size": take.size,
        "outcome": PROMISED_OUTCOME["offline" if take.offline else "online"],
        "platform_status": PROMISED_STATE[take.journey],
        "printed": "printed",
    }
    broken += [f"{key} is {summary[key]!r}, not {value!r}" for key, value in expected.items() if summary[key] != value]
    broken += _broken_screens(take, out, summary)
    broken += _broken_slip(take, out, summary)
    if take.mode != "standard" and not summary["spoken"]:
        broken.append(f"nothing was spoken in {take.mode} mode")
    if any(CARD_LEFT in said for said in summary["spoken"]):
        broken.append("a card was called forgotten that everybody had taken")
    return broken


def _broken_screens(take: Take, out: Path, summary: dict[str, Any]) -> list[str]:
    broken = []
    if len(summary["screens"]) < LEAST_SCREENS[take.journey]:
        broken.append(f"only {len(summary['screens'])} screens")
    for name in summary["screens"]:
        with Image.open(out / "screens" / name) as picture:
            if f"{picture.width}x{picture.height}" != take.size:
                broken.append(f"{name} is {picture.width}x{picture.height}")
            if len(picture.convert("RGB").getcolors(1 << 24) or []) < 20:
                broken.append(f"{name} is empty")
    return broken


def _broken_slip(take: Take, out: Path, summary: dict[str, Any]) -> list[str]:
    """The code on the paper, read by an independent reader, is true and the case's; offline the slip says so."""
    if not (out / "receipt.png").exists():
        return ["no receipt.png"]
    with Image.open(out / "receipt.png") as paper:
        codes = [code.text for code in zxingcpp.read_barcodes(paper.convert("L"))]
    text = (out / "receipt.txt").read_text()
    published = decode((out / "slip-keys.json").read_bytes(), SlipKeys)
    slips = [judge_slip(code, published) for code in codes]
    numbers = [slip.claim.number for slip in slips if isinstance(slip, TrueSlip)]
    broken = [] if summary["receipt_number"] in numbers else [f"the slip's codes are {codes}, true are {numbers}"]
    if summary["receipt_number"] not in text:
        broken.append("the slip's text does not name the case")
    said_unsent = "未上报" in text
    if said_unsent != take.offline:
        broken.append("the slip does not tell the truth about the delivery")
    if "受理" in text:
        broken.append("the slip says 受理, which only the authorised body may")
    return broken
