"""The files of a build: which need not be read again, and what became of those that were."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.fingerprints import HELD, Filed, content_of, holdings, is_as, look, times_of
from index.model import Cause, Skipped
from index.sources.files import RealPaths, printable
from index.sources.version import readers_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.fingerprints import Fingerprint
    from index.items import FileRead
    from index.pacing import Pace
    from index.preparing import Known
    from index.store import Store

_AT_ONCE: Final = 256  # files that are looked up at once
_FEW: Final = 16 * HELD  # files with so few articles are looked up together
_MOST_NAMED: Final = 1_000  # items that are named for one file; more are counted


def is_over(until: str) -> bool:
    """Whether a time (ISO 8601, with its zone) has come."""
    return datetime.fromisoformat(until) <= datetime.now(UTC)


@dataclass(slots=True)
class _Pending:
    """A file that is being read."""

    item: str
    articles: bytearray = field(default_factory=bytearray)
    skipped: list[Skipped] = field(default_factory=list)
    unnamed: int = 0
    passing: bool = False  # whether something of it may be there on the next run, although it is the same


class Filing:
    """Keeps account of files.

    Attributes:
        skipped: what was skipped of the files so far.
        unreadable: keys of files, or of articles in them, that could not be read: what is held of them stays.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._readers = readers_version()
        self._paths = RealPaths()
        self._pending: dict[str, _Pending] = {}
        self.skipped: list[Skipped] = []
        self.unreadable: set[str] = set()

    def unchanged(self, paths: Iterable[Path], changed: list[Path], pace: Pace) -> Iterator[dict[str, Known]]:
        """For each file that is as it was, what the index holds of it by id. The others go to `changed`."""
        remaining = iter(paths)
        while part := list(islice(remaining, _AT_ONCE)):
            stated = [(path, times_of(path, self._paths.of(path))) for path in part]
            known = self._store.files.find(
                [key for _, state in stated if state for key in state[:1]], self._readers
            )
            same = {}
            for path, state in stated:
                filed = self._same(path, state[1], known.get(state[0]), pace) if state else None
                if filed is None:
                    changed.append(path)
                else:
                    same[path] = filed
            yield from self._held(same, changed)

    def _same(self, path: Path, times: bytes, filed: Filed | None, pace: Pace) -> Filed | None:
        """What is known of a file, if it is as it was."""
        if filed is None or any(until and is_over(until) for *_, until in filed.skipped):
            return None
        if filed.fingerprint.times == times:
            return filed
        if not filed.fingerprint.digest:
            return None
        seen = look(path)
        if seen is None:
            return None
        pace.begin("", printable(path), seen.size)
        state = content_of(seen, pace.looking)
        if state is None or not is_as(path, seen) or state.digest != filed.fingerprint.digest:
            return None
        return filed._replace(fingerprint=state)

    def _held(self, same: dict[Path, Filed], changed: list[Path]) -> Iterator[dict[str, Known]]:
        """Those of the files whose articles the index still holds as they were read, with these."""
        small = (filed.articles for filed in same.values() if len(filed.articles) <= _FEW)
        known = self._store.find(list(holdings(b"".join(small))))
        for path, filed in same.items():
            articles = holdings(filed.articles)
            held = known if len(filed.articles) <= _FEW else self._store.find(list(articles))
            found = {identity: held[identity] for identity in articles if identity in held}
            if any(
                identity not in found or found[identity].hash != articles[identity] for identity in articles
            ):
                changed.append(path)
                continue
            self._store.files.put(filed, self._readers)
            self.skipped.extend(
                Skipped(item, reason, Cause(cause), until) for item, reason, cause, until in filed.skipped
            )
            self._mark_unreadable(filed.fingerprint.path, str(path), filed.skipped)
            yield found

    def note(self, read: FileRead) -> None:
        """Take in what a batch says of a file."""
        pending = self._pending.setdefault(read.key, _Pending(read.item))
        pending.articles += read.articles
        for skipped in read.skipped:
            pending.passing = pending.passing or skipped.cause is Cause.UNAVAILABLE
            if len(pending.skipped) < _MOST_NAMED:
                pending.skipped.append(skipped)
            else:
                pending.unnamed += 1
        if read.ended:
            pending.item = read.item
            self._end(read.key, self._pending.pop(read.key), read.state)

    def close(self) -> None:
        """Conclude what has no end: items that were fetched, and are in no file."""
        for key in list(self._pending):
            self._end(key, self._pending.pop(key), None)

    def _end(self, key: str, pending: _Pending, state: Fingerprint | None) -> None:
        """Conclude a file."""
        if pending.unnamed:
            more = f"{pending.unnamed:,} more of its items were skipped, or something was left out of them"
            pending.skipped.append(Skipped(pending.item, more, Cause.REPEATED))
        self.skipped.extend(pending.skipped)
        skipped = tuple((each.item, each.reason, each.cause.value, each.until) for each in pending.skipped)
        self._mark_unreadable(key, pending.item, skipped)
        if state is not None and not pending.passing:
            self._store.files.put(Filed(state, bytes(pending.articles), skipped), self._readers)

    def _mark_unreadable(
        self, key: str, item: str, skipped: Iterable[tuple[str, str, str, str | None]]
    ) -> None:
        """Keep the keys of what could not be read: items are named as their file was given."""
        for name, _, cause, _ in skipped:
            if cause in {Cause.UNREADABLE, Cause.UNAVAILABLE} and name.startswith(item):
                self.unreadable.add(key + name[len(item) :])

    def is_unreadable(self, key: str) -> bool:
        """Whether an article is, or is in, what could not be read."""
        if key in self.unreadable:
            return True
        ends = [place for place, letter in enumerate(key) if letter in "/#!"]
        return any(key[:end] in self.unreadable for end in ends)
