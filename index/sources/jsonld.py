"""The article that a page describes in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:^|[/:])\w*(?:Article|BlogPosting|Report|LiveBlogPosting|Posting|Review)$")
_AROUND: Final = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_MOST = 2_000  # objects of a page that are looked at
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "about")
_DEEPEST = 6


def described_article(tree: HtmlElement, address: str | None, title: str | None) -> Mapping[str, Any] | None:
    """The object that describes the page's article; of several, the one with its address or its title."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if is_article(node)]
    if not articles:
        return None

    def fit(node: Mapping[str, Any]) -> tuple[bool, bool, int]:
        own = json.dumps([node.get(name) for name in ("url", "@id", "mainEntityOfPage")], default=str)
        headline = node.get("headline")
        is_titled = bool(title and isinstance(headline, str) and headline[:40] and headline[:40] in title)
        said = sum(
            name in node for name in ("headline", "datePublished", "author", "publisher", "articleBody")
        )
        return bool(address and f'"{address}"' in own), is_titled, said

    best = max(articles, key=fit)
    return {name: _resolved(value, by_id) for name, value in best.items()}


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether an object is of a type of articles."""
    kinds = node.get("@type")
    return any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _scripts(tree: HtmlElement) -> Iterator[Any]:
    """The values of the page's scripts of JSON-LD that are JSON."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _AROUND.sub("", script.text or "")
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            try:
                yield json.JSONDecoder(strict=False).raw_decode(text.lstrip())[0]  # something follows it
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects in a value, outer ones first."""
    queue = [(value, 0)]
    for _ in range(_MOST):
        if not queue:
            return
        found, depth = queue.pop(0)
        if isinstance(found, list):
            queue += [(item, depth) for item in found]
        elif isinstance(found, Mapping) and depth <= _DEEPEST:
            yield found
            queue += [(found[name], depth + 1) for name in _INSIDE if name in found]


def _resolved(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Any:
    """A value with the objects that it refers to by their id in their place."""
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value]
    if isinstance(value, Mapping) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value) if len(value) <= 2 else value
    return value
