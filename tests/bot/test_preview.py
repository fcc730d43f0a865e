"""The preview in a real browser: typed questions, commands and buttons, as a newcomer would try them."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.browser import MISSING, browser, find_browser
from tests.bot.process import Process

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 20_000  # milliseconds; the machine may be busy


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """`python -m bot run` without a token."""
    with Process("run", data=tmp_path_factory.mktemp("data")) as process:
        process.line_with("Ctrl-C")
        yield process


@pytest.fixture(scope="module")
def page(preview: Process) -> Iterator[Page]:
    """The page that it serves, open in a browser."""
    if find_browser() is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with browser() as running:
        opened = running.new_page(viewport={"width": 1100, "height": 900})
        opened.set_default_timeout(PATIENCE)
        opened.goto(preview.line_with("http://").split()[-1])
        yield opened


def shows(where: Locator, text: str) -> None:
    """Wait until `where` shows `text`."""
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    expect(where).to_contain_text(text, timeout=PATIENCE)


def messages(page: Page) -> Locator:
    """The messages of the conversation, oldest first."""
    return page.get_by_role("log").get_by_role("article")


def enter(page: Page) -> None:
    """Press Enter, once the page takes input: while it is busy with something of its own it would not."""
    from playwright.sync_api import expect  # noqa: PLC0415 - only where there is a browser

    expect(page.get_by_role("button", name="Send", exact=True)).to_be_enabled(timeout=PATIENCE)
    page.keyboard.press("Enter")


def send(page: Page, text: str) -> None:
    """Type into the composer and press Enter."""
    page.get_by_role("textbox", name="Message").click()
    page.keyboard.type(text)
    enter(page)


def ask(page: Page, question: str) -> Locator:
    """Type a question; returns the answer to it."""
    before = messages(page).count()
    send(page, question)
    messages(page).nth(before + 1).wait_for()
    return messages(page).nth(before + 1)


def choose(page: Page, command: str) -> None:
    """Choose a command as one types it."""
    page.get_by_role("textbox", name="Message").click()
    page.keyboard.type(f"/{command}")
    page.get_by_role("option", name=f"/{command}").wait_for()
    enter(page)


def test_it_says_where_it_is_and_what_to_ask(preview: Process) -> None:
    """An address on this machine only, and three questions to try."""
    assert re.search(r"http://127\.0\.0\.1:\d+/#\S+", preview.line_with("http://"))
    assert len(re.findall(r"(?m)^  (.+\?)$", "".join(preview.out))) == 3


def test_only_this_machine_reaches_it(preview: Process) -> None:
    """It listens at one address of this machine, not at all of them, and not even at its others."""
    port = int(re.findall(r"127\.0\.0\.1:(\d+)", preview.line_with("http://"))[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=5):  # noqa: PT011 - by the system
        pass


def test_the_bot_introduces_itself(page: Page) -> None:
    """The first message says how to ask, what to try and what the coverage spans."""
    shows(messages(page).first, "Ask me about the coverage")
    shows(messages(page).first, "The coverage spans 1 article")


def test_a_typed_question_is_answered(page: Page) -> None:
    """No mention, no command, as in a direct message on Discord."""
    shows(ask(page, "How many migrants left Tapachula?"), "a group of about 2,300 people left")


def test_the_questions_to_try_are_answered(page: Page, preview: Process) -> None:
    """What it suggests, it can answer."""
    for question in re.findall(r"(?m)^  (.+\?)$", "".join(preview.out)):
        answer = ask(page, question)
        answer.get_by_role("button", name="Context").first.wait_for()


def test_a_question_without_an_answer_is_declined(page: Page) -> None:
    """It says what was not found."""
    answer = ask(page, "Sourdough pancakes recipe?")
    shows(answer, "The coverage does not answer this.")
    shows(answer, "Sourdough")


def test_the_buttons_work(page: Page) -> None:
    """Context shows the neighbours in private, More the next passages; its button is then spent."""
    answer = ask(page, "Which countries are boycotting the summit?")
    count = messages(page).count()
    answer.get_by_role("button", name="Context").first.click()
    shows(messages(page).nth(count), "Quoted: paragraph")
    shows(messages(page).nth(count), "Only you can see this")
    answer.get_by_role("button", name="More passages").click()
    shows(messages(page).nth(count + 1), "Passages 4–")
    answer.locator("button:disabled", has_text="More passages").wait_for()


def test_the_commands_work(page: Page) -> None:
    """`/ask` with its question, `/index status` and `/index reindex`, chosen by typing as on Discord."""
    count = messages(page).count()
    choose(page, "ask")
    page.keyboard.type("How many migrants left Tapachula?")
    enter(page)
    shows(messages(page).nth(count), "a group of about 2,300 people left")
    choose(page, "index status")
    enter(page)
    shows(messages(page).nth(count + 1), "Articles: 1")
    choose(page, "index reindex")
    page.keyboard.press("Escape")  # its options are offered, and may be left out
    enter(page)
    shows(messages(page).nth(count + 2), "1 article read: 0 added")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals for another process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_as_asked(number: int, tmp_path: Path) -> None:
    """Ctrl-C and SIGTERM end it with exit code 0 and no traceback."""
    with Process("preview", data=tmp_path) as process:
        process.line_with("Ctrl-C")
        process.signal(number)
        assert process.wait() == 0
        assert "Traceback" not in "".join(process.err)


def test_a_taken_port_is_named(preview: Process, tmp_path: Path) -> None:
    """One sentence with the setting, exit code 2."""
    port = re.search(r":(\d+)/", preview.line_with("http://"))
    assert port is not None
    with Process("preview", data=tmp_path, settings={"CLIPDESK_PREVIEW_PORT": port[1]}) as process:
        assert process.wait() == 2
        assert "CLIPDESK_PREVIEW_PORT" in "".join(process.err)
        assert "Traceback" not in "".join(process.err)


def test_a_second_bot_in_its_data_folder_is_told_of_the_first(preview: Process) -> None:
    """One sentence that names it, exit code 3."""
    with Process("preview", data=preview.data) as process:
        assert process.wait() == 3
        said = "".join(process.err)
        assert f"is in use by process {preview.number} on" in said
        assert "Traceback" not in said
