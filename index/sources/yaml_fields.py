"""Front matter and sidecars: YAML that describes an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from index.sources.decoding import UndecodableError, decode
from index.sources.metadata import Given, read_fields

if TYPE_CHECKING:
    from pathlib import Path

MAX_SIDECAR_BYTES = 64 * 1024
"""Sidecars (and front matter) larger than this are not read: they describe one article."""

_LOOKS_LIKE_FIELDS = re.compile(r"\s*[A-Za-z_]\w*\s*:")
_NOTHING = Given({}, ())


class FrontMatter(NamedTuple):
    """What a text's front matter gives, and where the text proper begins."""

    given: Given
    end: int


def read_front_matter(text: str) -> FrontMatter | None:
    """The YAML between `---` lines that a text begins with; None if it begins otherwise."""
    handler = YAMLHandler()
    if not text.startswith("---") or not handler.detect(text):
        return None
    try:
        matter, content = handler.split(text)
    except ValueError:  # there is no second line of dashes
        return None
    end = len(text) - len(content)
    if not matter.strip():
        return None
    given = _read(matter, strict=False)
    if given is None:
        return None  # a text between rules
    if given.problems and not given.fields and not _LOOKS_LIKE_FIELDS.match(matter):
        return None
    return FrontMatter(given, end)


def read_sidecar(path: Path) -> Given:
    """The fields of a sidecar; whatever is wrong with it is one of the problems."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIDECAR_BYTES + 1)
    except OSError as error:
        return Given({}, (f"cannot be read ({error.strerror}); the article was read without it",))
    if len(data) > MAX_SIDECAR_BYTES:
        return Given(
            {}, (f"is larger than {MAX_SIDECAR_BYTES // 1024} KiB; the article was read without it",)
        )
    try:
        text = decode(data).text if data else ""
    except UndecodableError as error:
        return Given({}, (f"{error}; the article was read without it",))
    if not text.strip():
        return _NOTHING
    given = _read(text, strict=True)
    return given or Given(
        {}, ("is not a list of fields (such as 'headline: ...'); the article was read without it",)
    )


def _read(text: str, *, strict: bool) -> Given | None:
    """The fields of a YAML text; None if it is YAML, but not a mapping."""
    try:
        # BaseLoader makes nothing but strings, lists and mappings: "2022-13-45" is still there to be named.
        written = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - safer than SafeLoader: it constructs less
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return Given({}, (f"is not valid YAML ({line}{error.problem}); the article was read without it",))
    except (yaml.YAMLError, ValueError, RecursionError):
        return Given({}, ("is not valid YAML; the article was read without it",))
    return read_fields(written, strict=strict) if isinstance(written, dict) else None
