"""The values that flow through the index: frozen, hashable where it matters, and free of I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self

Span = tuple[int, int]
"""A half-open range of character offsets, `text[start:end]`."""

_EMPTY: Mapping[str, str] = MappingProxyType({})
_AFTER_ALL: Final = timedelta(minutes=30)  # what is changed sooner is still being published


def article_id(key: str) -> str:
    """The id of the article with this key: 16 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Note(str):
    """A sentence for the asker, in English, with what it says in parts, to be said in another language.

    Attributes:
        kind: which sentence it is: "mended", "only_outlet" and so on.
        values: what stands in it by name: words as they are, dates in ISO (None for an open end).
    """

    __slots__ = ("kind", "values")

    kind: str
    values: Mapping[str, str | None]

    def __new__(cls, text: str, kind: str, /, **values: str | None) -> Self:
        """The sentence `text`, which says `values`."""
        note = super().__new__(cls, text)
        note.kind = kind
        note.values = MappingProxyType(values)
        return note


class ParagraphKind(StrEnum):
    """What a block of an article's text is for a reader."""

    PROSE = "prose"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article: `article.text[start:end]`, without the white space around it.

    `number` counts prose from 1, as a reader would; headings and furniture have none.
    """

    start: int
    end: int
    kind: ParagraphKind = ParagraphKind.PROSE
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    Attributes:
        key: the article's identity: where it was read (a file's path, a URL).
        text: the whole text as read, decoded, with line feeds for line ends; every offset refers to it.
        paragraphs: the blocks of `text` in order; together they hold all that is not white space.
        headline: never empty; a reader that finds none uses the file's name.
        published, modified: ISO 8601, a date or a date with a time.
        language: ISO 639-1, or None where it could not be told.
        labels: what its publisher states about it: "opinion", "paywall"; and "summary" where there is only what a
            feed says of it.
        correction: its publisher's note on what was corrected.
        found: for each field that is set, how it was found ("published" -> "caption").
        problems: what was left out though the article was read (a sidecar's impossible date, say); a build
            reports them with the items that it skipped.
    """

    key: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    headline: str
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None
    found: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    problems: tuple[Skipped, ...] = ()
    labels: tuple[str, ...] = ()
    correction: str | None = None

    @property
    def id(self) -> str:
        """16 hexadecimal digits derived from `key`: the same article keeps its id when its text changes."""
        return article_id(self.key)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable run of an article's prose: `article.text[start:end]`, to the letter.

    Attributes:
        id: `<article id>-<8 digits>`, derived from the passage's own text, so it outlives a reindex.
        position: the passage's place in its article, from 0.
        paragraphs: the numbers of its first and last paragraph.
        heading: the cross-heading it stands under, if any.
    """

    id: str
    article_id: str
    position: int
    start: int
    end: int
    text: str
    paragraphs: tuple[int, int]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reader needs to find a passage again.

    `modified` is when its publisher says that the article was last changed (ISO 8601), `correction` the
    publisher's note on what was corrected, `labels` what the publisher states about it ("opinion", "paywall").
    """

    article_id: str
    headline: str
    outlet: str | None
    published: str | None
    authors: tuple[str, ...]
    url: str | None
    paragraphs: tuple[int, int]
    modified: str | None = None
    correction: str | None = None
    labels: tuple[str, ...] = ()

    @property
    def updated(self) -> str | None:
        """`modified` where it says more than `published`: a later day, or a later time with both times known.

        None where the article was not changed after it was published, or only within the first minutes, as
        happens to most while they are being published.
        """
        if self.modified is None or self.published is None or self.correction is not None:
            return self.modified
        try:
            before, after = map(datetime.fromisoformat, (self.published, self.modified))
        except ValueError:
            return self.modified if self.modified[:10] > self.published[:10] else None
        if min(len(self.published), len(self.modified)) <= len("2022-06-07"):
            return self.modified if after.date() > before.date() else None
        if (before.tzinfo is None) != (after.tzinfo is None):
            before, after = before.replace(tzinfo=None), after.replace(tzinfo=None)
        return self.modified if after - before >= _AFTER_ALL else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers: `quote[highlight[0]:highlight[1]]` is the sentence that answers best.

    `evidence` holds the raw value of each ranking feature, for `ask --explain`. `also` cites near-duplicates of
    the passage in other articles (a wire story that several outlets carry).
    """

    rank: int
    passage_id: str
    score: float
    quote: str
    highlight: Span
    citation: Citation
    evidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage's article must satisfy; empty fields do not restrict.

    `since` and `until` are ISO dates, both inclusive; an article without a date fails a date filter.
    Outlets, authors, sources and languages match without regard to case; any of those listed will do.
    `articles` are ids.
    `newer_than` is a mark as `Index.mark` gives it: only articles that were indexed since pass.
    """

    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    newer_than: int | None = None
    articles: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return bool(
            self.outlets
            or self.authors
            or self.languages
            or self.sources
            or self.since
            or self.until
            or self.articles
            or self.newer_than is not None
        )

    def and_also(self, other: Filters) -> Filters:
        """These and the other's together: the narrower dates; of names, the other's where it has any."""
        return Filters(
            outlets=other.outlets or self.outlets,
            authors=other.authors or self.authors,
            languages=other.languages or self.languages,
            sources=other.sources or self.sources,
            articles=other.articles or self.articles,
            since=max(filter(None, (self.since, other.since)), default=None),
            until=min(filter(None, (self.until, other.until)), default=None),
            newer_than=max(
                (mark for mark in (self.newer_than, other.newer_than) if mark is not None), default=None
            ),
        )


