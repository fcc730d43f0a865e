"""The lines of a saved page that are not its prose: captions, dates, bylines, links, buttons."""

from __future__ import annotations

import re

from index.sources import vocabulary
from index.sources.captions import is_caption
from index.sources.contributors import contributors
from index.sources.date_lines import date_sign
from index.sources.names import byline
from index.sources.outlets import dateline, is_duration, masthead, source_line
from index.sources.signs import Mark, Sign

_LONGEST = 600  # letters; whatever is longer is prose
_LONGEST_LINE = 200  # of a line that is not a caption or a credit


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
    r"|(?:copyright|\u00a9|\(c\)).*|our standards:.*"
    r"|this (?:story|article|post) (?:has been|was|is being|will be) updated\b.{0,80}"
    r"|this is a (?:breaking|developing) (?:news )?story\b.{0,80}"
    r"|a version of this (?:story|article|piece)\b.*\b(?:newsletter|inbox|appeared|published)\b.*"
    r"|(?:tags?|topics?|filed under|keywords|categories|category|more about|all about)\s*:?\s+.*",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r".*\ball rights reserved\b.*|.*not responsible for the content of external.*"
    r"|.*may not be (?:published, )?broadcast, rewritten.*|.{0,60}\bterms of (?:use|service)\b.{0,60}",
    re.IGNORECASE,
)
_LEGAL_WORDS = ("reserved", "not responsible", "rewritten", "terms of")  # one is in each legal line, folded
_LINK = re.compile(
    r"(?:read more|read also|also read|read|more|see also|watch|watch live|watch more|related|related article"
    r"|related story|related video|listen|video|gallery|photos|in pictures|don['\u2019]t miss|must read"
    r"|up next|next|click here|subscribe|follow|share|ireport(?:\.com)?|jump to|recommended"
    r"|recommended reading)\s?[:>\u00bb|]\s*\S.*"
    r"|(?:analysis|opinion|interactive|explainer|timeline|podcast|exclusive|fact check|live updates|map)"
    r"\s?[:>\u00bb|]\s*[^.]*[^.!?\u201d\"]"
    r"|get .{0,40}\bnewsletters?\b.{0,40}|for more .{0,40}\bcreate an account\b.*"
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
_DASHES = {"-", "--", "\u2013", "\u2014"}  # what is left of a dateline that was torn apart
_LEAST_PLAIN = 40  # letters
_FULL_STOPS = '."\u201d'
_AROUND_WORDS = "\"'\u2018\u2019\u201c\u201d()[]*_:,.-\u2013\u2014"
_FIRST_WORDS = frozenset(vocabulary.FIRST_WORDS.split())
_INNER_MARKS = (
    "ontributed",
    "rovided",
    "eserved",
    "rewritten",
    "erms of",
    "not responsible",
    "\u00a9",
    "@",
    "http",
)


def sign(text: str, *, head: bool = False) -> Sign | None:
    """What a line of furniture says, or None for prose, headings and headlines.

    Args:
        text: the line, its words on one line.
        head: whether it stands before the article's first paragraph, where bylines, dates and datelines do.
    """
    if len(text) > _LONGEST or _is_plain(text):
        return None
    if not any(map(str.isalnum, text)):
        return Sign(Mark.DATELINE if head and text in _DASHES else Mark.NOISE)
    named = contributors(text)
    if named:
        return Sign(Mark.CONTRIBUTORS, names=named)
    if is_caption(text):
        return Sign(Mark.CAPTION)
    if len(text) > _LONGEST_LINE:
        return None
    return _video_sign(text) or date_sign(text) or (_head_sign(text) if head else None) or _page_sign(text)


def _is_plain(text: str) -> bool:
    """Whether a line ends as a sentence does and has no word in it that a line of furniture would.

    Most paragraphs are told by this, in a fraction of the time that the patterns take.
    """
    if len(text) < _LEAST_PLAIN or text[-1] not in _FULL_STOPS:
        return False
    first = text.split(maxsplit=1)[0].strip(_AROUND_WORDS).lower()
    if first in _FIRST_WORDS:
        return False
    for mark in _INNER_MARKS:  # noqa: SIM110 - `any` over a generator takes twice as long, for each paragraph
        if mark in text:
            return False
    return True


def _video_sign(text: str) -> Sign | None:
    """A video's source, length or player."""
    outlet = source_line(text)
    if outlet is not None:
        return Sign(Mark.SOURCE, outlet=outlet or None)
    if text[-1].isdigit() and is_duration(text):
        return Sign(Mark.SOURCE)
    return Sign(Mark.PLAYER) if _PLAYER_RUN.fullmatch(text) else None


def _page_sign(text: str) -> Sign | None:
    """A page's buttons, links and legal lines."""
    folded = text.casefold().replace("\u2019", "'").strip(" .\u2026>\u00bb\u203a|:*-\u2013\u2014\u2022")
    mark = _MARKS.get(folded)
    if mark:
        return Sign(mark)
    if _NOISE.fullmatch(text) or (any(word in folded for word in _LEGAL_WORDS) and _LEGAL.fullmatch(text)):
        return Sign(Mark.NOISE)
    words = len(text.split())
    points = text.endswith(("\u00bb", "\u203a", ">>")) and not _SENTENCE_INSIDE.search(text)
    if (words <= 25 and (points or _LINK.fullmatch(text))) or (
        words <= 14 and (_POINTER.fullmatch(text) or (":" in text and _TIMED_TITLE.fullmatch(text)))
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
