"""The bot's own words: complete in every language, with the same places, and used as they are meant."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.catalogue import ENGLISH, PHRASES, Language, Words, language_of
from bot.client import Clipdesk
from bot.settings import Settings
from bot.translator import CommandTranslator

BOT = Path(__file__).resolve().parents[2] / "bot"
TOPICS = {key.partition(".")[0] for key in PHRASES}
KEY = re.compile(rf"(?:{'|'.join(sorted(TOPICS))})\.[a-z_.]+")
NAME = re.compile(r"[-_\w]{1,32}")  # as Discord has names of options


def places(text: str) -> set[str]:
    """The names of the places of a phrase."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def trees() -> Iterator[ast.AST]:
    """All nodes of the bot's modules outside of the catalogue."""
    for path in BOT.rglob("*.py"):
        if "catalogue" not in path.parts:
            yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


NODES = list(trees())
USED = {
    node.value
    for node in NODES
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
}


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.EN])
def test_a_phrase_has_the_same_places_in_every_language(language: Language) -> None:
    """Nothing is missing; places, forms, commands and marks are those of the English."""
    for key, phrase in PHRASES.items():
        english, text = phrase.en, phrase.text(language)
        assert text, key
        assert places(text) == places(english), key
        for mark in ("|", "`", "**"):
            assert text.count(mark) == english.count(mark), key
        assert re.findall(r"`/[^`]*`", text) == re.findall(r"`/[^`]*`", english), key


def test_nothing_is_meant_by_a_picture_alone() -> None:
    """No phrase holds an emoji: a screen reader says all there is."""
    for key, phrase in PHRASES.items():
        for language in Language:
            signs = [letter for letter in phrase.text(language) if unicodedata.category(letter) == "So"]
            assert signs == [], key


def test_every_phrase_that_is_said_exists() -> None:
    """No module names a phrase that the catalogue lacks."""
    assert USED - set(PHRASES) == set(), "bot/catalogue lacks these"


def test_every_phrase_is_said_somewhere() -> None:
    """The catalogue keeps nothing that nobody says.

    Commands are compared with the tree below, notes with those of the index in their own test.
    """
    inner = {"plain.thousands", "plain.decimal", "plain.months", "plain.date"}  # the catalogue's own
    said = {key for key in PHRASES if not key.startswith(("commands.", "notes."))}
    assert said - USED - inner == set(), "nothing says these of bot/catalogue"


def test_every_call_fills_the_places_of_its_phrase() -> None:
    """Each place has its value, and no value is without a place."""
    for node in NODES:
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        key = node.args[0].value
        if not isinstance(key, str) or key not in PHRASES or any(word.arg is None for word in node.keywords):
            continue
        given = {word.arg for word in node.keywords}
        if isinstance(node.func, ast.Attribute) and node.func.attr == "count":
            given = {"n"}
        assert given == places(PHRASES[key].en), ast.unparse(node)


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        *(("en-US", Language.EN), ("en-GB", Language.EN), ("es-ES", Language.ES), ("es-419", Language.ES)),
        *(("pt-BR", Language.PT), ("fr", Language.FR), ("de", Language.DE), ("ja", None), ("", None)),
    ],
)
def test_a_locale_of_discord_is_heard(locale: str, language: Language | None) -> None:
    """Every variety of a language that the bot speaks; others are None."""
    assert language_of(locale) is language


def test_numbers_and_dates_are_those_of_the_language() -> None:
    """Thousands, decimals, months, and the form that goes with a number."""
    german, french = Words(Language.DE), Words(Language.FR)
    assert ENGLISH.number(1_234_567) == "1,234,567"
    assert german.number(1_234_567) == "1.234.567"
    assert german.decimal(1234.56) == "1.234,6"
    assert [words.date(date(2022, 6, 7)) for words in map(Words, Language)] == [
        "7 June 2022",
        "7 de junio de 2022",
        "7 juin 2022",
        "7. Juni 2022",
        "7 de junho de 2022",
    ]
    assert [ENGLISH.count("plain.articles", n) for n in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]
    assert [french.count("plain.passages", n) for n in (0, 1, 2)] == ["0 passage", "1 passage", "2 passages"]


def untold(where: str, text: str) -> str:
    """What is missing where a command is not told in every language."""
    return f"{where}: bot/catalogue/commands.py has no phrase whose English is {text!r}"


def described(payload: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every command, option and choice of a payload, with the way to it."""
    name = f"{where}/{payload['name']}"
    yield name, payload
    for part in [*payload.get("options", []), *payload.get("choices", [])]:
        yield from described(part, name)


async def test_commands_are_told_in_every_language(settings: Settings) -> None:
    """Whatever Discord shows of a command is translated, within its limits; the table holds nothing else.

    The names of slash commands stay: people tell each other what to type.
    """
    known = {locale.value: language_of(locale.value) for locale in discord.Locale}
    spoken = {locale for locale, language in known.items() if language not in {None, Language.EN}}
    seen = set()
    async with Clipdesk(settings, sync=False) as bot:
        await bot.load_features()
        payloads = [
            await command.get_translated_payload(bot.tree, CommandTranslator())
            for command in bot.tree.get_commands()
        ]
    for where, part in (found for payload in payloads for found in described(payload)):
        if part.get("description"):
            seen.add(part["description"])
            assert set(part["description_localizations"]) == spoken, untold(where, part["description"])
            assert max(map(len, part["description_localizations"].values())) <= 100, where
        if part.get("name_localizations"):
            seen.add(part["name"])
            assert set(part["name_localizations"]) == spoken, untold(where, part["name"])
            if "value" not in part and part.get("description"):  # an option: neither a menu nor a choice
                names = part["name_localizations"].values()
                assert all(NAME.fullmatch(name) and name == name.lower() for name in names), where
    assert {PHRASES[key].en for key in PHRASES if key.startswith("commands.")} == seen
