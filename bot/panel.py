"""PURE: the panel of a server's settings, and the list of their changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.catalogue import Language, Words
from bot.layout import ANSWERED, TEXT_LIMIT, Layout, block, card
from bot.markup import units
from bot.servers import Change, ServerSettings
from index import Strictness

PREFIX = "clipdesk:set:"
MOST = 25  # channels or roles, as many as a select menu lets choose
AUTO = "auto"
_SHOWN = 8  # channels or roles named in one change
_CHANNEL_TYPES = [
    *(discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum),
    *(discord.ChannelType.public_thread, discord.ChannelType.private_thread),
]


def panel(settings: ServerSettings, words: Words, *, reads: bool) -> Layout:
    """What is set, each with the means to change it; `reads`: whether the bot may read messages at all."""

    def fact(setting: str) -> str:
        return f"**{_names(words)[setting]}:** {_shown(setting, _value(settings, setting), words)}"

    channels: ui.Item[Any] = block(f"-# {words('panel.channels_off')}")
    if reads:
        channels = ui.ActionRow(_channels(settings, words))
    return card(
        ANSWERED,
        [
            block(f"### {words('panel.title')}\n-# {words('panel.about')}"),
            *(block(fact("channels")), channels),
            *(block(fact("roles")), ui.ActionRow(_roles(settings, words))),
            *(block(fact("strictness")), ui.ActionRow(_strictness(settings, words))),
            *(block(fact("language")), ui.ActionRow(_languages(settings, words))),
            block(f"{fact('threads')}\n{fact('private')}"),
            ui.ActionRow(*_buttons(settings, words, reads=reads)),
        ],
    )


def changes(rows: Sequence[Change], words: Words) -> Layout:
    """The last changes, newest first, as many as there is room for."""
    lines = [f"### {words('panel.changes')}"]
    names = _names(words)
    for row in rows:
        line = words(
            "panel.change",
            when=_moment(row.at),
            who=f"<@{row.user}>",
            setting=names.get(row.setting, row.setting),
            before=_shown(row.setting, row.before, words),
            after=_shown(row.setting, row.after, words),
        )
        if units("\n".join([*lines, f"- {line}"])) > TEXT_LIMIT:
            break
        lines.append(f"- {line}")
    if not rows:
        lines.append(words("panel.no_changes"))
    return card(ANSWERED, [block("\n".join(lines))])


def _names(words: Words) -> dict[str, str]:
    return {
        "channels": words("panel.channels"),
        "threads": words("panel.threads"),
        "roles": words("panel.roles"),
        "private": words("panel.private"),
        "strictness": words("panel.strictness"),
        "language": words("panel.language"),
    }


def _value(settings: ServerSettings, name: str) -> Any:
    value = getattr(settings, name)
    return sorted(value) if isinstance(value, frozenset) else value


def _shown(setting: str, value: Any, words: Words) -> str:
    """A setting's value in words; ids become what Discord shows for them, without a ping."""
    if setting == "language":
        return Language(value).own_name if value else words("panel.asker")
    if setting == "strictness":
        return _degrees(words)[Strictness(value)]
    if setting in {"channels", "roles"}:
        if not value:
            return words("panel.none") if setting == "channels" else words("panel.everyone")
        mark = "#" if setting == "channels" else "@&"
        named = ", ".join(f"<{mark}{number}>" for number in value[:_SHOWN])
        return named if len(value) <= _SHOWN else words("plain.more", names=named, n=len(value) - _SHOWN)
    return words("panel.on") if value else words("panel.off")


def _moment(iso: str) -> str:
    return f"<t:{int(datetime.fromisoformat(iso).timestamp())}:f>"


def _channels(settings: ServerSettings, words: Words) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=f"{PREFIX}channels",
        placeholder=words("panel.choose_channels"),
        channel_types=_CHANNEL_TYPES,
        min_values=0,
        max_values=MOST,
        default_values=[discord.Object(number) for number in sorted(settings.channels)[:MOST]],
    )


def _roles(settings: ServerSettings, words: Words) -> ui.RoleSelect[Any]:
    return ui.RoleSelect(
        custom_id=f"{PREFIX}roles",
        placeholder=words("panel.choose_roles"),
        min_values=0,
        max_values=MOST,
        default_values=[discord.Object(number) for number in sorted(settings.roles)[:MOST]],
    )


def _languages(settings: ServerSettings, words: Words) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=words("panel.asker"), value=AUTO, default=settings.language is None),
        *(
            discord.SelectOption(
                label=language.own_name, value=language.value, default=settings.language is language
            )
            for language in Language
        ),
    ]
    return ui.Select(custom_id=f"{PREFIX}language", placeholder=words("panel.language"), options=options)


def _degrees(words: Words) -> dict[Strictness, str]:
    return {
        Strictness.STRICT: words("panel.strict"),
        Strictness.NORMAL: words("panel.normal"),
        Strictness.LENIENT: words("panel.lenient"),
        Strictness.OFF: words("panel.anything"),
    }


def _strictness(settings: ServerSettings, words: Words) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=label, value=degree.value, default=settings.strictness is degree)
        for degree, label in _degrees(words).items()
    ]
    return ui.Select(custom_id=f"{PREFIX}strictness", placeholder=words("panel.strictness"), options=options)


def _buttons(settings: ServerSettings, words: Words, *, reads: bool) -> list[ui.Button[Any]]:
    threads = words("panel.threads_off") if settings.threads else words("panel.threads_on")
    private = words("panel.private_off") if settings.private else words("panel.private_on")
    # What a press brings about stands in its id, so that two who press at once do not undo each other.
    return [
        ui.Button(
            label=threads, custom_id=f"{PREFIX}threads:{_flag(not settings.threads)}", disabled=not reads
        ),
        ui.Button(label=private, custom_id=f"{PREFIX}private:{_flag(not settings.private)}"),
        ui.Button(label=words("panel.changes"), custom_id=f"{PREFIX}changes"),
    ]


def _flag(value: bool) -> str:  # noqa: FBT001 - it is the value itself
    return "on" if value else "off"


def _numbers(values: Sequence[str]) -> frozenset[int]:
    """Ids as Discord has them.

    Raises:
        ValueError: one is none.
    """
    numbers = frozenset(map(int, values[:MOST]))
    if not all(0 < number < 2**63 for number in numbers):
        raise ValueError(f"ids of Discord were expected, not {values[:MOST]}")
    return numbers


CHOSEN: dict[str, Callable[[list[str]], Any]] = {
    "channels": _numbers,
    "roles": _numbers,
    "language": lambda values: None if values[:1] in ([], [AUTO]) else Language(values[0]),
    "strictness": lambda values: Strictness(values[0]),
    "threads:on": lambda _: True,
    "threads:off": lambda _: False,
    "private:on": lambda _: True,
    "private:off": lambda _: False,
}
"""What each means of changing something sets, from the values that were chosen with it."""
