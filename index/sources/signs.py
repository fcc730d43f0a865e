"""What a line of a page can be a sign of, and what it then says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Mark(Enum):
    """What a line of furniture is."""

    SOURCE = auto()  # of a video, with or without its length
    PLAYER = auto()  # a video player's words; a title stands beside them
    DATE = auto()
    STAMP = auto()  # a date line that says so: published, updated
    BYLINE = auto()
    NAMED = auto()  # a name and a date: a byline, or the caption of a picture
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
