"""Questions: by command, mention, reply, direct message and a message's menu."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.client import Clipdesk
from bot.questions import QUESTION_LIMIT, question_in
from tests.bot.reading import buttons, me, said, seen, sent

QUESTION = "How many migrants left Tapachula?"
ANSWER = "a group of about 2,300 people left the southern Mexican city of Tapachula on Monday heading north."


async def test_ask_answers_with_the_passage(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The command is acknowledged at once, then shows the question, the quote in bold, and the buttons."""
    result = await alice.slash(channel, "ask", question=QUESTION)
    callback = next(r.json for r in simcord_env.http_requests if r.path.endswith("/callback"))
    assert callback["type"] == discord.InteractionResponseType.deferred_channel_message.value
    assert not result.ephemeral
    assert result.response is not None
    assert result.response.flags.components_v2
    assert f"### {QUESTION}" in said(result.response)
    assert ANSWER in seen(result.response)
    assert any("**" in line and "2,300" in line for line in said(result.response).split("\n"))
    assert "Context" in [button["label"] for button in buttons(result.response)]


async def test_a_quote_is_the_stored_passage(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Each quote shown is the passage that the index stores, to the letter."""
    result = await alice.slash(channel, "ask", question=QUESTION)
    answer = await simcord_bot.coverage.ask(QUESTION)
    assert answer.hits
    for hit in answer.hits:
        assert hit.quote in seen(result.response)


async def test_a_mention_is_answered_as_a_reply(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_env: simcord.Env
) -> None:
    """The reply answers the question without the mention, and repeats neither."""
    question = await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    reply = channel.last_message
    assert reply is not None
    assert reply.reference is not None
    assert reply.reference.message_id == question.id
    assert ANSWER in seen(reply)
    assert QUESTION not in seen(reply)


async def test_no_message_of_the_bot_can_ping(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Every request that makes or changes a message forbids all mentions, the replied-to author's too."""
    await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    await alice.send(channel, me(simcord_env))
    await alice.slash(channel, "ask", question="Who is @everyone?")
    bodies = sent(simcord_env)
    assert len(bodies) == 3
    for body in bodies:
        assert body["allowed_mentions"].get("parse", []) == []
        assert not body["allowed_mentions"].get("replied_user", False)


async def test_a_message_without_a_mention_is_nobodys_business(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The bot says nothing where it is not spoken to."""
    await alice.send(channel, QUESTION)
    await alice.send(channel, f"@everyone {QUESTION}")
    assert [message.author.bot for message in channel.history()] == [False, False]


async def test_bots_and_webhooks_are_not_answered(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle
) -> None:
    """Two bots can never keep each other talking."""
    robot = simcord_env.guild.add_member(simcord_env.create_user("robot", bot=True))
    await robot.send(channel, f"{me(simcord_env)} {QUESTION}")
    await simcord_env.guild.create_webhook(channel).send(f"{me(simcord_env)} {QUESTION}")
    assert len(channel.history()) == 2


async def test_a_reply_that_pings_asks_further(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """To reply to an answer is to ask, with no mention written."""
    await alice.send(channel, f"{me(simcord_env)} Which countries are boycotting the summit?")
    answer = channel.last_message
    assert answer is not None
    await alice.send(channel, f"{me(simcord_env)} {QUESTION}", reply_to=answer)
    assert channel.last_message is not None
    assert ANSWER in seen(channel.last_message)


async def test_a_mention_alone_is_told_how_to_ask(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Short, and with what the coverage spans."""
    await alice.send(channel, f"  {me(simcord_env)} ")
    assert channel.last_message is not None
    assert "/ask" in said(channel.last_message)
    assert "The coverage spans 1 article" in seen(channel.last_message)


async def test_a_direct_message_needs_no_mention(simcord_env: simcord.Env) -> None:
    """What is written to the bot is a question; so is a command there."""
    bob = simcord_env.create_user("bob")
    await bob.send_dm(QUESTION)
    assert ANSWER in seen(bob.dm_channel.last_message)
    await bob.send_dm(f"{me(simcord_env)} {QUESTION}")
    assert ANSWER in seen(bob.dm_channel.last_message)
    result = await bob.slash("ask", question=QUESTION)
    assert ANSWER in seen(result.response)


@pytest.mark.parametrize("around", ["{}", "<{}>"])
async def test_an_address_in_a_message_is_no_words(
    around: str, simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The coverage does not have that page: it is left out, and that is said without a link."""
    link = around.format("https://www.paper.example/news/some-slug-here?share=1")
    await alice.send(channel, f"{me(simcord_env)} {link} {QUESTION}")
    assert channel.last_message is not None
    assert ANSWER in seen(channel.last_message)
    assert "no article at www.paper.example/news/some" in seen(channel.last_message)
    assert "https://www.paper.example" not in seen(channel.last_message).partition("no article")[2]


async def test_find_coverage_asks_with_a_messages_text(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Its words, without addresses and mentions; whoever wrote it."""
    link = "https://example.com/tapachula?share=1"
    message = await alice.send(channel, f"<@1234567890123456> {link} {QUESTION}")
    result = await alice.context_menu(channel, "Find coverage", message)
    assert ANSWER in seen(result.response)
    assert f"### {QUESTION}" in said(result.response)


async def test_find_coverage_of_a_message_without_words(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """One sentence, only to the one who asked, and no defect."""
    message = await alice.send(channel, "https://example.com/")
    result = await alice.context_menu(channel, "Find coverage", message)
    assert result.ephemeral
    assert "no text" in seen(result.response)
    assert [type(error).__name__ for error in simcord_env.errors] == ["RefusedError"]


async def test_a_question_without_an_answer(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """It is said that the coverage does not answer, which words it lacks and what it spans."""
    result = await alice.slash(channel, "ask", question="What is the recipe for sourdough pancakes?")
    text = seen(result.response)
    assert "The coverage does not answer this." in text
    assert "sourdough" in text
    assert "The coverage spans 1 article" in text


@pytest.mark.parametrize(
    "question", ["the of and", "?!", "*", "@zyzzyva", "```", "a" * QUESTION_LIMIT, "\u202e"]
)
async def test_odd_questions_get_an_answer_too(
    question: str, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Stop words, signs, marks: each gets a calm answer."""
    result = await alice.slash(channel, "ask", question=question)
    assert "does not answer" in seen(result.response)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("<@1> who <@!2> left?", "who left?"),
        ("@Clipdesk, who left?", "who left?"),
        ("who   left\n\nTapachula?", "who left Tapachula?"),
        ("<:smile:123> <#5> <t:1:R> </ask:9> https://a.example/b", ""),
        ("is 1 < 2 and 3 > 2?", "is 1 < 2 and 3 > 2?"),
        ("word " * 400, ("word " * 200).strip()),
        ("x" * 5_000, "x" * QUESTION_LIMIT),
    ],
)
def test_the_question_in_a_message(text: str, question: str) -> None:
    """Its words alone, of a bounded length."""
    assert question_in(text, "Clipdesk") == question


def test_addresses_stay_in_a_question_where_they_are_wanted() -> None:
    """In the brackets that keep Discord from showing a card, too; mentions and emoji go all the same."""
    text = "<@1> <a:wave:2> who left? <https://a.example/b>"
    assert question_in(text, addresses=True) == "who left? <https://a.example/b>"
    assert question_in(text) == "who left?"


async def test_where_the_bot_may_not_write_it_stays_silent(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, caplog: Any
) -> None:
    """No permission, no answer, no defect; the log says where."""
    simcord_env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions"
    )
    with caplog.at_level("INFO"):
        await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    assert len(channel.history()) == 1
    assert "No permission to answer" in caplog.text


def test_the_bot_asks_for_no_privileged_intent(simcord_bot: Clipdesk) -> None:
    """Neither message content nor members nor presences."""
    intents = simcord_bot.intents
    assert intents == discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en-US", "The coverage does not answer this."),
        ("es-ES", "La cobertura no responde a esto."),
        ("fr", "Les articles ne répondent pas à cette question."),
        ("de", "Die Berichterstattung beantwortet das nicht."),
        ("pt-BR", "A cobertura não responde a isso."),
        ("ja", "The coverage does not answer this."),
    ],
)
async def test_a_mention_is_answered_in_the_servers_language(
    locale: str, sentence: str, simcord_env: simcord.Env
) -> None:
    """The bot's own words are those of the server's language, or English; quotes stay as they are."""
    guild = simcord_env.create_guild(preferred_locale=locale)
    channel = guild.create_text_channel("news")
    member = guild.add_member(simcord_env.create_user("reader"))
    await member.send(channel, f"{me(simcord_env)} Sourdough pancakes recipe?")
    assert sentence in seen(channel.last_message)
    await member.send(channel, f"{me(simcord_env)} {QUESTION}")
    assert ANSWER in seen(channel.last_message)
