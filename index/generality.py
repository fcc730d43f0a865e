"""Whether a question is about the world at large, as anybody may ask at any time, rather than about news. Pure.

"Why do cats sleep so much?" has words that any large coverage holds somewhere, and no answer in it. How it is worded
tells: it asks what always holds, for the most of its kind, or on behalf of whoever asks. English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.question import Question

SIGNS: Final = ("of the asker", "of what always holds", "of the most of its kind")
"""How a question is worded, in the order of what `signs` returns."""

_ASKER: Final = re.compile(
    r"\b(?:i|i['\u2019]?m|i['\u2019]ve|me|my|mine|myself|you|your|yours|yourself|u)\b", re.IGNORECASE
)
_PRESENT: Final = re.compile(
    r"\W*(?:(?:can|do|does|is|are|should)\b"
    r"|how (?:do|does|can|to|should|is|are|many|much|long|far|often|big|tall|old|fast|hot|high|deep|heavy)\b"
    r"|why (?:do|does|is|are)\b|what(?:['\u2019]?s| is| are| do| does| causes| makes| happens| should)\b)",
    re.IGNORECASE,
)
_OTHER_TIMES: Final = re.compile(r"\b(?:was|were|did|had|has|have|been|will|\w+ed)\b", re.IGNORECASE)
_MOST: Final = re.compile(
    r"\b(?:most|first|best|worst|ever|in the world|on earth|(?:bigg|larg|long|tall|high|deep|fast|slow|old|young|"
    r"rich|poor|small|short|heavi|light|hott|cold|hard|soft|strong|great|clos|near|far|furth|farth|easi|cheap|saf|"
    r"loud|bright|wide|busi|dead?li|strang|rar|happi|smart|clever)est)\b",
    re.IGNORECASE,
)


def signs(question: Question) -> tuple[float, ...]:
    """For each of `SIGNS`, 1 where the question is worded so, else 0."""
    text = question.text
    if question.language != "en":
        return (0.0,) * len(SIGNS)
    return (
        float(_ASKER.search(text) is not None),
        float(_PRESENT.match(text) is not None and _OTHER_TIMES.search(text) is None),
        float(_MOST.search(text) is not None),
    )
