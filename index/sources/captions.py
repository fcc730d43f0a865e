"""Captions and credits of pictures."""

from __future__ import annotations

import re

_START = re.compile(
    r"(?:photos?|photographs?|images?|pictures?|video|illustration|graphic|footage|slideshow)"
    r"(?:\s+(?:credits?|source|caption|illustration))?\s*:"
    r"|(?:photo|image|video|picture|media)\s+(?:credit|source|caption)\b"
    r"|(?:credits?|courtesy|caption|pictured|above|below)\s*:"
    r"|(?-i:FILE PHOTO|File photo|FILE)\s*(?::|-|\u2013|\u2014)"
    r"|in this (?:[\w.,]+ ){0,6}(?:photo|image|frame grab|picture|photograph)\b[^.]{0,40}"
    r"\b(?:taken|released|provided|made|from|posted|shot)\b"
    r"|hide caption",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:(?:[Pp]hotos?|[Pp]hotographs?|[Ii]mages?|[Ii]llustrations?|[Vv]ideo|[Gg]raphics?)\s+by"
    r"|[Cc]ourtesy(?:\s+of)?)"
    r"(?:[\s,/&]+(?:[A-Z][\w.'\u2019-]*|and|for|via|of|the|de|van|von))+"
)
_AGENCY = (
    r"(?:AP|AFP|EPA|EPA-EFE|Reuters|Getty|Getty Images|Alamy|Shutterstock|iStock|PA|CNN|Bloomberg|Rex|Zuma)"
)
_END = re.compile(
    r".*?(?:^|[\s(/.,\u2013\u2014|])"
    r"(?:getty images|shutterstock|istock|alamy|screen ?grab|screenshot|file photo|handout|imago images"
    rf"|/\s*{_AGENCY}|{_AGENCY}\s*/\s*[\w. '\u2019-]+|AP Photo\S*.{{0,40}}"
    rf"|via\s+(?:{_AGENCY}|Facebook|Twitter|Instagram|YouTube)"
    r"|\((?:photo|image|picture|credit|courtesy|AP Photo|AP|Getty|Reuters|screen ?grab|file)\b[^()]*\))"
    r"(?:\s*/\s*(?:file|pool|handout|\w+))*\s*[)\]]?",
    re.IGNORECASE | re.DOTALL,
)


def is_caption(text: str) -> bool:
    """Whether a text, its words on one line, is a picture's caption or credit."""
    if _START.match(text) or _WHOLE.fullmatch(text):
        return True
    ends_as_credit = text[-1].isalnum() or text[-1] in ")]"  # prose ends with a full stop
    return ends_as_credit and _END.fullmatch(text) is not None
