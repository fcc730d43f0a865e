"""From a file's bytes to its text, whatever encoding it was saved in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from index.sources.language import detect

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What newsrooms' files were saved in before UTF-8. More would only be mistaken for these.
_LEGACY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r", "mac_roman",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
# Encodings that differ from Windows-1252 in a few letters: chosen if the text is in one of their languages.
_OF_LANGUAGES = {
    "cp1254": {"tr", "az"},
    "cp1250": {"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq", "sr"},
    "iso8859_2": {"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq", "sr"},
}
_WESTERN = "cp1252"
# Signs that are where they belong, so that the text around them was decoded as it was meant.
_WELL_PLACED = re.compile(
    r"(?<!\w)[\u2018\u201c\u00ab](?=\w)|(?<=[\w.,!?])[\u2019\u201d\u00bb](?!\w\w)|(?<=\w)\u2019(?=\w)"
    r"|(?<=\s)[\u2013\u2014](?=\s)|(?<=[a-z])[\u00df-\u00f6\u00f8-\u00ff](?=[a-z])|[\u00a3\u20ac](?=\d)"
)
_SAMPLE = 50_000  # bytes from which a legacy encoding is told
_ALIKE = 0.05  # difference in disorder up to which two decodings are as good as each other
_MOST_STRAY = 200  # bytes that are no UTF-8 in a file that otherwise is
_LEAST_VALID = 2  # letters beyond ASCII that are UTF-8, which does not happen by chance
_MOST_CONTROLS = 0.005  # share of control characters in what is still a text
_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")


class Decoded(NamedTuple):
    """A file's text, its lines ended by line feeds; the encoding; what had to be patched, if anything had."""

    text: str
    encoding: str
    problem: str | None = None


class UndecodableError(ValueError):
    """The bytes are not a text; the message says why, in a few words."""


def decode(data: bytes) -> Decoded:
    """The text of a file.

    A byte order mark decides; where there is none, zeros tell UTF-16, then UTF-8 is tried (a few stray bytes
    are read as Windows-1252), then the encodings used before Unicode.

    Raises:
        UndecodableError: if the bytes are not a text, or of an encoding that cannot be told.
    """
    decoded = _marked(data) or _unmarked_utf16(data) or _utf8(data) or _legacy(data)
    text = decoded.text.removeprefix("\ufeff")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    if "\0" in text or _controls(text) > _MOST_CONTROLS * len(text):
        raise UndecodableError("is not text (it holds binary data)")
    return decoded._replace(text=text)


def _marked(data: bytes) -> Decoded | None:
    """The text of bytes that begin with a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8":
                    return None  # stray bytes are dealt with below
                name = encoding.rpartition("-")[0].upper()
                raise UndecodableError(f"begins as {name}, but is not: save it as UTF-8") from None
    return None


def _utf8(data: bytes) -> Decoded | None:
    """The text of bytes that are UTF-8, but for a few."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        patched = data.decode("utf-8", errors="replace")
    stray = patched.count("\ufffd")
    valid = sum(letter > "\x7f" for letter in patched) - stray
    if stray > _MOST_STRAY or valid < max(stray, _LEAST_VALID):
        return None
    text, rest, count = [], data, 0
    while rest:
        try:
            text.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            text.append(rest[: error.start].decode("utf-8"))
            text.append(rest[error.start : error.end].decode(_WESTERN, errors="replace"))
            count += error.end - error.start
            rest = rest[error.end :]
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    return Decoded("".join(text), "utf-8", f"{what} not UTF-8, and read as Windows-1252")


def _unmarked_utf16(data: bytes) -> Decoded | None:
    """The text of UTF-16 bytes without a mark: in an alphabet, nearly every other byte is the same."""
    if len(data) < 8 or len(data) % 2 or b"\0" not in data:
        return None
    for low, encoding in ((0, "utf-16-le"), (1, "utf-16-be")):
        high_bytes = data[1 - low : _SAMPLE : 2]
        common = Counter(high_bytes).most_common(1)[0]
        if common[1] > 0.6 * len(high_bytes) and b"\0" not in data[low:_SAMPLE:2]:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _legacy(data: bytes) -> Decoded:
    """The text of bytes in an encoding from before Unicode, told by how well-formed the outcome is."""
    if b"\0" in data:
        raise UndecodableError("is not text (it holds binary data)")
    matches = list(from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY, enable_fallback=False))
    for encoding in _by_likelihood(matches):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:  # the sample was, but the whole is not
            continue
    raise UndecodableError("is in an encoding that could not be told: save it as UTF-8")


def _by_likelihood(matches: list[CharsetMatch]) -> list[str]:
    """Encodings, likeliest first; of those that are as good as each other, the one that fits the language."""
    if not matches:
        return []
    best = matches[0]
    ties: dict[str, str] = {}
    for match in matches:
        if match.chaos <= best.chaos + _ALIKE and match.coherence >= best.coherence - _ALIKE:
            ties |= dict.fromkeys([match.encoding, *match.could_be_from_charset], str(match))
    fitting = [
        name
        for name, languages in _OF_LANGUAGES.items()
        if name in ties and detect([ties[name]]) in languages
    ]
    usual = [name for name in (_WESTERN, "mac_roman") if name in ties]
    usual.sort(key=lambda name: -len(_WELL_PLACED.findall(ties[name])))
    return list(dict.fromkeys([*fitting, *usual, *(match.encoding for match in matches)]))


def _controls(text: str) -> int:
    """How many control characters a text holds, blanks aside."""
    if text.replace("\n", "").isprintable():
        return 0
    return sum(
        count
        for letter, count in Counter(text).items()
        if unicodedata.category(letter) in {"Cc", "Cn", "Co"} and not letter.isspace()
    )
