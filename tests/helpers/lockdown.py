"""What the packaged configuration closes, judged in its files: units, kernel, consoles, X, modules, USB. Pure but for
systemd-analyze.

A finding is a sentence. `findings(packaging)` reads a tree like packaging/, so that one with a hole can be judged too.
"""

import configparser
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KIOSK = "bianmin-kiosk.service"
MOST_EXPOSURE = 1.8
"""What it is; it has to be at most 2.0, and a fence that is lost shows."""
MASKED = ("ctrl-alt-del.target", "getty@tty1.service", "autovt@.service", "debug-shell.service")
KERNEL = {
    "kernel.sysrq": "0", "kernel.core_pattern": "|/bin/false", "fs.suid_dumpable": "0", "kernel.yama.ptrace_scope": "3",
    "kernel.dmesg_restrict": "1", "kernel.kptr_restrict": "2", "kernel.unprivileged_bpf_disabled": "1",
}  # fmt: skip
SYSTEMD = {
    ("system.conf.d", "Manager", "CtrlAltDelBurstAction"): "none",
    ("system.conf.d", "Manager", "DumpCore"): "no",
    ("logind.conf.d", "Login", "NAutoVTs"): "0",
    ("logind.conf.d", "Login", "ReserveVT"): "0",
    ("logind.conf.d", "Login", "HandlePowerKey"): "ignore",
    ("logind.conf.d", "Login", "HandleRebootKey"): "ignore",
    ("coredump.conf.d", "Coredump", "Storage"): "none",
    ("coredump.conf.d", "Coredump", "ProcessSizeMax"): "0",
}
X_OPTIONS = {"DontVTSwitch": "true", "DontZap": "true"}
MODULES = ("usb-storage", "uas", "firewire-ohci")
FROM_OUTSIDE: dict[str, tuple[frozenset[str], bool]] = {
    "a stick": (frozenset({"08:06:50"}), False),
    "a disk with UAS": (frozenset({"08:06:62", "08:06:50"}), False),
    "a keyboard": (frozenset({"03:01:01"}), False),
    "a printer that is a keyboard too": (frozenset({"07:01:02", "03:01:01"}), False),
    "a camera with a stick in it": (frozenset({"0e:01:00", "0e:02:00", "08:06:50"}), False),
    "a hub that types": (frozenset({"09:00:00", "03:01:01"}), False),
    "a network card": (frozenset({"02:06:00", "0a:00:00"}), False),
    "a receipt printer": (frozenset({"07:01:02"}), True),
    "a document camera": (frozenset({"0e:01:00", "0e:02:00"}), True),
    "a smart-card reader": (frozenset({"0b:00:00"}), True),
    "a touch panel": (frozenset({"03:00:00"}), True),
    "a hub": (frozenset({"09:00:00"}), True),
}
"""By the classes of its interfaces, and whether it may be plugged in."""


def findings(packaging: Path) -> list[str]:
    """Every way out that is not closed, and every mistake in a unit."""
    etc = packaging / "lockdown/root/etc"
    return [
        *_units(packaging / "systemd"),
        *_kernel(etc),
        *_systemd(etc),
        *_masks(etc),
        *_x(etc),
        *_modules(etc),
        *_usb(etc),
    ]


def exposure_of(unit: Path) -> float:
    """systemd's own judgement of a unit, 0 … 10 (systemd-analyze(1), `security`)."""
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)],
        check=False, capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
    return float(found.group(1)) if found else 10.0


def _units(folder: Path) -> Iterator[str]:
    exposure = exposure_of(folder / KIOSK)
    if exposure > MOST_EXPOSURE:
        yield f"{KIOSK} is exposed by {exposure}, more than {MOST_EXPOSURE}"
    units = sorted(str(unit) for unit in folder.glob("*.service"))
    said = subprocess.run(["systemd-analyze", "verify", *units], check=False, capture_output=True, text=True).stderr
    yield from (line for line in said.splitlines() if "is not executable: No such file" not in line)
    for unit in folder.glob("bianmin-display-*.service"):
        if not re.search(
            r"^ExecStart=/usr/bin/cage -d --|^ExecStart=\S*Xorg .*-novtswitch", unit.read_text(), re.MULTILINE
        ):
            yield f"{unit.name} lets another console come in front"


