"""ninjs, the news industry's JSON: its releases 1 and 2 as records of one shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OWN = frozenset({"versioncreated", "pubstatus", "bodies", "headlines", "body_xhtml", "standard"})
_FORMS = ("text/plain", "text", "text/html", "application/xhtml+xml")


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a record is a ninjs item."""
    return "uri" in record and not _OWN.isdisjoint(record)


def as_record(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A ninjs item with its fields as those of other records; others as they are."""
    if not is_ninjs(record):
        return record
    made = dict(record)
    people = _named(record.get("people"), role="author") or _named(record.get("authors"))
    if people and not record.get("byline"):
        made["author"] = people
    bodies = [body for body in _objects(record.get("bodies")) if isinstance(body.get("value"), str)]
    if bodies:
        best = min(bodies, key=_rank)
        made["bodies"] = best["value"]
    headlines = [item for item in _objects(record.get("headlines")) if isinstance(item.get("value"), str)]
    if headlines:
        main = [item for item in headlines if item.get("role", "main") in {"main", "headline", ""}]
        made["headlines"] = (main or headlines)[0]["value"]
    sources = [
        item.get("name") for item in _objects(record.get("infosources")) if isinstance(item.get("name"), str)
    ]
    if sources:
        made.setdefault("publisher", sources[0])
    if isinstance(record.get("firstcreated"), str):
        made["datepublished"] = record["firstcreated"]
    return made


def _rank(body: Mapping[str, Any]) -> tuple[bool, int]:
    form = str(body.get("contenttype", "")).partition(";")[0]
    is_main = body.get("role", "main") in {"main", "body", ""}
    return not is_main, _FORMS.index(form) if form in _FORMS else len(_FORMS)


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _named(value: Any, role: str | None = None) -> list[str]:
    return [
        item["name"]
        for item in _objects(value)
        if isinstance(item.get("name"), str)
        and (role is None or role in str(item.get("rel") or item.get("role") or ""))
    ]
