"""Which pages of a source are asked for in a run, and in which order. Pure."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from index.fetching.due import is_due
from index.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from index.store.page import Page


class Agenda:
    """The pages of a source against what it lists now.

    Attributes:
        addresses: to be asked for; those first that were taken off the list (perhaps they are gone), then known
            pages that may have changed and new ones by turns, so that neither waits for the other where not all
            can be asked for: of the known the one that was asked for the longest ago, of the new the newest.
        same: the ids of articles whose pages need not be asked for.
    """

    def __init__(
        self,
        pages: Mapping[str, Page],
        listed: Mapping[str, str],
        asked: Iterable[str],
        kind: SourceKind,
        now: datetime,
        *,
        full: bool = False,
        is_partial: bool = False,
    ) -> None:
        done = set(asked)
        self.same: list[str] = []
        off: list[str] = []
        known: list[Page] = []
        for address, page in pages.items():
            if address in done:
                continue
            is_off = kind is SourceKind.SITEMAP and address not in listed and page.listed is not None
            if is_off and not is_partial:
                off.append(address)
            elif full or _is_expected(page, listed.get(address), kind, now):
                known.append(page)
            else:
                self.same += page.articles
        known.sort(key=lambda page: page.checked or "")
        fresh = [address for address in listed if address not in pages and address not in done]
        fresh.sort(key=lambda address: listed[address], reverse=True)
        self.addresses = [*off, *_by_turns([page.address for page in known], fresh)]


def _by_turns(one: list[str], other: list[str]) -> Iterator[str]:
    pairs = zip_longest(one, other)
    return (each for each in chain.from_iterable(pairs) if each is not None)


def _is_expected(page: Page, stated: str | None, kind: SourceKind, now: datetime) -> bool:
    """Whether a page may have changed, by what the list states of it, or else by its age."""
    if stated and page.listed:
        return stated != page.listed or (kind is SourceKind.FEED and is_due(page, now))
    return is_due(page, now)
