"""PURE: what people see of their watches."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot import render
from bot.catalogue import ENGLISH, Words
from bot.inquiry import Inquiry
from bot.layout import ANSWERED, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.markup import fit, shorten, units
from bot.memory.watches import Watch
from bot.views_watching import EndMenu


def watches(found: Sequence[Watch], words: Words = ENGLISH) -> Layout:
    """A person's watches, what each has told of, and a menu that ends one."""
    if not found:
        return card(UNANSWERED, [block(words("watching.none"))])
    text = ""
    for details in (2, 1, 0):  # of very many watches with long filters less is said
        lines = [f"### {words('watching.list')}"]
        lines += [f"{number}. {_line(watch, words, details)}" for number, watch in enumerate(found, 1)]
        text = "\n".join(lines)
        if units(text) <= TEXT_LIMIT:
            break
    options = [
        discord.SelectOption(label=f"{number}. {shorten(watch.question, 90)}", value=str(watch.id))
        for number, watch in enumerate(found, 1)
    ]
    items: list[Item] = [block(text)]
    items.append(ui.ActionRow(EndMenu(options, words("watching.end"))))
    return card(ANSWERED, items)


def _line(watch: Watch, words: Words, details: int) -> str:
    """A watch; its filters where `details` are one or more, the last headline where they are two."""
    place = words("watching.in_channel", channel=f"<#{watch.channel}>")
    where = words("watching.direct") if watch.direct else place
    told = words.count("watching.told", watch.told) if watch.told else words("watching.nothing_yet")
    latest = (
        [words("watching.latest", headline=fit(watch.latest, 50))] if watch.latest and details > 1 else []
    )
    only = render.only(Inquiry.kept(watch.question, watch.details).filters, words, 40)
    facts = [where, *([only] if only and details else []), told, *latest]
    return f"**{fit(watch.question, 80)}**\n-# {' · '.join(facts)}"
