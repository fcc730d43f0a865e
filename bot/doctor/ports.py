"""EDGE: whether the monitor's port is free, or whose it is."""

from __future__ import annotations

import http.client
import socket
from http import HTTPStatus
from ipaddress import ip_address

from bot.doctor.finding import Finding, ok, problem, warning
from bot.settings import Settings


def port(settings: Settings) -> Finding:
    """Whether the monitor's port is free, or the bot answers there already."""
    number, address = settings.monitor_port, settings.monitor_address
    if number is None:
        return ok("monitor", "off (CLIPDESK_MONITOR_PORT)")
    family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, number))
        except OSError as error:
            return _whose(address, number, error)
    if not ip_address(address).is_loopback:
        return warning(
            "monitor",
            f"{address}:{number} is free; it is more than this machine",
            "Keep it inside a private network.",
        )
    return ok("monitor", f"{address}:{number} is free: no bot runs with these settings")


def _whose(address: str, number: int, error: OSError) -> Finding:
    there = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)  # noqa: S104 - looked for, not opened
    status, body = 0, ""
    connection = http.client.HTTPConnection(there, number, timeout=3)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        status, body = response.status, response.read(2_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        pass  # whoever is there speaks something else
    finally:
        connection.close()
    if '"ready"' not in body:
        return problem(
            "monitor",
            f"{address}:{number} cannot be opened ({error.strerror}), and no bot answers there",
            "Choose another CLIPDESK_MONITOR_PORT.",
        )
    if status == HTTPStatus.OK:
        return ok("monitor", f"a bot runs at {there}:{number} and is ready")
    return problem(
        "monitor", f"a bot runs at {there}:{number} and is not ready: {body.strip()}", "See its log."
    )
