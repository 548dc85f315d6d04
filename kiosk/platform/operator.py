"""`kiosk platform terminal …`: what an operator does to the fleet, through the staff API, in plain words.

add ─► a one-time code      confirm ─► the fingerprint is right, it may file      revoke ─► out of service, for good
list ─► every terminal, and what about it needs a person
import ─► what lies in an export of a terminal's queue, taken as if the terminal had sent it; again does no harm
"""

import argparse
import asyncio
import os
from argparse import Namespace
from pathlib import Path
from urllib.parse import quote, urlencode

from kiosk.platform.adapters.staff import BadAddressError, NotDone, Staff
from kiosk.platform.export_file import BadExportError, exported_messages
from kiosk.platform.fleet_wire import CodeGiven, Confirmation, HandedIn, TerminalDraft, TerminalPage, TerminalView
from kiosk.platform.settings import ASSETS
from kiosk.texts import Texts
from kiosk.texts.causes import cause_key
from kiosk.texts.format import show_stamp
from kiosk.wire import DeadLetterReport, QueueReport

DONE, FELL_SHORT, UNUSABLE = 0, 1, 2
OF_NO_MESSAGE = ("unreachable", "not-signed-in", "not-found")
"""What is said of the way or the terminal, and would be said of every further message."""


def operate(arguments: list[str]) -> tuple[int, str]:
    """Carry out one act; the exit code (0 done, 1 not done, 2 cannot be asked like that) and what to say."""
    options = parser().parse_args(arguments)
    texts = Texts.load(ASSETS / "i18n", options.language, strict=False)
    token = os.environ.get(options.staff_token_env, "")
    if not token:
        return UNUSABLE, texts("operator.no_token", variable=options.staff_token_env)
    try:
        staff = Staff(options.platform, token, options.ca_file)
    except BadAddressError as error:
        return UNUSABLE, str(error)
    return asyncio.run(act(staff, options, texts))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="kiosk platform terminal", description="The terminals of a running platform.")
    acts = made.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="give out a one-time code; for a known terminal: its machine is set up anew")
    acts.add_parser("list", help="every terminal, and what about it needs a person")
    confirm = acts.add_parser("confirm", help="the fingerprint on the terminal's screen is this one: it may file")
    revoke = acts.add_parser("revoke", help="take a terminal out of service for good")
    take_in = acts.add_parser("import", help="take in what lies in an export of its queue")
    for act_parser in (add, confirm, revoke, take_in):
        act_parser.add_argument("terminal_id")
    add.add_argument("--division-code", required=True)
    add.add_argument("--prefix", required=True, help="of its case numbers, for instance HSL3")
    add.add_argument("--place", required=True, help="where it stands")
    confirm.add_argument("fingerprint", help="24 digits")
    take_in.add_argument("file", type=Path, help="as `kiosk queue export` wrote it")
    for act_parser in acts.choices.values():
        act_parser.add_argument("--platform", metavar="URL", default="http://127.0.0.1:8400")
        act_parser.add_argument("--ca-file", type=Path, help="the authority to believe, if it is a private one")
        act_parser.add_argument("--staff-token-env", default="KIOSK_STAFF_TOKEN", help="variable holding the token")
        act_parser.add_argument("--language", choices=("zh_CN", "en"), default="zh_CN")
    return made


async def act(staff: Staff, options: Namespace, texts: Texts) -> tuple[int, str]:
    """Carry out one act at a platform; closes `staff`."""
    async with staff:
        if options.act == "import":
            return await _imported(staff, options, texts)
        said = await _carried_out(staff, options, texts)
    return (FELL_SHORT, _why(said, texts)) if isinstance(said, NotDone) else (DONE, said)


def _why(said: NotDone, texts: Texts) -> str:
    own = f"operator.not_done.{said.cause}"
    return texts(own) if own in texts else texts("operator.not_done", cause=said.told)


