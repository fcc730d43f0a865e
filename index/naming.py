"""Names to filter by, as people type them ("bbc" for BBC News), and the coverage's names that they mean. Pure."""

from __future__ import annotations

import re
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from index.analysis import fold
from index.analysis.words import CJK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NO_WORD: Final = re.compile(r"[\W_]+")
_ARTICLE: Final = "the "
_UNSPACED: Final = re.compile(f"[{CJK}]")
_LIKE: Final = 75  # of 100: how like a typed name another must be to come first among those that there are
_SHOWN: Final = 8
_MORE: Final = "…"


def key_of(name: str) -> str:
    """A name's words, folded, with one blank between; empty where it has none."""
    return " ".join(_NO_WORD.sub(" ", fold(name)).split())


class Names:
    """The names that articles have in a field, each with how many do."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._keys = {name: key_of(name) for name in counts}

    def meant(self, typed: str) -> tuple[str, ...]:
        """Those that a typed name means, sorted: with just its words, else all that hold its words in a row.

        Case, accents, marks and a leading "The" do not count. Words are whole, but in scripts without spaces.
        """
        wanted = key_of(typed)
        if not wanted:
            return ()
        bare = {wanted.removeprefix(_ARTICLE), wanted, _ARTICLE + wanted}
        same = [name for name, key in self._keys.items() if key in bare]
        if same:
            return tuple(sorted(same))
        if _UNSPACED.search(wanted):
            return tuple(sorted(name for name, key in self._keys.items() if wanted in key))
        return tuple(sorted(name for name, key in self._keys.items() if f" {wanted} " in f" {key} "))

    def nearest(self, typed: str) -> tuple[str, ...]:
        """A few of them: first those that are most like a typed one, then the commonest; an ellipsis for the others."""
        like = process.extract(key_of(typed), self._keys, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=3)
        common = nsmallest(_SHOWN, self._counts, key=lambda name: (-self._counts[name], name))
        found = dict.fromkeys([*(name for _, _, name in like), *common])
        return tuple(found)[:_SHOWN] + ((_MORE,) if len(self._keys) > _SHOWN else ())


def listed(names: Iterable[str]) -> str:
    """Names as a list of at most a few, with an ellipsis for the others."""
    found = tuple(names)
    return ", ".join(found[:_SHOWN] + ((_MORE,) if len(found) > _SHOWN else ()))
