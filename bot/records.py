"""PURE: what admins see of the questions, what people see of what is kept of them, and questions as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from discord import ui

from bot.catalogue import ENGLISH, Words
from bot.layout import ANSWERED, DONE, UNANSWERED, Item, Layout, block, card, notice
from bot.markup import fit
from bot.memory.asked import Tally
from bot.memory.feedback import Opinion
from bot.memory.watches import Watch
from bot.views_privacy import DeleteButton

SHOWN = 15  # questions on one card, each of at most 220 characters
_FORMULAE = ("=", "+", "-", "@", "\t", "\r")


def questions(head: str, found: Sequence[Tally], total: int, days: int, words: Words = ENGLISH) -> Layout:
    """Questions with how often they were asked and answered, and what was thought of the answers."""
    if not days:
        return notice(words("questions.not_kept"))
    if not found:
        return notice(words.count("questions.none", days))
    lines = [f"### {head}", *(f"{n}. {_tally(tally, words)}" for n, tally in enumerate(found[:SHOWN], 1))]
    foot = f"-# {words('questions.of', shown=min(len(found), SHOWN), total=total)}"
    return card(ANSWERED, [block("\n".join(lines)), block(foot)])


def table(rows: Iterable[tuple[str, str, str, int]]) -> bytes:
    """Questions by day as CSV in UTF-8 with a mark, as spreadsheets want it; no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("day", "question", "answered", "times"))
    for day, question, answered, times in rows:
        safe = f"'{question}" if question.startswith(_FORMULAE) else question
        writer.writerow((day, safe, answered, times))
    return out.getvalue().encode("utf-8-sig")


def kept(
    watches: Sequence[Watch], opinions: Sequence[Opinion], owed: int, days: int, words: Words = ENGLISH
) -> Layout:
    """What is kept of a person, and a button that deletes it; `owed`: how many questions wait for their answer."""
    policy = words.count("questions.policy", days) if days else words("questions.not_kept")
    head = f"### {words('questions.privacy')}"
    if not watches and not opinions and not owed:
        return card(UNANSWERED, [block(f"{head}\n{words('questions.nothing')}\n-# {policy}")])
    parts = [head]
    if watches:
        listed = [f"- {fit(watch.question, 70)}" for watch in watches]
        parts.append("\n".join([f"**{words.count('questions.watches', len(watches))}**", *listed]))
    if opinions:
        listed = [f"- {_opinion(opinion, words)}" for opinion in opinions[:SHOWN]]
        parts.append("\n".join([f"**{words.count('questions.feedback', len(opinions))}**", *listed]))
    if owed:
        parts.append(f"**{words.count('questions.owed', owed)}**")
    button: Item = ui.ActionRow(DeleteButton(words("questions.delete")))
    return card(ANSWERED, [*map(block, parts), block(f"-# {policy}"), button])


def deleted(watches: int, opinions: int, words: Words = ENGLISH) -> Layout:
    """That it is gone."""
    said = words(
        "questions.deleted",
        watches=words.count("questions.watches", watches),
        opinions=words.count("questions.feedback", opinions),
    )
    return card(DONE, [block(said)])


def _tally(tally: Tally, words: Words) -> str:
    facts = [words.count("questions.asked", tally.times), words("questions.answered", n=tally.answered)]
    if tally.helpful or tally.unhelpful:
        facts.append(words("questions.opinions", helpful=tally.helpful, unhelpful=tally.unhelpful))
    return f"**{fit(tally.question, 120)}**\n-# {' · '.join(facts)}"


def _opinion(opinion: Opinion, words: Words) -> str:
    verdict = words("reading.helpful") if opinion.helpful else words("reading.unhelpful")
    return f"{verdict}: {fit(opinion.question, 90)}"
