"""What people say around a question to someone ("hey bot, can you tell me …, please"), in English. Pure."""

from __future__ import annotations

import re
from typing import Final

_OPENING: Final = re.compile(
    r"^\W*(?:(?:hey|hi|hello|yo)(?: (?:there|bot|guys|all))?[\s,!.]+|(?:please|pls|plz|so|ok|okay)[\s,]+"
    r"|(?:can|could|would|will) (?:you|u|someone|anyone|anybody) (?:please )?(?:tell|show|remind) (?:me|us)\b"
    r"|(?:please )?(?:tell|show|remind) me\b|(?:do|does) (?:you|u|anyone|anybody|someone) know\b"
    r"|i(?: would|['’]?d)? (?:want|like|need) to know\b|i(?:['’]m| am)? wonder(?:ing)?\b"
    r"|(?:what(?:['’]?s| is)|wh?at['’]?s|wass?up|sup) (?:up|going on|happening|the deal|the story)?\s*with\b)(?=\W*\w)",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?:(?<!they)(?<!you)(?<!we)(?<!to)(?<!he)(?<!I)[\s,]+(?:please|pls|plz)"
    r"|[,.!?]\s*(?:thanks|thank you|thx))[\s.!?]*$",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"\W*(?:hi|hello|hey|yo|thanks|thank you|thx|ok|okay|lol)(?: (?:there|bot|all|guys|a lot|so much|very much))?\W*",
    re.IGNORECASE,
)


def without(text: str) -> str:
    """What is left of a text without it; nothing where it is all there is."""
    if is_all(text):
        return ""
    shorter = _OPENING.sub(" ", text)
    while shorter != text:
        text, shorter = shorter, _OPENING.sub(" ", shorter)
    return _CLOSING.sub(" ", text)


def is_all(text: str) -> bool:
    """Whether a text greets or thanks, and asks nothing; between quotation marks the same words would be a title."""
    return '"' not in text and _ALONE.fullmatch(text) is not None
