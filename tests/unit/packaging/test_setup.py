"""The set-up's shell functions on machines that are not like this one: no apt, no root, apt that fails."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = (
    "bash", "awk", "cat", "chmod", "cut", "dirname", "env", "grep", "head", "mkdir", "readlink", "rm", "sed", "sh",
    "sha256sum", "tail",
)  # fmt: skip


class Machine:
    """A copy of packaging/lib under a PATH that holds a few tools and what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        (self.checkout / "packaging").mkdir(parents=True)
        shutil.copytree(ROOT / "packaging/lib", self.checkout / "packaging/lib")
        (self.checkout / "packaging/apt").mkdir()
        for name in ("uv.lock", "pyproject.toml"):
            (self.checkout / name).write_text("one\n")
        self.bin.mkdir()
        self.calls.touch()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.bin / tool).symlink_to(found)
        self.command("python3", 'exec "$REAL_PYTHON" "$@"')

    def command(self, name: str, script: str) -> None:
        """Puts a command on the PATH that notes its call and runs the script."""
        path = self.bin / name
        path.write_text(f'#!{self.bin}/bash\necho "{name} $*" >>{self.calls}\n{script}\n')
        path.chmod(0o755)

    def apt_list(self, name: str, text: str) -> None:
        (self.checkout / "packaging/apt" / name).write_text(text)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / "bash", "-c", f"set -euo pipefail; source {self.checkout}/packaging/lib/setup.sh; {script}"],
            env={"PATH": str(self.bin), "REAL_PYTHON": os.path.realpath("/proc/self/exe"), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self, name: str) -> list[str]:
        return [call for call in self.calls.read_text().splitlines() if call.startswith(f"{name} ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.apt_list("run", "# a comment\nlibc6  lib:libc.so.6   # there\nabsent1  lib:libabsent.so.7  # not there\n")
    return made


PROVIDE = "choose_python; provide_packages run; echo went on"


def test_without_apt_the_missing_things_are_named_and_the_way_on(machine: Machine) -> None:
    done = machine.run(PROVIDE)
    assert done.returncode == 2
    assert "This system has no apt." in done.stderr
    assert "absent1                      lib:libabsent.so.7" in done.stderr
    assert "libc6" not in done.stderr
    assert "KIOSK_WITHOUT_APT=1" in done.stderr


def test_the_user_may_go_on_without_them(machine: Machine) -> None:
    done = machine.run(PROVIDE, KIOSK_WITHOUT_APT="1")
    assert done.returncode == 0
    assert "went on" in done.stdout


def test_without_apt_a_machine_that_has_everything_goes_on_in_silence(machine: Machine) -> None:
    machine.apt_list("run", "libc6  lib:libc.so.6\n")
    done = machine.run(PROVIDE)
    assert (done.stdout, done.stderr, done.returncode) == ("went on\n", "", 0)


def test_as_root_only_the_missing_packages_are_installed(machine: Machine) -> None:
    machine.command("dpkg-query", 'echo "installed has1"; echo "config-files purged1"; exit 1')
    machine.command("id", "echo 0")
    machine.command("apt-get", "")
    machine.apt_list("run", "has1 lib:libabsent.so.1\npurged1 lib:libabsent.so.2\nabsent1 lib:libabsent.so.7\n")
    assert machine.run(PROVIDE).returncode == 0
    assert machine.called("apt-get") == [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends purged1 absent1",
    ]


def test_what_dpkg_has_costs_no_further_question(machine: Machine) -> None:
    machine.command("dpkg-query", 'echo "installed libc6"; echo "installed absent1"')
    machine.command("apt-get", "")
    assert machine.run(PROVIDE).returncode == 0
    assert machine.called("apt-get") == []
    assert not any("probe.py" in call for call in machine.called("python3"))


def test_a_failing_apt_is_reported_with_the_list(machine: Machine) -> None:
    machine.command("id", "echo 0")
    machine.command("apt-get", '[ "$1" != install ]')
    done = machine.run(PROVIDE)
    assert done.returncode == 2
    assert "apt could not install the packages" in done.stderr


def test_without_root_and_a_terminal_sudo_is_never_waited_for(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    machine.command("apt-get", "")
    machine.command("sudo", "exit 1")
    done = machine.run(PROVIDE)
    assert done.returncode == 2
    assert "needs root" in done.stderr
    assert machine.called("sudo") == ["sudo -n true"]
    assert machine.called("apt-get") == []


def test_sudo_that_asks_nothing_installs(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    machine.command("apt-get", "")
    machine.command("sudo", '[ "$1" = -n ] || exec "$@"')
    assert machine.run(PROVIDE).returncode == 0
    assert machine.called("apt-get")[-1] == "apt-get install -q -y --no-install-recommends absent1"


def test_an_unfit_python_is_refused_in_plain_words(machine: Machine) -> None:
    machine.command("python3", "exit 1")
    done = machine.run("choose_python")
    assert done.returncode == 2
    assert "No Python 3.11, 3.12 or 3.13 was found." in done.stderr


STAMP = """
choose_python
site=$venv/lib/python3/site-packages

provide_uv() { :; }
provide_packages() { :; }
provide_venv() {
  echo "uv for $1"
  mkdir -p "$venv/bin" "$site/one-1.0.dist-info"
  [ "$1" != all ] || mkdir -p "$site/two-1.0.dist-info"
  printf '#!/bin/sh\n' >"$venv_python"
  chmod +x "$venv_python"
}
"""


def set_ups(machine: Machine, script: str) -> list[str]:
    """Which options uv was asked for."""
    done = machine.run(STAMP + script)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.removesuffix("\n").split("\n")


def test_a_second_start_asks_uv_for_nothing(machine: Machine) -> None:
    assert set_ups(machine, "set_up demo run; set_up demo run") == ["uv for demo"]


def test_what_was_set_up_for_one_purpose_stays_for_it_when_another_follows(machine: Machine) -> None:
    assert set_ups(machine, "set_up demo; set_up all; set_up demo; set_up all") == ["uv for demo", "uv for all"]


def test_a_changed_lock_undoes_every_stamp(machine: Machine) -> None:
    script = 'set_up demo; set_up all; echo two >"$root/uv.lock"; set_up all; set_up demo'
    assert set_ups(machine, script) == ["uv for demo", "uv for all", "uv for all", "uv for demo"]


def test_a_new_venv_is_not_taken_for_what_the_old_one_held(machine: Machine) -> None:
    """`rm -rf .venv; packaging/demo --setup-only; packaging/campaign …` ended in ModuleNotFoundError."""
    script = 'set_up all; rm -rf "$venv"; set_up demo; set_up all'
    assert set_ups(machine, script) == ["uv for all", "uv for demo", "uv for all"]


def test_a_package_taken_away_by_hand_is_put_back_for_every_purpose(machine: Machine) -> None:
    script = 'set_up demo; set_up all; rm -r "$site/two-1.0.dist-info"; set_up demo; set_up all; set_up demo'
    assert set_ups(machine, script) == ["uv for demo", "uv for all", "uv for demo", "uv for all"]


def test_compiled_modules_are_no_packages(machine: Machine) -> None:
    assert set_ups(machine, 'set_up demo; mkdir "$site/__pycache__"; set_up demo') == ["uv for demo"]


def test_the_set_up_leaves_the_command_kiosk(machine: Machine, tmp_path: Path) -> None:
    """There was none, although README and example.toml tell of `kiosk run`."""
    venv = machine.checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    (machine.checkout / "kiosk").mkdir()
    (machine.checkout / "kiosk/__main__.py").write_text("import sys\nprint(__file__, *sys.argv[1:])\n")
    assert machine.run("provide_launcher").returncode == 0

    (tmp_path / "kiosk").symlink_to(venv / "bin/kiosk")
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # the gate's names this checkout
    for command in (venv / "bin/kiosk", tmp_path / "kiosk"):
        done = subprocess.run(
            [command, "run", "a b"], cwd=tmp_path, env=bare, capture_output=True, text=True, check=True
        )
        assert done.stdout == f"{machine.checkout}/kiosk/__main__.py run a b\n"


@pytest.mark.parametrize("script", ["demo", "test", "campaign"])
def test_help_needs_no_set_up(script: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run(
        [tmp_path / "packaging" / script, "--help"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0
    assert f"packaging/{script}" in done.stdout
    assert not (tmp_path / "build").exists()


def test_naming_the_campaigns_installs_nothing(tmp_path: Path) -> None:
    """--list set everything up, packages of every campaign included, only to print a few lines."""
    without_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "packaging", tmp_path / "packaging", ignore=without_caches)
    shutil.copytree(ROOT / "tests/campaigns", tmp_path / "tests/campaigns", ignore=without_caches)
    done = subprocess.run(
        [tmp_path / "packaging/campaign", "--list"],
        env={"PATH": os.environ["PATH"], "KIOSK_PYTHON": f"{sys.base_prefix}/bin/python3"},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "journeys  " in done.stdout
    assert not (tmp_path / "build").exists()
    assert not (tmp_path / ".venv").exists()


def test_every_script_is_executable_and_parses() -> None:
    for name in ("packaging/demo", "packaging/test", "packaging/campaign", "packaging/dev/check", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK), name
        subprocess.run(["bash", "-n", ROOT / name], check=True)
