"""What is asked about: the seed, and synthetic articles to the size that is wanted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import index
from index.model import Article
from index.sources import read_all
from tests.bench import zipf
from tests.bench.corpora import article_of
from tests.e2e.loopback.process import ROOT

SEED_QUESTIONS = (
    "How many people left the city of Tapachula?",
    "Which countries were not invited to the summit?",
    "What did Blinken say about the Summit of the Americas?",
    "Which zoo bred a pygmy hippopotamus?",
)
_PARAGRAPHS = 10
DIFFERENT = 1_000


def articles(passages: int) -> Iterator[Article]:
    """The seed's article, and synthetic ones with about so many passages."""
    yield from (found for found in read_all(next((ROOT / "seeds").glob("*.*"))) if isinstance(found, Article))
    paragraphs = iter(zipf.paragraphs(passages))
    for number in itertools.count():
        block = list(itertools.islice(paragraphs, _PARAGRAPHS))
        if not block:
            return
        yield article_of(f"zipf/{number}", f"Article {number}", "\n\n".join(block))


def questions(count: int) -> list[str]:
    """Synthetic questions of five words, a thousand of them again and again, and one about the seed now and then."""
    made = list(itertools.islice(itertools.cycle(zipf.questions(DIFFERENT)), count))
    return [
        SEED_QUESTIONS[n // 5 % len(SEED_QUESTIONS)] if n % 5 == 0 else text for n, text in enumerate(made)
    ]


def build(passages: int, file: Path) -> int:
    """An index of the seed and so many synthetic passages; how many it holds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return index.build_articles(articles(passages), file).passages
