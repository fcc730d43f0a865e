"""Which language a text is written in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from index.sources import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.sources.facts import Facts

# Without the model's small languages (and the creoles, which a few English words are easily taken for),
# a short text is told more surely, and in half the time.
_LANGUAGES = vocabulary.NEWS_LANGUAGES.split()
_SAMPLE = 400  # letters that are looked at first
_LARGE_SAMPLE = 2_000  # and where those leave a doubt
_SURE = 0.9
_LEAST_SURE = 0.6
_ENGLISH = frozenset({"the", "of", "and", "to", "that", "was", "for", "with", "said"})
_PLAIN_WORDS = 30
_PLAIN_SHARE = 0.11
_LEAST_LETTERS = 24  # of a script with an alphabet
_LEAST_IDEOGRAPHS = 8


def detect(paragraphs: Iterable[str]) -> str | None:
    """The language of a text (ISO 639-1), or None if it is too short or too mixed to tell."""
    sample = ""
    for paragraph in paragraphs:
        sample += paragraph[: _LARGE_SAMPLE - len(sample)] + "\n"
        if len(sample) >= _LARGE_SAMPLE:
            break
    if _is_plain_english(sample[: 2 * _SAMPLE]):
        return "en"
    if len(sample) < _SAMPLE and _is_too_short(sample):
        return None
    language, confidence = _identifier().classify(sample[:_SAMPLE])
    if confidence < _SURE and len(sample) > _SAMPLE:
        language, confidence = _identifier().classify(sample)
    return str(language) if confidence >= _LEAST_SURE else None


def note_language(facts: Facts, paragraphs: Iterable[str]) -> None:
    """Note the language that a text's words tell, where none is stated."""
    if "language" not in facts:
        facts.note("language", detect(paragraphs), "detected")


def _is_plain_english(sample: str) -> bool:
    """Whether a sample is so plainly English that the model, which takes longer, need not be asked."""
    words = sample.lower().split()
    common = sum(map(_ENGLISH.__contains__, words))
    return len(words) >= _PLAIN_WORDS and "the" in words and common >= _PLAIN_SHARE * len(words)


def _is_too_short(sample: str) -> bool:
    """Whether a text has too few letters to tell its language."""
    letters = sum(map(str.isalpha, sample))
    ideographs = sum("\u3040" <= letter <= "\u9fff" for letter in sample)
    return letters < _LEAST_LETTERS and ideographs < _LEAST_IDEOGRAPHS


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded when it is first needed (half a second)."""
    _wanting.add(MODEL_FILE)
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    _wanting.discard(MODEL_FILE)
    return identifier


_wanting: set[str] = set()  # models that could not be loaded


def make_sure() -> None:
    """Load the model if it could not be loaded before; an item in hand may have been to blame for that.

    Raises:
        MemoryError: it was not: there is too little memory without it, too.
    """
    if _wanting:
        _identifier()