@dataclass(frozen=True, slots=True)
class CoverageSpan:
    """How much coverage there is: counts, and the first and last publication dates (ISO)."""

    articles: int
    passages: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the coverage says to a question, or that it says nothing.

    Attributes:
        question: the question as asked.
        answered: whether the coverage answers; `hits` is empty where it does not.
        hits: the best passages from `offset` on, best first.
        total: how many passages could be paged through.
        missing_terms: the question's words (as typed) that the coverage does not hold, or not together.
        matched_terms: the question's words that it does hold.
        unknown_terms: those of the missing ones that no passage holds.
        unsaid_terms: the question's words (as typed) that the coverage holds, but none of the hits says, in whatever
            words; those that would tell little are left out.
        suggestion: where not answered, the headline of the nearest article.
        nearest: where not answered, the nearest passages, to be shown only on request.
        notes: what was understood or changed in the question, each a sentence (mostly a `Note`) for the asker.
        span: what the coverage spans.
        generation: the generation of the index that answered.
        took_ms: milliseconds from question to answer.
    """

    question: str
    answered: bool
    hits: tuple[Hit, ...]
    total: int
    missing_terms: tuple[str, ...]
    matched_terms: tuple[str, ...]
    suggestion: str | None
    span: CoverageSpan
    nearest: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    offset: int = 0
    generation: int = 0
    took_ms: float = 0.0
    unknown_terms: tuple[str, ...] = ()
    unsaid_terms: tuple[str, ...] = ()

    @property
    def apart_terms(self) -> tuple[str, ...]:
        """Those of the missing words that the coverage holds, but the nearest passage does not."""
        return tuple(term for term in self.missing_terms if term not in self.unknown_terms)


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


class Strictness(StrEnum):
    """How sure the index must be before it says that the coverage answers; OFF shows whatever is nearest."""

    STRICT = "strict"
    NORMAL = "normal"
    LENIENT = "lenient"
    OFF = "off"


class Stage(StrEnum):
    """The stages of a build, in order."""

    READ = "read"
    INDEX = "index"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a build: `done` of `total` items (`total` is None while it is not known).

    `item` is what it is at. Where that is a file which takes its time, `read` of its `size` bytes are read.
    """

    stage: Stage
    done: int
    total: int | None
    item: str | None = None
    read: int = 0
    size: int = 0


