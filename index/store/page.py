"""A page of a source, as the store keeps it. A frozen value."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """A page of a source, as it was when it was last asked for.

    Attributes:
        address: where it is.
        key: the identity of the article on it: the address at which it was first found.
        etag, last_modified: what its server said of its version.
        digest: of its content.
        checked, changed: when it was asked for, and when it had last changed (ISO 8601, UTC).
        listed: what the sitemap said of its last change, "" where it lists it without a date, None where it
            does not.
        articles: the ids of the articles on it.
    """

    address: str
    key: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    checked: str | None = None
    changed: str | None = None
    listed: str | None = None
    articles: tuple[str, ...] = ()

    def of_no_version(self) -> Page:
        """As one of which no version is known, so that it is read again, whatever it is then."""
        return self._replace(etag=None, last_modified=None, digest=None)
