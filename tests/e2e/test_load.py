"""The commands that put the bot under load keep working: small runs of them."""

from __future__ import annotations

import sys

import pytest

from tests.load.replay import replay

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="they read /proc")


async def test_a_small_replay_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert await replay(60, rate=40, passages=50, share=0.1, seed=7)
    assert "LOST: 0." in capsys.readouterr().out
