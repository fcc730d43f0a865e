"""Word processors' files: what is read of them, and what is refused and why."""

# ruff: noqa: E501 - mark-up is easier to read in one piece
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from index.model import Article, ParagraphKind, Skipped
from tests.index.sources.office_samples import changed, open_document, paragraph, word
from tests.index.sources.samples import FIRST, SECOND, warc, zip_of

Found = Callable[..., tuple[list[Article], list[Skipped]]]
Texts = Callable[[Article, ParagraphKind], list[str]]
CORE = (
    "<dc:title>The bridge story</dc:title><dc:creator>Ann Lee</dc:creator><dcterms:created>2024-05-06T10:00:00Z"
    "</dcterms:created>"
)
DELETED = "<w:del><w:r><w:delText>Nobody said this.</w:delText></w:r></w:del>"
INSERTED = "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>"


def test_styles_say_what_is_headline_heading_and_furniture(found: Found, texts: Texts) -> None:
    """By the names that Word gives built-in styles in every language, or that a style is based on."""
    content = word(
        paragraph("Bridge opens", "Titel"),
        paragraph("Ann Lee and Bo Ray", "Autor"),
        paragraph("6 May 2024", "Datum"),
        paragraph(FIRST),
        paragraph("The goat", "Kicker"),
        paragraph("The other goat", "Rubrik"),
        paragraph(SECOND, "Ring"),
        paragraph("A goat crosses the bridge", "Beschriftung"),
        core=CORE,
    )
    (article,), _ = found(content, "story.docx")
    assert (article.headline, article.authors) == ("Bridge opens", ("Ann Lee", "Bo Ray"))
    assert (article.published, article.language) == ("2024-05-06", "en")
    assert article.found["headline"] == "Title style"
    assert texts(article, ParagraphKind.PROSE) == [FIRST, SECOND]
    assert texts(article, ParagraphKind.HEADING) == ["Bridge opens", "The goat", "The other goat"]
    assert "A goat crosses the bridge" in texts(article, ParagraphKind.FURNITURE)


def test_properties_stand_in_for_what_the_text_does_not_say(found: Found) -> None:
    """Its title, its author, and the day that it was made."""
    (article,), _ = found(word(paragraph(FIRST), core=CORE), "story.docx")
    assert (article.headline, article.authors) == ("The bridge story", ("Ann Lee",))
    assert (article.published, article.found["published"]) == ("2024-05-06T10:00:00Z", "Word creation date")


@pytest.mark.parametrize(
    "core",
    [
        "",
        (
            "<dc:title>Document1.docx</dc:title><dc:creator>Windows User</dc:creator>"
            "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>"
        ),
    ],
)
def test_lines_without_a_style_are_told_as_in_a_plain_text(found: Found, texts: Texts, core: str) -> None:
    """Where the properties say nothing, or what a program put there."""
    lines = ("Bridge opens at last", "By Ann Lee", "6 May 2024", f"LONDON (Reuters) - {FIRST}", SECOND)
    (article,), _ = found(word(*map(paragraph, lines), core=core), "story.docx")
    assert (article.headline, article.authors) == ("Bridge opens at last", ("Ann Lee",))
    assert (article.outlet, article.published) == ("Reuters", "2024-05-06")
    assert texts(article, ParagraphKind.PROSE) == [*lines[3:]]


def test_the_text_is_as_if_all_changes_were_accepted(found: Found, texts: Texts) -> None:
    """Nothing that was deleted, hidden, moved away or only commented is ever quoted; what was inserted is."""
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('It stands in a control, as the engineer said.')}</w:sdtContent></w:sdt>"
    asks = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('A row that is gone.')}</w:tc></w:tr></w:tbl>"
    content = word(
        paragraph("Bridge opens", "Titel"),
        f"<w:p>{DELETED}<w:r><w:t>What was </w:t></w:r>{INSERTED}<w:r><w:t> is read, said the mayor.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The goat and </w:t></w:r></w:p>",
        paragraph("the band walked across it."),
        control + asks + row,
    )
    (article,), _ = found(content, "story.docx")
    assert texts(article, ParagraphKind.PROSE) == [
        "What was inserted is read, said the mayor.",
        "The goat and the band walked across it.",
        "It stands in a control, as the engineer said.",
    ]


