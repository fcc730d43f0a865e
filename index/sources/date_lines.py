"""Lines of dates and times: when a page was published, and when it was changed."""

from __future__ import annotations

import re

from index.sources import vocabulary
from index.sources.dates import MONTHS, WEEKDAYS, find_date
from index.sources.names import byline, is_name
from index.sources.outlets import is_known
from index.sources.signs import Mark, Sign

_STAMP_WORDS = {
    "published": frozenset(vocabulary.PUBLISHED_WORDS.split()),
    "modified": frozenset(vocabulary.MODIFIED_WORDS.split()),
}
_ANNOUNCING = frozenset().union(*_STAMP_WORDS.values())
_DATE_WORDS = frozenset(vocabulary.DATE_WORDS.split()) | WEEKDAYS | frozenset(MONTHS)
_SLASHED = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")


def date_sign(text: str) -> Sign | None:
    """A line of dates, times and the words that go with them, or of a name or an outlet and a date."""
    found = find_date(text)
    if found is None and not _SLASHED.search(text):
        return None
    published = modified = None
    rest, kind, stamped = text, "", False
    remainder = ""
    while True:
        found = find_date(rest)
        before = rest[: found.start] if found else rest
        spoken = _spoken_kind(before)
        kind, stamped = spoken or kind, stamped or bool(spoken)
        remainder += " " + before
        if not found:
            break
        if kind == "modified":
            modified = modified or found.iso
        else:
            published = published or found.iso
        rest = rest[found.end :]
    left = _without_date_words(remainder)
    mark = Mark.STAMP if stamped else Mark.DATE
    if not left:
        return Sign(mark, published=published, modified=modified)
    if is_known(left):
        return Sign(mark, outlet=left, published=published, modified=modified)
    people = byline(left)
    if people is None and not is_name(left):
        return None
    if people is None:
        return Sign(Mark.NAMED, published=published, modified=modified, names=(left,))
    return Sign(
        Mark.BYLINE, outlet=people.outlet, published=published, modified=modified, names=people.authors
    )


def _spoken_kind(text: str) -> str:
    """Whether the words before a date say that it is that of "published" or "modified"; "" if they do not."""
    for word in reversed(re.findall(r"\w+", text.lower())):
        for kind, words in _STAMP_WORDS.items():
            if word in words and word not in {"first", "last", "originally"}:
                return kind
    return ""


def _without_date_words(text: str) -> str:
    """What is left of a date line without times, weekdays, time zones and the words that announce a date."""
    text = re.sub(
        r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?|T\d{2}:\d{2}\S*",
        " ",
        text,
    )
    text = _SLASHED.sub(" ", text)
    words = [
        word for word in re.split(r"[\s,|/\u2022\u00b7()\[\]:;\u2013\u2014]+|\s-\s", text) if word.strip("-.")
    ]
    while words and (
        words[-1].lower() in _DATE_WORDS | _ANNOUNCING or (words[-1].isdigit() and len(words[-1]) <= 2)
    ):
        words.pop()
    while words and words[0].lower() in (_DATE_WORDS - {"by"}) | _ANNOUNCING:
        words.pop(0)
    kept = [word for word in words if word.lower() not in _ANNOUNCING]
    return " ".join(kept)
