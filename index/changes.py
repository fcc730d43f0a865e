"""What changed in an article from one version to the next: a comparison of its paragraphs. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from index.model import Change, ParagraphChange, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model import Article


def change(old: Article, new: Article, read: str | None = None) -> Change | None:
    """What a reader would see changed between two versions; None where that is nothing.

    `read` is when the new one was read. Dates alone do not count: publishers touch them without any change.
    """
    paragraphs = paragraph_changes(old, new)
    correction = new.correction if new.correction != old.correction else None
    headline = old.headline if old.headline != new.headline else None
    if not (paragraphs or correction or headline):
        return None
    stated = new.modified if new.modified != old.modified else None
    return Change(read, stated, correction, headline, paragraphs)


def details(old: Article, new: Article) -> str:
    """What changed where a reader would see no change in the text: where it is, what is said of it."""
    if new.url != old.url and new.url:
        return f"moved to {new.url}"
    names = ("published", "modified", "outlet", "authors", "labels", "language")
    changed = [name for name in names if getattr(old, name) != getattr(new, name)]
    return f"details changed ({', '.join(changed)})" if changed else "details changed"


def paragraph_changes(old: Article, new: Article) -> tuple[ParagraphChange, ...]:
    """The paragraphs that were changed, added or taken out, in reading order; furniture does not count."""
    before, after = list(_texts(old)), list(_texts(new))
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    before, after = before[start:], after[start:]
    changes: list[ParagraphChange] = []
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            changes += [ParagraphChange(*pair) for pair in zip_longest(before[first:last], after[begin:end])]
    return tuple(changes)


def summary(found: Change) -> str:
    """A change in a few words: "2 paragraphs changed, 1 added; headline changed; corrected: ..."."""
    changed = sum(part.before is not None and part.after is not None for part in found.paragraphs)
    added = sum(part.before is None for part in found.paragraphs)
    removed = sum(part.after is None for part in found.paragraphs)
    counts = [(changed, "changed"), (added, "added"), (removed, "taken out")]
    told = [(f"{count:,}", what) for count, what in counts if count]
    parts = []
    if told:
        first, *rest = told
        noun = "paragraph" if first[0] == "1" else "paragraphs"
        parts.append(", ".join([f"{first[0]} {noun} {first[1]}", *(" ".join(each) for each in rest)]))
    if found.headline_before is not None:
        parts.append("headline changed")
    if found.correction:
        parts.append(f"corrected: {found.correction}")
    return "; ".join(parts)


def _texts(article: Article) -> Iterator[str]:
    """The blocks that a reader reads, white space folded."""
    for block in article.paragraphs:
        if block.kind is not ParagraphKind.FURNITURE:
            yield " ".join(article.text[block.start : block.end].split())
