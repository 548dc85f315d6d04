"""The `kiosk` command: run the terminal, enrol it, help what is stuck, play the demo, run the platform.

Arguments are read before anything heavy is imported, so that `--help` answers at once.
"""

import argparse
import gc
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""Where `assets/` lies: the checkout, or the directory the package was installed into."""

QUEUE_ACTS = {
    "list": "what needs a person, and why",
    "retry": "let a message wait for the platform again",
    "hold": "keep a message back until it is retried",
    "export": "write everything pending to a file, sealed as it is",
    "audit": "check the record of what was done to the queue: exit code 1 if it was changed",
    "empty": "say whether nothing is here that is neither sent nor exported: exit code 1 if something is",
    "discard": "give up a message that an export holds, in the name of two people",
}


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command and return its exit code: 0 done, 1 fell short, 2 cannot or may not."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["platform"]:  # a program of its own, which reads all of its options itself
        return os.execv(sys.executable, [sys.executable, "-m", "kiosk.platform", *given[1:]])
    if given[:1] == ["catalogue"]:
        return _catalogue(given[1:])
    if given[:1] == ["update"]:
        from kiosk.app.update import update_command

        return update_command(given[1:], ROOT)
    options = _parser().parse_args(given)
    gc.disable()  # nothing imported before the first frame is garbage; afterwards kiosk.app.loop collects
    try:
        return _carried_out(options)
    finally:
        gc.enable()


def _catalogue(arguments: list[str]) -> int:
    if arguments[:1] and arguments[0] in ("new-key", "pack", "install"):
        from kiosk.app.catalogue import catalogue_command

        return catalogue_command(arguments)
    if arguments[:1] == ["preview"]:
        from kiosk.app.preview import preview_command

        return preview_command(arguments[1:], ROOT)
    from kiosk.catalogue.__main__ import main as catalogue

    return catalogue(arguments)


def _carried_out(options: argparse.Namespace) -> int:
    match options.command:
        case "doctor":
            from kiosk.app.doctor import doctor

            return doctor(options, ROOT)
        case "queue":
            from kiosk.app.queue import queue

            return queue(options, ROOT)
        case "verify-slip":
            from kiosk.app.verify import verify_slip

            return verify_slip(options, ROOT)
        case "prompts":
            from kiosk.app.prompts import prompts_command

            return prompts_command(options, ROOT)
        case "demo":
            refusal = _not_yet(options)
            if refusal:
                print(refusal, file=sys.stderr)  # noqa: T201 - a command line
                return 2
            from kiosk.app.demo.command import demo

            return demo(options, ROOT)
        case "gallery":
            from kiosk.app.gallery import gallery

            return gallery(options, ROOT)
        case "enrol" | "rotate-key" | "decommission":
            from kiosk.app.enrolment import identity_command

            return identity_command(options, ROOT)
        case _ if options.cued:
            from kiosk.app.start import run_cued

            return run_cued(options.config, ROOT)
        case _:
            from kiosk.app.keeper import run

            return run(options.config, ROOT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk", description="便民桥: the self-service terminal of a community centre"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run the terminal on real devices")
    run.add_argument("--config", type=Path, required=True, help="the terminal's TOML file")
    run.add_argument("--cued", action="store_true", help=argparse.SUPPRESS)  # by kiosk.app.keeper
    queue = commands.add_parser("queue", help="look at the queue, and help what is stuck in it")
    _add_queue_acts(queue)
    _add_verify(commands)
    _add_identity_commands(commands)
    commands.add_parser("catalogue", help="check, preview, publish and take in catalogues of service items")
    commands.add_parser("update", help="publish a version of the program, leave one for the next start, take it in")
    commands.add_parser("platform", help="run the reception platform; it reads its options itself")
    doctor = commands.add_parser("doctor", help="print every device, its state and what to do")
    doctor.add_argument("--config", type=Path, required=True, help="the terminal's TOML file")
    doctor.add_argument("--json", action="store_true", help="as JSON, for another program")
    rendered = commands.add_parser("prompts", help="render ahead what the voice always says in the same words")
    whose = rendered.add_mutually_exclusive_group(required=True)
    whose.add_argument("--config", type=Path, help="a terminal's TOML file: what is missing there, in its own voice")
    whose.add_argument("--to", type=Path, help="a folder: the program's own, in the voice it comes with")
    shown = commands.add_parser("gallery", help="every control in all its states and modes")
    shown.add_argument("--out", type=Path, help="leave a picture of each mode here instead of opening a window")
    demo = commands.add_parser("demo", help="the whole product with emulated hardware")
    demo.add_argument("--journey", help="a catalogue item's id, or 'progress': play it without a display")
    demo.add_argument("--desk", action="store_true", help="then keep the platform open, with people at its console")
    demo.add_argument("--out", type=Path, help="where the pictures and summary.json go (with --journey)")
    demo.add_argument("--offline", action="store_true", help="the platform is down until the resident has left")
    demo.add_argument("--size", choices=("1080x1920", "1920x1080"), default="1080x1920")
    demo.add_argument("--mode", choices=("standard", "elder", "high-contrast"), default="standard")
    demo.add_argument("--low-reach", action="store_true", help="everything to press below the middle, in any mode")
    demo.add_argument("--blind", action="store_true", help="with --journey: a resident who sees nothing")
    demo.add_argument("--aloud", action="store_true", help="with --blind: and has no headphones; others may hear it")
    demo.add_argument("--seed", type=int, default=1, help="chooses the person, where fingers land and how fast")
    demo.add_argument("--no-pacing", action="store_true", help="emulated devices answer at once")
    return parser


def _add_queue_acts(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    for name, what in QUEUE_ACTS.items():
        act = acts.add_parser(name, help=what)
        act.add_argument("--config", type=Path, required=True, help="the terminal's TOML file")
        if name in ("retry", "hold", "discard"):
            act.add_argument("message_id")
        if name == "export":
            act.add_argument("--to", type=Path, required=True, help="the file, for instance on a stick")
        if name == "discard":
            act.add_argument("--by", action="append", default=[], help="a staff number; give it twice")


def _add_verify(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = commands.add_parser(
        "verify-slip", help="say whether a slip is true: exit code 0 if it is, 1 if not proven"
    )
    verify.add_argument("code", help="what the slip's QR code holds")
    source = verify.add_mutually_exclusive_group(required=True)
    source.add_argument("--keys", type=Path, help="the published keys, as saved from the platform's /v1/slip-keys")
    source.add_argument("--platform", metavar="URL", help="the platform to ask for them, by https or on this machine")
    verify.add_argument("--ca-file", type=Path, help="the authority to believe, if it is a private one")
    verify.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")


def _add_identity_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    enrol = commands.add_parser("enrol", help="make this machine a terminal of the platform, with a one-time code")
    enrol.add_argument("--code", required=True, help="8 characters, as staff were shown them")
    enrol.add_argument("--no-wait", dest="wait", action="store_false", help="do not wait for the confirmation")
    rotate = commands.add_parser("rotate-key", help="put another signing key in the place of the present one")
    decommission = commands.add_parser("decommission", help="destroy this machine's identity, if nothing waits")
    for command in (enrol, rotate, decommission):
        command.add_argument("--config", type=Path, required=True, help="the terminal's TOML file")


def _not_yet(options: argparse.Namespace) -> str:
    if options.low_reach and options.size == "1920x1080":
        return "--low-reach goes with an upright panel: lying, all of it is within reach"
    return ""


if __name__ == "__main__":
    sys.exit(main())
