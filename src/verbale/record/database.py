"""Opening the one SQLite file of a record: connection, migrations, transactions, errors in words.

The file keeps a rollback journal (``journal_mode=DELETE``) and not a write-ahead log, so that between two
transactions the record is always exactly one file, which can be copied or mailed.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from importlib import resources
from pathlib import Path

from verbale.errors import NewerRecordError, NotARecordError, RecordError, RecordLockedError
from verbale.record.dates import first_day, last_day

#: "VRBL" in ASCII: tells a record from any other SQLite file.
APPLICATION_ID = 0x5652424C

_HEADER = b"SQLite format 3\x00"


def connect(path: Path, *, create: bool, timeout: float, one_thread: bool = True) -> sqlite3.Connection:
    """A connection to the record at ``path``, brought up to this program's version.

    Raises :class:`NotARecordError`, :class:`NewerRecordError`, :class:`RecordLockedError` or :class:`RecordError`.
    """
    _check_file(path, create=create)
    with errors(path):
        connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=one_thread)
        try:
            _prepare(connection)
            _migrate(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
        return connection


def migrations() -> list[tuple[int, str]]:
    """The numbered migrations in order, as (number, SQL)."""
    return list(_shipped())


@cache
def _shipped() -> tuple[tuple[int, str], ...]:
    folder = resources.files("verbale.record") / "migrations"
    found = [(int(item.name[:4]), item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".sql")]
    return tuple(sorted(found))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any exception, interruptions included."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into the program's own, each with the file and a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error, path) from error


def fold(value: str | None) -> str:
    """Text without case and accents, for comparison."""
    decomposed = unicodedata.normalize("NFKD", value or "")
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotARecordError(f"{path}: is a directory; a record is one file")
    if not path.exists():
        if not create:
            raise NotARecordError(f"{path}: no such record; make one with: verbale read PATH … --record {path}")
        if not path.parent.is_dir():
            raise RecordError(f"{path}: there is no folder {path.parent}; make it first")
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise RecordError(f"{path}: cannot be opened ({error.strerror})") from error
    if head != _HEADER and (head or not create):
        raise NotARecordError(f"{path}: is not a Verbale record")


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("fold", 1, fold, deterministic=True)
    connection.create_function("first_day", 1, first_day, deterministic=True)
    connection.create_function("last_day", 1, last_day, deterministic=True)


def _migrate(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    steps = migrations()
    if _version(connection, path, create=create) == steps[-1][0]:
        return
    with transaction(connection):
        # Read again under the lock: another program may have migrated it meanwhile.
        version = _version(connection, path, create=create)
        for number, sql in steps:
            if number > version:
                for statement in _split(sql):
                    connection.execute(statement)
        _fill(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {steps[-1][0]}")


def _fill(connection: sqlite3.Connection) -> None:
    """Derives what migrations in SQL alone cannot."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'browse_blocks'").fetchone():
        from verbale.record import browse_blocks

        browse_blocks.fill(connection)


def _version(connection: sqlite3.Connection, path: Path, *, create: bool) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (tables or application or version or not create):
        raise NotARecordError(f"{path}: is an SQLite file, but not a Verbale record")
    newest = migrations()[-1][0]
    if version > newest:
        raise NewerRecordError(
            f"{path}: was written by a later version of verbale (record format {version}, this one knows {newest}); "
            "upgrade with: pip install -U verbale"
        )
    return int(version)


def _split(sql: str) -> Iterator[str]:
    """The statements of a script, triggers whole; ``executescript`` would commit between them."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in pending.splitlines()):
        raise AssertionError(f"unfinished statement in a migration: {pending!r}")


def _in_words(error: sqlite3.Error, path: Path) -> RecordError:
    code = getattr(error, "sqlite_errorcode", None)
    kind, message = _CAUSES.get(code & 0xFF if code is not None else -1, (RecordError, str(error)))
    return kind(f"{path}: {message}")


_ACCESS = "check the permissions of the file and its folder"
#: SQLite's result code to the error raised and its words.
_CAUSES: dict[int, tuple[type[RecordError], str]] = {
    sqlite3.SQLITE_BUSY: (RecordLockedError, "another program is writing to this record; try again when it is done"),
    sqlite3.SQLITE_LOCKED: (RecordLockedError, "another program is writing to this record; try again when it is done"),
    sqlite3.SQLITE_NOTADB: (NotARecordError, "is not a Verbale record"),
    sqlite3.SQLITE_CORRUPT: (RecordError, "the record is damaged; read the articles again into a new one"),
    sqlite3.SQLITE_READONLY: (RecordError, f"cannot be written; {_ACCESS}"),
    sqlite3.SQLITE_CANTOPEN: (RecordError, f"cannot be opened; {_ACCESS}"),
    sqlite3.SQLITE_FULL: (RecordError, "the disk is full; what was read so far is kept"),
}


def count(connection: sqlite3.Connection, sql: str, parameters: Sequence[str] = ()) -> int:
    """The one number that ``sql`` selects."""
    with closing(connection.execute(sql, parameters)) as cursor:
        return int(cursor.fetchone()[0])
