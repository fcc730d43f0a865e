"""The text of pieces of HTML, all of it: what a feed or a record gives as an article's body."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final

from index.model import ParagraphKind
from index.sources.composing import Piece, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|strong|em|b|i|span|img|figure|blockquote|table|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|nbsp|amp|quot|lt|gt|[lr]dquo|[lr]squo|[mn]dash|hellip);", re.IGNORECASE
)
_REFERENCE = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOST_ESCAPED = 3  # times
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hl1 hl2 hr html li main nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl2"})
_NOT_TEXT: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "svg", "head", "button"}
)
_FURNITURE: Final = frozenset({"figcaption", "nav", "footer", "aside", "form"})


def looks_marked_up(text: str) -> bool:
    """Whether a text is HTML rather than plain."""
    return _TAG.search(text) is not None or (len(_ENTITY.findall(text[:20_000])) > 1)


def decoded(text: str) -> str:
    """A text in which characters that were escaped twice, or more often, are what they stand for.

    Publishers' systems escape what is escaped already (`&amp;amp;#8217;`), and readers never mean it. Only what is a
    known entity, its semicolon included, is decoded; anything else that looks like one stays as it is.
    """
    for _ in range(_MOST_ESCAPED):
        if "&" not in text:
            break
        text, before = _REFERENCE.sub(_character, text), text
        if text == before:
            break
    return text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if not name.startswith("#"):
        return html5.get(f"{name};", match[0])
    found = unescape(match[0])
    return (
        found
        if found and (found.isprintable() or found in "\t\n\xa0\xad") and found != "\ufffd"
        else match[0]
    )


def pieces_of_either(text: str) -> list[Piece]:
    """The blocks of a text that is plain or marked up, in order, without what was escaped twice."""
    found = pieces_of(text) if looks_marked_up(text) else map(Piece, text.split("\n\n"))
    return [piece._replace(text=decoded(piece.text)) for piece in found]


def pieces_of(text: str) -> list[Piece]:
    """The blocks of a piece of HTML, in order: headings as such, captions and navigation as furniture."""
    from lxml import html  # noqa: PLC0415 - slow to load, and needed for few kinds of files

    cleaned = text.replace("\0", "").encode("utf-8", errors="replace").decode()
    if not cleaned.strip():
        return []
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(f"<html><body>{cleaned}</body></html>", parser=parser)
    return pieces_of_tree(tree)


def pieces_of_tree(tree: HtmlElement) -> list[Piece]:
    """As `pieces_of`, of a tree; it is walked without recursion, however deep it is."""
    walk = _Walk()
    steps = [(tree, True)]
    while steps:
        element, opens = steps.pop()
        name = element.tag.lower().rpartition("}")[2] if isinstance(element.tag, str) else ""
        is_text = bool(name) and name not in _NOT_TEXT
        if opens and is_text:
            walk.enter(name)
            walk.words.append(element.text or "")
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
            continue
        if is_text:
            walk.leave(name)
        if element is not tree:
            walk.words.append(element.tail or "")
    walk.end()
    return walk.found


class _Walk:
    """What a walk through a tree has found so far."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self.words: list[str] = []
        self._kinds = [ParagraphKind.PROSE]
        self._broken: int | None = None  # where the last line break is in `words`

    def enter(self, name: str) -> None:
        """Begin an element."""
        if name in _BLOCKS:
            self.end()
            self._kinds.append(_kind(name, self._kinds[-1]))
        elif name == "br":
            if self._broken is not None and not "".join(self.words[self._broken :]).strip():
                self.end()  # the second in a row
            self._broken = len(self.words)
            self.words.append("\n")

    def leave(self, name: str) -> None:
        """End an element."""
        if name in _BLOCKS:
            self.end()
            self._kinds.pop()

    def end(self) -> None:
        """End a block."""
        line = one_line("".join(self.words))
        self.words.clear()
        self._broken = None
        if line:
            self.found.append(Piece(line, self._kinds[-1]))


def _kind(name: str, around: ParagraphKind) -> ParagraphKind:
    if name in _HEADINGS:
        return ParagraphKind.HEADING
    return ParagraphKind.FURNITURE if name in _FURNITURE else around
