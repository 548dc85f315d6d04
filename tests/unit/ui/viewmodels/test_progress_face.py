"""What a resident who comes back reads: who has the case, what is next, what is missing, what was decided."""

from dataclasses import replace
from datetime import date

from kiosk.cases import CaseState, CloseResult, Rectification, StepState
from kiosk.session.screens import CaseDetail, Idle
from kiosk.session.states import Mode
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.served import ANSWER, CORRECTION, STEPS, case, served
from tests.helpers.view_context import view_context
from ui.viewmodels.progress_face import CaseDetailFace, case_detail_face

CONTEXT = view_context()


def detail(screen: CaseDetail, mode: Mode = Mode.STANDARD, camera: bool = True) -> CaseDetailFace:
    snapshot = replace(served(screen, mode=mode), machines=ALL_WELL if camera else replace(ALL_WELL, camera=None))
    return case_detail_face(snapshot, CONTEXT)


def test_another_screen_leaves_nothing_of_any_case() -> None:
    assert case_detail_face(served(Idle()), CONTEXT) == CaseDetailFace()


def test_received_is_never_called_accepted() -> None:
    face = detail(CaseDetail(case(CaseState.RECEIVED)))
    assert face.ticked_text == "平台收到 4月21日\n部门受理 还没有"
    assert [row.is_reached for row in face.ticks] == [True, True, False, False]
    assert "受理" not in repr(replace(face, ticks=(), ticked_text=""))


def test_the_four_ticks_have_each_its_day() -> None:
    face = detail(CaseDetail(case(CaseState.CLOSED, answer=ANSWER)))
    assert [(row.title, row.line) for row in face.ticks] == [
        ("您交的", "4月21日"), ("平台收到", "4月21日"), ("部门受理", "4月24日"), ("有了答复", "4月30日"),
    ]  # fmt: skip
    assert all(row.is_reached for row in face.ticks)


def test_a_case_that_was_not_accepted_has_an_answer_and_no_tick_of_acceptance() -> None:
    refused = case(CaseState.REFUSED, answer=replace(ANSWER, result=CloseResult.NOT_GRANTED))
    assert [row.is_reached for row in detail(CaseDetail(refused)).ticks] == [True, True, False, True]


def test_a_platform_of_before_has_the_case_also_where_it_does_not_say_since_when() -> None:
    face = detail(CaseDetail(replace(case(), received_at=None, accepted_at=None)))
    assert [(row.line, row.is_reached) for row in face.ticks[1:3]] == [("已经", True), ("已经", True)]
    assert face.stages[0].line == "4月21日 9:43"


def test_the_walker_stands_on_the_span_that_is_being_done() -> None:
    face = detail(CaseDetail(case()))
    assert face.title == "高龄津贴，办到区民政局了"
    assert face.walker_index == 2
    assert [(span.label, span.state) for span in face.spans] == [
        ("社区", "done"), ("街道", "done"), ("区民政局", "current"), ("区财政局", "todo"), ("发放", "todo"),
    ]  # fmt: skip


def test_the_promise_is_told_with_what_is_used_of_it() -> None:
    face = detail(CaseDetail(case()))
    assert face.promise_text == "承诺 15 个工作日，已用 7 个"
    assert face.promise_ratio == 7 / 15
    assert face.due_text == "5月15日"


def test_each_step_says_who_when_and_what_is_next() -> None:
    stages = detail(CaseDetail(case())).stages
    assert stages[1].title == "清河街道　初审"
    assert stages[0].line == "4月21日 9:41 本机存好　4月21日 9:43 收到"
    assert stages[1].line == "4月24日 9:43 受理　经办 陈*"
    assert stages[2].line == "正在办理"
    assert stages[4].line == "前一步完了再办"


def test_elders_read_whose_hands_it_is_in() -> None:
    assert detail(CaseDetail(case()), Mode.ELDER).title == "在区民政局手里"


def test_what_is_missing_is_listed_once_with_its_reason_and_deadline() -> None:
    face = detail(CaseDetail(case(CaseState.CORRECTION_REQUIRED, CORRECTION)))
    assert face.layout == "correction"
    assert face.title == "还差 2 样，一次补齐"
    assert face.deadline_title == "5月6日前补上就行，还有 15 天"
    assert [row.name for row in face.wanted] == ["户口本本人页", "老人的社保卡"]
    assert face.wanted[0].reason == "街道说：上次那张反光，名字看不清"
    assert face.supply_off == ""


def test_a_deadline_that_passed_counts_no_negative_days() -> None:
    late = replace(CORRECTION, due_on=CORRECTION.due_on.replace(month=4, day=1))
    assert "-" not in detail(CaseDetail(case(CaseState.CORRECTION_REQUIRED, late))).deadline_title


def test_without_a_camera_the_way_to_the_window_is_told() -> None:
    face = detail(CaseDetail(case(CaseState.CORRECTION_REQUIRED, CORRECTION)), camera=False)
    assert face.supply_off == "本机拍不了，请带到窗口"


def test_an_answer_comes_first_and_is_the_title() -> None:
    done = tuple(replace(step, state=StepState.DONE) for step in STEPS)
    face = detail(CaseDetail(case(CaseState.CLOSED, answer=ANSWER, steps=done)))
    assert face.layout == "answer"
    assert face.title == "高龄津贴，批准了"
    assert face.answer_text == ANSWER.text
    assert (face.pill_kind, face.pill_text) == ("ok", "批准了")
    assert face.walker_index == -1


def test_a_refusal_names_the_next_remedy() -> None:
    refused = replace(ANSWER, result=CloseResult.NOT_GRANTED)
    face = detail(CaseDetail(case(CaseState.CLOSED, answer=refused)))
    assert "复议" in face.next_line


def test_who_read_the_answer_may_say_how_it_was_until_a_bad_rating_is_looked_into() -> None:
    answered = case(CaseState.CLOSED, answer=ANSWER)
    assert detail(CaseDetail(answered)).finish_text == "评一评"
    assert detail(CaseDetail(case())).finish_text == "知道了"
    looked_into = replace(answered, rectification=Rectification(date(2026, 4, 28)))
    face = detail(CaseDetail(looked_into))
    assert (face.finish_text, face.next_line) == ("知道了", "您评了不满意，正在核实，4月28日前告诉您结果")


def test_what_came_of_a_bad_rating_hides_no_remedy() -> None:
    """Seen: a refused applicant who had rated it badly no longer read that they may ask for a review."""
    refused = replace(ANSWER, result=CloseResult.NOT_GRANTED)
    told = Rectification(date(2026, 4, 28), "窗口改了", ANSWER.at)
    remedy, came_of_it = detail(
        CaseDetail(replace(case(CaseState.CLOSED, answer=refused), rectification=told))
    ).next_line.split("\n")
    assert "复议" in remedy
    assert came_of_it == "您的评价核实过了：窗口改了"


def test_the_clerk_s_number_is_shown_because_there_is_no_telephone_here() -> None:
    assert detail(CaseDetail(case())).phone == "0311-5550-0106"


def test_other_cases_are_offered_only_when_there_are_some() -> None:
    assert detail(CaseDetail(case())).others_text == ""
    assert detail(CaseDetail(case(), other_count=2)).others_text == "别的办件 2"
