"""Right files made wrong in the ways people and programs do: for the tests that try many.

Every test that uses this takes its number of cases from FUZZ_CASES; the default keeps a run short.
By hand:  FUZZ_CASES=15000 pytest tests/files/test_fuzz_files.py tests/intake/test_fuzz_answers.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CASES = int(os.environ.get("FUZZ_CASES", "40"))
MANY = settings(
    max_examples=CASES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ODD = st.sampled_from(
    [
        *(b'""', b"''", b"0", b"-1", b"1e999", b"nan", b"true", b"[]", b"{}", b"[[]]", b"{a={}}"),
        *(b"2026-02-30", b"0001-01-01", b"9999-12-31", b"2026-01-01T00:00:00Z", b"07:30:00"),
        *(
            b'"../../x"',
            b'"con"',
            b'"' + b"a" * 300 + b'"',
            b'"\\u202e"',
            b'"\\U000E0041"',
            b'"\\u0000"',
        ),
        *(b"9" * 5000, b"[" * 500, b"{a=" * 300, b"a." * 400, b'"""', b"'''", b"#", b"=", b"+++"),
        *(
            '"Nоrth"'.encode(),
            '"ｑ１"'.encode(),
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\0",
            b"\r",
            b"\r\n",
        ),
        *(
            b"=1+1",
            b'"=HYPERLINK(1)"',
            b";",
            b"\t",
            b",",
            b'"',
            b"[[contacts]]",
            b"[items]",
            b"> " * 40,
        ),
        *(b'"client"', b'"counterpart"', b"{firm}", b"{{", b"%s", b"[" * 20_000, b"\x1b[2J"),
    ]
)
_PLACE = st.integers(0, 100_000)
Change = Callable[[bytes], bytes]


def _lines(change: Callable[[list[bytes]], None]) -> Change:
    def changed(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        change(lines)
        return b"\n".join(lines)

    return changed


def _flip(place: int, bit: int) -> Change:
    return lambda raw: bytes(
        b ^ (1 << bit) if n == place % (len(raw) or 1) else b for n, b in enumerate(raw)
    )


def _cut(place: int, length: int) -> Change:
    return lambda raw: raw[: place % (len(raw) or 1)] + raw[place % (len(raw) or 1) + length :]


def _insert(place: int, odd: bytes) -> Change:
    return lambda raw: raw[: place % (len(raw) or 1)] + odd + raw[place % (len(raw) or 1) :]


def _truncate(place: int) -> Change:
    return lambda raw: raw[: place % (len(raw) or 1)]


def _delete_line(place: int) -> Change:
    return _lines(lambda lines: lines.__delitem__(place % len(lines)))


def _repeat_line(place: int, to: int) -> Change:
    return _lines(lambda lines: lines.insert(to % len(lines), lines[place % len(lines)]))


def _swap_lines(one: int, other: int) -> Change:
    def swap(lines: list[bytes]) -> None:
        a, b = one % len(lines), other % len(lines)
        lines[a], lines[b] = lines[b], lines[a]

    return _lines(swap)


def _other_part(part: int, place: int, odd: bytes) -> Change:
    """Puts something odd for a key (0) or a value (1) of a line `key = value`."""

    def change(lines: list[bytes]) -> None:
        pairs = [n for n, line in enumerate(lines) if re.match(rb"[^#=]+=", line)]
        if pairs:
            number = pairs[place % len(pairs)]
            key, _, value = lines[number].partition(b"=")
            lines[number] = odd + b" =" + value if part == 0 else key + b"= " + odd

    return _lines(change)


def _swap_values(one: int, other: int) -> Change:
    def swap(lines: list[bytes]) -> None:
        pairs = [n for n, line in enumerate(lines) if b"=" in line]
        if pairs:
            a, b = pairs[one % len(pairs)], pairs[other % len(pairs)]
            (k, _, v), (m, _, w) = lines[a].partition(b"="), lines[b].partition(b"=")
            lines[a], lines[b] = k + b"=" + w, m + b"=" + v

    return _lines(swap)


CHANGES = st.one_of(
    st.builds(_flip, _PLACE, st.integers(0, 7)),
    st.builds(_cut, _PLACE, st.integers(1, 40)),
    st.builds(_insert, _PLACE, ODD | st.binary(max_size=8)),
    st.builds(_truncate, _PLACE),
    st.builds(_delete_line, _PLACE),
    st.builds(_repeat_line, _PLACE, _PLACE),
    st.builds(_swap_lines, _PLACE, _PLACE),
    st.builds(_other_part, st.integers(0, 1), _PLACE, ODD),
    st.builds(_swap_values, _PLACE, _PLACE),
)


def mutations(right: bytes) -> st.SearchStrategy[bytes]:
    """A right file with one to four changes; now and then something else altogether."""

    def applied(changes: list[Change]) -> bytes:
        raw = right
        for change in changes:
            raw = change(raw)
        return raw

    return st.lists(CHANGES, min_size=1, max_size=4).map(applied) | st.binary(max_size=200)
