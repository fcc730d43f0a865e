"""Which sentence of a passage to show in bold: the one that answers best. Pure.

Each sentence has features, as a passage has evidence; the weights in `weights.toml` say how much each counts. The
sentence that holds most of the question's words is often not the one: the next goes on with "He" and answers. So what
only one sentence holds, and what the sentence before holds, count as well.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from index import wanted
from index.analysis.stopwords import STOP_WORDS
from index.closeness import KIN_SHARE, LIKE_SHARE, adjacent_in, number_before, sentence_of
from index.question import Kind
from index.wording import DATE, KIN, LIKE, NAME, NUMBER, STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.evidence import Asked
    from index.model import Span
    from index.wording import Wording

FEATURES: Final = (
    "words held",
    "kindred words held",
    "words held here alone",
    "words not held before",
    "heaviest plain word held",
    "words missing",
    "names held",
    "word pairs",
    "small words",
    "words of the sentence before",
    "opens the passage",
    "scrap",
    "kind of thing held",
    "names of a person",
    "full name",
    "names of a place",
    "place after a preposition",
    "date",
    "date after a preposition",
    "number beside a date",
    "sum of money",
    "number",
    "number of what is counted",
    "age",
    "other names",
    "other number",
)
"""The features, in the order of the columns of `measure`."""
DIRECTIONS: Final = tuple(-1 if name in {"words missing", "names held", "scrap"} else 1 for name in FEATURES)
"""For each feature, whether more of it can only speak for a sentence (1) or only against it (-1).

Beside the other words held, a name that the question gives says little: news says it once, and then "he".
"""

# Their next word says of what kind the answer is ("which drug").
_WHICH: Final = (STOP + "which", STOP + "what")
_SCRAP: Final = 5  # words; what is shorter is the rest of a sentence, a label or a byline
_BEFORE_PLACE: Final = re.compile(
    r"\b(?:in|at|near|from|to|of|outside|off|around|on|across|inside|into|through) "
    r"(?:(?:the|a|an|downtown|nearby|central|north|south|east|west|northern|southern|eastern|western) )*[A-Z]\w"
)
_BEFORE_DATE: Final = re.compile(
    r"\b(?:on|in|since|by|until|from|during|before|last|next|this|of) (?:the )?(?:early |late |mid-?)?"
    r"(?:\d|(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"[$\u20ac\u00a3\u00a5]\s?\d|\b(?:dollars?|pounds?|euros?|cents|pence|yen|yuan|rupees?|rubles?|roubles?|pesos?|"
    r"francs?|kron(?:er|or|a)|riyals?|dinars?|dirhams?|shillings?)\b",
    re.IGNORECASE,
)
_PLAIN_AGE: Final = re.compile(
    r", \d{1,3}(?:;|\.(?!\d))|\b(?:year|month|week|day)s?[- ]old\b"
    r"|\b(?:is|was|of) \d{1,3}\b(?! ?(?:%|per|hundred|thousand|million|billion))(?![.,]\d)",
    re.IGNORECASE,
)
"""What is an age where one is asked for, beside what always is (see `wanted.tells_age`)."""


def highlight(question: Asked, wording: Wording, weights: NDArray[np.float64]) -> Span:
    """The span of the best sentence, the first of equals; `weights` are one a feature of `FEATURES`."""
    return wording.spans[int(np.argmax(measure(question, wording) @ weights))]


def measure(question: Asked, wording: Wording) -> NDArray[np.float64]:
    """The features of each sentence: float64, one row a sentence, one column a feature of `FEATURES`."""
    weights, held = question.weights, _held(question.weights, wording)
    total = sum(weights.values()) or 1.0
    exact = [{term for term, share in found.items() if share == 1.0} for found in held]
    spread = {term: [number for number, found in enumerate(exact) if term in found] for term in weights}
    plain = max(
        (term for term in weights if term not in question.names), key=weights.__getitem__, default=None
    )
    smalls = {key for key in question.keys if key.startswith(STOP)}
    things = {
        thing for word, thing in pairwise(question.keys) if word in _WHICH and not thing.startswith(STOP)
    }
    rows = []
    for number, (found, own) in enumerate(zip(held, exact, strict=True)):
        start, end = wording.starts[number], wording.starts[number + 1]
        before = held[number - 1] if number else {}
        rows.append(
            (
                sum(weights[term] for term in own) / total,
                sum(weights[term] for term, share in found.items() if share == KIN_SHARE) / total,
                sum(weights[term] / len(spread[term]) for term in own) / total,
                sum(weights[term] for term in own if spread[term][0] == number) / total,
                float(plain in found),
                float(len(weights) - len(found)),
                sum(weights[term] for term in own if term in question.names) / total,
                adjacent_in(question.keys, wording.places, start, end),
                sum(bool(wording.places_in(key, number)) for key in smalls) / (len(smalls) or 1),
                sum(weights[term] * share for term, share in before.items() if term not in found) / total,
                float(number == 0),
                float(end - start < _SCRAP),
                float(not things.isdisjoint(own)),
                *_asked_for(question, wording, number),
            )
        )
    return np.array(rows, np.float64)


def _held(weights: Mapping[str, float], wording: Wording) -> list[dict[str, float]]:
    """For each sentence, the question's terms in it, and how far: less for kindred words and for like ones."""
    held: list[dict[str, float]] = [{} for _ in wording.spans]
    for opening, share in (("", 1.0), (KIN, KIN_SHARE), (LIKE, LIKE_SHARE)):
        for term in weights:
            for place in wording.places.get(opening + term, ()):
                held[sentence_of(wording, place)].setdefault(term, share)
    return held


def _asked_for(question: Asked, wording: Wording, number: int) -> tuple[float, ...]:
    """How far a sentence holds what is asked for."""
    start, end = wording.starts[number], wording.starts[number + 1]
    text, kind = wording.sentence(number), question.kind
    names = wording.places_in(NAME, number)
    named = min(2, len(names)) / 2
    numbered = float(bool(wording.places_in(NUMBER, number)))
    counts = kind in {Kind.NUMBER, Kind.MONEY} and question.counted is not None
    return (
        named if kind is Kind.PERSON else 0.0,
        float((kind is Kind.PERSON or "name" in question.keys) and _full_name(text, start, names)),
        named if kind is Kind.PLACE else 0.0,
        float(kind is Kind.PLACE and bool(_BEFORE_PLACE.search(text))),
        float(kind is Kind.DATE and bool(wording.places_in(DATE, number))),
        float(kind is Kind.DATE and bool(_BEFORE_DATE.search(text))),
        numbered if kind is Kind.DATE else 0.0,
        float(kind is Kind.MONEY and bool(_SUM.search(text))),
        numbered if kind is Kind.NUMBER else 0.0,
        float(counts and number_before(question.counted or "", wording.places, start, end)),
        float(kind is Kind.AGE and (wanted.tells_age(text) or bool(_PLAIN_AGE.search(text)))),
        named if kind is Kind.OTHER else 0.0,
        numbered if kind is Kind.OTHER else 0.0,
    )


def _full_name(text: str, start: int, names: Sequence[int]) -> bool:
    """Whether two names stand in a row, or one behind a capitalised word that merely may be one: the first."""
    if any(second - first == 1 for first, second in pairwise(names)):
        return True
    first = re.sub(r"\W", "", text.partition(" ")[0])
    return start + 1 in names and first[:1].isupper() and first.casefold() not in STOP_WORDS["en"]
