"""What was found out about an article, and how."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple

from index.model import Article, Paragraph, Skipped

Value = str | tuple[str, ...]


class Fact(NamedTuple):
    """A field's value, and how it was found ("caption", "source line")."""

    value: Value
    how: str


class Facts(dict[str, Fact]):
    """Facts by field; the first to be noted holds."""

    def note(self, field: str, value: Value | None, how: str) -> None:
        """Keep a field's value, unless it is empty or the field has one already."""
        if value:
            self.setdefault(field, Fact(value, how))

    def add(self, field: str, name: str, how: str) -> None:
        """Keep one more name of a field that is a list of names."""
        before = self.names(field)
        if name not in before:
            ways = [self[field].how] if before else []
            self[field] = Fact((*before, name), ", ".join(dict.fromkeys([*ways, how])))

    def text(self, field: str) -> str | None:
        """A field's value as one string."""
        fact = self.get(field)
        return fact.value if fact and isinstance(fact.value, str) else None

    def names(self, field: str) -> tuple[str, ...]:
        """A field's value as names."""
        fact = self.get(field)
        return fact.value if fact and isinstance(fact.value, tuple) else ()

    def provenance(self) -> dict[str, str]:
        """For each field that is known, how it was found."""
        return {field: fact.how for field, fact in self.items()}

    def article(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        *,
        key: str,
        name: str,
        source: str | None,
        problems: Sequence[Skipped] = (),
    ) -> Article:
        """The article of a text, its blocks and these facts; `name` is its headline where none is known."""
        return Article(
            key=key,
            text=text,
            paragraphs=tuple(paragraphs),
            headline=self.text("headline") or name,
            outlet=self.text("outlet"),
            authors=self.names("authors"),
            contributors=self.names("contributors"),
            published=self.text("published"),
            modified=self.text("modified"),
            url=self.text("url"),
            language=self.text("language"),
            source=source,
            found=MappingProxyType(self.provenance()),
            problems=tuple(problems),
            labels=self.names("labels"),
            correction=self.text("correction"),
        )
