"""PURE: what must not be read in a log: secrets always, what people write unless a setting asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

HIDDEN = "[hidden]"
_SHAPES = (
    # a bot's token: its id, a time and a signature
    (re.compile(r"(?<![\w-])[\w-]{23,30}\.[\w-]{5,7}\.[\w-]{25,}"), HIDDEN),
    # what stands for an interaction or opens a webhook, in an address of Discord's
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{16,}"), rf"\1{HIDDEN}"),
    (re.compile(r"\b(Bot|Bearer|Basic) [\w.~+/=-]{16,}"), rf"\1 {HIDDEN}"),
    # a name and password in an address, and what a query says under a telling name
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/@]+@"), rf"\1{HIDDEN}@"),
    (
        re.compile(
            r"([?&](?:[\w.-]*(?:token|key|secret|signature|password|auth)|sig|pwd|pass)=)[^\s&#'\"]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    # a value under a telling name, in JSON or as Python shows a mapping
    (
        re.compile(
            r"""(["'](?:[\w-]*(?:token|secret|password)|authorization|session_id)["']\s*:\s*["'])[^"']+""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
)
_TELLING = ("op", "t", "s", "type", "id", "code")  # of a payload, what says its kind without its words


def redactor(secrets: Collection[str]) -> Callable[[object], object]:
    """A function that hides the secrets, and whatever has the shape of one, in a value of any depth.

    What is not a number, a truth value or nothing comes back as text or as a mapping or list of these, since
    another object could say more when it is shown later.
    """
    known = sorted((secret for secret in secrets if secret), key=len, reverse=True)

    def redacted(value: object) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping):
            return {str(redacted(str(name))): redacted(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [redacted(inner) for inner in value]
        return text(value if isinstance(value, str) else str(value))

    def text(shown: str) -> str:
        for secret in known:
            shown = shown.replace(secret, HIDDEN)
        for shape, instead in _SHAPES:
            shown = shape.sub(instead, shown)
        return shown

    return redacted


def without_words(argument: object) -> object:
    """A payload in a debug line of discord.py, less what people wrote: its kind, or how long it is."""
    if isinstance(argument, Mapping):
        return {name: argument[name] for name in _TELLING if name in argument}
    if isinstance(argument, list | tuple):
        return f"[{len(argument)} items]"
    if isinstance(argument, str | bytes) and argument[:1] in {"{", "[", b"{", b"["}:
        return f"[{len(argument)} characters]"
    return argument


def on_one_line(text: str) -> str:
    """Text whose line breaks and control characters are shown, not obeyed: no entry can pose as another."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
