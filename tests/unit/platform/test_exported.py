"""An export of a terminal's queue is taken in by an operator: all that is in it, once for ever, under its terminal."""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import NewMessage, Store
from kiosk.platform.adapters.staff import Staff
from kiosk.platform.export_file import BadExportError, exported_messages
from kiosk.platform.fleet_wire import ExportedMessage
from kiosk.platform.operator import act, parser
from kiosk.platform.settings import ASSETS
from kiosk.texts import Texts
from kiosk.wire import CASE_SCHEMA, RATING_SCHEMA, Envelope, RatingBody, encode
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import BASE_URL, DIVISION_CODE, STAFF_TOKEN, InProcessPlatform
from tests.helpers.messages import id_of
from tests.helpers.platform_cases import FILED_AT, PAGE, case_body, case_envelope
from tests.unit.platform.test_heartbeats import beat, heartbeat, last_beat

pytestmark = pytest.mark.anyio
EN = Texts.load(ASSETS / "i18n", "en")
CASE, RATING, BLOB = id_of(1), id_of(2), id_of(3)


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock, machine: EnrolledTerminal) -> Iterator[Store]:
    """The queue of a machine that was cut off: a case, a page and a rating, sealed as they wait."""
    queue = Store(tmp_path / "storage" / "outbox.db", clock)
    queue.open()
    queue.add_lease(machine.lease)
    key = machine.sealing_key

    def case(number: str) -> Envelope:
        return key.seal(CASE, "case", DIVISION_CODE, CASE_SCHEMA, case_body(CASE, number=number))

    body = RatingBody(case_id=CASE, level=5, reasons=[], rated_at=FILED_AT)
    rating = key.seal(CASE, "rating", DIVISION_CODE, RATING_SCHEMA, body)
    queue.file_case(CASE, clock.now(), case)
    page = NewMessage(BLOB, "blob", CASE, key.seal_page(PAGE), ())
    queue.append_all((page, NewMessage(RATING, "rating", CASE, rating, ())), clock.now())
    yield queue
    queue.close()


@pytest.fixture
def stick(tmp_path: Path, store: Store, machine: EnrolledTerminal) -> Path:
    path = tmp_path / "stick.tar"
    store.export(path, machine.sealing_key.seal_page)
    return path


async def take_in(platform: InProcessPlatform, stick: Path, terminal_id: str = "hsl-3") -> tuple[int, str]:
    staff = Staff(BASE_URL, STAFF_TOKEN, transport=platform.transport())
    return await act(staff, parser().parse_args(["import", terminal_id, str(stick)]), EN)


async def test_what_a_machine_could_not_send_arrives_once_by_its_export(
    platform: InProcessPlatform, store: Store, stick: Path
) -> None:
    """Seen: a machine could go when all lay in an export, and there was no way in for one."""
    (await platform.staff.http.post("/v1/terminals/hsl-3/revocation")).raise_for_status()
    assert await take_in(platform, stick) == (0, "3 taken in, 0 were here already, 0 refused")
    filed = store.delivery(CASE)
    assert filed is not None
    seen = await platform.staff.case(CASE)
    assert (seen["number"], seen["notes"]) == (filed.number, [])
    sha256 = store._db.execute(f"select digest from outbox where message_id = '{BLOB}'").get
    assert (await platform.staff.http.get(f"/v1/blobs/{sha256}")).content == PAGE
    assert await take_in(platform, stick) == (0, "0 taken in, 3 were here already, 0 refused")


async def test_what_the_first_version_queued_in_plain_text_arrives_as_well(
    platform: InProcessPlatform, tmp_path: Path, clock: FakeClock, machine: EnrolledTerminal
) -> None:
    queue = Store(tmp_path / "first" / "outbox.db", clock)
    queue.open()
    queue.add_lease(machine.lease)
    queue.file_case(CASE, clock.now(), lambda number: case_envelope(CASE, number=number))
    queue.append_all([NewMessage(BLOB, "blob", CASE, PAGE, ())], clock.now())
    queue._db.execute("update outbox set filed_boot = ''").fetchall()
    queue.export(tmp_path / "first.tar", machine.sealing_key.seal_page)
    queue.close()
    assert await take_in(platform, tmp_path / "first.tar") == (0, "2 taken in, 0 were here already, 0 refused")
    sha256 = hashlib.sha256(PAGE).hexdigest()
    assert (await platform.staff.http.get(f"/v1/blobs/{sha256}")).content == PAGE


