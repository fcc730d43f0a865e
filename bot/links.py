"""PURE: addresses that lead to the very sentence, as far as a link button can hold them.

The fragment is a text directive (https://wicg.github.io/scroll-to-text-fragment/): `#:~:text=start,end`.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

LINK_LIMIT = 512
_WHOLE = 80  # a longer sentence is given by its first and last words: less can differ on the page
_EDGE_WORDS = 6
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
_SAFE = "!$&'()*+,;=:@/?%~"  # stands in a path or query as it is; an escape stays the escape it was


def link_to(url: str | None, sentence: str) -> str | None:
    """The address of `sentence` on the page at `url`, or of the page, or None where no button can hold it."""
    page = web_address(url)
    if page is None:
        return None
    fragment = page.partition("#")[2].partition(":~:")[0]
    base = page.partition("#")[0]
    for directive in _directives(sentence):
        address = f"{base}#{fragment}:~:text={directive}"
        if len(address) <= LINK_LIMIT:
            return address
    return page if len(page) <= LINK_LIMIT else None


def web_address(url: str | None) -> str | None:
    """`url` in ASCII if it is a web page's address that Discord takes, else None."""
    if not url or len(url) > 4_000 or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if (
        parts.scheme.lower() not in {"http", "https"}
        or parts.username
        or not _HOST.fullmatch(_bracketed(host))
    ):
        return None
    place = _bracketed(host) + (f":{port}" if port else "")
    path, query, fragment = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), place, path, query, fragment))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _directives(sentence: str) -> list[str]:
    """Ways to point at a sentence, best first."""
    words = sentence.split()
    if not words:
        return []
    ways = []
    if len(sentence) <= _WHOLE or len(words) < 4:
        ways.append(_encoded(" ".join(words)))
    edges = range(min(_EDGE_WORDS, len(words) // 2), 0, -1)
    ways += [f"{_encoded(' '.join(words[:edge]))},{_encoded(' '.join(words[-edge:]))}" for edge in edges]
    return ways


def _encoded(text: str) -> str:
    """Percent-encoded; a hyphen too, since it would mark a prefix or suffix."""
    return quote(text, safe="").replace("-", "%2D")
