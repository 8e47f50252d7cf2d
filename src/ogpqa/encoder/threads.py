"""How many threads numpy's matrix products may use."""

from __future__ import annotations

from functools import cache

from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]


@cache
def hold_to_one_thread() -> None:
    """From now on products of matrices run in the thread that asks for them.

    The matrices here are small: OpenBLAS' other threads spin while they wait for more, which doubles the processor time
    of an answer and takes it from other requests.
    """
    ThreadpoolController().limit(limits=1, user_api="blas")
