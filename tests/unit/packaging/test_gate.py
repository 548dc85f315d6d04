"""The gate runs every check, reports every failure and passes only when all pass."""

import sys

import gate
import pytest
from gate import Check


def python(name: str, code: str) -> Check:
    return Check(name, [sys.executable, "-c", code])


def test_all_passing_checks_pass_the_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.report([python("one", "pass"), python("two", "pass")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "check: all passed"


def test_one_failure_does_not_hide_another(capsys: pytest.CaptureFixture[str]) -> None:
    checks = [python("one", "exit('first finding')"), python("two", "pass"), python("three", "exit('second finding')")]
    assert gate.report(checks) == 1
    out = capsys.readouterr().out
    assert "first finding" in out
    assert "second finding" in out
    assert out.splitlines()[-1] == "check: failed: one, three"


def test_a_check_that_cannot_start_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.report([Check("absent", ["/nonexistent/tool"])]) == 1
    assert "/nonexistent/tool" in capsys.readouterr().out
