"""What runs the bot elsewhere: the image, Compose and systemd files state facts, and these hold."""

from __future__ import annotations

import http.server
import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import MISUSED, main
from bot.client import LAST_WORDS
from bot.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
KNOWN = {setting.name for setting in SETTINGS}
COMMANDS = set(main.params[0].type.choices)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order, each with its arguments on one line."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word]


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, its FROM first."""
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def of(stage: list[tuple[str, str]], word: str) -> list[str]:
    return [rest for name, rest in stage if name == word]


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def unit() -> dict[str, list[str]]:
    """The values of each key of the systemd unit."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "docs/operations/clipdesk.service").read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\b(?:CLIPDESK|DISCORD)_[A-Z_]+\b", text))


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "docs/operations/clipdesk.service"])
def test_only_settings_that_exist_are_named(name: str) -> None:
    """And `python -m bot` is given only commands that it has."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert settings_in(text) <= KNOWN
    named = re.findall(r"(?:-m bot|run --rm clipdesk) (\w+)", text)
    assert set(named) <= COMMANDS


def test_every_stage_has_the_same_python_of_those_that_are_tested() -> None:
    """By its version, in the image, in the project's classifiers and in CI."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    bases = {of(stage, "FROM")[0].split(" AS ")[0] for stage in stages()}
    assert len(bases) == 1
    found = re.fullmatch(r"python:(3\.\d+)-slim-\w+", bases.pop())
    assert found is not None
    assert f"Programming Language :: Python :: {found[1]}" in project["classifiers"]
    assert found[1] in workflow["jobs"]["test"]["strategy"]["matrix"]["python"]


def test_the_image_takes_named_folders_and_checks_every_package() -> None:
    """There is no ignore file: what is not named is not copied, so neither .env nor data can get in."""
    build, last = stages()
    assert any(
        "--require-hashes --only-binary=:all: --requirement requirements.lock" in run
        for run in of(build, "RUN")
    )
    for copied in of(build, "COPY"):
        *sources, _ = copied.split()
        for source in sources:
            assert (ROOT / source).exists()
            assert source.strip("./")
            assert source.strip("/") not in {"data", ".env", "tests", "docs"}
    assert all(copied.startswith("--from=build ") for copied in of(last, "COPY"))
    assert not re.search(r"apt-get|gcc|build-essential|pip install", " ".join(of(last, "RUN")))
    assert (ROOT / ".dockerignore").exists() is False


def test_the_image_runs_as_nobody_special_and_keeps_data_in_its_volume() -> None:
    """The volume, the data folder's setting and the temporary folder are one place, which belongs to the user."""
    last = stages()[-1]
    (user,) = of(last, "USER")
    uid, gid = user.split(":")
    (run,) = of(last, "RUN")
    assert f"--uid {uid}" in run
    assert f"--gid {gid}" in run
    assert int(uid) > 1000
    (volume,) = of(last, "VOLUME")
    assert f"--mode=0700 {volume}" in run
    assert {f"CLIPDESK_DATA={volume}", f"TMPDIR={volume}"} <= set(of(last, "ENV")[0].split())
    assert of(last, "ENTRYPOINT") == ['["python", "-m", "bot"]']
    assert set(json.loads(of(last, "CMD")[0])) <= COMMANDS
    assert of(last, "STOPSIGNAL") == ["SIGTERM"]


def test_compose_closes_what_can_be_closed() -> None:
    """A root that cannot be written, no capabilities, a volume for data, time to end, and settings that win."""
    service = compose()["services"]["clipdesk"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"][0].startswith("/tmp:")  # noqa: S108 - a path in the container
    assert service["restart"] == "unless-stopped"
    assert service["env_file"] == ".env"
    assert "ports" not in service
    name, _, place = service["volumes"][0].partition(":")
    assert name in compose()["volumes"]
    assert place == of(stages()[-1], "VOLUME")[0] == service["environment"]["CLIPDESK_DATA"]
    assert float(service["stop_grace_period"].removesuffix("s")) > 2 * LAST_WORDS
    # What the example file sets for a checkout must not reach the container.
    assert {"CLIPDESK_DATA", "CLIPDESK_MONITOR_PORT"} <= set(service["environment"])


def test_the_unit_closes_what_can_be_closed() -> None:
    """It is started where it is installed, stopped with time, and not restarted over a wrong setting."""
    found = unit()
    (start,) = found["ExecStart"]
    state = f"/var/lib/{found['StateDirectory'][0]}"
    (folder,) = found["WorkingDirectory"]
    assert start == f"/usr/bin/env CLIPDESK_DATA={state} {folder}/.venv/bin/python -m bot run"
    assert found["RestartPreventExitStatus"] == [str(MISUSED)]
    assert float(found["TimeoutStopSec"][0]) > 2 * LAST_WORDS
    assert found["CapabilityBoundingSet"] == [""]
    for key in (
        "DynamicUser",
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectClock",
    ):
        assert found[key] == ["yes"], key
    assert found["ProtectSystem"] == ["strict"]


@contextmanager
def answering(status: HTTPStatus) -> Iterator[int]:
    """A server that answers everything with a status; gives its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else HTTPStatus.NOT_FOUND)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_health_check_tells_well_from_ill() -> None:
    """The very words of the image, which Compose repeats: a bot that answers, one that says no, and none."""
    (check,) = of(stages()[-1], "HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    service = compose()["services"]["clipdesk"]
    assert service["healthcheck"]["test"] == ["CMD", *command]
    for option, value in re.findall(r"--([\w-]+)=(\w+)", check):
        assert str(service["healthcheck"][option.replace("-", "_")]) == value

    def code(port: int) -> int:
        environment = {"CLIPDESK_MONITOR_PORT": str(port)}
        ran = subprocess.run(  # noqa: S603 - the words of the Dockerfile, which are ours
            [sys.executable, *command[1:]], env=environment, capture_output=True, check=False
        )
        return ran.returncode

    with answering(HTTPStatus.OK) as port:
        assert code(port) == 0
    with answering(HTTPStatus.SERVICE_UNAVAILABLE) as ill:
        assert code(ill) == 1
    assert code(port) == 1, "nobody listens there any more"
