"""The doctor on this machine: each thing that can be wrong, and that it is said with what to do."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

import index
from bot import __main__ as program
from bot.backups import Backups
from bot.doctor import Finding, Verdict, as_json, as_text, local, machine, settled, worst
from bot.doctor.online import _intent, _servers, _starts, _Times
from bot.memory import Memory
from bot.settings import Settings
from tests.faults.breaking import change


def of(findings: Iterable[Finding], what: str) -> Finding:
    """The one finding of this name; whatever is not OK says what to do, and nothing else does."""
    found = list(findings)
    for finding in found:
        assert bool(finding.advice) == (finding.verdict is not Verdict.OK), finding
    (one,) = (finding for finding in found if finding.what == what)
    return one


def test_a_machine_that_is_well(settings: Settings) -> None:
    """With a backup that is as it was written."""
    Backups(settings.data, 1).take(datetime.now(UTC))
    findings = list(machine(settings))
    assert [finding for finding in findings if finding.verdict is not Verdict.OK] == []
    assert "checked in" in of(findings, "index").found


@pytest.mark.parametrize(
    ("environ", "what", "verdict", "says"),
    [
        ({"CLIPDESK_PASSAGES": "9"}, "settings", Verdict.PROBLEM, "CLIPDESK_PASSAGES"),
        ({"CLIPDESK_PASAGES": "3"}, "settings", Verdict.WARNING, "CLIPDESK_PASSAGES"),
        ({}, "token", Verdict.WARNING, "preview"),
        ({"DISCORD_TOKEN": "0f5a2b" * 10}, "token", Verdict.WARNING, "does not look like"),
        ({"DISCORD_TOKEN": f"{'M' * 26}.GhIjKl.{'x' * 38}"}, "token", Verdict.OK, "shape"),
    ],
)
def test_settings_and_token(environ: dict[str, str], what: str, verdict: Verdict, says: str) -> None:
    """They are looked at without being shown."""
    _, findings = settled(environ)
    finding = of(findings, what)
    assert finding.verdict is verdict
    assert says in finding.found
    assert environ.get("DISCORD_TOKEN", "no token") not in as_text(findings)


def test_an_index_that_is_missing_damaged_or_old(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three different things to do."""
    monkeypatch.setattr(local, "OLD", -1.0)
    assert of(machine(settings), "index age").verdict is Verdict.WARNING
    settings.index_path.write_bytes(b"no database" * 1_000)
    assert of(machine(settings), "index").verdict is Verdict.PROBLEM
    settings.index_path.unlink()
    assert "index build" in of(machine(settings), "index").advice


def test_a_large_index_is_opened_but_not_checked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The doctor is quick; it says how to have it checked, and its newest backup."""
    monkeypatch.setattr(local, "CHECKED_AT_ONCE", 1)
    finding = of(machine(settings), "index")
    assert finding.verdict is Verdict.OK
    assert "--full" in finding.found
    assert "checked in" in of(machine(settings, full=True), "index").found
    Backups(settings.data, 1).take(datetime.now(UTC))
    assert "--full" in of(machine(settings), "backups").found
    assert "as it was written" in of(machine(settings, full=True), "backups").found


def test_what_the_bot_remembers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not there yet, as it was written, large, damaged."""
    assert "no bot.db yet" in of(machine(settings), "memory").found
    Memory(settings.memory_path).close()
    assert "as it was written" in of(machine(settings), "memory").found
    monkeypatch.setattr(local, "CHECKED_AT_ONCE", 1)
    assert "--full" in of(machine(settings), "memory").found
    settings.memory_path.write_bytes(b"no database" * 1_000)
    assert of(machine(settings, full=True), "memory").verdict is Verdict.PROBLEM


def test_a_folder_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    """Whoever runs it, and on any file system: a file stands in its place."""
    (tmp_path / "file").write_bytes(b"")
    finding = of(machine(replace(settings, data=tmp_path / "file" / "data")), "data folder")
    assert finding.verdict is Verdict.PROBLEM
    assert "CLIPDESK_DATA" in finding.advice


