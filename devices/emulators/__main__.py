"""`python -m devices.emulators --dir DIR [--no-pacing] [--usb-camera] [--chip-cards DIR]`: all machines in one process.

The first line of output is JSON: `control` (address for `ControlClient` and the command line) and `devices` (role →
driver and options, as a terminal's configuration wants them). Runs until it gets SIGTERM or SIGINT.

`python -m devices.emulators --control ADDRESS NAME [key=value …]` puts a hand on machines that run already.
"""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from devices.emulators.control import ControlClient, ControlError, ControlServer, Hands
from devices.emulators.machines import Machines
from devices.emulators.pcscd import PrivatePcscd, cause_without_pcscd
from devices.emulators.vpcd import ChipReaders


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m devices.emulators", description=__doc__)
    parser.add_argument("--dir", type=Path, help="folder for the reader's port and what is printed")
    parser.add_argument("--no-pacing", action="store_true", help="answer, print and speak at once")
    parser.add_argument("--usb-camera", action="store_true", help="the camera is one on USB, not on the network")
    parser.add_argument(
        "--chip-cards",
        type=Path,
        metavar="DIR",
        help="chip cards as well, where this machine can; folder of their service",
    )
    parser.add_argument("--control", metavar="ADDRESS", help="give one order to running machines")
    parser.add_argument("order", nargs="*", help="name, then key=value (values as JSON, or plain text)")
    options = parser.parse_args()
    if options.control:
        return asyncio.run(_order(options.control, options.order or ["help"]))
    if options.dir is None:
        parser.error("--dir is missing")
    chips_folder = None if options.chip_cards is None else options.chip_cards.resolve()
    asyncio.run(_run(options.dir.resolve(), not options.no_pacing, options.usb_camera, chips_folder))
    return 0


async def _run(folder: Path, pacing: bool, usb_camera: bool, chips_folder: Path | None) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    chips = None if chips_folder is None else await _chip_cards(chips_folder)
    machines = Machines(folder, pacing, chips, usb_camera=usb_camera)
    await machines.start()
    server = ControlServer(Hands(machines))
    address = await server.start()
    sys.stdout.write(json.dumps({"control": address, "devices": machines.connections()}) + "\n")
    sys.stdout.flush()
    await ended.wait()
    await server.close()
    await machines.close()


async def _chip_cards(folder: Path) -> ChipReaders | None:
    """Their service, started; None where this machine cannot run it, which keeps nothing else from running."""
    cause = cause_without_pcscd()
    readers = ChipReaders(PrivatePcscd(folder))
    if not cause:
        try:
            await readers.start()
            return readers
        except (OSError, RuntimeError, TimeoutError) as error:
            await readers.close()
            cause = str(error)
    sys.stderr.write(f"no chip cards: {cause}\n")
    return None


async def _order(address: str, words: list[str]) -> int:
    try:
        client = await ControlClient.connect(address)
    except (OSError, ValueError, OverflowError) as error:  # the last two: no address, no port
        sys.stderr.write(f"no machines at {address}: {error}\n")
        return 1
    try:
        told = await client.do(words[0], **dict(_parameter(word) for word in words[1:]))
    except ControlError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        await client.close()
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0


def _parameter(word: str) -> tuple[str, Any]:
    key, _, value = word.partition("=")
    try:
        return key, json.loads(value, parse_float=str)  # no order takes a fraction; a card's "2.00" is a text
    except ValueError:
        return key, value


if __name__ == "__main__":
    sys.exit(main())
