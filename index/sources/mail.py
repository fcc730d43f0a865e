"""Reads newsletters and wire stories that came as messages, and pages that browsers save as such (.mhtml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.model import Article, Skipped
from index.sources.article import compose
from index.sources.composing import clean, described, note_checked, one_line
from index.sources.facts import Facts
from index.sources.html import read_page
from index.sources.stamps import stamp

if TYPE_CHECKING:
    from index.sources.document import Document

_ENOUGH = 0.5  # of the plain part's words, which the page made of the other part must have
_STUB = 30  # words of a plain part that only says to look at the other
_OF_EVERY_MESSAGE = ("From", "Date", "Subject", "Message-ID", "MIME-Version")


def read(document: Document) -> Iterator[Article | Skipped]:
    """The article of a message: its page if it has one, else its plain text; attachments are passed over.

    Raises:
        SourceError: if it is no message, or has no text.
    """
    origin = document.origin
    message = BytesParser(policy=policy.default).parsebytes(document.data)
    if not any(name in message for name in _OF_EVERY_MESSAGE):
        raise SourceError(origin.item, "is not a message (it has neither a sender nor a date nor a subject)")
    facts = _facts(message, document)
    page, plain = _body(message, "html"), _body(message, "plain")
    if facts.text("url") and not origin.url:
        origin = replace(origin, url=facts.text("url"))
    article: Article | None = None
    if page:
        try:
            found = read_page(page, origin, key=origin.key, facts=facts)
            if isinstance(found, Skipped):
                yield found
                return
            article = found
        except SourceError:
            article = None
    words = len(plain.split())
    if plain and words > _STUB and (article is None or len(article.text.split()) < _ENOUGH * words):
        article = None
    elif article is not None:
        yield article
        return
    if not plain.strip():
        raise SourceError(origin.item, "is a message without a text")
    try:
        made = compose(clean(plain), key="message", given=facts)
    except SourceError as error:
        raise SourceError(origin.item, error.reason) from error
    yield described(made.text, made.paragraphs, _with(facts, made), origin, key=origin.key)


def _with(facts: Facts, made: Article) -> Facts:
    """The facts of the message, and what its text says of itself."""
    for field in (
        "headline",
        "outlet",
        "authors",
        "contributors",
        "published",
        "modified",
        "url",
        "language",
    ):
        facts.note(field, getattr(made, field), made.found.get(field, "text"))
    return facts


def _body(message: EmailMessage, subtype: str) -> str:
    """The text of the message's first part of a type, "" without one."""
    part = None
    try:
        part = message.get_body((subtype,))
        if part is None:
            return ""
        return str(part.get_content())
    except (KeyError, LookupError, UnicodeError, ValueError, AttributeError):
        payload = part.get_payload(decode=True) if part is not None else None
        return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _facts(message: EmailMessage, document: Document) -> Facts:
    """What the headers say."""
    facts = Facts(document.origin.facts)
    saved = _header(message, "Snapshot-Content-Location")
    if saved:  # a page that a browser saved with all that belongs to it: the other headers are the browser's
        note_checked(facts, "url", saved, "saved from")
        return facts
    facts.note("headline", _header(message, "Subject")[:500], "Subject")
    facts.note("published", stamp(_header(message, "Date") or None), "Date")
    name, address = parseaddr(_header(message, "From"))
    facts.note("outlet", one_line(name)[:200] or address.rpartition("@")[2], "From")
    for header in ("Archived-At", "List-Archive"):
        value = _header(message, header).strip("<>")
        note_checked(facts, "url", value, header)
    return facts


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message.get(name) or ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # headers that the standard library chokes on
        return ""
