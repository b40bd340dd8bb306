"""Where the waves stand, as lines for a terminal: each wave, then every relationship of one.

Knows the width of lines. What may be told is decided below; here stands only how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.cli.columns import cells, fitted, wrapped
from app.core.standing import Phase, RelationshipStands, WaveStands
from app.core.standing_sides import SideStands
from app.pages.standing_words import (
    answered_of,
    coverage_words,
    hidden_words,
    meetings_words,
    next_words,
    not_asked_words,
    notes_of,
    phase_words,
    side_words,
    someone_else_words,
    told,
)

HEADS = ("answered", "begun", "declined", "silent")
MOST_ROWS = 40
"""Relationships shown unasked; of more the most silent."""
LEAST_NAME = 24


def wave_lines(wave: WaveStands, width: int) -> list[str]:
    """The wave as a whole: two lines of numbers."""
    lines = wrapped(f"{wave.wave}: {phase_words(wave)}", width, "")
    if wave.why_ended:
        lines += wrapped(f"because: {wave.why_ended}", width)
    for who, side in zip(("theirs", "ours"), wave.sides, strict=True):
        first, *others = wrapped(side_words(side), width - 10, "")
        lines += [f"  {fitted(who, 6)}  {first}", *(f"{' ' * 10}{line}" for line in others)]
    return lines


def more_lines(wave: WaveStands, width: int) -> list[str]:
    """What is known besides the numbers."""
    said = [hidden_words(wave), meetings_words(wave), *coverage_words(wave)]
    if wave.with_someone_else:
        said.append(f"{someone_else_words(wave)} See: principal {wave.wave}")
    lines = [line for text in said if text for line in wrapped(text, width)]
    left_out = not_asked_words(wave)
    for who, why in left_out[:MOST_ROWS]:
        lines += wrapped(f"not asked: {who}: {why}", width)
    if len(left_out) > MOST_ROWS:
        lines.append(f"  and {len(left_out) - MOST_ROWS} more that were not asked")
    if wave.phase is not Phase.CLOSED:
        return lines
    return lines + wrapped(next_words(wave), width)


def table_lines(wave: WaveStands, width: int, *, all_of_them: bool) -> list[str]:
    """Every relationship; where there are many, the most silent first and no more than fit."""
    rows = wave.rows
    if len(rows) > MOST_ROWS and not all_of_them:
        rows = tuple(sorted(rows, key=lambda row: -_missing(row))[:MOST_ROWS])
    wide = list(_wide(rows, width))
    lines = wide if wide else list(_narrow(rows, width))
    if len(rows) < len(wave.rows):
        lines.append(
            f"  these are the {len(rows)} most silent of {len(wave.rows)}; --all shows every one"
        )
    return lines


def _missing(row: RelationshipStands) -> int:
    return row.sides[0].asked - (row.sides[0].answered or 0)


def _numbers(side: SideStands) -> tuple[str, str, str, str]:
    return answered_of(side), told(side.started), told(side.declined), told(side.silent)


def _wide(rows: tuple[RelationshipStands, ...], width: int) -> Iterator[str]:
    """A line a relationship; nothing where the lines would not fit."""
    numbers = [(*_numbers(row.sides[0]), *_numbers(row.sides[1])) for row in rows]
    sizes = [
        max(len(HEADS[n % 4]), *(cells(line[n]) for line in numbers)) if numbers else 0
        for n in range(8)
    ]
    name = width - sum(sizes) - len(sizes) - 2
    if name < LEAST_NAME or not rows:
        return
    name = min(name, max(LEAST_NAME, *(cells(row.name) for row in rows)))
    half = sum(sizes[:4]) + 3
    yield f"{' ' * (name + 2)} {fitted('theirs', half)} ours".rstrip()
    heads = " ".join(fitted(HEADS[n % 4], sizes[n], right=True) for n in range(8))
    yield f"  {fitted('relationship', name)} {heads}"
    for row, line in zip(rows, numbers, strict=True):
        shown = " ".join(fitted(line[n], sizes[n], right=True) for n in range(8))
        yield f"  {fitted(row.name, name)} {shown}"
        for note in notes_of(row):
            yield from wrapped(note, width, "    ")


def _narrow(rows: tuple[RelationshipStands, ...], width: int) -> Iterator[str]:
    """A few lines a relationship, for terminals of few columns."""
    for row in rows:
        yield f"  {fitted(row.name, width - 2).rstrip()}"
        for who, side in zip(("theirs", "ours"), row.sides, strict=True):
            yield from wrapped(f"{who}: {side_words(side)}", width, "    ")
        for note in notes_of(row):
            yield from wrapped(note, width, "    ")
