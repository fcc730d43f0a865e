"""PURE: the question in a message, and whether there is one."""

from __future__ import annotations

import re

import discord

QUESTION_LIMIT = 1_000

_NOT_WORDS = re.compile(r"<(?!https?:)[@#:/a-z][^<>\s]*>")  # mentions, emoji, timestamps
_ADDRESS = re.compile(r"<?https?://\S+")
_ASKS = re.compile(r"[?\uff1f\u061f](?:[\s\"'”’»)\]!.…」』]|$)")
# An English question is known without its mark, too: "who was killed", but not "when I was there".
_OPENS = re.compile(
    r"(?:(?:and |so |but )?(?:who|what|when|where|why|which|how|whose|whom)(?:'s|’s|'re|’re|"
    r" (?:is|are|was|were|did|do|does|has|have|had|will|would|can|could|should|many|much|long|old|far|often))"
    r"|(?:is|are|was|were|did|does|has|have|will) (?:the|there|it|he|she|they|any|anyone|anybody)) ",
    re.IGNORECASE,
)
_FEWEST = 3  # words; "lol what?" asks nobody


def question_in(text: str, name: str = "", *, addresses: bool = False) -> str:
    """The question in a message's text: its words, without mentions and emoji, cut after a word.

    Addresses of pages are left out as well, unless they are wanted. A leading `@name`, as someone might type it
    where no mention is needed, is dropped too.
    """
    text = _NOT_WORDS.sub(" ", text)
    words = (text if addresses else _ADDRESS.sub(" ", text)).split()
    if name and words and words[0].rstrip(",:").casefold() == f"@{name}".casefold():
        words = words[1:]
    line = " ".join(words)
    return (
        line
        if len(line) <= QUESTION_LIMIT
        else line[:QUESTION_LIMIT].rpartition(" ")[0] or line[:QUESTION_LIMIT]
    )


def text_of(message: discord.Message) -> str:
    """A message's own text, or that of what it forwards, or of the card under its link."""
    candidates = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    candidates += [f"{embed.title or ''} {embed.description or ''}" for embed in message.embeds]
    return next((text for text in candidates if question_in(text)), "")


def is_question(text: str, *, fewest: int = _FEWEST) -> bool:
    """Whether a message asks something, rather than stating or exclaiming it.

    It does with a question mark at the end of a sentence, in any language, or when it opens as English
    questions do and does not end as a statement; and it has at least `fewest` words.
    """
    line = question_in(text)
    if len(line.split()) < fewest:
        return False
    return bool(_ASKS.search(line)) or bool(_OPENS.match(f"{line} ") and line[-1] not in ".!")
