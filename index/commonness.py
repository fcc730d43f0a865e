"""How much a word of a question tells, also where the coverage is too small to say. Pure.

The document frequencies of a hundred articles say little, those of one article next to nothing: in it "people"
is as rare as "Tapachula". So each frequency is blended with what is known of English news at large, as if the
coverage had `PRIOR` more passages of the usual kind. For a coverage of many thousand passages this changes nothing.
"""

from __future__ import annotations

import math
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PRIOR: Final = 200.0
"""How many passages the prior weighs as much as."""

_LIGHT: Final = 0.2
_OTHER: Final = 0.002
# The share of passages of English news that hold such words: rounded guesses, their order of size matters.
_SHARES: Final = MappingProxyType(
    {
        0.1: "say people year new first two one time last happen put",
        0.04: """
            after day week month make take come tell president country government state official
            report leader group work world city national part man woman because before since include
            call plan three help show know way back end want high set lead police public home
            number issue security million told news according while against between during under
            through without around among where company family american united many house minister
            case such good now still long another name kind type sort
            charge task tackle handle deal responsible usual suppose actual often""",
        0.015: """
            ask give use find see look think leave meet meeting try need become begin start
            keep turn follow move run play hold bring write provide pay hear stop spokesman
            spokeswoman spokesperson event person thing place area party power money business school
            life child student member service law right question answer problem support decision
            change point fact result reason effort process system policy administration office
            department agency authority program community history story statement interview attack
            force military war death die kill north south east west northern southern eastern
            western national international local political economic social important large small big
            late early recent next several few million billion percent hundred thousand four five
            six seven eight nine ten talk speak discuss announce expect allow continue remain stand
            head top main major key today describe explain respond react claim accuse warn add
            believe feel hope mean involve face receive serve return send visit travel arrive stay
            live born age young great best certain likely able
            role conduct carry current complete consider decide seem appear confirm suggest reveal""",
    }
)


@cache
def _prior(language: str) -> Mapping[str, float]:
    if language != "en":
        return MappingProxyType({})
    listed = {term: share for share, words in _SHARES.items() for term in analysis.terms(words, language)}
    return MappingProxyType(listed | dict.fromkeys(analysis.light_terms(language), _LIGHT))


def is_usual(term: str, language: str) -> bool:
    """Whether a term is known to be usual in news at large, whatever the coverage holds; only in English any is."""
    return term in _prior(language)


def weights(
    terms: Iterable[str], frequencies: Mapping[str, int], count: int, language: str
) -> dict[str, float]:
    """What each term tells: its inverse document frequency, ln((N + P + 1) / (df + P * share)).

    Args:
        terms: of the question.
        frequencies: how many passages hold each (0 or absent where none does).
        count: how many passages there are.
        language: whose prior to use; only English has one, elsewhere every word counts as rare.
    """
    prior = _prior(language)
    return {
        term: math.log((count + PRIOR + 1) / (frequencies.get(term, 0) + PRIOR * prior.get(term, _OTHER)))
        for term in terms
    }
