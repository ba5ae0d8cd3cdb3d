"""The errors a user can meet; each says in one line what is wrong, where, and what to do about it.

::

    VerbaleError
    ├── MissingExtraError        an optional library that this output needs is not installed
    └── RecordError              a record cannot be opened, read or written
        ├── NotARecordError      the file is something else
        ├── NewerRecordError     a later version of the program wrote it
        ├── RecordLockedError    another program is writing to it
        └── NotInRecordError     no such article, statement, event or actor in it
"""

from __future__ import annotations

from collections.abc import Sequence


class VerbaleError(Exception):
    """Base of all errors that are the input's or the user's, not the program's; the message is for people."""


class MissingExtraError(VerbaleError):
    """An optional library is missing; the message names the extra that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} needs an optional library: pip install "verbale[{extra}]"')


class RecordError(VerbaleError):
    """A record cannot be opened, read or written."""


class NotARecordError(RecordError):
    """The file exists and is no Verbale record, or it does not exist."""


class NewerRecordError(RecordError):
    """The record was written by a later version of the program than this one."""


class RecordLockedError(RecordError):
    """Another program holds the record's lock for longer than the time allowed."""


class NotInRecordError(RecordError):
    """The record holds no article, statement, event or actor of that id.

    ``near``: ids of articles or actors that may have been meant, the nearest first; None where none were looked for.
    """

    def __init__(self, message: str, near: Sequence[str] | None = None) -> None:
        super().__init__(message)
        self.near = None if near is None else tuple(near)
