"""How many threads numpy's products take."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """While it lasts, numpy's products run on one thread: those of the heads are so small that more only wait.

    With a thread for every core they took twice the processor's time, and seven times where two processes shared two
    cores. What was allowed before is allowed again afterwards.
    """
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