def _kernel(etc: Path) -> Iterator[str]:
    told: dict[str, str] = {}
    for path in sorted(etc.glob("sysctl.d/*.conf")):
        lines = (line.partition("=") for line in path.read_text().splitlines() if not line.startswith("#"))
        told |= {name.strip(): value.strip() for name, _, value in lines}
    yield from (f"the kernel's {name} is not {value}" for name, value in KERNEL.items() if told.get(name) != value)


def _systemd(etc: Path) -> Iterator[str]:
    for (folder, section, key), value in SYSTEMD.items():
        told = configparser.ConfigParser(strict=False, interpolation=None)
        told.optionxform = str  # type: ignore[assignment,method-assign] # systemd's keys have capitals
        told.read(sorted((etc / "systemd" / folder).glob("*.conf")))
        if told.get(section, key, fallback=None) != value:
            yield f"systemd's {key} is not {value}"


def _masks(etc: Path) -> Iterator[str]:
    for unit in MASKED:
        path = etc / "systemd/system" / unit
        if not (path.is_symlink() and str(path.readlink()) == "/dev/null"):
            yield f"{unit} can be started"


def _x(etc: Path) -> Iterator[str]:
    text = "".join(path.read_text() for path in sorted(etc.glob("X11/xorg.conf.d/*.conf")))
    options = dict(re.findall(r'^\s*Option "(\w+)" "(\w+)"', text, re.MULTILINE))
    yield from (f"X's {name} is not {value}" for name, value in X_OPTIONS.items() if options.get(name) != value)
    if not re.search(
        r'Section "InputClass"(?:(?!EndSection).)*MatchIsKeyboard "on"(?:(?!EndSection).)*Option "Ignore" "on"',
        text,
        re.DOTALL,
    ):
        yield "X listens to a keyboard that somebody plugs in"


def _modules(etc: Path) -> Iterator[str]:
    lines = {line.strip() for path in etc.glob("modprobe.d/*.conf") for line in path.read_text().splitlines()}
    yield from (f"{module} can be loaded" for module in MODULES if f"install {module} /bin/false" not in lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """One of USBGuard's (its rule language, `with-interface`)."""

    target: str
    operator: str
    interfaces: tuple[str, ...]

    def matches(self, device: frozenset[str]) -> bool:
        if self.operator == "one-of":
            return any(_is_of(each, named) for each in device for named in self.interfaces)
        return len(device) == len(self.interfaces) and all(
            any(_is_of(each, named) for named in self.interfaces) for each in device
        )


def is_let_in(rules: list[Rule], device: frozenset[str]) -> bool:
    """The first rule that matches counts; what none names is blocked (ImplicitPolicyTarget)."""
    return next((rule.target == "allow" for rule in rules if rule.matches(device)), False)


def _usb(etc: Path) -> Iterator[str]:
    text = "\n".join(path.read_text() for path in sorted(etc.glob("usbguard/rules.d/*.conf")))
    rules = [
        Rule(target, operator, tuple(interfaces.split()))
        for target, operator, interfaces in re.findall(
            r"^(allow|reject|block) with-interface (one-of|equals) \{ ([0-9a-f:* ]+) \}$", text, re.MULTILINE
        )
    ]
    written = [line for line in text.splitlines() if line and not line.startswith("#")]
    if len(rules) != len(written):
        yield "a rule of USBGuard's is none that is understood here"
    for name, (interfaces, may) in FROM_OUTSIDE.items():
        if is_let_in(rules, interfaces) is not may:
            yield f"{name} is {'kept out' if may else 'let in'}"


def _is_of(interface: str, named: str) -> bool:
    return all(
        part in (wanted, "*") or wanted == "*"
        for part, wanted in zip(interface.split(":"), named.split(":"), strict=True)
    )
