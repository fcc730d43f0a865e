"""What is read without a question: an article, the prose around a passage, what changed, and lists."""

from __future__ import annotations

from dataclasses import dataclass

from index.model.articles import Citation, Passage


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph before and after a change; None where it was added, or taken out."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader would see changed from one version of an article to the next.

    Attributes:
        read: when the new version was read (ISO 8601, UTC); None where that was not noted.
        stated: when its publisher says that it was changed.
        correction: its publisher's note, where it was corrected.
        headline_before: the headline that another replaced.
        paragraphs: the paragraphs that changed.
    """

    read: str | None
    stated: str | None
    correction: str | None
    headline_before: str | None
    paragraphs: tuple[ParagraphChange, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with its neighbours: the prose around it, in reading order."""

    citation: Citation
    before: tuple[Passage, ...]
    passage: Passage
    after: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A whole article to be read: its passages in order.

    Attributes:
        citation: of the whole article; its paragraphs are the first and the last that are prose.
        passages: all of its passages, in reading order.
        modified: when its publisher last changed it, ISO 8601.
        labels: what its publisher states about it: "opinion", "paywall".
        correction: its publisher's note on what was corrected.
        change: what changed in it last, from the version before; None where it never changed since it was first read.
    """

    citation: Citation
    passages: tuple[Passage, ...]
    modified: str | None = None
    labels: tuple[str, ...] = ()
    correction: str | None = None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """An article as a line of a list.

    `copies` are the articles that carry the same text (one agency's story, say, in several papers); of very many, the
    newest articles name the hundred that were indexed last.
    """

    article_id: str
    headline: str
    outlet: str | None
    published: str | None
    url: str | None
    copies: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list of articles: `items` from `offset` on, of `total` in all."""

    items: tuple[Headline, ...]
    total: int
    offset: int = 0
