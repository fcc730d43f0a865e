"""Every expected failure of the index, on one page.

Each error's text is one sentence that names the file or field, and the next step to take. What is not a
`ClipdeskError` is a defect: it propagates and is logged with its traceback.
"""

from __future__ import annotations

from typing import Any


class ClipdeskError(Exception):
    """The root of all expected failures; its text may be shown to a person as it is.

    Each can be pickled, whatever its `__init__` takes: one that cannot be read again breaks a pool of processes.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """As it stands, text and attributes, and not made again by `__init__`, which takes other values than a text."""
        return type(self).__new__, (type(self), *self.args), vars(self)


class SourceError(ClipdeskError):
    """One item could not be read as an article; the others are not affected.

    Attributes:
        item: the file or address that could not be read.
        reason: why, in a few words, without the item's name.
    """

    def __init__(self, item: str, reason: str) -> None:
        self.item = item
        self.reason = reason
        super().__init__(f"{item}: {reason}")


class IndexStoreError(ClipdeskError):
    """Something is wrong with the index file as a whole."""


class IndexMissingError(IndexStoreError):
    """There is no index at the path; build one first."""


class IndexFormatError(IndexStoreError):
    """The file is not an index, or one of a format that this release does not read."""


class IndexForeignError(IndexFormatError):
    """The file is of another program, or no database at all; it is left as it is."""


class IndexDamagedError(IndexStoreError):
    """The file is an index, but its content contradicts itself; a rebuild from the stored articles mends it."""


class ArticlesDamagedError(IndexDamagedError):
    """What cannot be made again is damaged (articles, sources); a backup must be restored."""


class IndexUnreadableError(IndexStoreError):
    """The file cannot be read at the moment (busy, a failing disk); it may be well."""


class IndexLockedError(IndexStoreError):
    """Another process is writing to the index; the message names it."""


class IndexWriteError(IndexStoreError):
    """The index could not be written (disk full, read-only folder); the old generation still answers."""


class ShortageError(IndexWriteError):
    """The system gave no more memory, or no thread, to write the index; the old generation still answers."""


class HeldError(ClipdeskError):
    """Somebody else holds a lock.

    Attributes:
        holder: who, where and since when, as far as it is known.
    """

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(f"It is in use by {holder}: wait until it is done, or stop it.")


class RestoreRefusedError(ClipdeskError):
    """A backup is not restored, as that would lose something newer; the message says how to do it all the same."""


class SourceSettingError(ClipdeskError):
    """A source cannot be as asked for: its location, its name or its schedule; the message says what can."""


class BuildRefusedError(ClipdeskError):
    """The build would lose what the index holds, or its input does not exist; nothing was changed."""


class PassageGoneError(ClipdeskError):
    """The passage (or article) asked for is no longer in the coverage."""


class PassageChangedError(PassageGoneError):
    """The passage asked for is gone, as its article was changed since; the article itself can still be read.

    Attributes:
        article_id: the article that it stood in.
    """

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        super().__init__("That article was changed since: the passage no longer stands in it as quoted.")


class QuestionError(ClipdeskError):
    """The question cannot be understood as written (an impossible date in a filter, say).

    Attributes:
        typed: the part of it that cannot be understood.
    """

    def __init__(self, message: str, typed: str) -> None:
        self.typed = typed
        super().__init__(message)


class EvaluationDataError(ClipdeskError):
    """A set of gold questions is not in the BEIR layout; the message names the file and what it wants."""
