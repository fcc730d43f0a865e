"""The lines of a saved page that are not its prose: captions, dates, bylines, links, buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from index.sources import vocabulary
from index.sources.captions import is_caption
from index.sources.contributors import contributors
from index.sources.dates import MONTHS, WEEKDAYS, find_date
from index.sources.names import byline, is_name
from index.sources.outlets import dateline, is_duration, is_known, masthead, source_line

_LONGEST = 600  # letters; whatever is longer is prose
_LONGEST_LINE = 200  # of a line that is not a caption or a credit


class Mark(Enum):
    """What a line of furniture is."""

    SOURCE = auto()  # of a video, with or without its length
    PLAYER = auto()  # a video player's words; a title stands beside them
    DATE = auto()
    STAMP = auto()  # a date line that says so: published, updated
    BYLINE = auto()
    DATELINE = auto()  # on a line of its own
    MASTHEAD = auto()  # an outlet's name
    CONTRIBUTORS = auto()
    CAPTION = auto()
    SITE = auto()  # the headline, with the site's name at its end
    FIELD = auto()  # "Author: Jane Doe"
    LINK = auto()  # to another article, or to do something
    LIST = auto()  # what follows is a list of links
    HIGHLIGHTS = auto()  # what follows is a list of highlights
    NOISE = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line says: its mark, and the metadata in it (dates are ISO)."""

    mark: Mark
    outlet: str | None = None
    published: str | None = None
    modified: str | None = None
    names: tuple[str, ...] = ()


_MARKS = {
    phrase: mark
    for mark, phrases in (
        (Mark.PLAYER, vocabulary.PLAYER_PHRASES),
        (Mark.LIST, vocabulary.LIST_PHRASES),
        (Mark.HIGHLIGHTS, vocabulary.HIGHLIGHT_PHRASES),
        (Mark.NOISE, vocabulary.NOISE_PHRASES),
    )
    for phrase in phrases.replace("\n", "").split("|")
    if phrase
}

_PLAYER_RUN = re.compile(
    r"(?:(?:just watched|replay|more videos|must watch|now playing|next video|up next|video ad feedback)"
    r"[\s.\u2026!|]*)+",
    re.IGNORECASE,
)
_COUNTED = r"(?:\d+|an?|one|two|three)\s+"
_NOISE = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#]\w+(?:\s+[@#]\w+)*"
    rf"|{_COUNTED}(?:min|minute|hour|hr|day|week|month|year)s?\.?(?:\s|-)?(?:ago|read|watch|listen)"
    r"|(?:estimated )?read(?:ing)? time\s*:?.{1,20}"
    rf"|(?:last )?(?:updated|published|posted)\s*:?\s+{_COUNTED}\w+\s+ago"
    r"|[\d.,]+\s?[km]?\s+(?:comments?|shares?|likes?|views?|retweets?)|comments?\s*\(?\d*\)?"
    r"|\d+\s+(?:of|/)\s+\d+"
    r"|(?:copyright|\u00a9|\(c\)).*|.*\ball rights reserved\b.*"
    r"|our standards:.*|.*not responsible for the content of external.*"
    r"|.*may not be (?:published, )?broadcast, rewritten.*|.{0,60}\bterms of (?:use|service)\b.{0,60}"
    r"|(?:tags?|topics?|filed under|keywords|categories|category|more about|all about)\s*:?\s+.*",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:read more|read also|also read|read|more|see also|watch|watch live|watch more|related|related article"
    r"|related story|related video|listen|video|gallery|photos|in pictures|don['\u2019]t miss|must read"
    r"|up next|next|click here|subscribe|follow|share|ireport(?:\.com)?|jump to|recommended"
    r"|recommended reading)\s?[:>\u00bb|]\s*\S.*"
    r"|(?:sign up|subscribe|register now|download|stay up to date|never miss|get (?:our|the|all the)|tap here"
    r"|click (?:here|on|through|to)|check out our|follow (?:us|me|@|our|cnn|bbc|live)|like us|find us|join us"
    r"|tune in)\b[^\"\u201c]*"
    r"(?:\b(?:newsletters?|apps?|facebook|twitter|instagram|whatsapp|channel|podcasts?|here|e-?mail|inbox"
    r"|alerts?|notifications?|youtube|telegram|tiktok|x|updates|cnn|today|website|page|android|iphone)\b|@\w)"
    r"[^\"\u201c]*|click here\b.*"
    r"|follow [^\"\u201c]{2,40} on (?:facebook|twitter|instagram|x|tiktok|youtube)\b[^\"\u201c]*"
    r"|(?:read|see|find) (?:more|the full|full)\b[^\"\u201c]{0,90}"
    r"|for more (?:on|about|news|stories|details)\b.{0,20}\b(?:visit|click|go to|see|check)\b.*",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:read|watch|see|view|listen|click|explore|share|check out|learn more|find out)\b[^.!?]*",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[.!?][\"\u201d)]?\s+\w")  # a link at the end of a paragraph
