"""Reading one file as an article."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from index.errors import SourceError
from index.model import Article, Skipped
from index.sources.article import compose
from index.sources.decoding import UndecodableError, decode
from index.sources.facts import Facts
from index.sources.files import MARKDOWN_SUFFIXES, SIDECAR_SUFFIXES, SUFFIXES, printable, sidecar_of
from index.sources.yaml_fields import read_sidecar

MAX_BYTES = 2 * 1024 * 1024
"""Files larger than this are not read: the longest articles are a tenth of that."""


def read(path: Path) -> Article:
    """Read a file as an article: its text, its paragraphs, and what it says of itself.

    What a sidecar gives holds before what front matter gives, and that before what is found in the text.

    Raises:
        SourceError: if it cannot be read, is not text, is empty or too large, or of a kind that is not read.
    """
    item = printable(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and not path.is_dir():
        also = "; a sidecar is read with the text of the same name" if suffix in SIDECAR_SUFFIXES else ""
        raise SourceError(item, f"is not of a kind that is read ({', '.join(sorted(SUFFIXES))}){also}")
    data = _load(path, item)
    try:
        decoded = decode(data)
    except UndecodableError as error:
        raise SourceError(item, str(error)) from error
    facts, problems = Facts(), []
    if decoded.problem:
        problems.append(Skipped(item, decoded.problem))
    sidecar = sidecar_of(path)
    if sidecar:
        given = read_sidecar(sidecar)
        problems += [Skipped(printable(sidecar), reason) for reason in given.problems]
        for field, value in given.fields.items():
            facts.note(field, value, "sidecar")
    key = printable(Path(os.path.realpath(path)))
    try:
        return compose(
            decoded.text, key=key, given=facts, is_markdown=suffix in MARKDOWN_SUFFIXES, problems=problems
        )
    except SourceError as error:
        raise SourceError(item, error.reason) from error


def _load(path: Path, item: str) -> bytes:
    """The file's bytes, if it is a file and not too large."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            if path.is_dir():
                next(path.iterdir(), None)  # raises what kept its files from being found
            raise SourceError(item, "is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(item, f"cannot be read ({error.strerror or error})") from error
    except ValueError as error:  # a name that no file can have
        raise SourceError(item, f"cannot be read ({error})") from error
    if len(data) > MAX_BYTES:
        raise SourceError(item, f"is larger than {MAX_BYTES // 1024 // 1024} MiB")
    if not data:
        raise SourceError(item, "is empty")
    return data
