"""What is asked, for admins; what is kept of a person, for that person."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
import simcord
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from bot import records
from bot.client import Clipdesk
from bot.memory.asked import Tally
from bot.memory.feedback import Opinion
from bot.memory.watches import WATCHES_LIMIT, Watch
from bot.settings import Settings
from tests.bot.layouts import TEXT, check_limits
from tests.bot.reading import custom_id, said, seen

ANSWERED = "How many people left Tapachula?"
IN_VAIN = "Which zoo bred a pygmy hippopotamus?"


@pytest.fixture
def owner(simcord_env: simcord.Env, simcord_bot: Clipdesk) -> simcord.UserHandle:
    """Someone who may administer the index."""
    user = simcord_env.create_user("owner")
    simcord_bot.operators.add(user.id)
    return user


async def test_an_admin_sees_what_is_asked_and_what_in_vain(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, owner: simcord.UserHandle
) -> None:
    """Counted, with opinions, in private, and never by whom."""
    answer = (await alice.slash(channel, "ask", question=ANSWERED)).response
    await alice.slash(channel, "ask", question=ANSWERED.lower())
    await alice.slash(channel, "ask", question=IN_VAIN)
    await alice.click(answer, custom_id=custom_id(answer, "Helpful"))
    top = await owner.slash("questions top")
    assert top.ephemeral
    assert f"{ANSWERED}\nasked 2 times · answered 2 · helpful 1, not this 0" in seen(top.response)
    assert f"{IN_VAIN}\nasked once · answered 0" in seen(top.response)
    vain = await owner.slash("questions unanswered")
    assert IN_VAIN in seen(vain.response)
    assert ANSWERED not in seen(vain.response)
    assert "alice" not in seen(top.response)


async def test_the_questions_can_be_taken_along_as_a_table(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    owner: simcord.UserHandle,
) -> None:
    await alice.slash(channel, "ask", question=IN_VAIN)
    exported = await owner.slash("questions export")
    assert exported.response is not None
    assert exported.ephemeral
    message = simcord_env.backend.get_message(owner.dm_channel.id, exported.response.id)
    assert [attachment["filename"] for attachment in message.attachments] == ["clipdesk-questions.csv"]


def test_a_table_has_no_formula_and_reads_back() -> None:
    """A question may begin as a spreadsheet's formula does."""
    data = records.table(
        [("2026-03-01", '=HYPERLINK("x"),\n1', "no", 2), ("2026-03-01", "Wer, und wann?", "yes", 1)]
    )
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["day", "question", "answered", "times"]
    assert rows[1][1].startswith("'=")
    assert rows[2] == ["2026-03-01", "Wer, und wann?", "yes", "1"]


@pytest.mark.parametrize("command", ["questions top", "questions unanswered", "questions export"])
async def test_who_may_not_administer_the_index_is_refused(
    simcord_env: simcord.Env, alice: simcord.MemberActor, channel: simcord.ChannelHandle, command: str
) -> None:
    """Also where a server's manager shows the command to everyone."""
    shown = simcord_env.backend.find_command("questions", None)
    assert shown is not None
    simcord_env.guild.set_command_permissions(int(shown["id"]), {simcord_env.guild.default_role: True})
    refused = await alice.slash(channel, command)
    assert refused.ephemeral
    assert "Only the application's owner or team" in said(refused.response)
    assert {type(error).__name__ for error in simcord_env.errors} == {"RefusedError"}


async def test_where_no_questions_are_kept_it_is_said(
    simcord_env: simcord.Env, settings: Settings, owner: simcord.UserHandle, simcord_bot: Clipdesk
) -> None:
    await simcord_bot.close()
    later = Clipdesk(replace(settings, keep_days=0))
    later.operators.add(owner.id)
    await simcord_env.restart_bot(later)
    try:
        await owner.send_dm(ANSWERED)
        for command in ("questions top", "questions export"):
            result = await owner.slash(command)
            assert "No questions are kept" in said(result.response)
        assert list(later.memory.asked.rows()) == []
    finally:
        await later.close()


async def test_what_is_kept_of_a_person_is_shown_and_deleted(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """Only the person's own, and all of it."""
    bob = simcord_env.guild.add_member(simcord_env.create_user("bob"))
    answer = (await alice.slash(channel, "ask", question=ANSWERED)).response
    for person in (alice, bob):
        await person.click(answer, custom_id=custom_id(answer, "Helpful"))
        await person.slash(channel, "watch", question=IN_VAIN)
    shown = await alice.slash(channel, "privacy")
    assert shown.ephemeral
    assert f"Helpful: {ANSWERED}" in seen(shown.response)
    assert IN_VAIN in seen(shown.response)
    assert "without who asked them, for 90 days" in seen(shown.response)
    await alice.click(shown.response, label="Delete all of it")
    assert "Deleted: 1 watch, 1 opinion on answers." in seen(shown.response)
    again = await alice.slash(channel, "privacy")
    assert "Nothing is kept of you." in seen(again.response)
    assert simcord_bot.memory.watches.of(bob.id)
    assert simcord_bot.memory.feedback.of(bob.id)


@examples(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=40), st.integers(1, 10**9))
def test_cards_keep_the_limits(questions: list[str], number: int) -> None:
    """However long questions are, and however many."""
    tallies = [Tally(question, number, number, "2026-03-01", number, number) for question in questions]
    check_limits(records.questions("Asked most", tallies, number, 90))
    opinions = [Opinion(question, True, "2026-03-01") for question in questions]
    watches = [
        Watch(n, 1, 2, True, "en", question, 0, "2026-03-01")
        for n, question in enumerate(questions[:WATCHES_LIMIT])
    ]
    check_limits(records.kept(watches, opinions, number, 90))
