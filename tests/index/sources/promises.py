"""What every reader promises of any bytes, and whole files of every kind to begin with."""

from __future__ import annotations

import json
from typing import Final

from index.model import Skipped
from index.passages import split
from index.sources import read_bytes
from tests.index.sources import office_samples, samples

ENDINGS: Final = (
    *("", ".html", ".xml", ".rss", ".json", ".jsonl", ".pdf", ".epub", ".eml", ".mbox", ".zip", ".tar"),
    *(".gz", ".bz2", ".xz", ".warc", ".txt", ".md", ".docx", ".odt"),
)
"""How names of files end; the place of each is kept, since fuzzed cases choose by it."""
ROOM: Final = 64
"""How many endings there may be: fuzzed cases choose by the remainder, which a new one must not change."""
WHOLE: Final = (
    samples.described_page().encode(),
    samples.rss(samples.item("Bridge", "https://test.example/1")).encode(),
    samples.ATOM.encode(),
    samples.nitf().encode(),
    samples.news_item("urn:1").encode(),
    json.dumps(samples.ninjs()).encode(),
    json.dumps([samples.ARTICLE]).encode(),
    samples.message(),
    samples.mbox(samples.message()),
    samples.epub(),
    office_samples.word(),
    office_samples.open_document(),
    samples.pdf(("Bridge opens", samples.FIRST)),
    samples.zip_of({"a.html": samples.page()}),
    samples.tarred({"a.html": samples.page().encode()}),
    samples.warc(("https://test.example/", "text/html", samples.page().encode(), "200 OK"), zipped=True),
)
"""A file of each kind that is right."""


def check(data: bytes, name: str) -> None:
    """Articles hold together and can be stored; what is skipped has a reason."""
    for found in read_bytes(data, name=name):
        if isinstance(found, Skipped):
            assert found.reason
            continue
        found.text.encode()
        assert found.headline
        passages = split(found)
        assert passages
        assert all(found.text[passage.start : passage.end] == passage.text for passage in passages)
