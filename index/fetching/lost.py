"""Whether what a page holds is its article, or what sites put in its place and call it well. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.model import ParagraphKind
from index.store.columns import folded

if TYPE_CHECKING:
    from index.model import Article

_ERROR: Final = re.compile(
    r"^\W*(?:(?:error\s*)?(?:40[0-9]|410|429|50[0-4])\b|(?:page|article|story|seite|página|page)\s+(?:not|nicht|no|non)\s"
    r"|not found|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)"
    r"|verify (?:that )?you are|checking your browser|please (?:log|sign) in|(?:log|sign) in\b|too many requests"
    r"|(?:service|site) (?:temporarily )?unavailable|(?:bad gateway|gateway time-?out|internal server error))",
    re.IGNORECASE,
)
_SHORT: Final = 200  # words; sites put no longer text in the place of a page
_STATED: Final = ("JSON-LD", "meta ")


def why_lost(now: Article, before: Article | None) -> str | None:
    """Why what a page holds now is not its article, None if it may be.

    It is not where nothing of the article is left, neither its headline nor a paragraph, and the page no longer
    states, as it did, that it is an article; or where its headline is that of an error. So is what was never
    read before, if it is short, too.
    """
    is_error = bool(_ERROR.match(now.headline)) and not _is_stated(now) and len(now.text.split()) < _SHORT
    if before is None:
        return f"is an error page ({now.headline[:80]!r})" if is_error else None
    if is_same_story(before, now):
        return None
    if is_error or (_is_stated(before) and not _is_stated(now)):
        return f"holds something else than its article ({now.headline[:80]!r}); what was read of it stays"
    return None


def is_same_story(one: Article, other: Article) -> bool:
    """Whether two versions share their headline or a paragraph."""
    if folded(one.headline) == folded(other.headline):
        return True
    return not _paragraphs(one).isdisjoint(_paragraphs(other))


def _is_stated(article: Article) -> bool:
    """Whether its page says in a form for machines that it is an article, or when it was published."""
    found = article.found
    return found.get("headline", "").startswith("JSON-LD") or found.get("published", "").startswith(_STATED)


def _paragraphs(article: Article) -> set[str]:
    return {
        folded(article.text[block.start : block.end])
        for block in article.paragraphs
        if block.kind is ParagraphKind.PROSE
    }