_TIMED_TITLE = re.compile(r".*\w[^\d\s]*\s+0\d:\d{2}")
_STAMP_WORDS = {
    "published": frozenset(vocabulary.PUBLISHED_WORDS.split()),
    "modified": frozenset(vocabulary.MODIFIED_WORDS.split()),
}
_ANNOUNCING = frozenset().union(*_STAMP_WORDS.values())
_DATE_WORDS = frozenset(vocabulary.DATE_WORDS.split()) | WEEKDAYS | frozenset(MONTHS)
_SLASHED = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")


def sign(text: str, *, head: bool = False) -> Sign | None:
    """What a line of furniture says, or None for prose, headings and headlines.

    Args:
        text: the line, its words on one line.
        head: whether it stands before the article's first paragraph, where bylines, dates and datelines do.
    """
    if len(text) > _LONGEST:
        return None
    if not any(map(str.isalnum, text)):
        return Sign(Mark.NOISE)
    named = contributors(text)
    if named:
        return Sign(Mark.CONTRIBUTORS, names=named)
    if is_caption(text):
        return Sign(Mark.CAPTION)
    if len(text) > _LONGEST_LINE:
        return None
    return _video_sign(text) or _date_sign(text) or (_head_sign(text) if head else None) or _page_sign(text)


def _video_sign(text: str) -> Sign | None:
    """A video's source, length or player."""
    outlet = source_line(text)
    if outlet is not None:
        return Sign(Mark.SOURCE, outlet=outlet or None)
    if is_duration(text):
        return Sign(Mark.SOURCE)
    return Sign(Mark.PLAYER) if _PLAYER_RUN.fullmatch(text) else None


def _page_sign(text: str) -> Sign | None:
    """A page's buttons, links and legal lines."""
    folded = text.casefold().replace("\u2019", "'").strip(" .\u2026>\u00bb\u203a|:*-\u2013\u2014\u2022")
    mark = _MARKS.get(folded)
    if mark:
        return Sign(mark)
    if _NOISE.fullmatch(text):
        return Sign(Mark.NOISE)
    words = len(text.split())
    points = text.endswith(("\u00bb", "\u203a", ">>")) and not _SENTENCE_INSIDE.search(text)
    if (words <= 25 and (points or _LINK.fullmatch(text))) or (
        words <= 14 and (_POINTER.fullmatch(text) or _TIMED_TITLE.fullmatch(text))
    ):
        return Sign(Mark.LINK)
    if words <= 6 and re.fullmatch(
        r"(?:more|related|latest|read more|most read)\s+(?:from|on|in|about|by)\s.+", folded
    ):
        return Sign(Mark.LIST)
    return None


def _head_sign(text: str) -> Sign | None:
    """A byline, a dateline or an outlet's name on a line of its own."""
    outlet = masthead(text)
    if outlet:
        return Sign(Mark.MASTHEAD, outlet=outlet)
    line = dateline(text)
    if line and line.end == len(text):
        return Sign(Mark.DATELINE, outlet=line.outlet, published=line.date)
    people = byline(text)
    if people:
        return Sign(Mark.BYLINE, outlet=people.outlet, names=people.authors)
    return None


def _date_sign(text: str) -> Sign | None:
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
    names = people.authors if people else (left,)
    outlet = people.outlet if people else None
    return Sign(Mark.BYLINE, outlet=outlet, published=published, modified=modified, names=names)


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