async def _imported(staff: Staff, options: Namespace, texts: Texts) -> tuple[int, str]:
    """Hand in every message of an export; what is refused holds up nothing behind it."""
    path = f"/v1/terminals/{quote(options.terminal_id, safe='')}/exported-messages"
    new_count = known_count = 0
    refused: list[str] = []
    try:
        for message in exported_messages(options.file):
            said = await staff.ask("POST", path, HandedIn, message)
            if not isinstance(said, NotDone):
                new_count, known_count = new_count + said.is_new, known_count + (not said.is_new)
            elif said.cause in OF_NO_MESSAGE:
                return FELL_SHORT, _why(said, texts)
            else:
                refused.append(f"{message.message_id}  {message.kind}  {_why(said, texts)}")
    except BadExportError:
        return UNUSABLE, texts("operator.not_done.not_an_export")
    counts = texts("operator.imported", new=new_count, known=known_count, refused=len(refused))
    return FELL_SHORT if refused else DONE, "\n".join([counts, *refused])


async def _carried_out(staff: Staff, options: Namespace, texts: Texts) -> str | NotDone:
    match options.act:
        case "add":
            draft = TerminalDraft(
                terminal_id=options.terminal_id,
                division_code=options.division_code,
                number_prefix=options.prefix,
                place=options.place,
            )
            given = await staff.ask("POST", "/v1/terminals", CodeGiven, draft)
            return given if isinstance(given, NotDone) else _code(given, texts)
        case "confirm":
            path = f"/v1/terminals/{quote(options.terminal_id, safe='')}/confirmation"
            seen = await staff.ask("POST", path, TerminalView, Confirmation(fingerprint=options.fingerprint))
            return seen if isinstance(seen, NotDone) else texts("operator.confirmed", terminal=seen.terminal_id)
        case "revoke":
            path = f"/v1/terminals/{quote(options.terminal_id, safe='')}/revocation"
            seen = await staff.ask("POST", path, TerminalView)
            return seen if isinstance(seen, NotDone) else texts("operator.revoked", terminal=seen.terminal_id)
        case _:
            return await _listed(staff, texts)


def _code(given: CodeGiven, texts: Texts) -> str:
    shown = f"{given.code[:4]}-{given.code[4:]}"
    until = show_stamp(given.expires_at)
    return texts("operator.code", code=shown, terminal=given.terminal_id, until=until, tries=given.tries_count)


async def _listed(staff: Staff, texts: Texts) -> str | NotDone:
    lines: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        query = f"?{urlencode({'cursor': cursor})}" if cursor else ""
        page = await staff.ask("GET", f"/v1/terminals{query}", TerminalPage)
        if isinstance(page, NotDone):
            return page
        lines += [_line(view, texts) for view in page.terminals]
        cursor = page.next_cursor
    return "\n".join(lines) or texts("operator.none")


def _line(view: TerminalView, texts: Texts) -> str:
    beat = view.last_beat
    heard = texts("operator.never") if beat is None else texts("operator.heard", at=show_stamp(beat.received_at))
    told = [view.terminal_id, view.number_prefix, view.place, texts(f"operator.state.{view.state}"), heard]
    counts: dict[str, int] = {"doubled": view.doubled_number_count, "unknown_lease": view.unknown_lease_count}
    letters: list[DeadLetterReport] = []
    if beat is not None:
        queue = beat.heartbeat.queue
        letters = queue.dead_letters
        if queue.waiting_count:
            told.append(_waiting(queue, texts))
        counts |= {
            "stuck": queue.refused_count + queue.held_count, "overdue": queue.overdue_count,
            "set_aside": queue.set_aside_count, "missing": beat.missing_count,
            "repeated": beat.repeated_count, "audit": beat.audit_doubt_count,
        }  # fmt: skip
    first = "  ".join([*told, *(texts(f"operator.doubt.{name}", count=n) for name, n in counts.items() if n)])
    return "\n".join([first, *(_letter(each, texts) for each in letters)])


def _waiting(queue: QueueReport, texts: Texts) -> str:
    """How many wait, and since when the first of them, as precisely as anybody needs."""
    minutes = int((queue.oldest_waiting_s or 0.0) // 60)
    hours = minutes // 60
    key, age = ("operator.waiting_hours", hours) if hours >= 2 else ("operator.waiting_minutes", minutes)
    return texts(key, waiting=queue.waiting_count, age=age)


def _letter(letter: DeadLetterReport, texts: Texts) -> str:
    """One message that needs a person at the terminal, and why."""
    why = texts(cause_key(letter.cause, texts, letter.is_held))
    overdue = (texts("queue.overdue"),) if letter.is_waiting else ()
    return "  ".join(("   ", letter.message_id, letter.case_id, letter.kind, why, *overdue))