class Cause(StrEnum):
    """Why an item was skipped, as far as it matters to what the index holds of it already."""

    UNREADABLE = "unreadable"
    """Damaged, too large, of no kind that is read: what is held of it stays until it can be read again."""
    UNAVAILABLE = "unavailable"
    """Not to be had at the moment: as `UNREADABLE`, but it may be there on the next run, although unchanged."""
    WITHHELD = "withheld"
    """Not to be shown (withheld, cancelled): what is held of it goes."""
    EMBARGOED = "embargoed"
    """Not to be shown yet: as `WITHHELD`, but only until a time, although it stays unchanged."""
    REPEATED = "repeated"
    """There already, or nothing that could be an article."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that did not become an article (or a part of one), and why."""

    item: str
    reason: str
    cause: Cause = Cause.UNREADABLE
    until: str | None = None
    """When it is worth reading again although its file is as it was (ISO 8601): after an embargo, say."""
    url: str | None = None
    """The address of its page, where what it is from states one."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    `read` counts the articles that the input holds; `added`, `updated` and `unchanged` add up to it.
    """

    read: int
    added: int
    updated: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    articles: int
    passages: int
    seconds: float
    generation: int


class IncidentKind(StrEnum):
    """What befell an index.

    INTERRUPTED: a writer was ended before it was done; what readers see is as it was before.
    FAILED: a writer could not go on (a full disk, say); as above.
    REBUILT: what is derived was damaged, and was made anew from the stored articles.
    RESTORED: articles or sources were damaged, and a backup was put in their place.
    """

    INTERRUPTED = "interrupted"
    FAILED = "failed"
    REBUILT = "rebuilt"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that went wrong and what became of it: when (ISO 8601, UTC), and the particulars."""

    kind: IncidentKind
    at: str
    detail: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the index holds and when it was built (ISO 8601, UTC).

    `months` counts the articles of each month ("2022-06") from the first to the last, and `runs` are the last
    runs, the newest first; `incidents` are what went wrong lately, the newest first; `newest` is the article that was
    published last; `copies` counts the articles but for the first of each text, where several carry one.
    """

    path: str
    generation: int
    built: str | None
    span: CoverageSpan
    terms: int
    bytes: int
    last_report: BuildReport | None
    months: tuple[tuple[str, int], ...] = ()
    runs: tuple[Run, ...] = ()
    incidents: tuple[Incident, ...] = ()
    newest: Headline | None = None
    copies: int = 0


class SourceKind(StrEnum):
    """What a source is."""

    FOLDER = "folder"
    FILE = "file"
    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine, rather than to be fetched."""
        return self in {SourceKind.FOLDER, SourceKind.FILE}


UNFINISHED: Final = "is being read, or its last run was interrupted"


@dataclass(frozen=True, slots=True)
class Source:
    """Where coverage comes from.

    Attributes:
        number: its identity; 0 until it is kept.
        name: what people call it; two that differ in case only are the same.
        location: an absolute path, or an address.
        outlet: who publishes what it holds, for all of its articles; None where they say so themselves.
        every: seconds from one run to the next; None where it is refreshed by hand alone.
        added, begun: when it was added, and when its last run began (ISO 8601, UTC).
        result: what came of that run, in a sentence; `UNFINISHED` until it ends.
    """

    number: int
    name: str
    kind: SourceKind
    location: str
    outlet: str | None = None
    every: int | None = None
    added: str = ""
    begun: str | None = None
    result: str | None = None


class Outcome(StrEnum):
    """What became of an item in a run."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ItemReport:
    """An item of a run (a file, an address), what became of it, and why."""

    item: str
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run over a source did; `source` is its name, None where files were given to `build`.

    Attributes:
        number: its identity; 0 until it is kept.
        begun, seconds: when it began (ISO 8601, UTC), and how long it took.
        read: articles that the source holds; `added`, `updated` and `unchanged` add up to it.
        skipped: items that were left out; `failed` ones could not be had and may be there next time.
        items: what became of each item; of very many, the first of each outcome.
        unnamed: how many more items there were.
        error: what ended the run, where it could not be done.
    """

    source: str | None
    begun: str
    seconds: float = 0.0
    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: int = 0
    failed: int = 0
    items: tuple[ItemReport, ...] = ()
    unnamed: int = 0
    error: str | None = None
    number: int = 0


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
