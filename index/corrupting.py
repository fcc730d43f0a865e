"""Questions that a coverage does not answer, made from ones that it does: with another's name or year in them. Pure.

A reader who asks about the wrong person, place or year uses mostly words that the coverage holds; such questions teach
when a passage that holds them does not answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.wording import YEAR

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w\u2019'-]*[a-z](?: [A-Z][\w\u2019'-]*[a-z])*")
"""A run of capitalised words inside a question."""
_YEAR: Final = re.compile(rf"\b{YEAR.pattern}\b")
_YEARS_APART: Final = (-7, -3, 4, 9)


def names_in(questions: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in some questions, each once, in order."""
    found = (name.removesuffix("'s") for text in questions for name in _NAME.findall(text))
    return tuple(dict.fromkeys(found))


def corrupted(question: str, text: str, names: Sequence[str], chance: random.Random) -> str | None:
    """The question with another year, or one of its names exchanged for one that the text does not hold.

    Args:
        question: has its answer in `text`.
        text: of the article that answers.
        names: to choose from.
        chance: makes the choices.

    Returns:
        None where the question has neither a year nor a name, or no other name was found in a few tries.
    """
    if year := _YEAR.search(question):
        other = str(int(year[0]) + chance.choice(_YEARS_APART))
        return None if other in text else question[: year.start()] + other + question[year.end() :]
    own = list(_NAME.finditer(question))
    if not own or not names:
        return None
    match = chance.choice(own)
    named = match[0].removesuffix("'s")
    for _ in range(5):
        other = chance.choice(names)
        if other != named and not any(word in text for word in other.split()):
            tail = match[0].removeprefix(named)
            return question[: match.start()] + other + tail + question[match.end() :]
    return None
