"""The index as its users see it: one object, safe to share between threads."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from index import analysis, answering, browsing, following, marking, noting
from index.errors import PassageChangedError, PassageGoneError
from index.model import (
    Answer,
    ArticleView,
    Change,
    Context,
    Filters,
    Headline,
    Listing,
    Status,
    Strictness,
)
from index.ports import NO_FILTERS, Level
from index.store import Reader
from index.store.incidents import unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType


DEFAULT_CACHE_MIB = 256
"""How much memory decoded postings may take."""
_NO_VALUES: Mapping[str, int] = MappingProxyType({})
_RUNS = 5  # that the status names
_INCIDENTS = 5


class Index:
    """An index of news coverage, open for questions; it follows the file to each new generation."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._counted: dict[str, tuple[int, Mapping[str, int]]] = {}

    @classmethod
    def open(cls, db: Path, *, cache_mib: int = DEFAULT_CACHE_MIB) -> Self:
        """Open the index at `db`.

        Raises:
            IndexMissingError: there is no such file.
            IndexFormatError: it is not an index, or one of a format that this release does not read.
            IndexDamagedError: it is damaged.
        """
        return cls(Reader(db, cache_mib))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; questions that are being answered end first."""
        self._reader.close()

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        offset: int = 0,
        filters: Filters = NO_FILTERS,
        previous: str | None = None,
        strictness: Strictness = Strictness.NORMAL,
        literal: bool = False,
    ) -> Answer:
        """What the coverage says to a question: the passages from `offset` on, at most `limit` of them.

        Args:
            question: as typed.
            limit: how many passages at most.
            offset: how many of the best to leave out.
            filters: what a passage's article must satisfy.
            previous: the question before this one, with which one that leans on it ("and why?") is read.
            strictness: how sure to be that a passage answers before saying so.
            literal: whether to search for its words as typed: no filters or dates in it, no other spelling.

        Raises:
            QuestionError: a date of the filters is not one.
        """
        with self._reader.snapshot() as snapshot:
            asked = following.together(question, previous)
            found = answering.answer(
                asked,
                snapshot.within(filters),
                limit=limit,
                offset=offset,
                strictness=strictness,
                literal=literal,
            )
            notes = noting.narrowed(filters, snapshot.named(filters))
            if not found.answered and (filters or (not literal and marking.filters(asked)[1])):
                count = answering.answering_unfiltered(
                    asked, snapshot, strictness=strictness, literal=literal
                )
                notes = (*noting.unfiltered(count), *notes)
            found = replace(found, notes=(*notes, *found.notes)) if notes else found
            return found if asked == question else following.told(found, question, previous or "")

    def outlets(self) -> Mapping[str, int]:
        """The outlets, each with how many articles it has."""
        return self._values("outlet")

    def authors(self) -> Mapping[str, int]:
        """The authors, each with how many articles they have."""
        return self._values("author")

    def _values(self, field: str) -> Mapping[str, int]:
        """How many articles have each value of a field; counted once a generation, for it is asked at each key."""
        with self._reader.snapshot() as snapshot:
            generation, values = self._counted.get(field, (-1, _NO_VALUES))
            if generation != snapshot.generation:
                values = MappingProxyType(snapshot.values(field))
                self._counted[field] = (snapshot.generation, values)
            return values

    def search(
        self, query: str, k: int = 10, *, level: Level = Level.PASSAGE, filters: Filters = NO_FILTERS
    ) -> list[tuple[str, float]]:
        """Ids and BM25 of the k best passages (or articles) that share a term with the query, best first."""
        with self._reader.snapshot() as snapshot:
            weights: dict[str, float] = {}
            for term in analysis.terms(query, snapshot.main_language() or "en"):
                weights[term] = weights.get(term, 0.0) + 1.0
            run = snapshot.search(level, weights, k, filters)
            return list(zip(snapshot.ids(level, run.numbers.tolist()), run.scores.tolist(), strict=True))

    def context(self, passage_id: str, *, before: int = 1, after: int = 1) -> Context:
        """A passage and its neighbours in the article.

        Raises:
            PassageChangedError: its article was changed since, and no longer holds it.
            PassageGoneError: the coverage no longer holds the article.
        """
        with self._reader.snapshot() as snapshot:
            found = snapshot.find_passage(passage_id)
            if found is None:
                article_id = passage_id.rpartition("-")[0]
                if snapshot.find_article(article_id) is not None:
                    raise PassageChangedError(article_id)
                raise PassageGoneError("That passage is no longer in the coverage: ask again.")
            numbers = snapshot.passages_of([found.article])
            here = numbers.index(found.number)
            around = numbers[max(0, here - max(0, before)) : here + 1 + max(0, after)]
            passages = [stored.passage for stored in snapshot.passages(around)]
            place = around.index(found.number)
            (article,) = snapshot.articles([found.article])
        return Context(
            citation=article.citation(passages[place].paragraphs),
            before=tuple(passages[:place]),
            passage=passages[place],
            after=tuple(passages[place + 1 :]),
        )

    def article(self, article_id: str) -> ArticleView:
        """An article to be read: its passages in order, and what its publisher states about it.

        Raises:
            PassageGoneError: the coverage does not hold it.
        """
        with self._reader.snapshot() as snapshot:
            found = snapshot.find_article(article_id)
            if found is None:
                raise PassageGoneError("That article is no longer in the coverage.")
            return browsing.view(found, snapshot, snapshot.last_change(article_id, found.number))

    def latest(
        self, topic: str = "", *, filters: Filters = NO_FILTERS, limit: int = 10, offset: int = 0
    ) -> Listing:
        """The newest articles from `offset` on; with a topic, those that hold its words, copies folded."""
        with self._reader.snapshot() as snapshot:
            return browsing.latest(snapshot, topic, filters, limit=limit, offset=offset)

    def about(self, topic: str, *, filters: Filters = NO_FILTERS) -> tuple[Headline, ...]:
        """All articles (at most `browsing.MOST`) that hold a topic's words, newest first, copies folded."""
        with self._reader.snapshot() as snapshot:
            return browsing.about(snapshot, topic, filters)

    def headlines(self, typed: str = "", *, limit: int = 25) -> tuple[Headline, ...]:
        """The headlines whose words begin as the typed ones, newest first: to choose from while typing."""
        with self._reader.snapshot() as snapshot:
            return browsing.completions(snapshot, typed, limit)

    def mark(self) -> int:
        """Where the coverage ends now: what is indexed later is newer than this mark."""
        with self._reader.snapshot() as snapshot:
            return snapshot.manifest.last_article

    def news(
        self,
        question: str,
        *,
        since: int,
        limit: int = 10,
        filters: Filters = NO_FILTERS,
        previous: str | None = None,
        literal: bool = False,
    ) -> tuple[int, Answer]:
        """What articles indexed after a mark say to a question (see `ask`), and the mark to ask from next.

        A passage that an older version of its article held already is no news, and is left out; so is one that an
        article from before the mark carries as well.
        """
        with self._reader.snapshot() as snapshot:
            asked = following.together(question, previous)
            found = answering.answer(
                asked, snapshot.within(filters).after(since), limit=limit, literal=literal, whole=True
            )
            fresh = tuple(
                hit
                for hit in found.hits
                if not snapshot.said_before(hit.citation.article_id, hit.quote)
                and not browsing.is_copied(snapshot, hit, since)
            )
            return snapshot.manifest.last_article, replace(found, hits=fresh, answered=bool(fresh))

    def history(self, article_id: str) -> tuple[Change, ...]:
        """What a reader would have seen change in an article since it was first read, the newest change first.

        Raises:
            PassageGoneError: the coverage does not hold it.
        """
        with self._reader.snapshot() as snapshot:
            found = snapshot.find_article(article_id)
            if found is None:
                raise PassageGoneError("That article is not in the coverage.")
            return snapshot.history(article_id, found.number)

    def status(self) -> Status:
        """What the index holds, and how it came to be."""
        with self._reader.snapshot() as snapshot:
            manifest = snapshot.manifest
            last = unfinished(self._reader.path)
            newest = browsing.latest(snapshot, "", NO_FILTERS, limit=1, offset=0).items
            return Status(
                path=str(self._reader.path),
                generation=manifest.generation,
                built=manifest.built,
                span=snapshot.span(),
                terms=snapshot.terms(),
                bytes=_size(self._reader.path),
                last_report=manifest.report,
                months=snapshot.months(),
                runs=snapshot.runs(_RUNS),
                incidents=(*([last] if last else []), *snapshot.incidents(_INCIDENTS)),
                newest=newest[0] if newest else None,
                copies=snapshot.copied(),
            )


def _size(path: Path) -> int:
    """A file's bytes; 0 where it is gone, though it is still open here."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
