"""`/ask` with its options: filters with choices while typing, and answers in private."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

import index
from bot.client import Clipdesk
from bot.coverage import Coverage
from bot.pace import Pace
from bot.settings import Settings
from tests.bot.reading import said, seen

STORIES = {
    "storm": ("Storm closes the port", "2024-03-04", "Coast Post", "Ada Quill", "closed the port of Vellmar"),
    "repair": ("Port is repaired", "2023-11-09", "Herald", "Ben Ode", "repaired the port of Vellmar"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with an index of two stories about a port."""
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, (headline, day, outlet, author, said_) in STORIES.items():
        front = f"---\nheadline: {headline}\ndate: {day}\noutlet: {outlet}\nauthor: {author}\n---\n\n"
        text = f"The authorities {said_} in the course of the week, as the mayor told reporters at noon.\n"
        (folder / f"{name}.md").write_text(front + text, encoding="utf-8")
    made = Settings(data=tmp_path / "data", sources=(folder,))
    made.data.mkdir()
    index.build([folder], made.index_path)
    return made


QUESTION = "What happened in the port of Vellmar?"


@pytest.mark.parametrize(
    ("options", "found", "only"),
    [
        ({"outlet": "coast post"}, "closed the port", "Only: coast post"),
        ({"outlet": "coast"}, "closed the port", "Only outlet: Coast Post."),
        ({"author": "Ben Ode"}, "repaired the port", "Only: by Ben Ode"),
        ({"since": "2024"}, "closed the port", "Only: since 1 January 2024"),
        ({"until": "2023-11"}, "repaired the port", "Only: until 30 November 2023"),
    ],
)
async def test_a_filter_narrows_the_answer_and_is_said(
    options: dict[str, str],
    found: str,
    only: str,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """Only what passes is quoted, and the reader sees by what it was narrowed."""
    result = await alice.slash(channel, "ask", question=QUESTION, **options)
    assert found in seen(result.response)
    assert ("closed the port" in seen(result.response)) != ("repaired the port" in seen(result.response))
    assert only in seen(result.response)


async def test_a_filter_that_nothing_passes_is_said_with_the_no(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The reader sees that it may be the filter."""
    result = await alice.slash(channel, "ask", question=QUESTION, outlet="The @everyone Times")
    assert "does not answer" in seen(result.response)
    assert "Only: The @everyone Times" in seen(result.response)
    assert "There are: Coast Post, Herald." in seen(result.response)


async def test_choices_come_from_the_index(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Outlets, authors and days that the coverage has."""
    outlets = await alice.autocomplete(channel, "ask", "outlet", "COAST")
    assert [choice["value"] for choice in outlets] == ["Coast Post"]
    authors = await alice.autocomplete(channel, "ask", "author", "")
    assert [choice["value"] for choice in authors] == ["Ada Quill", "Ben Ode"]
    days = await alice.autocomplete(channel, "ask", "since", "2023")
    assert [choice["value"] for choice in days] == ["2023-12", "2023-11"]


async def test_without_an_index_there_are_no_choices_and_no_error(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, settings: Settings
) -> None:
    """Typing is never an error."""
    settings.index_path.unlink()
    for option in ("outlet", "author", "until"):
        assert await alice.autocomplete(channel, "ask", option, "x") == []


@pytest.mark.parametrize("since", ["next week", "2024-02-31"])
async def test_a_date_that_is_none_gets_a_hint(
    since: str, alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """One sentence, in private, with how to type it."""
    result = await alice.slash(channel, "ask", question=QUESTION, since=since)
    assert result.ephemeral
    assert since in seen(result.response)
    assert "2022-06-08" in seen(result.response)
    simcord_env.errors.clear()


async def test_more_keeps_the_filters(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    settings: Settings,
) -> None:
    """The next page is of the same outlet, after a restart too."""
    folder = settings.sources[0]
    for number in range(8):
        outlet = "Herald" if number % 2 else "Coast Post"
        text = f"Crane {number} of the port of Vellmar was painted in the course of the week, the mayor said."
        (folder / f"crane{number}.md").write_text(f"---\noutlet: {outlet}\n---\n\n{text}\n", encoding="utf-8")
    index.build([folder], settings.index_path)
    first = await alice.slash(channel, "ask", question="Which crane was painted?", outlet="Herald")
    await simcord_bot.close()
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        await alice.click(first.response, label="More passages")
        assert "Herald" in seen(channel.last_message)
        assert "Coast Post" not in seen(first.response) + seen(channel.last_message)
        assert channel.last_message.id != first.response.id
    finally:
        await later.close()


async def test_a_private_answer_is_seen_by_the_asker_alone(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """With `private`, the answer is ephemeral; so are the pages after it."""
    result = await alice.slash(channel, "ask", question=QUESTION, private=True)
    assert result.ephemeral
    assert "the port of Vellmar" in seen(result.response)


async def test_whoever_asks_too_much_is_told_when_to_ask_again(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
) -> None:
    """In private, with the time left as Discord shows it; others may go on asking."""
    simcord_bot.door.pace = Pace(per_person=1, per_server=2)
    await alice.slash(channel, "ask", question=QUESTION)
    refused = await alice.slash(channel, "ask", question=QUESTION)
    assert refused.ephemeral
    assert "You can ask again <t:" in said(refused.response)
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    assert "the port of Vellmar" in seen((await bob.slash(channel, "ask", question=QUESTION)).response)
    carol = simcord_env.guild.add_member(simcord_env.create_user("carol"))
    server = await carol.slash(channel, "ask", question=QUESTION)
    assert "This server has asked a lot" in said(server.response)
    simcord_env.errors.clear()


async def test_mentions_beyond_the_limit_are_told_once(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """A flood of mentions is not answered with a flood."""
    simcord_bot.door.pace = Pace(per_person=1, per_server=0)
    assert simcord_bot.user is not None
    for _ in range(5):
        await alice.send(channel, f"{simcord_bot.user.mention} {QUESTION}")
    own = [message for message in channel.history() if message.author.bot]
    assert len(own) == 2
    assert "You can ask again <t:" in said(own[1])


async def test_slow_work_ends_in_a_sentence(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    simcord_env: simcord.Env,
    settings: Settings,
) -> None:
    """The spinner becomes a sentence when the index does not answer in time, whichever way it was asked."""
    slow = Coverage(settings, patience=0)
    simcord_bot.desk.coverage = slow
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "could not be searched in time" in seen(result.response)
    assert not result._interaction.loading
    simcord_env.errors.clear()
    assert simcord_bot.user is not None
    await alice.send(channel, f"{simcord_bot.user.mention} {QUESTION}")
    assert "could not be searched in time" in seen(channel.last_message)
    await slow.close()


async def test_an_answer_whose_message_is_deleted_meanwhile_ends_in_a_sentence(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_env: simcord.Env,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No incident, no traceback."""
    simcord_env.inject_error("PATCH", "/webhooks/*", status=404, code=10008, message="Unknown Message")
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "was deleted meanwhile" in seen(result.response)
    assert "incident" not in caplog.text
    simcord_env.errors.clear()


async def test_commands_can_be_installed_by_a_person(settings: Settings) -> None:
    """`/ask` and the menu go with the person who installed them, into any server and conversation."""
    async with Clipdesk(settings, sync=False) as bot:
        await bot.load_features()
        payloads = {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}
    for name in ("ask", "Find coverage"):
        assert sorted(payloads[name]["integration_types"]) == [0, 1]
        assert sorted(payloads[name]["contexts"]) == [0, 1, 2]
    assert payloads["settings"]["integration_types"] == [0]
    assert payloads["settings"]["contexts"] == [0]
