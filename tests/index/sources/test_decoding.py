"""Encodings."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import read
from index.sources.decoding import UndecodableError, decode
from index.sources.kinds import Kind
from index.sources.limits import MAX_BYTES

ENGLISH = (
    "\u201cWe saw it coming,\u201d she told Juan Carlos L\u00f3pez. It cost \u00a3300 \u2013 or \u20ac360."
)
GERMAN = "Der Außenminister sagte am Dienstag, die Größe der Herausforderung sei außergewöhnlich."
FRENCH = "Le ministre a déclaré mardi que la réunion était très importante à l\u2019égard des réfugiés."
POLISH = (
    "Minister spraw zagranicznych powiedział we wtorek, że sytuacja jest bardzo poważna i wymaga działań."
)
TURKISH = "D\u0131şişleri bakan\u0131 sal\u0131 günü konuştu, durumun çok güç olduğunu söyledi."
RUSSIAN = "Министр иностранных дел заявил во вторник, что ситуация на границе остаётся сложной."
JAPANESE = "国務長官は火曜日に会見し、移民問題を述べた。"
CHINESE = "国务卿星期二在峰会上接受了采访\uff0c谈到移民问题。"
KOREAN = "국무장관은 화요일 정상회의에서 말했다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac_roman"),
        (GERMAN, "cp1252"),
        (GERMAN, "latin-1"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "utf-16-le"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
        ("He said: \u201cNo\u201d.", "cp1252"),
        ("caf\u00e9", "latin-1"),
    ],
)
def test_the_usual_encodings_are_told(text: str, encoding: str) -> None:
    """The text is what was saved, to the letter."""
    assert decode(text.encode(encoding)).text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    """Whatever is UTF-8 is read as UTF-8, with line ends as line feeds."""
    expected = text.removeprefix("\ufeff").replace("\u2028", "\n").replace("\u2029", "\n")
    assert decode(text.encode()).text == expected.removeprefix("\ufeff")


def test_line_ends_are_line_feeds() -> None:
    """Windows' and old Macs' line ends, and Unicode's, become one kind."""
    assert decode(b"a\r\nb\rc\nd\xe2\x80\xa8e").text == "a\nb\nc\nd\ne"


def test_a_few_stray_bytes_do_not_spoil_utf8() -> None:
    """A byte that was pasted from elsewhere is read as Windows-1252, and reported."""
    decoded = decode("L\u00f3pez, Garc\u00eda and Jos\u00e9 ".encode() + b"\x93spoke\x94")
    assert decoded.text == "L\u00f3pez, Garc\u00eda and Jos\u00e9 \u201cspoke\u201d"
    assert decoded.problem == "2 bytes are not UTF-8, and read as Windows-1252"


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
        b"\xff\xfe\0\xd8\0",
        b"\x01\x02\x03\x04" * 50,
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    """Binary data is never made into an article."""
    with pytest.raises(UndecodableError):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    """Nothing else happens, and what is decoded can be stored."""
    try:
        decode(data).text.encode()
    except UndecodableError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


def test_reading_says_what_is_wrong_with_the_bytes(tmp_path: Path) -> None:
    """Empty files, blank ones, binary ones and huge ones are each refused with their reason."""
    path = tmp_path / "a.txt"
    for data, reason in [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"a\0b", "is not text"),
        (b"a " * (MAX_BYTES[Kind.TEXT] // 2 + 1), "is larger than 2 MiB"),
    ]:
        path.write_bytes(data)
        with pytest.raises(SourceError, match=reason) as caught:
            read(path)
        assert caught.value.item == path.as_posix()


def test_stray_bytes_are_reported_with_the_article(tmp_path: Path) -> None:
    """The article is read, and its problem names the file."""
    path = tmp_path / "a.txt"
    path.write_bytes("L\u00f3pez and Garc\u00eda and Jos\u00e9 spoke".encode() + b"\x92s words.")
    article = read(path)
    assert "spoke\u2019s words" in article.text
    assert [problem.item for problem in article.problems] == [path.as_posix()]


def test_stray_bytes_behind_a_byte_order_mark_are_read() -> None:
    """The mark is no part of the text."""
    decoded = decode(codecs.BOM_UTF8 + "L\u00f3pez, Garc\u00eda and Jos\u00e9 ".encode() + b"\x93spoke\x94")
    assert decoded.text.removeprefix("\ufeff") == "L\u00f3pez, Garc\u00eda and Jos\u00e9 \u201cspoke\u201d"
    assert decoded.problem
