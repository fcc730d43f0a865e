"""Addresses of pages in what people type: which page they lead to, and the words that stand in them. Pure."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from index.fetching.addresses import same_page

_END: Final = r"\s<>\"\u201c\u201d\u3001\u3002\uff09\uff0c\uff1f\u300d"  # what ends an address
_ADDRESS: Final = re.compile(
    rf"https?://[^{_END}]*"
    rf"|(?<![\w@./-])(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{{2,24}}(?=/[^{_END}]))[^{_END}]+",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(r"<\s*>")  # what is left of an address in angle brackets
_TAIL: Final = ".,;:!?'*_~|\u2019"
_PAIRS: Final = (("(", ")"), ("[", "]"), ("{", "}"))
_LONGEST: Final = 2_000  # letters
_MIRRORS: Final = re.compile(r"^(?:www|m|amp|mobile)\d?\.")  # hosts that show the pages of another
_AMP: Final = re.compile(r"(?:/amp|\.amp|/index\.html?)$")
# Beside what `same_page` takes out: what newspapers' own buttons for sharing add.
_SHARING: Final = re.compile(
    r"(?:at|ns|pk|mtm|hsa|wt)_\w+|ref|ref_src|ref_url|referrer|smid|smtyp|cmp|cmpid|ito|xtor|ocid|ncid|cid|si"
    r"|amp|outputtype|output|share|sharetype|guccounter|guce_\w+|taid|__twitter_impression",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"[a-z0-9_-]+")
_BETWEEN: Final = re.compile(r"[^\w'\u2019]+|_+")  # what stands between the words of a path
_SLUG: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d{1,4}")
_FEWEST: Final = (
    2  # words that a part must have: one alone ("status", "articles") is of the site, not of the page
)
_WORDS: Final = 20  # of an address that are searched for
_ENDING: Final = re.compile(r"\.(?:s?html?|php|aspx?|jsp|amp|ece|cms|article|story)$", re.IGNORECASE)


def taken_out(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the addresses in it, and these, each once."""
    found: dict[str, None] = {}

    def take(match: re.Match[str]) -> str:
        address = match[0].rstrip(_TAIL)
        for opening, closing in _PAIRS:
            while address.endswith(closing) and address.count(closing) > address.count(opening):
                address = address[: -len(closing)].rstrip(_TAIL)
        if not address.endswith("/") or not address.lower().startswith("http") or address.count("/") > 2:
            found[address] = None
        return " " + match[0][len(address) :]

    rest = _AROUND.sub(" ", _ADDRESS.sub(take, text))
    return rest, tuple(found)


def page_of(address: str) -> str:
    """The form that all usual addresses of a page share: "https://www.a.example/b/?utm_id=1" is "a.example/b".

    Empty where it leads to a site, not to a page of it.
    """
    whole = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(same_page(whole[:_LONGEST]))
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    path = _AMP.sub("", unquote(parts.path).casefold().rstrip("/"))
    kept = urlencode(sorted(pair for pair in pairs if not _SHARING.fullmatch(pair[0])))
    if not path.strip("/") and not kept:
        return ""
    return _MIRRORS.sub("", parts.netloc) + path + (f"?{kept}" if kept else "")


def telling_part(page: str) -> str:
    """What stands so, but for its case, in each address of a page (see `page_of`): its last part that is plain."""
    path, _, query = page.partition("?")
    last = path.rpartition("/")[2] if "/" in path else query
    return max(_PLAIN.findall(last) or _PLAIN.findall(page), key=len, default="")


def words_of(address: str) -> str:
    """The words of an address's path ("/news/port-is-closed-123456": "port is closed"): of the part with most."""
    whole = address if "://" in address else f"https://{address}"
    try:
        path = unquote(urlsplit(whole[:_LONGEST]).path)
    except ValueError:
        return ""
    best: list[str] = []
    for part in reversed(path.split("/")):
        words = [word for word in _BETWEEN.split(_ENDING.sub("", part)) if _SLUG.fullmatch(word)]
        if len(words) > len(best) and not all(word.isdigit() for word in words):
            best = words
    return " ".join(best[:_WORDS]) if len(best) >= _FEWEST else ""


def shown(address: str) -> str:
    """An address without its scheme and what follows its path, as it is told."""
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).partition("?")[0].partition("#")[0]
