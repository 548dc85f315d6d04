"""`kiosk catalogue preview`: an item on the real screens, and every page of it as a picture."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.app.preview import PreviewSession, preview_command, sights
from kiosk.core.clock import SystemClock
from kiosk.session import events as ev
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import Attach, Form, Information, Review
from kiosk.session.states import Mode
from tests.helpers.session_world import STROKES
from tests.helpers.view_context import ROOT, real_catalogue

ITEM = "minimum-allowance"


def session(mode: Mode = Mode.STANDARD, item_id: str = ITEM) -> PreviewSession:
    return PreviewSession(real_catalogue(), item_id, mode, SystemClock())


def screen_of(walked: PreviewSession) -> type[object]:
    return type(walked.snapshot.state.screen)


def test_every_page_of_every_item_is_among_the_sights() -> None:
    for item in real_catalogue().items.values():
        names = [sight.name for sight in sights(item, Mode.ELDER, session(item_id=item.id).world)]
        assert names[0] == "guide"
        assert len(names) == len(set(names))
        assert ("review-1" in names) is bool(item.sections)


def test_who_is_one_of_several_is_among_them() -> None:
    item = real_catalogue().item(ITEM)
    for mode in Mode:
        seen = {
            name
            for sight in sights(item, mode, session().world)
            if isinstance(sight.state.screen, Form)
            for name in pages_of(sight.state, item)[sight.state.screen.page]
        }
        assert {"members.0", "member_name.1", "members.1"} <= seen


def test_an_item_is_walked_through_without_a_card_and_nothing_is_handed_in() -> None:
    walked = session(item_id="flexible-employment")
    walked.send(ev.ApplyPressed("flexible-employment"))
    walked.send(ev.NoticeUnderstood())
    assert screen_of(walked) is Form
    answers = {"work": "other", "since_day": "20200101", "work_place": "槐树里社区门口"}
    for name, value in answers.items():
        walked.send(ev.AnswerGiven(name, value))
    for _ in range(2):
        walked.send(ev.NextPressed())
    assert screen_of(walked) is Attach
    walked.send(ev.NextPressed())
    assert screen_of(walked) is Review
    walked.send(ev.Signed(STROKES))
    walked.send(ev.SubmitPressed())
    assert screen_of(walked) is Information
    assert walked.snapshot.state.person is None


def test_an_item_that_is_not_there_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert preview_command(["no-such-item"], ROOT) == 2
    assert "old-age-allowance" in capsys.readouterr().err


def test_a_broken_catalogue_is_told_instead_of_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = Path(shutil.copytree(ROOT / "assets" / "catalogue", tmp_path / "catalogue"))
    (copy / "items" / f"{ITEM}.toml").write_text("format = 2\n")
    assert preview_command([ITEM, "--catalogue", str(copy)], ROOT) == 1
    assert f"{ITEM}.toml" in capsys.readouterr().err


def test_the_command_leaves_a_picture_of_every_page(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "catalogue", "preview", ITEM, "--mode", "elder", "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    item = real_catalogue().item(ITEM)
    wanted = [sight.name for sight in sights(item, Mode.ELDER, session().world)]
    made = sorted(path.name for path in tmp_path.iterdir())
    assert [name.split("-", 4)[4].removesuffix(".png") for name in made] == wanted
    assert all(path.stat().st_size > 10_000 for path in tmp_path.iterdir())
