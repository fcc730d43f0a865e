"""How what stands between white space becomes index terms. Pure, and remembered: few chunks are distinct."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import Final

import Stemmer

from index.analysis.irregular import IRREGULAR
from index.analysis.stopwords import LIGHT_WORDS, STOP_WORDS
from index.analysis.variants import COUNTED, WRITTEN, one_spelling

# The marks that Python's \w leaves out: combining accents, Arabic and Indic vowel signs,
# and the soft hyphen, which is invisible.
_MARKS: Final = (
    r"\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    r"\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51\u0abc-\u0acd"
    r"\u0b3c-\u0b57\u0bbe-\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6\u0d3e-\u0d57\u0dca-\u0ddf"
)
# Han, kana, Hangul, Thai, Lao, Khmer: written without spaces, or (Hangul) with endings that no stemmer here
# knows.
CJK: Final = (
    r"\u0e00-\u0e7f\u0e80-\u0eff\u1100-\u11ff\u1780-\u17dd\u3005\u3007\u3041-\u3096\u3099\u309a\u30a1-\u30fa"
    r"\u30fc\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
_W: Final = rf"(?:[A-Za-z0-9]++|[^\W_{CJK}]++)(?:[A-Za-z0-9]++|[^\W_{CJK}]++|[{_MARKS}]++)*+"
_QUOTE: Final = r"['\u2019\u02bc\uff07]"
_HYPHEN: Final = r"[-\u2010\u2011]"
WORD: Final = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])"  # U.S.  D.C.  e.g.
    rf"|[$€£¥]?\d+(?:[.,\u066c]\d+)*(?:%|(?:{_W})?)|%"
    rf"|[{CJK}]+"
    rf"|{_W}(?:{_QUOTE}{_W})*(?:{_HYPHEN}{_W}(?:{_QUOTE}{_W})*)*"
)
"""A word, as it stands in a chunk of text between white space."""
# French and others group digits by spaces that do not break; another mark keeps a number in one chunk.
_GROUPED: Final = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_GROUP_MARK: Final = "\u066c"
_CJK_RUN: Final = re.compile(rf"[{CJK}]")
_NUMBER: Final = re.compile(r"([$€£¥]?)(\d[\d.,\u066c]*)(.*)", re.DOTALL)
_APOSTROPHES: Final = re.compile(_QUOTE)
HYPHENS: Final = re.compile(_HYPHEN)
"""What joins the parts of a word."""

_SNOWBALL: Final = MappingProxyType(
    {
        "ar": "arabic",
        "hy": "armenian",
        "eu": "basque",
        "ca": "catalan",
        "da": "danish",
        "nl": "dutch",
        "en": "english",
        "et": "estonian",
        "fi": "finnish",
        "fr": "french",
        "de": "german",
        "el": "greek",
        "hi": "hindi",
        "hu": "hungarian",
        "id": "indonesian",
        "ga": "irish",
        "it": "italian",
        "lt": "lithuanian",
        "ne": "nepali",
        "no": "norwegian",
        "nb": "norwegian",
        "nn": "norwegian",
        "pt": "portuguese",
        "ro": "romanian",
        "ru": "russian",
        "sr": "serbian",
        "es": "spanish",
        "sv": "swedish",
        "ta": "tamil",
        "tr": "turkish",
        "yi": "yiddish",
    }
)
# Capitalised so, these are names in the news (a country, an agency, a trade, a month), not pronouns or verbs.
_NAMES: Final = MappingProxyType(
    {"US": "us", "WHO": "who", "IT": "it", "May": "may", "MAY": "may", "USA": "us"}
)
_UNITS: Final = MappingProxyType({"bn": "billion", "tn": "trillion", "mn": "million", "mln": "million"})
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_COUNTED: Final = MappingProxyType(
    {
        "first": "1",
        "two": "2", "second": "2",
        "three": "3", "third": "3",
        "four": "4", "fourth": "4",
        "five": "5", "fifth": "5",
        "six": "6", "sixth": "6",
        "seven": "7", "seventh": "7",
        "eight": "8", "eighth": "8",
        "nine": "9", "ninth": "9",
        "ten": "10", "tenth": "10",
        "eleven": "11", "eleventh": "11",
        "twelve": "12", "twelfth": "12",
        # "per cent" is two words, of which one is a stop word
        "percent": "cent", "percentage": "cent", "pct": "cent",
        **COUNTED,
    }
)  # fmt: skip
# Written with and without a hyphen: "non-governmental", "co-founder", "e-mail".
_PREFIXES: Final = frozenset(
    {"anti", "co", "counter", "cyber", "e", "ex", "mid", "multi", "non", "post",
     "pre", "pro", "re", "semi", "super"}
)  # fmt: skip
_DECIMAL_COMMA: Final = frozenset(
    [
        "da",
        "de",
        "el",
        "es",
        "fi",
        "fr",
        "hu",
        "id",
        "it",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sv",
        "tr",
    ]
)
# Letters that no normalisation form takes apart.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "\u00ad": "",
        "\u0451": "\u0435",
    }
)
_CLITICS: Final = frozenset({"s", "re", "ll", "ve", "d", "m"})
_ELISIONS: Final = frozenset(
    ["c", "d", "j", "l", "m", "n", "qu", "s", "t", "all", "dell", "nell", "sull", "un"]
)
_MEMO_LIMIT: Final = 1 << 18
_LONGEST_REMEMBERED: Final = 64


def fold(word: str) -> str:
    """A word as it is compared: NFKC, lower case, no accents, no soft hyphens.

    Only marks of European scripts are dropped: an Indic vowel sign is a letter, not an accent.
    """
    if word.isascii():
        return word.lower()
    lowered = unicodedata.normalize("NFKC", word).lower()
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)  # last: an accent may stand on one of them


def is_unspaced(text: str) -> bool:
    """Whether a run is of a script that is indexed by character pairs."""
    return _CJK_RUN.match(text) is not None


def bigrams(run: str) -> list[str]:
    """Overlapping pairs of characters; a single character stands for itself."""
    folded = fold(run)
    return [folded[i : i + 2] for i in range(max(1, len(folded) - 1))] if folded else []


def ungrouped(text: str) -> str:
    """The text, as long as before, with no white space inside a number."""
    return _GROUPED.sub(_GROUP_MARK, text) if "\u00a0" in text or "\u202f" in text else text


def chunks(text: str) -> list[str]:
    """What stands between white space: words with the punctuation around them. Few of them are distinct."""
    return ungrouped(text).split()


class Lexicon(dict[str, tuple[str, ...]]):
    """One language's chunks of text (a word, the punctuation around it) -> their terms; `lexicon[chunk]`.

    Any thread may look a chunk up.

    A PyStemmer stemmer may not run concurrently: whoever meets a new word takes one from a pool.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._algorithm = _SNOWBALL.get(language)
        self._stemmers: list[Stemmer.Stemmer] = []
        self._stop = STOP_WORDS.get(language, frozenset())

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        found = tuple(term for word in WORD.findall(chunk) for term in self._analyse(word) if term)
        if len(chunk) <= _LONGEST_REMEMBERED:
            if len(self) >= _MEMO_LIMIT:
                self.clear()
            self[chunk] = found
        return found

    def _stem(self, word: str) -> str:
        if self._algorithm is None:
            return word
        try:
            stemmer = self._stemmers.pop()
        except IndexError:
            stemmer = Stemmer.Stemmer(self._algorithm, 0)
        stem = str(stemmer.stemWord(word))
        self._stemmers.append(stemmer)
        return stem

    def _analyse(self, word: str) -> list[str]:
        if is_unspaced(word):
            return bigrams(word)
        if word == "%":
            return ["cent"]
        if number := _NUMBER.fullmatch(word):
            return self._number(*number.groups())
        if "." in word:  # the only other pattern with full stops is initials
            return [self._word(word.replace(".", ""))]
        parts = HYPHENS.split(word)
        if len(parts) == 1:
            return [self._word(word)]
        return self._compound(parts)

    def _number(self, currency: str, digits: str, rest: str) -> list[str]:
        value = self._value(digits)
        suffix = fold(rest)
        if suffix == "%":
            return [value, "cent"]
        if not suffix or suffix in _ORDINALS:
            return [value]
        if suffix in {"am", "pm"}:
            return [value, suffix]
        if suffix == "m" and currency:
            return [value, "million"]
        if suffix in _UNITS:
            return [value, _UNITS[suffix]]
        return [value + suffix]

    def _value(self, digits: str) -> str:
        plain = unicodedata.normalize("NFKC", digits).replace(_GROUP_MARK, "")
        group, point = (".", ",") if self._language in _DECIMAL_COMMA else (",", ".")
        if re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{point}\d+)?", plain):
            plain = plain.replace(group, "")
        return plain.replace(",", ".")

    def _compound(self, parts: list[str]) -> list[str]:
        first, last = fold(parts[0]), parts[-1]
        if len(parts) == 2 and (first in _PREFIXES or (len(first) <= 3 and last.isdecimal())):
            return [self._word(parts[0] + last), *self._analyse(last)]
        return [term for part in parts if part for term in self._analyse(part)]

    def _word(self, word: str) -> str:
        if word in _NAMES:
            return _NAMES[word]
        pieces = _APOSTROPHES.split(word)
        if len(pieces) > 1:
            if pieces[-1].lower() in _CLITICS and self._language == "en":
                pieces.pop()
            elif fold(pieces[0]) in _ELISIONS and self._language in {"fr", "it", "ca"}:
                pieces.pop(0)
            word = "".join(pieces)
            if word in _NAMES:
                return _NAMES[word]
        if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
            word = word[:-1]  # NGOs
        folded = fold(word)
        if folded in self._stop:
            return ""
        if folded in _COUNTED and self._language == "en":
            return _COUNTED[folded]
        # English stems what accents do not distinguish; the other stemmers know their own accents.
        if self._language == "en":
            return _undoubled(self._stem(_regular(folded)))
        return fold(self._stem(word.lower()))


def owner(word: str) -> str:
    """An English word without its possessive ("Norwick's")."""
    return word.removesuffix("'s").removesuffix("\u2019s")


def _regular(word: str) -> str:
    """An English word in the one form of its many: the base of irregular ones, also of their plurals ("deaths")."""
    for known in (IRREGULAR, WRITTEN):
        if base := known.get(word) or known.get(word.removesuffix("s")):
            return base
    return one_spelling(word)


def _undoubled(stem: str) -> str:
    """Snowball writes "boycotting" as "boycot" and "boycott" as "boycott"; this makes them one."""
    if len(stem) > 4 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (ISO 639-1); one for the life of the process."""
    return Lexicon(language)


@cache
def light_terms(language: str) -> frozenset[str]:
    """The terms of the language's light words: indexed, but no evidence of what a text is about."""
    known = lexicon(language)
    return frozenset(term for word in LIGHT_WORDS.get(language, ()) for term in known[word])
