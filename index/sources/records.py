"""Articles as JSON objects: schema.org NewsArticle, ninjs, JSON Feed items, and the usual exports.

Names are compared in lower case without punctuation, so that `publishedAt`, `published_at` and
`dc:PublishedAt` are one; what a field is called says what it is, in the order of the lists below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from index.errors import SourceError
from index.model import Cause, Skipped
from index.sources import layout, vocabulary
from index.sources.composing import assemble, clean, described, one_line
from index.sources.facts import Facts
from index.sources.language import note_language
from index.sources.markup import decoded, looks_marked_up, pieces_of_either
from index.sources.metadata import read_fields
from index.sources.names import split_names
from index.sources.page import read_page
from index.sources.stamps import stamp
from index.sources.withheld import Refusal, why_withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.model import Article
    from index.sources.document import Origin

Record = Mapping[str, Any]

IDS = ("id", "guid", "uuid", "docid", "documentid", "articleid", "itemid", "identifier", "uri", "storyid")
ADDRESSES = (
    "canonicalurl", "url", "link", "weburl", "permalink", "externalurl", "articleurl", "sourceurl",
    "mainentityofpage", "href", "uri", "guid", "id",
)  # fmt: skip
HEADLINES = ("headline", "headlines", "title", "webtitle", "titletext", "name", "subject", "displayname")
TEXTS = (
    "articlebody", "bodytext", "contenttext", "bodies", "fulltext", "maintext", "text", "plaintext", "body",
    "content", "articletext", "contenthtml", "bodyhtml", "bodyxhtml", "html", "contentencoded", "article",
    "story", "document",
)  # fmt: skip
SUMMARIES = (
    "descriptiontext", "description", "summary", "abstract", "leadparagraph", "lead", "trailtext",
    "excerpt", "snippet",
)  # fmt: skip
PUBLISHED = (
    "datepublished", "publishedat", "published", "publisheddate", "pubdate", "publishdate",
    "publicationdate", "webpublicationdate", "firstpublicationdate", "datepublish", "dategmt", "date",
    "datetime", "publishtime", "publishedtime", "isodate", "firstcreated", "versioncreated", "datecreated",
    "createdat", "created", "timestamp",
)  # fmt: skip
MODIFIED = (
    "datemodified", "modified", "modifiedgmt", "updated", "updatedat", "lastmodified", "dateupdated",
    "modifiedat", "lastupdated", "versioncreated",
)  # fmt: skip
OUTLETS = (
    "publisher", "outlet", "sitename", "site", "publication", "newspaper", "source", "sourcename",
    "provider", "sourceorganization", "copyrightholder", "domain",
)  # fmt: skip
AUTHORS = ("author", "authors", "byline", "bylines", "by", "creator", "creators", "writer", "writers")
LANGUAGES = ("inlanguage", "language", "lang", "languagecode")
_INSIDE = (
    "metadata",
    "meta",
    "fields",
    "source",
    "data",
    "thread",
    "doc",
)  # objects that hold more of the same
_VALUES = ("rendered", "main", "value", "name", "text", "label", "title", "@value", "#text", "@id", "url")
_PLAIN_NAME = re.compile(r"[^a-z0-9]+")
_TYPES = re.compile(r"(?:^|/)(\w*(?:Article|Posting|Report|Review|Story))$")
_OPINIONS = frozenset(vocabulary.OPINION_WORDS.split()) | {"opinionnewsarticle"}
_STATES = ("pubstatus", "publicationstatus", "status", "creativeworkstatus")
_FREE = ("isaccessibleforfree", "isfree")
_PICTURES = frozenset({"picture", "video", "audio", "graphic", "composite", "photo", "image"})


def identity(record: Record) -> tuple[str, str]:
    """A record's id, address or headline, and what tells it from others with the same: headline and text."""
    fields = _fields(record)
    headline, text = _text(fields, HEADLINES), "\n".join(_texts(fields, TEXTS) or _texts(fields, SUMMARIES))
    own = _text(fields, IDS) or _address(fields)
    return one_line(own or headline or "")[:500], f"{headline}\n{text}"


