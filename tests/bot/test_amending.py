"""Answers that edit themselves when an article that they quote was changed, corrected or withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

import index
from bot.amending import changes
from bot.catalogue import Language
from bot.client import Clipdesk
from bot.memory import Memory
from bot.memory.quotes import QUOTE_LIFE, QUOTES_KEPT, Quote, Quoted
from bot.settings import Settings
from tests.bot.reading import buttons, seen

QUESTION = "How many ships wait in Vellmar?"
STORY = "The port of Vellmar was closed by a storm on Monday, and {} ships wait in Vellmar, the harbour master said."


class Desk:
    """A folder of coverage, its index, and the bot's looks at it."""

    def __init__(self, bot: Clipdesk, settings: Settings, folder: Path) -> None:
        self.bot, self.settings, self.folder = bot, settings, folder
        self.pauses: list[float] = []
        bot.amender.pause = self._pause

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def publish(self, name: str, ships: str | None, correction: str | None = None) -> None:
        """Write the story, or withdraw it, and index."""
        path = self.folder / f"{name}.json"
        path.unlink(missing_ok=True)
        if ships is not None:
            story = {"headline": f"Port {name}", "outlet": "Herald", "text": STORY.format(ships)}
            path.write_text(json.dumps(story | {"correction": correction}), encoding="utf-8")
        index.build([self.folder], self.settings.index_path, allow_empty=True)


@pytest.fixture
def desk(simcord_bot: Clipdesk, settings: Settings, tmp_path: Path) -> Desk:
    """A coverage of one story on Vellmar and one on something else."""
    folder = tmp_path / "coverage"
    folder.mkdir()
    (folder / "budget.md").write_text("The council of Lorn passed its budget on Monday.\n", encoding="utf-8")
    made = Desk(simcord_bot, settings, folder)
    made.publish("one", "nine")
    return made


async def asked(
    person: simcord.MemberActor, channel: simcord.ChannelHandle, **options: object
) -> simcord.ResponseMessage:
    """The answer."""
    response = (await person.slash(channel, "ask", question=QUESTION, **options)).response
    assert response is not None
    assert "nine ships" in seen(response)
    return response


