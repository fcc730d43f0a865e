"""Which sentence of a passage to show in bold: the one that answers best. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.closeness import adjacent_in, number_before, sentence_weights
from index.question import Kind
from index.wording import DATE, KIN, LIKE, MONEY, NAME, NUMBER, STOP

if TYPE_CHECKING:
    from index.evidence import Asked
    from index.model import Span
    from index.wording import Wording

_KIN_SHARE: Final = 0.5
_LIKE_SHARE: Final = 0.3
_PAIR: Final = 0.16
_SMALL: Final = 0.1
_LENGTH: Final = 0.004
_KIND: Final = 0.35


def highlight(asked: Asked, wording: Wording) -> Span:
    """The span of the best sentence: it holds the question's words, and the kind of thing asked for."""
    total = sum(asked.weights.values()) or 1.0
    held = sentence_weights(asked.weights, wording)
    kin = sentence_weights({KIN + term: weight for term, weight in asked.weights.items()}, wording)
    like = sentence_weights({LIKE + term: weight for term, weight in asked.weights.items()}, wording)
    scores = []
    for number in range(len(wording.spans)):
        start, end = wording.starts[number], wording.starts[number + 1]
        smalls = {key for key in asked.keys if key.startswith(STOP)}
        scores.append(
            (held[number] + _KIN_SHARE * kin[number] + _LIKE_SHARE * like[number]) / total
            + _PAIR * adjacent_in(asked.keys, wording.places, start, end)
            + _SMALL
            * sum(any(start <= p < end for p in wording.places.get(key, ())) for key in smalls)
            / (len(smalls) or 1)
            + _KIND * _asked_for(asked, wording, start, end)
            + _LENGTH * min(40, end - start)
        )
    return wording.spans[max(range(len(scores)), key=scores.__getitem__)]


def _asked_for(asked: Asked, wording: Wording, start: int, end: int) -> float:
    """How far the words from `start` to `end` hold what is asked for: 0 to 1."""
    places = wording.places

    def inside(mark: str) -> int:
        return sum(start <= place < end for place in places.get(mark, ()))

    if asked.kind in {Kind.PERSON, Kind.PLACE}:
        return min(2, inside(NAME)) / 2
    if asked.kind is Kind.DATE:
        return float(inside(DATE) > 0)
    if asked.kind is Kind.MONEY:
        return (float(inside(NUMBER) > 0) + float(inside(MONEY) > 0)) / 2
    if asked.kind is Kind.NUMBER:
        near = asked.counted is not None and number_before(asked.counted, places, start, end)
        return 0.6 * float(inside(NUMBER) > 0) + 0.4 * float(near)
    return 0.0
