"""Trying again: what is worth it, for how long, and what the log says of it."""

from __future__ import annotations

import logging

import aiohttp
import discord
import pytest
import simcord

from bot import delivery
from bot.client import Clipdesk
from bot.layout import TEXT_LIMIT
from bot.retrying import is_passing, persist
from tests.bot.reading import me, seen

OPTIONS: dict[str, dict[str, str]] = {
    "ask": {"question": "How many people left Tapachula?"},
    "timeline": {"topic": "Tapachula"},
    "privacy": {},
}
EXPECTED = {"ask": "2,300 people", "timeline": "Timeline: Tapachula", "privacy": "Nothing is kept of you"}


class Sender:
    """Fails so many times before it sends."""

    def __init__(self, failures: int, error: Exception) -> None:
        self.failures, self.error, self.tries = failures, error, 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self.failures:
            raise self.error
        return "sent"


async def test_what_fails_in_passing_is_tried_until_it_is_sent_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    send = Sender(3, aiohttp.ServerDisconnectedError())
    with caplog.at_level(logging.INFO, logger="bot.retrying"):
        assert await persist(send, within=2.0) == "sent"
    assert send.tries == 4
    (line,) = caplog.records
    assert line.levelno == logging.WARNING
    assert "Server disconnected" in line.message


async def test_it_is_not_tried_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    """What says nothing itself, as that Discord was too slow, is named in the log by its kind."""
    send = Sender(10_000, TimeoutError())
    with pytest.raises(TimeoutError):
        await persist(send, within=0.05)
    assert 1 < send.tries < 1_000
    assert "(TimeoutError)" in caplog.text


async def test_what_will_not_pass_is_not_tried_again() -> None:
    send = Sender(1, ValueError("ours"))
    with pytest.raises(ValueError, match="ours"):
        await persist(send)
    assert send.tries == 1
    assert not is_passing(send.error)


# Where Discord takes no answer in its place ---------------------------------------------------------------


@pytest.mark.parametrize("command", ["ask", "timeline", "privacy"])
async def test_a_command_whose_token_died_is_answered_in_the_next_best_place(
    command: str,
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """As a message in the channel, with its picture; what is for one person alone goes to that person alone."""
    simcord_env.inject_error("PATCH", "/webhooks/*", status=404, code=10_015, times=None)
    await alice.slash(channel, command, **OPTIONS[command])
    place = alice.user.dm_channel if command == "privacy" else channel
    (answer,) = [message for message in place.history() if message.interaction_metadata is None]
    assert EXPECTED[command] in seen(answer)
    assert bool(answer.attachments) == (command == "timeline")


@pytest.mark.parametrize("command", ["ask", "privacy"])
async def test_a_command_that_can_be_answered_nowhere_is_a_line_in_the_log(
    command: str,
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No traceback: nobody can mend it."""
    simcord_env.inject_error("PATCH", "/webhooks/*", status=404, code=10_015, times=None)
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50_013, times=None)
    await alice.slash(channel, command, **OPTIONS[command])
    assert f"A command of user {alice.id} could be answered nowhere." in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_whether_an_acknowledgement_arrived_may_be_unknown_and_the_answer_is_shown(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Discord obeyed, and every answer of its own was lost: the command is not given up."""
    defer = discord.InteractionResponse.defer

    async def lost(self: discord.InteractionResponse[Clipdesk], **options: bool) -> None:
        if not self.is_done():
            await defer(self, **options)
        raise TimeoutError

    monkeypatch.setattr(discord.InteractionResponse, "defer", lost)
    monkeypatch.setattr(delivery, "IN_TIME", 0.01)
    result = await alice.slash(channel, "ask", **OPTIONS["ask"])
    assert EXPECTED["ask"] in seen(result.response)
    assert "Whether a command was acknowledged is not known (TimeoutError)" in caplog.text


@pytest.mark.parametrize("status", [403, 400])
async def test_a_message_that_may_be_answered_nowhere(
    status: int,
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A missing permission is a line in the log; what Discord refuses as wrong is a mistake of the bot's own."""
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=50_013, times=None)
    await alice.send(channel, f"{me(simcord_env)} {OPTIONS['ask']['question']}")
    assert len(channel.history()) == 1
    assert alice.user.dm_channel.history() == []
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert bool(errors) == (status == 400)


async def test_where_a_thread_is_closed_the_answer_stands_in_its_channel(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """With a line that says where it was asked."""
    first = await alice.send(channel, "About Tapachula")
    home = simcord_bot.get_channel(channel.id)
    assert isinstance(home, discord.TextChannel)
    made = await home.get_partial_message(first.id).create_thread(name="Tapachula")
    (thread,) = channel.threads
    simcord_env.inject_error("POST", f"/channels/{made.id}/messages", status=403, code=50_013)
    await alice.send(thread, f"{me(simcord_env)} {OPTIONS['ask']['question']}")
    answer = channel.last_message
    assert EXPECTED["ask"] in seen(answer)
    assert f"<#{made.id}>" in seen(answer)


def test_an_explanation_is_left_out_where_an_answer_fills_the_message() -> None:
    layout = discord.ui.LayoutView()
    layout.add_item(discord.ui.TextDisplay("a" * TEXT_LIMIT))
    delivery._explain(layout, "Asked elsewhere.")
    assert layout.total_children_count == 1


async def test_a_further_message_is_looked_for_before_it_is_sent_again(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It arrived and Discord's answer was lost: people see it once."""
    asked = await alice.slash(channel, "ask", question="migrants")
    send, lost = discord.Webhook.send, []

    async def losing(self: discord.Webhook, *args: object, **options: object) -> object:
        sent = await send(self, *args, **options)  # type: ignore[call-overload] # passed on as it came
        if not lost:
            lost.append(sent)
            raise TimeoutError
        return sent

    monkeypatch.setattr(discord.Webhook, "send", losing)
    before = len(channel.history())
    await alice.click(asked.response, label="More passages")
    assert len(channel.history()) == before + 1
    assert len(lost) == 1
