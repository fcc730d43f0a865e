"""What was understood of a question is shown, and undone by a press."""

from __future__ import annotations

import pytest
import simcord

from bot.catalogue import Language
from bot.client import Clipdesk
from bot.inquiry import Inquiry
from bot.settings import Settings
from index import Filters, Strictness
from tests.bot.reading import buttons, me, seen

MISSPELT = "What did Blinkin say about immigration?"


def labels(message: object) -> list[str]:
    """What stands on its buttons."""
    return [str(button["label"]) for button in buttons(message)]


async def test_another_spelling_is_shown_and_undone(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """The answer to what was typed comes to the one who pressed; the one that all see stays."""
    answer = (await alice.slash(channel, "ask", question=MISSPELT)).response
    assert "Showing results for Blinken instead of Blinkin." in seen(answer)
    before = seen(answer)
    undone = await alice.click(answer, label="Search as typed")
    assert undone.ephemeral
    assert "Searched exactly as typed." in seen(undone.response)
    assert "instead of" not in seen(undone.response)
    assert "Search as typed" not in labels(undone.response)
    assert seen(answer) == before


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        (
            "Who left Tapachula in June 2022?",
            "Only coverage: since 1 June 2022 until 30 June 2022 (“in June 2022”).",
        ),
        ("Who left Tapachula? outlet:CNN", "Only outlet: CNN."),
        ("Who left Tapachula? after:2022-06", "Only coverage: since 1 June 2022."),
        ('Who left "city of Tapachula"?', "Only passages with the exact phrase between quotation marks."),
        ("Who left Tapachula? -boat", "Without passages that hold what follows a minus sign."),
        ("latest on Tapachula caravan", "Newer coverage first."),
    ],
)
async def test_whatever_was_understood_is_shown_with_the_button_that_undoes_it(
    question: str, understood: str, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Dates, filters in words, phrases, exclusions, wishes: answered or not."""
    answer = (await alice.slash(channel, "ask", question=question)).response
    assert understood in seen(answer)
    undone = (await alice.click(answer, label="Search as typed")).response
    assert "Searched exactly as typed." in seen(undone)
    assert understood not in seen(undone)


async def test_filters_are_undone_with_what_was_understood_left(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Those of `/ask`: the question goes to the whole coverage."""
    answer = (await alice.slash(channel, "ask", question=MISSPELT, outlet="Herald")).response
    assert "Only: Herald" in seen(answer)
    assert "does not answer" in seen(answer)
    assert "Passages that answer without the filters: " in seen(answer)
    undone = (await alice.click(answer, label="Without filters")).response
    assert "without the filters" not in seen(undone)
    assert "Only:" not in seen(undone)
    assert "Showing results for Blinken instead of Blinkin." in seen(undone)
    assert "Without filters" not in labels(undone)


async def test_a_follow_up_is_cut_off_from_what_it_followed(simcord_env: simcord.Env) -> None:
    """Read alone, the question says nothing."""
    user = simcord_env.create_user("dora")
    await user.send_dm("How many people left Tapachula?")
    await user.send_dm("And why?")
    follow_up = user.dm_channel.history()[-1]
    assert "Read together with the question before" in seen(follow_up)
    undone = (await user.click(follow_up, label="Search as typed")).response
    assert "Read together" not in seen(undone)


async def test_it_works_after_a_restart_and_in_a_servers_language(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_env: simcord.Env,
    simcord_bot: Clipdesk,
    settings: Settings,
) -> None:
    """As every button does."""
    await simcord_bot.servers.change(channel.guild.id, alice.id, "language", Language.DE)
    await alice.send(channel, f"{me(simcord_env)} {MISSPELT}")
    answer = channel.last_message
    assert answer is not None
    await simcord_bot.close()
    later = Clipdesk(settings)
    await simcord_env.restart_bot(later)
    try:
        undone = await alice.click(answer, label="Wie getippt suchen")
        assert "Genau so gesucht, wie es getippt wurde." in seen(undone.response)
    finally:
        await later.close()


def test_what_is_undone_is_kept_like_any_inquiry() -> None:
    """For the buttons of its own answer."""
    asked = Inquiry("Why?", Filters(outlets=("CNN",)), "What happened?", Strictness.LENIENT)
    typed = asked.as_typed()
    assert typed == Inquiry("Why?", Filters(outlets=("CNN",)), None, Strictness.LENIENT, literal=True)
    assert Inquiry.kept(typed.question, typed.details()) == typed
    assert asked.unfiltered() == Inquiry("Why?", Filters(), "What happened?", Strictness.LENIENT)
