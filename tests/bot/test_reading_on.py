"""Reading on from an answer: the article, its citation, an opinion; and what was changed since."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

import index
from bot.client import Clipdesk
from bot.settings import Settings
from tests.bot.reading import buttons, custom_id, said, seen

QUESTION = "Which countries are boycotting the summit?"
PORT = (
    "The port of Vellmar was closed by a storm on Monday, and {} ships were waiting, the harbour master said."
)


async def asked(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, question: str = QUESTION
) -> simcord.ResponseMessage:
    """The answer to a question."""
    result = await alice.slash(channel, "ask", question=question)
    assert result.response is not None
    return result.response


async def press(
    person: simcord.MemberActor, message: simcord.ResponseMessage, label: str
) -> simcord.InteractionResult:
    """Press the first button with that label."""
    return await person.click(message, custom_id=custom_id(message, label))


async def test_the_article_opens_at_the_passage_and_can_be_read_through(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    """Only for the one who pressed; its pages hold all passages in order."""
    answer = await asked(alice, channel)
    hit = (await simcord_bot.coverage.ask(QUESTION)).hits[0]
    opened = (await press(alice, answer, "Article")).response
    assert opened is not None
    assert opened.ephemeral
    assert hit.quote in seen(opened)
    while any(button["label"] == "Previous" for button in buttons(opened)):
        await alice.click(opened, label="Previous")
    texts = [seen(opened)]
    while any(button["label"] == "Next" for button in buttons(opened)):
        await alice.click(opened, label="Next")
        texts.append(seen(opened))
    assert len(texts) > 1
    view = await simcord_bot.coverage.read(lambda index: index.article(hit.citation.article_id))
    whole = "\n".join(texts)
    places = [whole.index(passage.text) for passage in view.passages]
    assert places == sorted(places)


async def test_the_citation_is_there_to_copy_in_four_forms(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Of the passage, with its paragraph; only for the one who pressed."""
    answer = await asked(alice, channel)
    card = (await press(alice, answer, "Copy citation")).response
    assert card is not None
    assert card.ephemeral
    for part in ("Plain text", "Markdown", "BibTeX", "CSL-JSON", "Paragraph"):
        assert part in said(card)


async def test_context_leads_to_the_article_and_its_citation(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """As an answer of many passages has room for no other button."""
    answer = await asked(alice, channel)
    context = (await press(alice, answer, "Context")).response
    assert context is not None
    assert [button["label"] for button in buttons(context)][:2] == ["Article", "Copy citation"]
    article = (await alice.click(context, label="Article")).response
    assert "Page" in seen(article)


async def test_an_opinion_is_kept_once_a_person_and_can_be_changed(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Each person has one, and is thanked in private."""
    answer = await asked(alice, channel)
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    thanks = await press(alice, answer, "Helpful")
    assert thanks.ephemeral
    assert "Thank you" in said(thanks.response)
    sorry = await press(alice, answer, "Not this")
    assert "not what you were looking for" in said(sorry.response)
    await press(bob, answer, "Helpful")
    assert [opinion.helpful for opinion in simcord_bot.memory.feedback.of(alice.id)] == [False]
    assert [opinion.helpful for opinion in simcord_bot.memory.feedback.of(bob.id)] == [True]


async def test_an_opinion_on_an_answer_that_is_forgotten_gets_a_sentence(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: Clipdesk
) -> None:
    answer = await asked(alice, channel)
    simcord_bot.memory.forget_all()
    result = await press(alice, answer, "Helpful")
    assert "too old for its buttons" in said(result.response)


@pytest.fixture
def story(settings: Settings, tmp_path: Path) -> Path:
    """A story of its own in the coverage."""
    path = tmp_path / "story.md"
    write(path, "nine")
    index.build([path], settings.index_path, allow_empty=True)
    return path


def write(path: Path, ships: str) -> None:
    """Write the story as it stands now."""
    path.write_text(f"---\nheadline: Port closed\n---\n\n{PORT.format(ships)}\n", encoding="utf-8")


@pytest.mark.parametrize("label", ["Context", "Article", "Copy citation"])
async def test_an_answer_whose_article_was_changed_says_so_when_it_is_opened_again(
    story: Path,
    settings: Settings,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    label: str,
) -> None:
    """To the one who pressed, with the way to the article as it is now; and once on the answer itself."""
    answer = await asked(alice, channel, "How many ships wait in Vellmar?")
    assert "nine ships" in seen(answer)
    write(story, "eleven")
    index.build([story], settings.index_path)
    result = await press(alice, answer, label)
    assert "was changed since" in seen(result.response)
    if label != "Article":
        result = await alice.click(result.response, label="Article")
    assert "eleven ships" in seen(result.response)
    await press(alice, answer, label)
    assert seen(answer).count("Changed since this answer") == 1
    assert "nine ships" in seen(answer)
    assert custom_id(answer, "Context")


async def test_an_answer_whose_article_was_withdrawn_says_so(
    story: Path, settings: Settings, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The one who pressed gets a sentence, and the answer a note."""
    answer = await asked(alice, channel, "How many ships wait in Vellmar?")
    other = story.with_name("other.md")
    other.write_text("Nothing of the sort was ever written in this place before.\n", encoding="utf-8")
    index.build([other], settings.index_path)
    result = await press(alice, answer, "Context")
    assert "no longer in the coverage" in said(result.response)
    assert "Withdrawn since this answer" in seen(answer)


async def test_an_answer_that_cannot_be_edited_is_left_as_it_is(
    simcord_env: simcord.Env,
    story: Path,
    settings: Settings,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    """One that only its asker sees: the sentence is all there is."""
    answer = await asked(alice, channel, "How many ships wait in Vellmar?")
    simcord_env.backend.get_message(channel.id, answer.id).flags |= discord.MessageFlags(ephemeral=True).value
    write(story, "eleven")
    index.build([story], settings.index_path)
    result = await press(alice, answer, "Context")
    assert "was changed since" in seen(result.response)
    assert "Changed since" not in seen(answer)


async def test_the_sources_of_a_story_that_several_papers_print_are_listed(
    settings: Settings, tmp_path: Path, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Nearly the same passage is one hit; its papers are named, and each article can be opened."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for outlet in ("Herald", "Post"):
        head = f"---\nheadline: Port closed ({outlet})\noutlet: {outlet}\ndate: 2024-03-04\n---\n\n"
        (folder / f"{outlet}.md").write_text(head + PORT.format("nine") + "\n", encoding="utf-8")
    index.build([folder], settings.index_path, allow_empty=True)
    answer = await asked(alice, channel, "How many ships wait in Vellmar?")
    assert "nearly the same in" in seen(answer)
    listed = (await alice.click(answer, label="Sources (2)")).response
    assert listed is not None
    assert listed.ephemeral
    assert "Port closed (Herald)" in seen(listed)
    assert "Port closed (Post)" in seen(listed)
    second = [button for button in buttons(listed) if button["label"] == "Article"][1]
    opened = (await alice.click(listed, custom_id=second["custom_id"])).response
    assert PORT.format("nine") in seen(opened)
