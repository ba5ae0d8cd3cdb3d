"""What a record says of the links between its articles; loaded by parts, so that other commands start quickly."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verbale.errors import NotInRecordError
from verbale.record import database
from verbale.record.writing import storable

if TYPE_CHECKING:
    from verbale.linking.course import Month
    from verbale.linking.positions import Position
    from verbale.linking.verify import Checked
    from verbale.record.threads import RecordedExchange, Reports


class Linked:
    """The part of :class:`verbale.record.store.Record` that reads links; raises as the others do."""

    _connection: sqlite3.Connection
    path: Path

    def settle(self) -> None:
        """Choose what the responses answer that articles added since may concern; done before exchanges are shown."""
        from verbale.record import links

        with database.errors(self.path):
            if self._connection.execute("SELECT 1 FROM items WHERE stale LIMIT 1").fetchone():
                with database.transaction(self._connection):
                    links.settle(self._connection)

    def exchanges(self, between: Sequence[str] = ()) -> tuple[RecordedExchange, ...]:
        """What answers what, in order of time; ``between``: only with these states or organisations (codes)."""
        from verbale.record import threads

        with database.errors(self.path):
            self.settle()
            return tuple(threads.select_exchanges(self._connection, between))

    def reports(self, item_id: str) -> Reports:
        """All reports of the utterance or event that ``ARTICLE#s1`` or ``ARTICLE#e1`` is.

        Raises :class:`~verbale.errors.NotInRecordError`.
        """
        from verbale.record import threads

        with database.errors(self.path):
            found = threads.select_reports(self._connection, storable(item_id))
        if found is None:
            raise NotInRecordError(
                f"{self.path}: no statement or event {item_id!r}; they are named ARTICLE#s1, ARTICLE#e1"
            )
        return found

    def positions(
        self, government: str | None = None, about: str | None = None, topic: str | None = None
    ) -> tuple[Position, ...]:
        """What governments say and do about one another, codes, by topic; None for any (:mod:`verbale.record.lines`).

        Raises ``ValueError`` for a ``topic`` outside the vocabulary.
        """
        from verbale.record import lines

        with database.errors(self.path):
            return lines.positions(self._connection, government, about, topic)

    def relations(self, a: str, b: str) -> tuple[Month, ...]:
        """The relations of two governments, codes, month by month (see :mod:`verbale.linking.course`)."""
        from verbale.record import lines

        with database.errors(self.path):
            return lines.relations(self._connection, a, b)

    def verify(
        self, quote: str, speaker: str | None = None, *, limit: int | None = 5, registry: Sequence[Path] = ()
    ) -> tuple[Checked, ...]:
        """The real wordings to which a quotation goes back, best first; none where nothing in the record is near.

        ``speaker``: whom the quotation names; ``registry``: files with the names of states of one's own, by which a
        speaker may be named. ``limit``: None for all. See :mod:`verbale.linking.verify` for the verdicts.
        """
        from verbale.record.verify import run_verify

        with database.errors(self.path):
            return run_verify(self._connection, quote, speaker, registry)[:limit]
