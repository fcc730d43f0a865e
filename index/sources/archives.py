"""Opens zip and tar archives. Nothing is written to disk, so names in them lead nowhere."""

from __future__ import annotations

import io
import posixpath
import stat
import tarfile
import tempfile
import zipfile
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Final, Self, cast

from index.errors import SourceError
from index.model import Skipped
from index.sources.files import is_left_out
from index.sources.kinds import Kind
from index.sources.limits import MAX_CONTENTS, MAX_HEADER, MIB
from index.sources.streams import Budget, LimitError, Member, limited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.sources.document import Origin

_IN_MEMORY: Final = 8 * MIB  # of an archive in an archive; a larger one is kept in a temporary file
_CHUNK: Final = 256 * 1024
_ENCRYPTED: Final = 0x1
_SIZE_OF_CONTENTS: Final = 5  # the place of the central directory's size
_LONG: Final = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
)  # fmt: skip


def members(
    stream: io.BufferedReader, origin: Origin, kind: Kind, budget: Budget
) -> Iterator[Member | Skipped]:
    """The files in an archive, in its order; links and devices are passed over, and damaged files named."""
    yield from _of_zip(stream, origin, budget) if kind is Kind.ZIP else _of_tar(stream, origin, budget)


def _of_zip(stream: io.BufferedReader, origin: Origin, budget: Budget) -> Iterator[Member | Skipped]:
    with _seekable(stream) as file:
        _check_contents(file, origin.item)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SourceError(origin.item, f"is not a zip that can be read ({error})") from error
        for info in archive.infolist():
            budget.count(origin.item)
            if info.is_dir() or _is_passed_over(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
                continue
            inner = _origin(origin, info.filename)
            if info.flag_bits & _ENCRYPTED:
                yield Skipped(inner.item, "is encrypted with a password")
                continue
            try:
                with archive.open(info) as unpacked:
                    yield Member(inner, limited(unpacked, inner.item, budget))
            except LimitError:
                raise
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
                yield Skipped(inner.item, f"is damaged ({error})")


def _check_contents(file: IO[bytes], item: str) -> None:
    """Refuse a zip whose list of contents is so long that it could not be held.

    Raises:
        SourceError: it is.
    """
    try:
        end = zipfile._EndRecData(file)  # type: ignore[attr-defined]  # noqa: SLF001 - what `ZipFile` itself goes by
    except (OSError, zipfile.BadZipFile):
        return  # which `ZipFile` says better
    if end and end[_SIZE_OF_CONTENTS] > MAX_CONTENTS:
        raise SourceError(item, f"has a list of contents longer than {MAX_CONTENTS // MIB} MiB")


class _Header(tarfile.TarInfo):
    """A header in a tar; one that would be followed by an endless name is damage."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """A header from its block."""
        found = super().frombuf(buf, encoding, errors)
        if found.type in _LONG and found.size > MAX_HEADER:
            raise tarfile.ReadError(f"a header is longer than {MAX_HEADER // MIB} MiB")
        return found


def _of_tar(stream: io.BufferedReader, origin: Origin, budget: Budget) -> Iterator[Member | Skipped]:
    try:
        # a stream: nothing is sought or kept
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
            for info in archive:
                archive.members = []  # type: ignore[attr-defined]  # a million would be kept otherwise
                budget.count(origin.item)
                if not info.isreg() or _is_passed_over(info.name):
                    continue
                unpacked = archive.extractfile(info)
                if unpacked is not None:  # pragma: no branch - as it is for any regular file
                    inner = _origin(origin, info.name)
                    yield Member(inner, limited(unpacked, inner.item, budget))
    except tarfile.TarError as error:
        yield Skipped(origin.item, f"is damaged ({error}); what comes before was read")


def _origin(origin: Origin, name: str) -> Origin:
    """Where a member is from: `month.zip!/day/page.html`."""
    written = name.replace("\\", "/").lstrip("/").encode(errors="backslashreplace").decode()
    inside = f"!/{written}"
    return replace(
        origin,
        item=origin.item + inside,
        key=origin.key + inside,
        name=posixpath.basename(written),
        url=None,
        content_type=None,
    )


def _is_passed_over(name: str) -> bool:
    """Whether a member is hidden, or left by an operating system, as `discover` passes over such files."""
    parts = [part.lower() for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return not parts or any(is_left_out(part, frozenset()) for part in parts)


def _seekable(stream: io.BufferedReader) -> IO[bytes]:
    """The stream, or what is in it, as a file in which one can go back: a zip is read from its end."""
    if stream.seekable():
        return _Borrowed(cast("io.RawIOBase", stream))
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it
    while chunk := stream.read(_CHUNK):
        file.write(chunk)
    file.seek(0)
    return cast("IO[bytes]", file)


class _Borrowed(io.BufferedReader):
    """A file of somebody else's, who closes it."""

    def close(self) -> None:
        self.detach()
