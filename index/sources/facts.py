"""What was found out about an article, and how."""

from __future__ import annotations

from typing import NamedTuple

FIELDS = ("headline", "outlet", "authors", "contributors", "published", "modified", "url", "language")
"""Fields of an article that a reader may find."""

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