@pytest.mark.parametrize("what", ["doctor", "backup", "run", "sync", "restore"])
def test_a_path_that_the_system_does_not_take(what: str, tmp_path: Path) -> None:
    """One sentence that names the setting, and no traceback; the doctor looks at the rest all the same."""
    environ = {"CLIPDESK_DATA": str(tmp_path / ("x" * 300)), "DISCORD_TOKEN": ""}
    result = CliRunner().invoke(program.main, [what], env=environ)
    assert result.exit_code == (1 if what == "doctor" else 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "CLIPDESK_DATA must name" in result.output
    if what == "doctor":
        assert "1 problem." in result.output
        assert "sources" in result.output


def test_a_path_is_shown_whole_whatever_stands_in_it(settings: Settings, tmp_path: Path) -> None:
    """Apart from what to do about it."""
    data = tmp_path / "news: take two" / ("x" * 300)
    new = replace(settings, data=data)
    assert "cannot be written (" in of(machine(new), "data folder").found
    finding = of(machine(new), "data folder")  # which has made the folder that it would be in
    assert finding.found.startswith(f"{data} cannot be looked at")
    assert finding.advice == "CLIPDESK_DATA must name a folder that can."

    elsewhere = replace(settings, data=tmp_path / "news: take three")
    settings.data.rename(elsewhere.data)
    damaged = Backups(elsewhere.data, 1).take(datetime.now(UTC)).folder / "index.db"
    damaged.write_bytes(b"")
    finding = of(machine(elsewhere), "backups")
    assert finding.found == f"the newest is damaged: {damaged} is not as it was written"


@pytest.mark.parametrize(("free", "verdict"), [(1 << 20, Verdict.PROBLEM), (1 << 30, Verdict.WARNING)])
def test_a_disk_that_is_full(
    settings: Settings, free: int, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or nearly so."""
    usage = shutil.disk_usage(settings.data)._replace(free=free)
    monkeypatch.setattr(local.shutil, "disk_usage", lambda _path: usage)
    assert of(machine(settings), "disk").verdict is verdict


def test_a_clock_that_is_behind(settings: Settings) -> None:
    """An index cannot have been written tomorrow."""
    tomorrow = time.time() + 86_400
    os.utime(settings.index_path, (tomorrow, tomorrow))
    assert of(machine(settings), "clock").verdict is Verdict.WARNING


def test_a_clock_that_was_never_set(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is before this release was written, whatever the index says."""
    monkeypatch.setattr(local, "WRITTEN", datetime.now(UTC) + timedelta(days=1))
    finding = of(machine(settings), "clock")
    assert finding.verdict is Verdict.PROBLEM
    assert "which is past" in finding.found


@pytest.mark.parametrize(
    ("needed", "version", "what"),
    [("OLDEST_PYTHON", (9, 0), "python"), ("OLDEST_SQLITE", (9, 0, 0), "sqlite")],
)
def test_what_is_too_old_to_run_it(
    settings: Settings, needed: str, version: tuple[int, ...], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with what is needed."""
    monkeypatch.setattr(local, needed, version)
    finding = of(machine(settings), what)
    assert finding.verdict is Verdict.PROBLEM
    assert "or newer" in finding.advice


def test_an_index_without_articles(settings: Settings) -> None:
    """It is no damage, but nobody would get an answer."""
    settings.index_path.unlink()
    empty = settings.data / "empty"
    empty.mkdir()
    index.build([empty], settings.index_path)
    finding = of(machine(settings), "index")
    assert finding.verdict is Verdict.WARNING
    assert finding.found.startswith("0 articles")
    assert "CLIPDESK_SOURCES" in finding.advice


def test_an_index_that_opens_and_contradicts_itself(settings: Settings) -> None:
    """What the check finds is told, not only that it opens."""
    change(settings.index_path, "UPDATE passages SET start = start + 1 WHERE number = 3")
    finding = of(machine(settings), "index")
    assert finding.verdict is Verdict.PROBLEM
    assert finding.found.startswith("Passages are not those of the text")
    assert finding.advice


def test_a_bot_that_holds_the_port(settings: Settings) -> None:
    """Ours is known by its answer, and whether it is ready is told; a stranger that speaks HTTP is none of ours."""
    for status, body, verdict, says in (
        (200, b'{"ready": true}', Verdict.OK, "and is ready"),
        (503, b'{"ready": false}', Verdict.PROBLEM, "is not ready"),
        (200, b"hello", Verdict.PROBLEM, "no bot answers there"),
    ):
        with answering(status, body) as number:
            finding = of(machine(replace(settings, monitor_port=number)), "monitor")
        assert (finding.verdict, says in finding.found) == (verdict, True)


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """A web server that answers one request so; its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Not to the test's output."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield server.server_port
        thread.join(10)


def test_backups_that_are_old(settings: Settings) -> None:
    """Their age is what the newest says of itself; copies of before an upgrade are none."""
    (settings.data / "backups" / "before-format-9-2026-01-01T00-00-00Z").mkdir(parents=True)
    assert "there are none" in of(machine(settings), "backups").found
    Backups(settings.data, 2).take(datetime.now(UTC) - timedelta(days=7))
    finding = of(machine(settings), "backups")
    assert finding.verdict is Verdict.WARNING
    assert "7.0 days" in finding.found
    Backups(settings.data, 2).take(datetime.now(UTC) + timedelta(days=2))
    finding = of(machine(settings), "backups")
    assert finding.verdict is Verdict.WARNING
    assert "clock" in finding.advice


@pytest.mark.parametrize("broken", ["index.db", "backup.json", "no backup.json", "no index.db"])
def test_a_backup_that_is_damaged(settings: Settings, broken: str) -> None:
    """A file of it is not as it was written, or gone; the advice is another one."""
    folder = Backups(settings.data, 1).take(datetime.now(UTC)).folder
    if broken.startswith("no "):
        (folder / broken.removeprefix("no ")).unlink()
    else:
        (folder / broken).write_bytes(b"something else")
    finding = of(machine(settings), "backups")
    assert finding.verdict is Verdict.WARNING
    assert broken.removeprefix("no ") in finding.found
    assert "python -m bot backup" in finding.advice


def test_sources_that_are_not_there(settings: Settings) -> None:
    """A reindex would stop."""
    finding = of(machine(replace(settings, sources=(Path("nowhere"),))), "sources")
    assert finding.verdict is Verdict.WARNING
    assert "nowhere" in finding.found


def test_a_port_of_somebody_else(settings: Settings) -> None:
    """It is not taken for a bot of ours; a port that is free and everybody's is remarked on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        taken.settimeout(0.1)
        monitored = replace(settings, monitor_port=port)
        assert of(machine(monitored), "monitor").verdict is Verdict.PROBLEM
    assert of(machine(monitored), "monitor").verdict is Verdict.OK
    assert of(machine(replace(monitored, monitor_address="0.0.0.0")), "monitor").verdict is Verdict.WARNING  # noqa: S104


def test_packages_are_compared_with_the_lock(tmp_path: Path) -> None:
    """A version that differs, one that is missing; what is only for another machine may be."""
    lock = tmp_path / "lock"
    lock.write_text(
        "click==0.0.1 \\\n    --hash=x\nnot-there==1\nwindows-only==1 ; sys_platform == 'win32' \\\n"
    )
    finding = local._packages(lock)
    assert finding.verdict is Verdict.WARNING
    assert "is not 0.0.1; not-there is missing" in finding.found
    assert "windows-only" not in finding.found
    assert local._packages(tmp_path / "none").verdict is Verdict.WARNING


def test_what_discord_says_is_judged() -> None:
    """Rights that are missing, an intent that is not needed, starts that run out, a clock that differs."""
    lacking = _servers([{"id": "7", "permissions": "1024"}], "https://invite.example")
    assert (lacking.verdict, "7 lacks" in lacking.found) == (Verdict.WARNING, True)
    assert _servers([], "https://invite.example").verdict is Verdict.WARNING
    assert _servers([{"id": "7", "permissions": "8"}], "x").verdict is Verdict.OK, "an administrator may all"
    flags = type("Flags", (), {"gateway_message_content": True, "gateway_message_content_limited": False})
    assert _intent(Settings(), flags()).verdict is Verdict.WARNING
    assert _intent(Settings(read_messages=True), flags()).verdict is Verdict.OK
    assert _starts({"shards": 2, "session_start_limit": {"remaining": 3}}).verdict is Verdict.WARNING
    times = _Times()
    assert times.finding().verdict is Verdict.OK
    times.skew = 3_600.0
    assert times.finding().verdict is Verdict.PROBLEM


def test_it_is_shown_for_people_and_for_programs() -> None:
    """A line each with what to do under it; or JSON. The worst verdict decides."""
    findings = [Finding("disk", Verdict.OK, "room"), Finding("clock", Verdict.PROBLEM, "late", "Set it.")]
    assert worst(findings) is Verdict.PROBLEM
    assert worst([]) is Verdict.OK
    assert as_text(findings).splitlines() == [
        "OK       disk   room",
        "problem  clock  late",
        "                -> Set it.",
        "",
        "1 OK, 0 warnings, 1 problem.",
    ]
    assert json.loads(as_json(findings))["findings"][1]["advice"] == "Set it."


def test_the_command_ends_with_one_where_there_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And with zero where there are only warnings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program.logs, "set_up", lambda **_: None)
    sources = {"CLIPDESK_SOURCES": str(tmp_path)}
    result = CliRunner().invoke(program.main, ["doctor", "--offline"], env=sources)
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(program.main, ["doctor", "--json"], env={"CLIPDESK_PASSAGES": "9"})
    assert result.exit_code == 1
    assert json.loads(result.output)["verdict"] == "problem"