def is_article(record: object) -> bool:
    """Whether an object has what makes an article: a text, or a headline and an address or a date."""
    if not isinstance(record, Mapping):
        return False
    fields = _fields(record)
    text = _texts(fields, TEXTS) or _texts(fields, SUMMARIES)
    return bool(text) or bool(_text(fields, HEADLINES) and (_address(fields) or _date(fields, PUBLISHED)))


def read_record(record: Record, origin: Origin, key: str, how: str = "field") -> Article | Skipped:
    """The article that a record holds, or why it is none; `how` precedes the names of fields in `found`."""
    fields = _fields(record)
    reason = refused(fields)
    if reason:
        return Skipped(origin.item, *reason)
    kind = str(fields.get("type") or "").lower()
    texts = _texts(fields, TEXTS)
    if kind in _PICTURES and not texts:
        return Skipped(origin.item, f"is a {kind}, not a text", Cause.REPEATED)
    facts = Facts(origin.facts)
    note_record(record, facts, how)
    texts = texts or _texts(fields, SUMMARIES)
    if not texts:
        return Skipped(origin.item, "has no text (no field such as text, content, body or articleBody)")
    try:
        return _article(texts, facts, origin, key)
    except SourceError as error:
        return Skipped(error.item, error.reason)


def _article(texts: list[str], facts: Facts, origin: Origin, key: str) -> Article:
    """The article of one or more texts, each plain or marked up."""
    if any(map(looks_marked_up, texts)):
        pieces = [piece for text in texts for piece in pieces_of_either(text)]
        return assemble(pieces, facts, origin, key=key)
    text = clean("\n\n".join(texts))
    blocks = layout.blocks(text)
    if not blocks:
        raise SourceError(origin.item, "holds no text that could be quoted")
    paragraphs = read_page(blocks, facts)
    prose = [text[block.start : block.end] for block in paragraphs if block.number]
    if not prose:
        raise SourceError(origin.item, "holds no text that could be quoted")
    if not facts.text("headline"):
        words = prose[0].split()
        facts.note(
            "headline", " ".join(words[:12])[:100] + ("\u2026" if len(words) > 12 else ""), "opening words"
        )
    note_language(facts, prose)
    return described(text, paragraphs, facts, origin, key=key)


def note_record(record: Record, facts: Facts, how: str) -> None:
    """Keep what a record says of its article."""
    fields = _fields(record)
    written = {plain(name): name for name in record}

    def note(field: str, value: object, name: str | None) -> None:
        for checked in read_fields({field: value}).fields.values() if value else ():
            facts.note(field, checked, f"{how} {written.get(name or '', name)}")

    for field, candidates in (("headline", HEADLINES), ("outlet", OUTLETS), ("language", LANGUAGES)):
        name, text = _first(fields, candidates)
        note(field, one_line(decoded(text))[:500] if text else None, name)
    address = _address(fields)
    note("url", address, next((name for name in ADDRESSES if _scalar(fields.get(name)) == address), "url"))
    for field, names in (("published", PUBLISHED), ("modified", MODIFIED)):
        for name in filter(fields.__contains__, names):
            date = stamp(_scalar(fields[name]))
            if field == "published" or date != facts.text("published"):
                note(field, date, name)
    people = list(_people(fields))
    facts.note("authors", tuple(dict.fromkeys(people)), f"{how} author")
    _note_labels(record, fields, facts, how)


