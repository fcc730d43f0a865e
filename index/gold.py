"""Gold questions and their corpus, read from a folder in the BEIR layout.

A folder holds `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`, and where they are known
`metadata.answers`), `qrels/test.tsv`, and where there is one `unanswerable.jsonl`; each may be gzipped.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import EvaluationDataError
from index.model import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BLOCK: Final = re.compile(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gold:
    """A question, the ids of the documents that answer it, and the answers, where they are known."""

    id: str
    text: str
    documents: frozenset[str]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set of questions with their corpus, as a folder holds it.

    `unanswerable` are questions without an answer; `near_misses` those of them that were written against a document
    of the corpus (`metadata.paragraph`), to look as if it answered them.
    """

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Gold, ...]
    unanswerable: tuple[str, ...]
    near_misses: frozenset[str]


def read_set(folder: Path) -> GoldSet:
    """Read a folder in the BEIR layout.

    Raises:
        EvaluationDataError: a file is missing, or a line of one is not as it should be.
    """
    others = list(_lines(folder, "unanswerable", missing_ok=True))
    return GoldSet(
        folder.resolve().name,
        tuple(_corpus(folder)),
        tuple(_questions(folder)),
        tuple(_text(line, "text", "unanswerable") for line in others),
        frozenset(str(line["text"]) for line in others if (line.get("metadata") or {}).get("paragraph")),
    )


def _corpus(folder: Path) -> Iterator[Article]:
    """The documents as articles: a blank line ends a paragraph."""
    for line in _lines(folder, "corpus"):
        text = _text(line, "text", "corpus").replace("\r\n", "\n")
        key = _text(line, "_id", "corpus")
        yield Article(
            key=key,
            text=text,
            paragraphs=tuple(
                Paragraph(block.start(), block.end(), number=number)
                for number, block in enumerate(_BLOCK.finditer(text), 1)
            ),
            headline=str(line.get("title") or "").strip() or key,
            language=str(line["language"]) if line.get("language") else "en",
        )


def _questions(folder: Path) -> Iterator[Gold]:
    """The questions that some document answers."""
    relevant: dict[str, set[str]] = {}
    for number, row in enumerate(_read(folder, "qrels/test.tsv").splitlines()):
        columns = row.split("\t")
        if len(columns) != 3:
            raise EvaluationDataError(
                f"qrels/test.tsv, line {number + 1}: three columns are wanted, between tabs."
            )
        if number and float(columns[2]) > 0:
            relevant.setdefault(columns[0], set()).add(columns[1])
    for line in _lines(folder, "queries"):
        identity = _text(line, "_id", "queries")
        if identity in relevant:
            metadata = line.get("metadata") or {}
            answers = tuple(str(answer) for answer in metadata.get("answers") or ())
            yield Gold(identity, _text(line, "text", "queries"), frozenset(relevant[identity]), answers)


def _lines(folder: Path, name: str, *, missing_ok: bool = False) -> Iterator[dict[str, Any]]:
    file = f"{name}.jsonl"
    if missing_ok and not (folder / file).exists() and not (folder / f"{file}.gz").exists():
        return
    for number, line in enumerate(_read(folder, file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise EvaluationDataError(f"{file}, line {number}: no JSON ({error}).") from error
        if not isinstance(value, dict):
            raise EvaluationDataError(f"{file}, line {number}: an object is wanted.")
        yield value


def _text(line: Mapping[str, Any], key: str, name: str) -> str:
    value = line.get(key)
    if value is None:
        raise EvaluationDataError(
            f"{name}.jsonl: a line without \u201c{key}\u201d; the layout is that of BEIR."
        )
    return str(value)


def _read(folder: Path, name: str) -> str:
    """A file of the folder, gzipped or not."""
    plain, zipped = folder / name, folder / f"{name}.gz"
    try:
        if plain.exists():
            return plain.read_text(encoding="utf-8")
        return gzip.decompress(zipped.read_bytes()).decode("utf-8")
    except FileNotFoundError as error:
        raise EvaluationDataError(
            f"{plain} is missing (gzipped, too): give a folder in the BEIR layout."
        ) from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise EvaluationDataError(f"{name} cannot be read: {error}.") from error
