"""What is read at most: sizes, counts, depths and times. `docs/reading.md` lists them for users."""

from __future__ import annotations

from typing import Final

from index.sources.kinds import Kind

KIB: Final = 1024
MIB: Final = 1024 * KIB

MAX_BYTES: Final = {
    Kind.TEXT: 2 * MIB,
    Kind.MARKDOWN: 2 * MIB,
    Kind.RECORD: 4 * MIB,
    Kind.HTML: 16 * MIB,
    Kind.FEED: 16 * MIB,
    Kind.JSON: 64 * MIB,
    Kind.NITF: 8 * MIB,
    Kind.NEWSML: 16 * MIB,
    Kind.MAIL: 32 * MIB,
    Kind.PDF: 64 * MIB,
    Kind.EPUB: 64 * MIB,
    Kind.WORD: 64 * MIB,
    Kind.OPEN_DOCUMENT: 64 * MIB,
}
"""The size in bytes up to which a document of a kind is read; containers are streamed, without a limit."""

MAX_PART: Final = 32 * MIB
"""Bytes of one part of a document that is a zip: a chapter of an EPUB, the text of a Word file."""
MAX_WHOLE_ARRAY: Final = 4 * MIB
"""Bytes of a JSON array that is parsed as a whole; a longer one is streamed, like JSON lines."""
MAX_PARSED_LETTERS: Final = 8 * MIB
"""Letters of text that one article (a book-length PDF, say) may come to."""
MAX_ITEMS: Final = 1_000_000
"""Documents that one file may hold."""
MAX_FEED_ITEMS: Final = 10_000
"""Items of one feed, or of one JSON, NewsML or EPUB file."""
MAX_UNPACKED: Final = 8 * 1024 * MIB
"""Bytes that one file may unpack to, all that is nested in it together."""
MAX_RATIO: Final = 40
"""How many times its size a file may unpack to, beyond `FREE_UNPACKED`; text comes to 3 to 10, like pages to 30."""
FREE_UNPACKED: Final = 64 * MIB
"""Bytes that any file may unpack to, whatever the ratio."""
MAX_NESTING: Final = 3
"""Containers inside of each other: a zip in a tar that is compressed is three."""
MAX_CONTENTS: Final = 32 * MIB
"""Bytes of a zip's list of contents, which is held as a whole: some 300,000 files."""
MAX_HEADER: Final = 1 * MIB
"""Bytes of a header in a tar or WARC."""
MAX_PDF_PAGES: Final = 2_000
MAX_SECONDS: Final = 30.0
"""Seconds for one document: a reader that takes longer is stopped, and the document reported."""
MIN_FILE_SECONDS: Final = 60.0
SECONDS_PER_MIB: Final = 15.0
"""Seconds of computing for what is in one file, and more for each MiB of it; text takes about one for a MiB."""
MAX_PDF_SECONDS: Final = 15.0
"""Seconds for the pages of one PDF; what has been read by then is kept."""
MAX_WORKER_BYTES: Final = 4 * 1024 * MIB
"""Memory of a process that reads, where the system can limit it."""
HEAD: Final = 4 * KIB
"""Bytes from which the kind of a document is told."""
