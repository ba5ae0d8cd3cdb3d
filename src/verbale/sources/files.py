"""Files, folders and standard input: the documents in them, one after the other, or what is wrong with them.

A bad input never stops the rest: it becomes one :class:`~verbale.schema.Problem` that names it and the remedy. One
document is held in memory at a time.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from verbale.articles.raw import InputFormat, Raw
from verbale.schema import Problem
from verbale.sources.jsonl import read_lines
from verbale.sources.sniff import SUFFIXES, binary_kind, sniff, strip_suffixes

#: Largest document read, in bytes. The largest real transcript known to the authors has under 1 MB.
MAX_BYTES = 20_000_000
STDIN = "-"
_HEAD = 8192
_EMPTY = "empty; leave it out or give the article's text"
_TOO_LARGE = "larger than the limit of {limit:,} bytes for one document; split it into articles, or give JSON Lines"


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How inputs are read. ``input_format``: of all inputs, or ``auto``; ``max_bytes``: largest document."""

    input_format: InputFormat = "auto"
    max_bytes: int = MAX_BYTES


@dataclass(slots=True)
class _Batch:
    """What a run remembers of its inputs: how often each id was wanted so far."""

    options: SourceOptions
    ids: dict[str, int] = field(default_factory=dict)

    def unique(self, wanted: str) -> str:
        """``wanted``, or with ``-2``, ``-3``, … where an earlier document of the batch has it."""
        name = wanted
        while name in self.ids:
            self.ids[wanted] += 1
            name = f"{wanted}-{self.ids[wanted]}"
        self.ids[name] = 1
        return name


def documents(paths: Sequence[str | os.PathLike[str]], options: SourceOptions | None = None) -> Iterator[Raw | Problem]:
    """Documents and problems of ``paths``, in their order; folders are walked in sorted order.

    ``-``, or no path at all, is standard input. A file given by name is read whatever its ending; in folders, files
    with endings of other kinds (pictures, programs) and hidden files are passed over in silence. Ids that occur twice
    in a batch get ``-2``, ``-3``, … at the end.
    """
    batch = _Batch(options or SourceOptions())
    for path in paths or (STDIN,):
        if os.fspath(path) == STDIN:
            yield from _stream(sys.stdin.buffer, STDIN, "stdin", batch)
        elif Path(path).is_dir():
            yield from _folder(Path(path), batch)
        else:
            yield from _file(Path(path), batch)


def _folder(folder: Path, batch: _Batch) -> Iterator[Raw | Problem]:
    """Files under ``folder``; links to folders are not followed, so that walking ends."""
    empty = True
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(
            _refused(Path(error.filename or folder), error, batch.unique(Path(error.filename or folder).name))
        )

    for root, names, files in os.walk(folder, onerror=refused):
        yield from problems
        problems.clear()
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith(".") or not _is_document(path):
                continue
            empty = False
            yield from _file(path, batch)
    yield from problems
    if empty and not problems:
        endings = ", ".join(SUFFIXES)
        yield Problem(batch.unique(folder.name), str(folder), f"no documents in this folder; endings read: {endings}")


def _is_document(path: Path) -> bool:
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        return len(suffixes) == 1 or suffixes[-2] in SUFFIXES
    return suffixes[-1:] == [] or suffixes[-1] in SUFFIXES


def _file(path: Path, batch: _Batch) -> Iterator[Raw | Problem]:
    wanted = strip_suffixes(path.name)
    try:
        if path.is_dir():
            raise IsADirectoryError
        with path.open("rb") as handle:
            yield from _stream(handle, str(path), wanted, batch)
    except OSError as error:
        yield _refused(path, error, batch.unique(wanted))


def _refused(path: Path, error: OSError, name: str) -> Problem:
    """Return what to do about a file that the system does not hand over."""
    if isinstance(error, FileNotFoundError):
        what = "a link that leads nowhere; mend or remove it" if path.is_symlink() else "no such file; check the path"
    elif isinstance(error, PermissionError):
        what = "not allowed to read it; change its permissions"
    else:
        what = f"cannot be read ({error.strerror or type(error).__name__}); check the file"
    return Problem(name, str(path), what)


class _Joined(io.RawIOBase):
    """Bytes already read from a stream, then the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``, and return how many bytes there were."""
        size = len(buffer)
        data, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        buffer[: len(data)] = data
        return len(data)


def _stream(handle: IO[bytes], name: str, wanted: str, batch: _Batch) -> Iterator[Raw | Problem]:
    """Documents of an open file, unpacked where it is gzip."""
    limit = batch.options.max_bytes
    head = handle.read(_HEAD)
    packed = head.startswith(b"\x1f\x8b")
    if packed:
        handle = cast(IO[bytes], gzip.GzipFile(fileobj=io.BufferedReader(_Joined(head, handle))))
        try:
            head = handle.read(_HEAD)
        except (OSError, EOFError, zlib.error):
            yield Problem(batch.unique(wanted), name, "a damaged gzip file; pack it again")
            return
    kind = binary_kind(head)
    if not head or kind:
        message = f"not text ({kind}); convert it to text or HTML first" if kind else _EMPTY
        yield Problem(batch.unique(wanted), name, message)
        return
    chosen = sniff(name, head) if batch.options.input_format == "auto" else batch.options.input_format
    if chosen == "jsonl":
        yield from read_lines(io.BufferedReader(_Joined(head, handle)), name, wanted, limit, batch.unique)
        return
    data = _whole(head, handle, limit, measured=not packed)
    if isinstance(data, str):
        yield Problem(batch.unique(wanted), name, data)
        return
    stem = "" if name == STDIN else wanted
    yield Raw(batch.unique(wanted), name, data, "text" if chosen == "auto" else chosen, stem=stem)


def _size(handle: IO[bytes]) -> int:
    """Bytes of a regular file, 0 for anything else."""
    try:
        status = os.fstat(handle.fileno())
    except (OSError, ValueError, AttributeError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _whole(head: bytes, handle: IO[bytes], limit: int, *, measured: bool) -> bytes | str:
    """Read the whole input as one document, or say what is wrong. ``measured``: the file's size is the document's."""
    if measured and _size(handle) > limit:
        return _TOO_LARGE.format(limit=limit)
    try:
        data = head + handle.read(max(0, limit + 1 - len(head)))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return "a damaged gzip file; pack it again"
    if len(data) > limit:
        return _TOO_LARGE.format(limit=limit)
    return data if data.strip() else _EMPTY
