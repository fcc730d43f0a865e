"""Articles and folders of them for tests of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Article, Paragraph

if TYPE_CHECKING:
    from pathlib import Path

HARBOUR = "The harbour pilot saw lantern {n} burn over the quay before ferry {n} left for the island."


def article(key: str, *paragraphs: str, **fields: str | tuple[str, ...]) -> Article:
    """An article of these paragraphs."""
    text, blocks = "", []
    for number, paragraph in enumerate(paragraphs, 1):
        blocks.append(Paragraph(len(text), len(text) + len(paragraph), number=number))
        text += f"{paragraph}\n\n"
    described: dict[str, str | tuple[str, ...]] = {"headline": f"Story {key}", "language": "en", **fields}
    return Article(key=key, text=text, paragraphs=tuple(blocks), **described)  # type: ignore[arg-type]  # by the field


def harbours(count: int, start: int = 0) -> list[Article]:
    """So many articles, each with a word of its own ("pier7") and words that all have."""
    return [
        article(
            f"harbour/{n}",
            f"{HARBOUR.format(n=n)} Its name is pier{n}.",
            published=f"2022-06-{n % 28 + 1:02}",
        )
        for n in range(start, start + count)
    ]


def write_folder(folder: Path, count: int, word: str = "lantern") -> Path:
    """A folder of so many text files; each holds `word`."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = (
            f"Harbour {n}\n\n{HARBOUR.format(n=n)} The {word} of pier{n} went out at dawn, a witness said.\n"
        )
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    return folder