async def test_what_is_refused_is_named_and_holds_up_nothing_else(platform: InProcessPlatform, stick: Path) -> None:
    await platform.enrol("lz-1", "LZ1")
    code, said = await take_in(platform, stick, "lz-1")
    first, *lines = said.splitlines()
    assert (code, first) == (1, "1 taken in, 0 were here already, 2 refused")
    assert lines[0] == f"{CASE}  case  Its number is of another machine"
    assert lines[1].startswith(f"{RATING}  rating  ")
    assert await take_in(platform, stick, "no-such") == (1, "There is no such terminal")
    assert await take_in(platform, stick) == (0, "2 taken in, 1 were here already, 0 refused")


async def test_what_was_taken_in_by_hand_is_no_acknowledgement_of_the_machines(
    platform: InProcessPlatform, machine: EnrolledTerminal, store: Store, stick: Path
) -> None:
    """Else a message lost here would be made up for by one that the machine has not sent yet."""
    await take_in(platform, stick)
    await beat(platform, machine, heartbeat(1, acknowledged_count=0))
    assert (await last_beat(platform))["held_count"] == 0
    (message,) = [each for each in store.due((), 5) if each.kind == "case"]
    async with platform.http(machine.signer) as http:
        headers = {"Content-Type": "application/json", "Idempotency-Key": CASE}
        answer = await http.post("/v1/envelopes", content=message.content, headers=headers)
    assert answer.status_code == 200
    await take_in(platform, stick)
    await beat(platform, machine, heartbeat(2, acknowledged_count=1, audit_count=8))
    told = await last_beat(platform)
    assert (told["held_count"], told["missing_count"]) == (1, 0)


async def test_another_message_under_a_name_of_the_manifest_is_not_taken(platform: InProcessPlatform) -> None:
    await platform.enrol()
    envelope = encode(case_envelope(CASE))
    for kind, digest, data in (("rating", "0" * 64, envelope), ("case", "0" * 64, envelope), ("case", "0" * 64, b"{")):
        answer = await post(platform, kind, digest, data)
        assert answer.status_code == 422


async def post(platform: InProcessPlatform, kind: str, digest: str, data: bytes) -> httpx.Response:
    said = ExportedMessage(message_id=CASE, kind=kind, digest=digest, sealed_here=False, data=data)
    headers = {"Content-Type": "application/json"}
    return await platform.staff.http.post(
        "/v1/terminals/hsl-3/exported-messages", content=encode(said), headers=headers
    )


# ── a file that is none ────────────────────────────────────────────────────────────────────────────────────────────


def rewritten(stick: Path, name: str, data: bytes) -> None:
    """The same export with other bytes under one name."""
    with tarfile.open(stick) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}  # type: ignore[union-attr]
    files[next(each for each in files if each.endswith(name))] = data
    with tarfile.open(stick, "w") as tar:
        for each, content in files.items():
            member = tarfile.TarInfo(each)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    "damage",
    [
        lambda stick: stick.write_bytes(b"no archive at all"),
        lambda stick: stick.write_bytes(stick.read_bytes()[:4096]),
        lambda stick: rewritten(stick, BLOB, b"other bytes"),
        lambda stick: rewritten(stick, "manifest.json", b'{"format": "another/1", "messages": []}'),
        lambda stick: rewritten(stick, "manifest.json", b"["),
        lambda stick: stick.unlink(),
    ],
)
async def test_half_an_export_or_none_gives_nothing(platform: InProcessPlatform, stick: Path, damage: object) -> None:
    damage(stick)  # type: ignore[operator]
    assert await take_in(platform, stick) == (
        2,
        "This file is no export of a queue, or is damaged; nothing was taken in",
    )
    (view,) = (await platform.staff.http.get("/v1/terminals")).raise_for_status().json()["terminals"]
    assert view["message_count"] == 0


@given(content=st.binary(max_size=2048), is_tar=st.booleans())
def test_no_file_brings_anything_but_a_bad_export(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, is_tar: bool
) -> None:
    path = tmp_path_factory.mktemp("export") / "stick.tar"
    if is_tar:
        with tarfile.open(path, "w") as tar:
            member = tarfile.TarInfo("manifest.json")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    else:
        path.write_bytes(content)
    with pytest.raises(BadExportError):
        list(exported_messages(path))
