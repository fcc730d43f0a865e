"""What an operator watches the bot by: metrics, and whether it is healthy and ready."""

from __future__ import annotations

from bot.monitor.metrics import Metrics
from bot.monitor.server import MonitorError, watched
from bot.monitor.vitals import Vitals

__all__ = ["Metrics", "MonitorError", "Vitals", "watched"]
