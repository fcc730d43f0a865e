"""What is searched, and the questions: synthetic coverage, or folders in BEIR's layout."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from tests.bench import zipf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model import Article

_BLOCK: Final = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
_SENTENCE: Final = re.compile(r"[A-Z][^.!?\n]{60,140}[.!?]")
_ANY_SENTENCE: Final = re.compile(r"[A-Z][^.!?]{20,250}[.!?]+(?=\s|$)")
_PARAGRAPHS: Final = 10  # of a synthetic article
_SENTENCES: Final = 4  # of a paragraph of shuffled ones


OUTLETS, AUTHORS, SOURCES, DAYS = 20, 200, 5, 3_650
"""How many of each the articles have, in turn."""
_FIRST_DAY: Final = date(2010, 1, 1)


class Workload(NamedTuple):
    """A corpus on disk: what each engine is given, so that all search the same passages.

    `folder` holds `articles.jsonl` (key, headline and paragraphs' text), `passages.jsonl` (id and text, in
    order) and `questions.json` (each with its terms).
    """

    folder: Path

    @property
    def name(self) -> str:
        """The corpus and its size."""
        return self.folder.name

    def articles(self) -> Iterator[Article]:
        """The articles, each with an outlet, an author, a source and a day by its number."""
        for number, record in enumerate(_records(self.folder / "articles.jsonl")):
            yield replace(
                article_of(record["key"], record["headline"], record["text"]),
                outlet=f"Outlet {number % OUTLETS}",
                authors=(f"Author {number % AUTHORS}",),
                source=f"source {number % SOURCES}",
                published=(_FIRST_DAY + timedelta(number % DAYS)).isoformat(),
            )

    def passages(self) -> Iterator[str]:
        """The passages' texts."""
        return (record["text"] for record in _records(self.folder / "passages.jsonl"))

    def ids(self) -> list[str]:
        """The passages' ids."""
        return [record["id"] for record in _records(self.folder / "passages.jsonl")]

    def terms(self) -> Iterator[list[str]]:
        """The passages' terms."""
        from index import analysis  # noqa: PLC0415 - the processes that only ask do without

        return (analysis.terms(text, "en") for text in self.passages())

    def questions(self) -> list[tuple[str, list[str]]]:
        """The questions, each with its terms."""
        stored = json.loads((self.folder / "questions.json").read_text(encoding="utf-8"))
        return [(question, terms) for question, terms in stored]


def synthetic(count: int, questions: int, out: Path) -> Workload:
    """About so many passages by Zipf's law, ten to an article, and questions of five words."""
    return _written(out / f"zipf-{count}", _synthetic_articles(count), zipf.questions(questions), count)


def beir(folders: Sequence[Path], asked: Path | None, questions: int, limit: int, out: Path) -> Workload:
    """The documents of BEIR folders; questions of a file, of the folders, or else sentences of documents."""
    name = "+".join(folder.name for folder in folders)
    articles = list(_beir_articles(folders))
    found = list(_questions(asked, folders)) or _sentences(articles, questions)
    return _written(out / f"{name}-{limit or 'all'}", articles, found[:questions], limit)


def shuffled(folders: Sequence[Path], asked: Path | None, questions: int, count: int, out: Path) -> Workload:
    """About so many passages of the folders' sentences in an order of their own, and questions as `beir`."""
    name = "shuffled-" + "+".join(folder.name for folder in folders)
    articles = list(_beir_articles(folders))
    found = list(_questions(asked, folders)) or _sentences(articles, questions)
    return _written(out / f"{name}-{count}", _shuffled_articles(articles, count), found[:questions], count)


def article_of(key: str, headline: str, text: str) -> Article:
    """An article of plain text, whose paragraphs are divided by blank lines."""
    from index.model import Article, Paragraph  # noqa: PLC0415 - the processes that only ask do without

    blocks = [match.span() for match in _BLOCK.finditer(text)]
    return Article(
        key=key,
        text=text,
        paragraphs=tuple(Paragraph(start, end, number=n) for n, (start, end) in enumerate(blocks, 1)),
        headline=headline or key,
        language="en",
    )


def _synthetic_articles(count: int) -> Iterator[Article]:
    block: list[str] = []
    for number, paragraph in enumerate(zipf.paragraphs(count), 1):
        block.append(paragraph)
        if len(block) == _PARAGRAPHS or number == count:
            yield article_of(f"zipf/{number}", f"Article {number}", "\n\n".join(block))
            block = []


def _beir_articles(folders: Sequence[Path]) -> Iterator[Article]:
    for folder in folders:
        for record in _records(_either(folder / "corpus.jsonl")):
            if record["text"].strip():
                yield article_of(f"{folder.name}/{record['_id']}", record.get("title", ""), record["text"])


def _shuffled_articles(articles: Sequence[Article], count: int) -> Iterator[Article]:
    """Articles of paragraphs that are made of sentences of all articles, drawn at random, under real headlines."""
    drawn = np.random.default_rng(4)
    sentences = [match.group() for article in articles for match in _ANY_SENTENCE.finditer(article.text)]
    for number in range(count):
        places = drawn.integers(len(sentences), size=(_PARAGRAPHS, _SENTENCES)).tolist()
        text = "\n\n".join(" ".join(" ".join(sentences[at].split()) for at in row) for row in places)
        headline = articles[int(drawn.integers(len(articles)))].headline
        yield article_of(f"shuffled/{number}", headline, text)


def _questions(asked: Path | None, folders: Sequence[Path]) -> Iterator[str]:
    files = [asked] if asked else [folder / "queries.jsonl" for folder in folders]
    for file in map(_either, files):
        if file.exists():
            yield from (record["text"] for record in _records(file))


def _sentences(articles: Sequence[Article], count: int) -> list[str]:
    """Sentences from articles spread over the corpus, as long questions."""
    found = []
    for place in np.random.default_rng(3).permutation(len(articles)).tolist():
        if match := _SENTENCE.search(articles[place].text, len(articles[place].text) // 3):
            found.append(match.group())
        if len(found) == count:
            break
    return found


def _written(folder: Path, articles: Iterable[Article], questions: Sequence[str], limit: int) -> Workload:
    """Write a workload, unless it is there already."""
    from index import analysis, passages  # noqa: PLC0415 - the processes that only ask do without

    done = folder / "questions.json"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        count = 0
        with (
            (folder / "articles.jsonl").open("w", encoding="utf-8") as whole,
            (folder / "passages.jsonl").open("w", encoding="utf-8") as cut,
        ):
            for article in articles:
                record = {"key": article.key, "headline": article.headline, "text": article.text}
                whole.write(json.dumps(record) + "\n")
                for passage in passages.split(article):
                    cut.write(json.dumps({"id": passage.id, "text": passage.text}) + "\n")
                    count += 1
                if limit and count >= limit:
                    break
        asked = [(question, analysis.terms(question, "en")) for question in questions]
        done.write_text(json.dumps(asked), encoding="utf-8")
    return Workload(folder)


def _either(path: Path) -> Path:
    """The file, or its gzipped form."""
    packed = path.with_name(path.name + ".gz")
    return packed if packed.exists() else path


def _records(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]  # both take these arguments
        for line in lines:
            yield json.loads(line)
