"""From a decoded text to an article."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.model import Article, Paragraph, ParagraphKind, Skipped
from index.sources import layout, markdown
from index.sources.dates import find_date
from index.sources.facts import Facts
from index.sources.language import note_language
from index.sources.page import read_page
from index.sources.yaml_fields import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sources.layout import Block

_OPENING_WORDS = 12  # of the first paragraph, where nothing else can be a headline
_NAME_PARTS = re.compile(r"[\s_+.-]+")
_DIGITS_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_NO_WORDS = re.compile(r"[\s\d]*(?:[0-9a-f]+[\s\d]*)*", re.IGNORECASE)


def compose(
    text: str,
    *,
    key: str,
    given: Facts | None = None,
    is_markdown: bool = False,
    problems: Sequence[Skipped] = (),
) -> Article:
    r"""Make an article of a text.

    Args:
        text: the decoded text, with line ends as `\n`.
        key: the article's identity, a path in POSIX form or an address; its last part is the name.
        given: facts that hold before what the text says of itself.
        is_markdown: whether the text is Markdown.
        problems: what was left out so far.

    Raises:
        SourceError: if the text is empty, or holds no prose.
    """
    facts = Facts(given or {})
    matter = read_front_matter(text)
    front: list[Paragraph] = []
    if matter:
        problems = [*problems, *(Skipped(key, f"front matter: {reason}") for reason in matter.given.problems)]
        for field, value in matter.given.fields.items():
            facts.note(field, value, "front matter")
        front.append(Paragraph(0, len(text[: matter.end].rstrip()), ParagraphKind.FURNITURE))
    found, marked_up = _blocks(text, matter.end if matter else 0, facts, is_markdown=is_markdown)
    if not found:
        raise SourceError(key, "holds nothing but front matter" if matter else "is empty")
    return told(text, found, facts, key=key, front=front, marked_up=marked_up, problems=problems)


def told(
    text: str,
    blocks: Sequence[Block],
    facts: Facts,
    *,
    key: str,
    marked_up: bool,
    front: Sequence[Paragraph] = (),
    problems: Sequence[Skipped] = (),
) -> Article:
    """The article of a text's blocks, which are told apart as those of a saved page; adds to `facts`.

    Args:
        text: the whole text.
        blocks: its blocks, in order; what a block's mark-up says that it is, it is.
        facts: what is known already, which holds.
        key: the article's identity, whose last part is the name.
        marked_up: whether headings are marked as such, so that none is guessed.
        front: what stands before the blocks.
        problems: what was left out so far.

    Raises:
        SourceError: if there is no prose in them.
    """
    paragraphs = (*front, *read_page(blocks, facts, marked_up=marked_up))
    prose = [text[p.start : p.end] for p in paragraphs if p.kind is ParagraphKind.PROSE]
    if not prose:
        raise SourceError(key, "holds no prose, only headings, images or comments")
    _note_name(facts, PurePosixPath(key), prose)
    note_language(facts, prose)
    return facts.article(text, paragraphs, key=key, name=key, source=key, problems=problems)


def readable(name: str) -> str:
    """A file's name as a headline: spaces for separators, no date, capitalised; "" if it holds no word."""
    date = find_date(name)
    if date:
        name = name[: date.start] + " " + name[date.end :]
    name = _NAME_PARTS.sub(" ", _DIGITS_DATE.sub(" ", name)).strip()
    return "" if _NO_WORDS.fullmatch(name) else name[0].upper() + name[1:]


def _blocks(text: str, start: int, facts: Facts, *, is_markdown: bool) -> tuple[list[Block], bool]:
    """The text's blocks from an offset on, and whether its headings are marked."""
    if not is_markdown:
        return layout.blocks(text, start), False
    found, title = markdown.blocks(text, start)
    facts.note("headline", title, "first heading")
    return found, any(block.kind is ParagraphKind.HEADING for block in found)


def _note_name(facts: Facts, path: PurePosixPath, prose: Sequence[str]) -> None:
    """Note what the file's name says, and make do with the opening words where nothing makes a headline."""
    name = readable(path.stem)
    facts.note("headline", name, "file name")
    words = prose[0].split() if prose else []
    opening = " ".join(words[:_OPENING_WORDS])[:100]
    facts.note("headline", opening + ("\u2026" if len(words) > _OPENING_WORDS else ""), "opening words")
    facts.note("headline", path.name, "file name")
    date = find_date(_DIGITS_DATE.sub(r"\1-\2-\3", path.stem))
    facts.note("published", date.iso if date else None, "file name")
