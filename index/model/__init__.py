"""The values that flow through the index: frozen, hashable where it matters, and free of I/O.

One module a subject; others import from here.
"""

from __future__ import annotations

from index.model.answers import Answer, Hit, Note
from index.model.articles import Article, Citation, Paragraph, ParagraphKind, Passage, Span, article_id
from index.model.browsing import ArticleView, Change, Context, Headline, Listing, ParagraphChange
from index.model.builds import BuildReport, Cause, Progress, Skipped, Stage
from index.model.questions import Filters, Strictness
from index.model.sources import UNFINISHED, ItemReport, Outcome, Run, Source, SourceKind
from index.model.status import CoverageSpan, Incident, IncidentKind, Status

__all__ = [
    "UNFINISHED",
    "Answer",
    "Article",
    "ArticleView",
    "BuildReport",
    "Cause",
    "Change",
    "Citation",
    "Context",
    "CoverageSpan",
    "Filters",
    "Headline",
    "Hit",
    "Incident",
    "IncidentKind",
    "ItemReport",
    "Listing",
    "Note",
    "Outcome",
    "Paragraph",
    "ParagraphChange",
    "ParagraphKind",
    "Passage",
    "Progress",
    "Run",
    "Skipped",
    "Source",
    "SourceKind",
    "Span",
    "Stage",
    "Status",
    "Strictness",
    "article_id",
]
