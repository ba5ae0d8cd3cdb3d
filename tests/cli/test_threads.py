"""Threads of exchanges: each answer one step under what it answers."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.cells import cell_len
from rich.console import Console

from verbale.linking.items import Item
from verbale.present_exchanges import ThreadsList, threads_of
from verbale.record.threads import RecordedExchange


def item(number: int) -> Item:
    day = dt.date(2031, 1, 1) + dt.timedelta(days=number)
    return Item(f"a{number:03}#s1", f"a{number:03}", "statement", (0, 1), f"word {number}", act="deny", first=day)


def answer(response: int, to: int, score: float = 0.9) -> RecordedExchange:
    return RecordedExchange(item(response), item(to), score, "reverse pair", "why")


def drawn(found: list[RecordedExchange], width: int = 100) -> list[str]:
    screen = Console(width=width, color_system=None)
    with screen.capture() as captured:
        screen.print(ThreadsList(threads_of(found)))
    return [line.rstrip() for line in captured.get().splitlines()]


def test_depths_are_those_of_what_is_answered() -> None:
    (thread,) = threads_of([answer(1, 0), answer(2, 1), answer(4, 2), answer(3, 0), answer(5, 3)])
    assert [(line.item.id[:4], line.depth) for line in thread] == [
        ("a000", 0),
        ("a001", 1),
        ("a002", 2),
        ("a004", 3),
        ("a003", 1),
        ("a005", 2),
    ]
    assert [line.why.to.id[:4] if line.why else None for line in thread] == [
        None,
        "a000",
        "a001",
        "a002",
        "a000",
        "a003",
    ]


def test_what_is_answered_twice_stands_once() -> None:
    lines = drawn([answer(1, 0), answer(2, 0), answer(3, 2)])
    assert sum("a000#s1" in line for line in lines) == 1
    depths = {line.split()[4]: len(line) - len(line.lstrip()) for line in lines if "word" in line}
    assert depths == {"0": 0, "1": 2, "2": 2, "3": 4}


def test_a_second_thing_answered_is_named() -> None:
    lines = drawn([answer(2, 0, 0.9), answer(2, 1, 0.7)])
    assert lines[:4] == [
        "2031-01-01  unknown  deny  word 0  a000#s1",
        "  2031-01-03  unknown  deny  word 2  a002#s1",
        "  answers that: why (0.90)",
        "  also answers a001#s1 (0.70)",
    ]


def test_the_longest_thread_comes_first() -> None:
    threads = threads_of([answer(1, 0), answer(5, 4), answer(6, 5)])
    assert [thread[0].item.id for thread in threads] == ["a004#s1", "a000#s1"]


@pytest.mark.parametrize("width", [24, 40, 100])
def test_a_long_thread_stays_on_the_terminal(width: int) -> None:
    lines = drawn([answer(number + 1, number) for number in range(120)], width)
    assert max(map(cell_len, lines)) <= width
    words = [line for line in lines if "2031" in line]
    indents = [len(line) - len(line.lstrip()) for line in words]
    assert indents == [2 * min(depth, width // 4) for depth in range(121)]
    assert "(120)" in "".join(lines)


def test_a_thread_of_thousands_is_drawn() -> None:
    (thread,) = threads_of([answer(number + 1, number) for number in range(1500)])
    assert thread[-1].depth == 1500
