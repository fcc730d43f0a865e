"""Room on disk for what a build collects and memory should not hold."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_IN_MEMORY: Final = 256 << 20  # bytes that stay in memory


class Spill:
    """Keeps arrays in memory up to a limit, and the others in a file that vanishes with the process."""

    def __init__(self, folder: Path, in_memory: int = _IN_MEMORY) -> None:
        self._folder = folder
        self._left = in_memory
        self._file: IO[bytes] | None = None

    def keep(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """The same values, perhaps to be read from the file."""
        if values.nbytes <= self._left:
            self._left -= values.nbytes
            return values
        if self._file is None:
            # Nobody else can open it, and the system deletes it when it is closed, or when the process dies.
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by `close`
        offset = self._file.seek(0, 2)
        values.tofile(self._file)
        self._file.flush()
        return np.memmap(self._file, values.dtype, "r", offset, values.shape)

    def close(self) -> None:
        """Give the room back."""
        if self._file is not None:
            self._file.close()