@pytest.mark.parametrize(
    ("ships", "correction", "said"),
    [
        ("twelve", None, "Changed since this answer"),
        (None, None, "Withdrawn since this answer"),
        ("nine", "An earlier version named another port.", "Corrected since this answer"),
    ],
)
async def test_an_answer_says_by_itself_what_became_of_its_article(
    ships: str | None,
    correction: str | None,
    said: str,
    desk: Desk,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """After a reindex, once, with all that it said before; nobody need press anything."""
    answer = await asked(alice, channel)
    before, offered = seen(answer), len(buttons(answer))
    await desk.bot.amender.look()
    assert seen(answer) == before
    desk.publish("one", ships, correction)
    await desk.bot.amender.look()
    assert seen(answer).startswith(before)
    assert said in seen(answer)
    assert len(buttons(answer)) == offered
    after = seen(answer)
    desk.publish("one", "thirteen")
    await desk.bot.amender.look()
    assert seen(answer) == after


async def test_what_still_stands_is_left_alone_and_edits_are_paced(
    desk: Desk, alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """Only answers that no longer hold are edited, with a pause after each; private ones cannot be."""
    answers = [await asked(alice, channel) for _ in range(3)]
    private = await asked(alice, channel, private=True)
    await alice.send(
        channel, f"{desk.bot.user.mention if desk.bot.user else ''} Who passed the budget of Lorn?"
    )
    other = channel.last_message
    before, private_before = seen(other), seen(private)
    desk.publish("one", "twelve")
    requests = len(simcord_env.http_requests)
    await desk.bot.amender.look()
    assert all("Changed since this answer" in seen(answer) for answer in answers)
    assert seen(other) == before
    assert seen(private) == private_before
    assert len(desk.pauses) == len(answers)
    done = [request.method for request in simcord_env.http_requests[requests:]]
    assert done == ["GET", "PATCH"] * len(answers)
    await desk.bot.amender.look()
    assert len(simcord_env.http_requests) == requests + len(done)


async def test_an_answer_is_amended_after_a_reindex_from_discord_and_in_its_own_language(
    desk: Desk, alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """As its server set it when it was given."""
    await desk.bot.servers.change(channel.guild.id, alice.id, "language", Language.DE)
    answer = await asked(alice, channel)
    await desk.bot.servers.change(channel.guild.id, alice.id, "language", None)
    desk.bot.operators.add(alice.id)
    manager = simcord_env.guild.create_role("m", permissions=discord.Permissions(manage_guild=True))
    boss = simcord_env.guild.add_member(simcord_env.create_user("boss"), roles=[manager])
    desk.bot.operators.add(boss.id)
    desk.bot.coverage.sources = (desk.folder,)
    (desk.folder / "one.json").unlink()
    await boss.slash(channel, "index reindex")
    await simcord_env.settle()
    assert "Seit dieser Antwort zurückgezogen" in seen(answer)


async def test_a_message_that_is_gone_or_out_of_reach_is_let_go(
    desk: Desk,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_env: simcord.Env,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Deleted, or in a channel that the bot may no longer see: one calm line in the log, and no second try."""
    deleted = await asked(alice, channel)
    hidden = simcord_env.guild.create_text_channel("hidden")
    await asked(alice, hidden)
    simcord_env.backend.delete_message(channel.id, deleted.id)
    closed = discord.Permissions(view_channel=True)
    bot_role = simcord_env.guild.roles["TestBot"].id
    simcord_env.backend.set_overwrite(hidden.id, Overwrite(bot_role, OverwriteType.ROLE, deny=closed.value))
    desk.publish("one", "twelve")
    caplog.set_level("INFO", "bot")
    await desk.bot.amender.look()
    assert caplog.text.count("gone or out of reach") == 2
    assert "Traceback" not in caplog.text
    assert desk.bot.memory.quotes.recent() == []


async def test_an_answer_that_discord_did_not_take_is_tried_again(
    desk: Desk, alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """At the next look, although the index is the same."""
    answer = await asked(alice, channel)
    desk.publish("one", "twelve")
    http = desk.bot.http
    request = http.request

    async def broken(route: discord.http.Route, **rest: object) -> object:
        if route.method == "PATCH":
            raise ConnectionResetError("the network is gone")
        return await request(route, **rest)  # type: ignore[arg-type] # passed on as it came

    http.request = broken  # type: ignore[method-assign, assignment]
    await desk.bot.amender.look()
    http.request = request  # type: ignore[method-assign]
    assert "Changed since" not in seen(answer)
    await desk.bot.amender.look()
    assert "Changed since" in seen(answer)


async def test_a_new_process_goes_on_with_it(
    desk: Desk,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_env: simcord.Env,
    settings: Settings,
) -> None:
    """What was reindexed while the bot was down is noticed after its start."""
    answer = await asked(alice, channel)
    await desk.bot.close()
    desk.publish("one", None)
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        await later.amender.look()
        assert "Withdrawn since this answer" in seen(answer)
    finally:
        await later.close()


async def test_an_answer_that_is_opened_again_says_that_it_was_corrected(
    desk: Desk, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """At the press, before any look, although the passage itself still stands."""
    answer = await asked(alice, channel)
    desk.publish("one", "nine", "An earlier version named another port.")
    opened = await alice.click(answer, label="Article")
    assert "named another port" in seen(opened.response)
    assert "Corrected since this answer" in seen(answer)


def test_a_passage_that_is_only_cut_otherwise_still_stands(tmp_path: Path) -> None:
    """A release with longer or shorter passages makes no answer look out of date."""
    paragraphs = [
        " ".join(f"Clause {n}.{k} was read to all of the members of the council at noon." for k in range(9))
        for n in range(6)
    ]
    path = tmp_path / "long.md"
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    index.build([path], tmp_path / "index.db")
    with index.Index.open(tmp_path / "index.db") as opened:
        (headline,) = opened.latest().items
        spanning = f"{paragraphs[2][-40:]}\n\n{paragraphs[3]}"
        kept = [
            Quoted(1, 2, "en", (Quote(headline.article_id, spanning),)),
            Quoted(2, 2, "en", (Quote(headline.article_id, "Clause 9.9 was read"),)),
            Quoted(3, 2, "en", (Quote("0" * 16, spanning), Quote(headline.article_id, spanning))),
        ]
        assert [(one.message, key) for one, key in changes(opened, kept)] == [
            (2, "reading.changed_since"),
            (3, "reading.withdrawn_since"),
        ]


def test_what_was_quoted_is_kept_for_a_while_and_not_without_end(tmp_path: Path) -> None:
    """The newest so many, and none for longer than a month."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with Memory(tmp_path / "bot.db", now=lambda: now) as memory:
        quote = (Quote("a" * 16, "text"),)
        memory.quotes.keep(Quoted(1, 2, "en", quote))
        now += QUOTE_LIFE + timedelta(days=1)
        assert memory.quotes.recent() == []
        memory.quotes.keep(Quoted(2, 2, "en", quote))
        assert memory.quotes.of(1) is None
        assert memory.quotes.of(2) == Quoted(2, 2, "en", quote)
        for number in range(3, QUOTES_KEPT + 5):
            memory.quotes.keep(Quoted(number, 2, "en", quote))
        assert len(memory.quotes.recent()) == QUOTES_KEPT
        assert memory.quotes.of(2) is None


async def test_nothing_more_is_compared_once_the_bot_closes(simcord_bot: Clipdesk) -> None:
    """A reindex may end in the very moment; the next start finds what it changed."""
    await simcord_bot.amender.close()
    await simcord_bot.reindexed()
    assert simcord_bot.amender._tasks == set()
