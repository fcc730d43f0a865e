"""Fields that somebody wrote about an article: in front matter, in a sidecar, in the lines above it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from index.sources.dates import parse_date
from index.sources.names import split_names

ALIASES: Mapping[str, str] = {
    alias: field
    for field, aliases in {
        "headline": "headline title",
        "outlet": "outlet site site_name sitename publisher publication",
        "authors": "authors author byline by",
        "contributors": "contributors",
        "published": "published date pubdate datepublished date_published published_at publish_date created",
        "modified": "modified updated datemodified date_modified updated_at lastmod last_modified",
        "url": "url link canonical canonical_url permalink",
        "language": "language lang locale",
    }.items()
    for alias in aliases.split()
}
"""What a field may be called, in lower case with underscores, and its name here."""

_NOTHING = frozenset({"", "~", "null", "none"})
_LISTS = frozenset({"authors", "contributors"})
_LONGEST = 500  # letters of a value
_LONGEST_ADDRESS = 2_000
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


class Given(NamedTuple):
    """Fields that were given, and why others were left out (each naming its field)."""

    fields: Mapping[str, str | tuple[str, ...]]
    problems: tuple[str, ...]


def read_fields(written: Mapping[object, object], *, strict: bool = False) -> Given:
    """Check the fields of a mapping as YAML gives it, all scalars as they were written.

    Args:
        written: keys and values; keys that are not fields of an article are passed over.
        strict: whether to report a key that looks like a misspelt field.
    """
    fields: dict[str, str | tuple[str, ...]] = {}
    problems: list[str] = []
    for key, value in written.items():
        name = str(key).strip().lower().replace("-", "_").replace(" ", "_")
        field = ALIASES.get(name)
        if field is None:
            near = difflib.get_close_matches(name, ALIASES, n=1, cutoff=0.8) if strict else []
            problems += [f"{key}: is not a field; did you mean {near[0]}?"] if near else []
            continue
        try:
            checked = _names(value) if field in _LISTS else _checked(field, value)
        except ValueError as error:
            problems.append(f"{key}: {error}; the field was left out")
            continue
        if checked and field not in fields:
            fields[field] = checked
    return Given(fields, tuple(problems))


def _checked(field: str, value: object) -> str | None:
    """A field's value in its proper form, None if it is empty; ValueError says what is wrong with it."""
    text = _text(value)
    if text is None:
        return None
    if field in {"published", "modified"}:
        parsed = parse_date(text)
        if parsed is None:
            raise ValueError(f"{text!r} is not a date that can be read (write it as 2022-06-07)")
        return parsed
    if field == "url":
        return _address(text)
    if field == "language":
        match = _LANGUAGE.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a language code (such as en)")
        return match[1].lower()
    return text


def _text(value: object) -> str | None:
    """A scalar as text on one line, None if it is empty."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("is not a single value")  # noqa: TRY004 - the caller reports one kind of error
    text = _BLANKS.sub(" ", value).strip()
    if text.casefold() in _NOTHING:
        return None
    if len(text) > _LONGEST_ADDRESS:
        raise ValueError(f"is longer than {_LONGEST_ADDRESS} characters")
    return text


def _names(value: object) -> tuple[str, ...]:
    """A list of names, or one string of them."""
    if isinstance(value, list):
        names = [_name(item) for item in value]
        return tuple(dict.fromkeys(name for name in names if name))
    text = _text(value)
    return split_names(re.sub(r"^by\s+", "", text, flags=re.IGNORECASE)) if text else ()


def _name(item: object) -> str | None:
    """One name of a list: a string, or a mapping with a name in it."""
    if isinstance(item, Mapping):
        item = item.get("name")
    return _text(item)


def _address(text: str) -> str:
    """The address, if a browser can follow it."""
    try:
        parts = urlsplit(text)
        followed = bool(parts.hostname) and parts.scheme.lower() in {"http", "https"} and " " not in text
    except ValueError:
        followed = False
    if not followed:
        raise ValueError(f"{text!r} is not an address that begins with http:// or https://")
    return text
