"""Articles as JSON: records of many shapes, lists of them, and files of a record a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any

import pytest

from index.model import Article, Cause, Skipped
from index.sources.kinds import Kind
from tests.index.sources import samples
from tests.index.sources.samples import FIRST, SECOND

Found = Callable[..., tuple[list[Article], list[Skipped]]]
ADDRESS = "https://test.example/1"
WHEN = "2024-05-06T10:00:00Z"

SHAPES: dict[str, Any] = {
    "plain": {
        "title": "Bridge opens",
        "text": FIRST,
        "url": ADDRESS,
        "date": WHEN,
        "source": "The Daily Test",
        "author": "Ann Lee",
    },
    "schema.org": {
        "@type": "NewsArticle",
        "headline": "Bridge opens",
        "articleBody": FIRST,
        "url": ADDRESS,
        "datePublished": WHEN,
        "publisher": {"name": "The Daily Test"},
        "author": {"name": "Ann Lee"},
    },
    "graph": {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Bridge opens",
                "articleBody": FIRST,
                "url": ADDRESS,
                "datePublished": WHEN,
                "publisher": {"name": "The Daily Test"},
                "author": [{"name": "Ann Lee"}],
            }
        ]
    },
    "news service": {
        "status": "ok",
        "articles": [
            {
                "source": {"id": None, "name": "The Daily Test"},
                "author": "Ann Lee",
                "title": "Bridge opens",
                "description": "A bridge.",
                "url": ADDRESS,
                "publishedAt": WHEN,
                "content": FIRST,
            }
        ],
    },
    "newspaper's answer": {
        "response": {
            "results": [
                {
                    "id": "a/1",
                    "webTitle": "Bridge opens",
                    "webUrl": ADDRESS,
                    "webPublicationDate": WHEN,
                    "fields": {"bodyText": FIRST, "byline": "Ann Lee", "publication": "The Daily Test"},
                }
            ]
        }
    },
    "blog": [
        {
            "id": 7,
            "title": {"rendered": "Bridge opens"},
            "content": {"rendered": f"<p>{FIRST}</p>"},
            "link": ADDRESS,
            "date_gmt": WHEN,
            "site": "The Daily Test",
            "author": "Ann Lee",
            "status": "publish",
        }
    ],
    "search engine": {
        "hits": {
            "hits": [
                {
                    "_id": "1",
                    "_source": {
                        "title": "Bridge opens",
                        "body": FIRST,
                        "url": ADDRESS,
                        "published": WHEN,
                        "outlet": "The Daily Test",
                        "authors": ["Ann Lee"],
                    },
                }
            ]
        }
    },
    "seconds since 1970": {
        "title": "Bridge opens",
        "content": FIRST,
        "link": ADDRESS,
        "timestamp": 1714989600,
        "domain": "The Daily Test",
        "byline": "By Ann Lee",
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_usual_shapes(found: Found, shape: str) -> None:
    """Each gives the same article."""
    (article,), skipped = found(json.dumps(SHAPES[shape]), "export.json")
    assert not skipped
    assert (article.headline, article.text, article.url) == ("Bridge opens", FIRST, ADDRESS)
    assert (article.outlet, article.authors) == ("The Daily Test", ("Ann Lee",))
    assert (article.published or "").replace("+00:00", "Z") == WHEN


def test_lines_of_json(found: Found) -> None:
    """A record a line, each known by its id; what is no record is named by its line, and stops no other."""
    lines = [
        json.dumps({"_id": "d1", "title": "One", "text": FIRST}),
        "{broken",
        "",
        "[1, 2]",
        json.dumps({"_id": "d2", "title": "Two", "text": SECOND, "metadata": {"url": ADDRESS}}),
        json.dumps({"_id": "d3", "title": "No text"}),
    ]
    articles, skipped = found("\n".join(lines), "corpus.jsonl")
    assert [article.key.rpartition("#")[2] for article in articles] == ["d1", "d2"]
    assert articles[1].url == ADDRESS
    assert [each.item.rpartition("/")[2] for each in skipped] == [
        "corpus.jsonl line 2",
        "corpus.jsonl line 4",
        "corpus.jsonl#d3",
    ]
    assert all(each.reason for each in skipped)


def test_records_without_an_id_are_known_by_address_then_by_headline(found: Found) -> None:
    """So that they keep their key when lines are added before them."""
    first, second = {"title": "One", "text": FIRST, "url": ADDRESS}, {"title": "Two", "text": SECOND}
    before, _ = found("\n".join(map(json.dumps, [first, second])), "a.jsonl")
    after, _ = found("\n".join(map(json.dumps, [{"title": "New", "text": FIRST}, first, second])), "a.jsonl")
    assert [article.id for article in after][1:] == [article.id for article in before]


def test_records_that_share_an_address_and_differ_are_two(found: Found) -> None:
    """And the same record twice is one."""
    records = [
        {"title": "One", "text": FIRST, "url": ADDRESS},
        {"title": "Two", "text": SECOND, "url": ADDRESS},
    ]
    articles, skipped = found("\n".join(map(json.dumps, [*records, records[0]])), "a.jsonl")
    assert len({article.id for article in articles}) == 2
    assert [each.cause for each in skipped] == [Cause.REPEATED]


def test_a_line_without_end_is_passed_over(found: Found) -> None:
    """It is not held in memory, and the next line is read."""
    long = b'{"text": "' + b"a" * (20 * 1024 * 1024) + b'"}\n'
    articles, skipped = found(long + json.dumps({"title": "One", "text": FIRST}).encode(), "a.jsonl")
    assert [article.headline for article in articles] == ["One"]
    assert "longer than 4 MiB" in skipped[0].reason


def test_lines_in_an_older_encoding(found: Found) -> None:
    """They are read as Windows-1252."""
    record = json.dumps({"title": "Caf\u00e9", "text": FIRST}, ensure_ascii=False)
    (article,), _ = found(record.encode("cp1252") + b"\n" + b"\n", "a.jsonl")
    assert article.headline == "Caf\u00e9"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_lines_in_other_forms_of_unicode(found: Found, encoding: str) -> None:
    """A byte order mark says which it is."""
    records = [
        {"title": f"Caf\u00e9 {number} \U0001f410", "text": FIRST, "id": number} for number in range(200)
    ]
    text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    articles, skipped = found((mark + text).encode(encoding), "a.jsonl")
    assert [article.headline for article in articles] == [record["title"] for record in records]
    assert not skipped


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not JSON"),
        ('{"a": 1}', "holds no article"),
        ("[]", "holds no article"),
        ("[" * 100_000, "is not JSON"),
        ('["a", "b"]', "is not a record"),
        ('[{"title": "x"}]', "has no text"),
    ],
)
def test_json_that_is_no_article_says_so(found: Found, content: str, reason: str) -> None:
    """With the place where it can be told."""
    articles, skipped = found(content, "a.json")
    assert not articles
    assert reason in skipped[0].reason


def test_marked_up_text_becomes_paragraphs(found: Found) -> None:
    """Tags and entities are not quoted."""
    record = {
        "title": "Bridge",
        "content": f"<p>{FIRST}</p><h2>The goat</h2><p>{SECOND}<br>&quot;Meh&quot;</p>",
    }
    (article,), _ = found(json.dumps(record), "a.json")
    assert article.text == f'{FIRST}\n\nThe goat\n\n{SECOND} "Meh"'


def test_plain_text_stays_to_the_letter(found: Found) -> None:
    """Line breaks and all."""
    text = f"{FIRST}\n\n{SECOND}\n\nThree  spaces < two."
    (article,), _ = found(json.dumps({"title": "Bridge", "text": text}), "a.json")
    assert article.text == text


def test_ninjs(found: Found) -> None:
    """The news industry's own JSON."""
    (article,), _ = found(json.dumps(samples.ninjs()), "item.json")
    assert (article.headline, article.authors, article.published) == ("Bridge opens", ("Ann Lee",), WHEN)
    second = {
        "uri": "urn:wire:2",
        "versionCreated": WHEN,
        "standard": {"name": "ninjs", "version": "2.0"},
        "headlines": [{"role": "main", "value": "Bridge opens"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{FIRST}</p>"}],
    }
    (article,), _ = found(json.dumps(second), "item.json")
    assert (article.headline, article.text) == ("Bridge opens", FIRST)


@pytest.mark.parametrize(
    ("more", "cause"),
    [
        ({"pubstatus": "withheld"}, Cause.WITHHELD),
        ({"pubstatus": "canceled"}, Cause.WITHHELD),
        ({"creativeWorkStatus": "Cancelled"}, Cause.WITHHELD),
        ({"embargoed": "2999-01-01T00:00:00Z"}, Cause.EMBARGOED),
        ({"embargoed": "until the speech"}, Cause.WITHHELD),
    ],
)
def test_what_may_not_be_shown_is_not(found: Found, more: dict[str, str], cause: Cause) -> None:
    """It is skipped with the reason."""
    articles, skipped = found(json.dumps(samples.ninjs(**more)), "item.json")
    assert not articles
    assert skipped[0].cause is cause


def test_an_embargo_ends(found: Found) -> None:
    """Then the item is read."""
    articles, _ = found(json.dumps(samples.ninjs(embargoed="2020-01-01T00:00:00Z")), "item.json")
    assert len(articles) == 1


@pytest.mark.parametrize("indent", [None, 2])
def test_a_long_array_is_streamed(found: Found, indent: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads as a short one does, whatever its layout and wherever its chunks are cut."""
    monkeypatch.setattr("index.sources.unpacking.MAX_WHOLE_ARRAY", 1_000)
    monkeypatch.setattr("index.sources.unpacking.MIB", 97)
    records = [{"title": f"Caf\u00e9 [{number}]", "text": f'{FIRST} \\ "{{', "n": 1} for number in range(60)]
    content = json.dumps([*records, 7, records[0]], indent=indent, ensure_ascii=False)
    articles, skipped = found(content, "a.json")
    assert [article.headline for article in articles] == [record["title"] for record in records]
    assert [each.item.rpartition("/")[2] for each in skipped] == ["a.json item 61", "a.json item 62"]
    articles, skipped = found(content[: len(content) // 2], "a.json")
    assert 20 < len(articles) < 40
    assert "cut short" in skipped[-1].reason


def test_more_items_than_are_read_are_left_out_and_that_is_said(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it."""
    monkeypatch.setattr("index.sources.jsons.MAX_FEED_ITEMS", 1)
    articles, (skipped,) = found(
        json.dumps([{"title": "A", "text": FIRST}, {"title": "B", "text": SECOND}]), "a.json"
    )
    assert [article.headline for article in articles] == ["A"]
    assert skipped.reason.endswith("the others were not read: write it as JSON lines")


def test_an_endless_item_of_a_long_array_ends_it(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes before was read."""
    monkeypatch.setattr("index.sources.unpacking.MAX_WHOLE_ARRAY", 1_000)
    monkeypatch.setattr("index.sources.unpacking.MIB", 97)
    monkeypatch.setattr("index.sources.jsonarrays.MAX_BYTES", {Kind.RECORD: 500})
    records = [{"title": "A", "text": FIRST}, {"title": "B", "text": SECOND * 50}]
    articles, (skipped,) = found(json.dumps(records), "a.json")
    assert [article.headline for article in articles] == ["A"]
    assert "an item is longer than" in skipped.reason


def test_lines_of_nothing_but_a_byte_order_mark_are_none(found: Found) -> None:
    """As an export without a record is."""
    articles, _ = found(codecs.BOM_UTF16_LE, "a.jsonl")
    assert not articles


def test_a_text_without_end_is_refused(found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank paragraphs count for nothing."""
    monkeypatch.setattr("index.sources.composing.MAX_PARSED_LETTERS", len(FIRST))
    body = f"<p>{FIRST}</p><p> </p>"
    (article,), _ = found(json.dumps({"title": "A", "text": body}), "a.json")
    assert article.text == FIRST
    articles, (skipped,) = found(json.dumps({"title": "A", "text": f"{body}<p>{SECOND}</p>"}), "b.json")
    assert not articles
    assert "letters of text" in skipped.reason
