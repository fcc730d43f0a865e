"""Clipdesk's index: articles in, cited passages out. It knows nothing of Discord."""

from __future__ import annotations

from index.errors import (
    BuildRefusedError,
    ClipdeskError,
    IndexDamagedError,
    IndexFormatError,
    IndexLockedError,
    IndexMissingError,
    IndexStoreError,
    IndexWriteError,
    PassageGoneError,
    QuestionError,
    SourceError,
)
from index.facade import Index
from index.indexer import add, build, build_articles, remove
from index.model import (
    Answer,
    Article,
    BuildReport,
    Citation,
    Context,
    CoverageSpan,
    Filters,
    Hit,
    Paragraph,
    ParagraphKind,
    Passage,
    Progress,
    Skipped,
    Stage,
    Status,
)
from index.ports import Level

__all__ = [
    "Answer",
    "Article",
    "BuildRefusedError",
    "BuildReport",
    "Citation",
    "ClipdeskError",
    "Context",
    "CoverageSpan",
    "Filters",
    "Hit",
    "Index",
    "IndexDamagedError",
    "IndexFormatError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStoreError",
    "IndexWriteError",
    "Level",
    "Paragraph",
    "ParagraphKind",
    "Passage",
    "PassageGoneError",
    "Progress",
    "QuestionError",
    "Skipped",
    "SourceError",
    "Stage",
    "Status",
    "add",
    "build",
    "build_articles",
    "remove",
]
