"""Answers to lay out, made of the project's own values."""

from __future__ import annotations

from index import Answer, Citation, CoverageSpan, Hit

HEADLINE = "Blinken: Immigration challenges beyond anything that anyone has seen before"
QUOTE = (
    "An official with the United Nations High Commissioner for Refugees said a group of about 2,300 people "
    "left the southern Mexican city of Tapachula on Monday heading north. The official said the group is "
    "comprised mostly of Venezuelans, but also includes migrants from Nicaragua, Cuba, El Salvador and "
    "Honduras."
)
SPAN = CoverageSpan(1, 14, "2022-06-08", "2022-06-08", ("CNN",))


def citation(**changes: object) -> Citation:
    """A citation, with changes."""
    fields: dict[str, object] = {
        "article_id": "a" * 16,
        "headline": HEADLINE,
        "outlet": "CNN",
        "published": "2022-06-08",
        "authors": (),
        "url": "https://example.com/story",
        "paragraphs": (7, 7),
    }
    return Citation(**(fields | changes))  # type: ignore[arg-type] # the fields are those of the class


def hit(
    quote: str = QUOTE,
    highlight: tuple[int, int] = (0, QUOTE.index(" The official")),
    rank: int = 1,
    **changes: object,
) -> Hit:
    """A hit whose passage has the rank in its id."""
    return Hit(rank, f"{'a' * 16}-{rank:08d}", 1.0, quote, highlight, citation(**changes))


def answer(
    *hits: Hit, question: str = "Who left Tapachula?", total: int | None = None, **changes: object
) -> Answer:
    """An answer with these hits, or one that declines."""
    fields: dict[str, object] = {
        "question": question,
        "answered": bool(hits),
        "hits": hits,
        "total": len(hits) if total is None else total,
        "missing_terms": (),
        "matched_terms": (),
        "suggestion": None,
        "span": SPAN,
    }
    return Answer(**(fields | changes))  # type: ignore[arg-type] # the fields are those of the class
