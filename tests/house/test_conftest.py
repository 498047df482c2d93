"""What every test may ask for behaves as promised, above all where something is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import missing


def test_a_missing_tool_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no chisel, and CI must have it"):
        missing("no chisel")


def test_a_missing_tool_skips_elsewhere_and_says_which(
    monkeypatch: pytest.MonkeyPatch, tool: Callable[[str], Path]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-chisel is not installed"):
        tool("no-such-chisel")


def test_a_campaign_has_at_least_one_round(campaign: Callable[[int], int]) -> None:
    assert campaign(1) == 1
    assert 1 <= campaign(1000) <= 1000


@pytest.mark.timing
def test_nobody_holds_a_stopwatch_in_the_crowd(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getoption("--part") in (None, "timing")
