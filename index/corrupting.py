"""Questions that a coverage does not answer, made from ones that it does: with another's name or year in them. Pure.

A reader who asks about the wrong person, place or year uses mostly words that the coverage holds; such questions teach
when a passage that holds them does not answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index import analysis
from index.wording import YEAR

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w\u2019'-]*[a-z](?: [A-Z][\w\u2019'-]*[a-z])*")
"""A run of capitalised words inside a question."""
_SMALL: Final = 0.4  # how many questions are typed without capitals
_YEARS_APART: Final = (-7, -3, 4, 9)


_ATTRIBUTES: Final = """
How tall is {}?|tall height
How old is {}?|old age aged year-old
Who is the husband of {}?|husband wife marry spouse wedding
What car does {} drive?|car drive
Where was {} born?|born birth birthplace native
What is the favorite food of {}?|favorite food eat
Which university did {} attend?|university college school study graduate
Does {} have a dog?|dog pet puppy
How much does {} weigh?|weigh weight pound
What religion does {} belong to?|religion religious church faith belong
How many languages does {} speak?|language
What is the net worth of {}?|worth wealth fortune rich
Who is the lawyer of {}?|lawyer attorney counsel
When did {} get divorced?|divorce
How many children does {} have?|child son daughter kid baby
Which instrument does {} play?|instrument play
What is the population of {}?|population inhabitant
Who is the mayor of {}?|mayor
Who founded {}?|found founder
When was {} founded?|found founder establish
How many employees does {} have?|employee worker staff job
Which hotel in {} is the best?|hotel
How far is {} from the sea?|sea coast ocean far mile
Who is the coach of {}?|coach manager trainer
How much does a ticket to {} cost?|ticket cost price
When is the next {}?|next
What is the salary of {}?|salary pay earn wage
Which football club does {} support?|football club soccer
Who painted the portrait of {}?|paint portrait
What hobby does {} have?|hobby
What did {} say about the weather?|weather rain storm
How did {} die?|die death kill dead
Who is the boss of {}?|boss chief head leader
What is the phone number of {}?|phone telephone
Why was {} late for dinner?|late dinner
Which award did {} win last?|award prize win won
"""
"""What one might ask of anybody or anything: a question, and words of which none may be held by what answers it."""


def attributes(name: str, held: AbstractSet[str], chance: random.Random) -> str | None:
    """A question for something about a name that no text about it holds, now and then typed small.

    Args:
        name: of a person, place or thing.
        held: the terms of every article that holds the name.
        chance: makes the choices.

    Returns:
        None where no question was found in a few tries.
    """
    lines = _ATTRIBUTES.strip().split("\n")
    for _ in range(5):
        asked, _, words = chance.choice(lines).partition("|")
        if held.isdisjoint(analysis.terms(words)):
            made = asked.format(name)
            return made.lower() if chance.random() < _SMALL else made
    return None


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
    if year := YEAR.search(question):
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
