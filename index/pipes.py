"""Messages between a pool and its processes: pickled values, each after its length, over a pipe."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
from types import MappingProxyType
from typing import IO, Any, Final

_LENGTH: Final = struct.Struct("<Q")  # bytes of the message that follows


def send(stream: IO[bytes] | None, message: Any) -> None:
    """Write a message.

    Raises:
        OSError, EOFError: there is nobody to read it.
    """
    if stream is None:
        raise EOFError
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(message)
    stream.write(_LENGTH.pack(buffer.tell()))
    stream.write(buffer.getbuffer())
    stream.flush()


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _reduced(mapping: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    return _frozen, (dict(mapping),)


class _Pickler(pickle.Pickler):
    """One that also takes the read-only mappings of frozen values."""

    dispatch_table = copyreg.dispatch_table | {MappingProxyType: _reduced}


def receive(stream: IO[bytes] | None) -> Any:
    """Wait for the next message, and read it.

    Raises:
        EOFError: there is none any more.
    """
    header = stream.read(_LENGTH.size) if stream is not None else b""
    if stream is None or len(header) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(header)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from a process of this one's own
