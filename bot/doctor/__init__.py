"""`python -m bot doctor`: looks at everything that has to be right, and says what to do where it is not."""

from __future__ import annotations

from bot.doctor.finding import Finding, Verdict, as_json, as_text, worst
from bot.doctor.local import machine, settled
from bot.doctor.online import on_discord

__all__ = ["Finding", "Verdict", "as_json", "as_text", "machine", "on_discord", "settled", "worst"]