def _note_labels(record: Record, fields: Record, facts: Facts, how: str) -> None:
    """Keep whether it is an opinion or behind a paywall, and what was corrected, where that is stated."""
    labels = []
    stated = [record.get("@type"), *(fields.get(name) for name in ("genre", "profile", "articlesection"))]
    kinds = [kind for value in stated for kind in _list(value)]
    if any(str(kind).rpartition("/")[2].strip().lower() in _OPINIONS for kind in kinds):
        labels.append("opinion")
    if any(
        str(fields.get(name)).lower().rpartition("/")[2] in {"false", "no"}
        for name in _FREE
        if name in fields
    ):
        labels.append("paywall")
    facts.note("labels", tuple(labels), how)
    correction = _scalar(_list(fields.get("correction"))[0]) if _list(fields.get("correction")) else None
    facts.note("correction", one_line(str(correction))[:500] if correction else None, f"{how} correction")


def refused_record(record: Record) -> Refusal | None:
    """Why a record may not be shown, None if it may."""
    return refused(_fields(record))


def refused(fields: Record) -> Refusal | None:
    """Why a record may not be shown, from its fields by plain name."""
    states = [fields[name] for name in _STATES if fields.get(name)]
    until = [
        fields.get(name) for name in ("embargoed", "embargo", "embargoeduntil", "embargodate", "embargountil")
    ]
    reasons = [why_withheld(_scalar(state), None) for state in states]
    reasons += [why_withheld(None, value) for value in until]
    return next((reason for reason in reasons if reason), None)


@lru_cache(1_000)
def plain(name: str) -> str:
    """A field's name as names are compared."""
    return _PLAIN_NAME.sub("", name.lower())


def _fields(record: Record) -> dict[str, Any]:
    """A record's fields by plain name; those of objects inside of it where it has none of that name."""
    fields = {plain(name): value for name, value in record.items()}
    for name in _INSIDE:
        inner = fields.get(name)
        if isinstance(inner, Mapping) and not (name == "source" and "name" in inner and len(inner) < 4):
            for own, value in inner.items():
                fields.setdefault(plain(own), value)
    return fields


def _scalar(value: object) -> Any:
    """The one value that an object of values stands for; None if there is none."""
    if value is None or isinstance(value, str):
        return value and (value.strip() or None)
    if isinstance(value, dict):
        return next((found for name in _VALUES if (found := _scalar(value.get(name))) is not None), None)
    if isinstance(value, list):
        return next((found for item in value if (found := _scalar(item)) is not None), None)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _first(fields: Record, names: Iterable[str]) -> tuple[str | None, str | None]:
    """The first of the fields that has a value, and that value as text."""
    for name in filter(fields.__contains__, names):
        value = _scalar(fields[name])
        if value is not None:
            return name, str(value)
    return None, None


def _text(fields: Record, names: Iterable[str]) -> str | None:
    return _first(fields, names)[1]


def _texts(fields: Record, names: Iterable[str]) -> list[str]:
    """The text of the first field that has one; a list of strings is one of paragraphs."""
    for name in filter(fields.__contains__, names):
        value = fields[name]
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            joined = "\n\n".join(value)
            if joined.strip():
                return [joined]
        if isinstance(value, list | Mapping):
            value = _scalar(value)
        if isinstance(value, str) and value.strip():
            return [value]
    return []


def _date(fields: Record, names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := stamp(_scalar(fields.get(name))))), None)


def _address(fields: Record) -> str | None:
    for name in filter(fields.__contains__, ADDRESSES):
        value = _scalar(fields[name])
        if isinstance(value, str) and re.match(r"https?://\S+$", value, re.IGNORECASE):
            return value
    return None


def _people(fields: Record) -> Iterator[str]:
    """Names of authors: strings, objects with a name, lists of these."""
    for field in AUTHORS:
        found: list[str] = []
        for item in _list(fields.get(field)):
            name = _scalar(item)
            if isinstance(name, str) and not name.lower().startswith(("http://", "https://")):
                found += split_names(
                    re.sub(r"^by\s+", "", one_line(decoded(name))[:500], flags=re.IGNORECASE)
                )
        if found:
            yield from found
            return


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