def test_boxes_are_furniture_and_are_there_once(found: Found, texts: Texts) -> None:
    """A pull quote is in the text already, and twice in the file, for programs old and new."""
    box = f"<w:txbxContent>{paragraph('A pull quote.')}</w:txbxContent>"
    both = f"<AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent>"
    content = word(f"<w:p><w:r><w:t>{FIRST}</w:t></w:r><w:r>{both}</w:r></w:p>", paragraph(SECOND))
    (article,), _ = found(content, "story.docx")
    assert texts(article, ParagraphKind.PROSE) == [FIRST, SECOND]
    assert texts(article, ParagraphKind.FURNITURE) == ["A pull quote."]


def cells(*texts: str) -> str:
    """A row of a table of Word's, a paragraph in each cell."""
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in texts)}</w:tr>"


def test_a_row_of_figures_is_one_line(found: Found, texts: Texts) -> None:
    """A table that only lays out the page has its paragraphs, one within another too."""
    inner = f"<w:tbl>{cells('2023', '5 million')}</w:tbl>"
    laid_out = (
        f"<w:tbl><w:tr><w:tc>{paragraph(FIRST)}{inner}</w:tc><w:tc>{paragraph(SECOND)}</w:tc></w:tr></w:tbl>"
    )
    content = word(f"<w:tbl>{cells('Year', 'Cost')}{cells('2022', '4 million', '')}</w:tbl>{laid_out}")
    (article,), _ = found(content, "story.docx")
    rows = ["Year | Cost", "2022 | 4 million", FIRST, "2023 | 5 million", SECOND]
    assert texts(article, ParagraphKind.PROSE) == rows
    row = "<t:table-row><t:table-cell><t:p>{}</t:p></t:table-cell><t:table-cell><t:p>{}</t:p></t:table-cell></t:table-row>"
    open_table = f"<t:table>{row.format('2022', '4 million')}{row.format(FIRST, SECOND)}</t:table>"
    (article,), _ = found(open_document(open_table), "story.odt")
    assert texts(article, ParagraphKind.PROSE) == ["2022 | 4 million", FIRST, SECOND]


def test_line_breaks_do_not_split_a_sentence(found: Found, texts: Texts) -> None:
    """They split what stands on lines of its own."""
    broken = "<w:r><w:t>It was opened on Monday</w:t><w:br/><w:t>after three years.</w:t></w:r>"
    (article,), _ = found(word(f"<w:p>{broken}</w:p>", paragraph(SECOND)), "story.docx")
    assert texts(article, ParagraphKind.PROSE) == ["It was opened on Monday\nafter three years.", SECOND]


def test_a_draft_is_not_shown(found: Found) -> None:
    """Where the file's status says that it is one."""
    articles, (skipped,) = found(word(core="<cp:contentStatus>Draft</cp:contentStatus>"), "story.docx")
    assert not articles
    assert "is a draft" in skipped.reason


@pytest.mark.parametrize("make", [word, open_document])
@pytest.mark.parametrize("name", ["story.zip", "story", "story.txt", "story.pdf"])
def test_it_is_known_whatever_it_is_called(found: Found, make: Callable[[], bytes], name: str) -> None:
    """By the parts that it begins with."""
    (article,), _ = found(make(), name)
    assert article.headline == "Bridge opens"


def test_in_an_archive(found: Found) -> None:
    """Each by its name there, though the archive begins with the other's parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a/story.docx", word())
        archive.writestr("b/story.odt", open_document())
    articles, skipped = found(made.getvalue(), "stories.zip")
    assert [article.key.rpartition("!")[2] for article in articles] == ["/a/story.docx", "/b/story.odt"]
    assert not skipped


def test_in_a_copy_of_the_web(found: Found) -> None:
    """By the media type that it was sent with."""
    sent = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    articles, skipped = found(
        warc(("https://test.example/get?id=1", sent, word(), "200 OK"), zipped=False), "web.warc"
    )
    assert [article.url for article in articles] == ["https://test.example/get?id=1"]
    assert not skipped


def test_open_document(found: Found, texts: Texts) -> None:
    """Its styles, what it is based on, lists and boxes; nothing of what was deleted, noted or commented."""
    content = open_document(
        "<t:tracked-changes><t:changed-region><t:deletion><t:p>Nobody said this.</t:p></t:deletion></t:changed-region></t:tracked-changes>",
        '<t:p t:style-name="P1">Bridge opens</t:p><t:p t:style-name="P2">Bo Ray</t:p>',
        f"<t:p>{FIRST}<t:note><t:note-body><t:p>A note.</t:p></t:note-body></t:note><o:annotation><t:p>True?</t:p></o:annotation></t:p>",
        '<t:h t:outline-level="2">The goat</t:h><t:list><t:list-item><t:p>It walked<t:s/>across <t:span>it</t:span>.</t:p></t:list-item></t:list>',
        f"<t:p><d:frame><d:text-box><t:p>A pull quote.</t:p></d:text-box></d:frame>{SECOND}</t:p>",
    )
    (article,), _ = found(content, "story.odt")
    assert (article.headline, article.authors, article.published) == (
        "Bridge opens",
        ("Bo Ray",),
        "2024-05-06T10:00:00",
    )
    assert texts(article, ParagraphKind.PROSE) == [FIRST, "It walked across it.", SECOND]
    assert texts(article, ParagraphKind.HEADING) == ["Bridge opens", "The goat"]
    assert texts(article, ParagraphKind.FURNITURE) == ["Bo Ray", "A pull quote."]


BOMB = b"<w:document xmlns:w='w'>" + b" " * 34_000_000 + b"</w:document>"
ENTITIES = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
LOCKED = "<m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry>"


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "story.docx", "is empty"),
        (b"PK\x03\x04 and no more", "story.docx", "is not a Word file that can be read"),
        (b"PK\x03\x04 and no more", "story.odt", "is not an OpenDocument that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "story.docx", "is encrypted with a password, or"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "story.doc", "save it as .docx"),
        (b"no zip at all", "story.docx", "is not a Word file that can be read"),
        (zip_of({"a.txt": FIRST}), "story.docx", "has no word/document.xml"),
        (word(paragraph("")), "story.docx", "holds no text"),
        (word(paragraph("Bridge opens", "Titel")), "story.docx", "holds no text"),
        (word(start=ENTITIES), "story.docx", "defines XML entities"),
        (changed(word(), "word/document.xml", b"<w:document"), "story.docx", "is not well-formed"),
        (changed(word(), "word/document.xml", BOMB), "story.docx", "which is larger than 32 MiB"),
        (changed(open_document(), "content.xml", BOMB), "story.odt", "which is larger than 32 MiB"),
        (open_document(manifest=LOCKED), "story.odt", "is encrypted with a password"),
        (open_document(kind="spreadsheet"), "story.odt", "of another kind than a text"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_what_cannot_be_read_is_named(found: Found, content: bytes, name: str, why: str) -> None:
    """With the reason, in bounded memory."""
    articles, (skipped,) = found(content, name)
    assert not articles
    assert why in skipped.reason


@pytest.mark.parametrize("make", [word, open_document])
def test_one_that_is_damaged_is_read_or_named(found: Found, make: Callable[[], bytes]) -> None:
    """At every place where a byte may be wrong, or the end missing."""
    whole = make()
    for place in range(0, len(whole), 41):
        for content in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            articles, skipped = found(content, "story.docx")
            assert articles or skipped[0].reason


def test_a_long_one_is_read_in_time(found: Found) -> None:
    """A book of ten thousand paragraphs, none of which is compared with all others."""
    (article,), _ = found(word(*[paragraph(f"{n} {FIRST}") for n in range(10_000)]), "story.docx")
    assert sum(each.kind is ParagraphKind.PROSE for each in article.paragraphs) == 10_000
