"""Where the marks of the map of all relationships go: what we say across, what they say upwards.

On the diagonal both sides say the same; below it we rate the relationship higher. The lines through
a mark are its likely ranges. Numbers beside the marks never touch one another or another mark: one
that has no room is left out, and the table below has them all. Knows finished overviews; knows no
colours and no pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from app.core.levels import is_apart
from app.core.overview import Portfolio, PortfolioRow
from app.core.review import FactorReview, Score
from app.core.rounding import rounded
from app.core.survey import Scale
from app.pages.numbers import difference_text, one_decimal, signed

FEWEST = 2
"""A map of one relationship is its own page."""
_MARK = 6.0
_LETTER = (7.0, 13.0)
"""Width of a digit and height of a label."""
_SQUARE = 30.0
_LEAST_POINTS = 4
_KEY = 14
"""As many lines as the map is high; the list has them all."""
Place = Callable[[float], float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    number: int
    """The relationship's in the list."""
    x: float
    y: float
    across: tuple[float, float] | None
    """Ends of our likely range."""
    upwards: tuple[float, float] | None
    """Ends of theirs, the upper one first."""
    label: tuple[float, float] | None
    """Middle of the number's baseline; None where it has no room."""
    wide: bool
    """A difference of a tenth of the scale or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A line beside the map: whose mark it is, and how far from the line."""

    number: int
    relationship: str
    name: str
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipMap:
    size: float
    left: float
    top: float
    right: float
    bottom: float
    ticks: tuple[tuple[float, float, str], ...]
    """Place across, place upwards, and the point of the scale."""
    marks: tuple[MapMark, ...]
    sentence: str
    note: str
    """How to read it, and how many are not on it and why."""
    key: tuple[KeyLine, ...]
    """Whose marks lie furthest from the line, the furthest first."""


def numbered(portfolio: Portfolio) -> dict[str, int]:
    """The number of each relationship: its place in the list by name, from 1."""
    return {row.relationship: place for place, row in enumerate(portfolio.rows, start=1)}


def relationship_map(portfolio: Portfolio, size: float = 620) -> RelationshipMap | None:
    """The map of those with a plain score on both sides, or None for fewer than two of one scale.

    `size` in SVG units: width and height.
    """
    both = [(row, row.index) for row in portfolio.rows if row.index and _has_both(row.index)]
    scales = Counter((index.scale.minimum, index.scale.maximum) for _, index in both)
    if not scales or max(scales.values()) < FEWEST:
        return None
    # Most, and of equally many the longest scale: never two scales on one map.
    chosen = max(scales, key=lambda ends: (scales[ends], ends[1] - ends[0], ends))
    placed = [(r, i) for r, i in both if (i.scale.minimum, i.scale.maximum) == chosen]
    scale = placed[0][1].scale
    low, high = _window([index for _, index in placed], scale)
    left, top, right, bottom = 44.0, 14.0, size - 14, size - 44

    def x(value: float) -> float:
        return round(left + (rounded(value) - low) / (high - low) * (right - left), 1)

    def y(value: float) -> float:
        return round(bottom - (rounded(value) - low) / (high - low) * (bottom - top), 1)

    numbers = numbered(portfolio)
    points = [(x(index.own.value or 0), y(index.counterpart.value or 0)) for _, index in placed]
    labels = _labels(points, [numbers[row.relationship] for row, _ in placed], (left, top, right))
    return RelationshipMap(
        size=size,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        ticks=tuple((x(v), y(v), str(v)) for v in range(low, high + 1)),
        marks=tuple(
            MapMark(
                number=numbers[row.relationship],
                x=point[0],
                y=point[1],
                across=_ends(index.own, x),
                upwards=_ends(index.counterpart, y, upwards=True),
                label=label,
                wide=is_apart(index.gap.value, index.scale),
            )
            for (row, index), point, label in zip(placed, points, labels, strict=True)
        ),
        sentence=_sentence(placed, numbers),
        note=_note(portfolio.rows, placed, labels, scale),
        key=tuple(_key(placed, numbers)),
    )


def _key(
    placed: Sequence[tuple[PortfolioRow, FactorReview]], numbers: dict[str, int]
) -> Iterable[KeyLine]:
    furthest = sorted(placed, key=lambda one: -abs(one[1].gap.value or 0.0))
    for row, index in furthest[:_KEY]:
        yield KeyLine(
            number=numbers[row.relationship],
            relationship=row.relationship,
            name=row.name,
            gap=difference_text(index.gap),
        )


def _both(index: FactorReview) -> tuple[Score, Score]:
    return index.counterpart, index.own


def _has_both(index: FactorReview) -> bool:
    return all(score.value is not None and score.bound is None for score in _both(index))


def _window(shown: Iterable[FactorReview], scale: Scale) -> tuple[int, int]:
    """Whole points around everything that is drawn, the same on both axes, four at least."""
    ends = [
        end
        for index in shown
        for score in _both(index)
        for end in (score.value, score.low, score.high)
        if end is not None
    ]
    low, high = floor(min(ends)), ceil(max(ends))
    while high - low < min(_LEAST_POINTS, scale.width):
        high = min(high + 1, scale.maximum)
        low = max(low - 1, scale.minimum) if high - low < _LEAST_POINTS else low
    return low, high


def _ends(score: Score, place: Place, *, upwards: bool = False) -> tuple[float, float] | None:
    if score.low is None or score.high is None:
        return None
    ends = (place(score.low), place(score.high))
    return (ends[1], ends[0]) if upwards else ends


def _labels(
    points: Sequence[tuple[float, float]],
    numbers: Sequence[int],
    frame: tuple[float, float, float],
) -> list[tuple[float, float] | None]:
    """A free place for each number: right of its mark, left, above, below, or none."""
    left, top, right = frame
    taken = _Taken()
    for x, y in points:
        taken.add((x - _MARK, y - _MARK, x + _MARK, y + _MARK))
    found: list[tuple[float, float] | None] = []
    for (x, y), number in zip(points, numbers, strict=True):
        half, height = _LETTER[0] * len(str(number)) / 2, _LETTER[1]
        aside = _MARK + half + 3
        places = (
            (x + aside, y + 4.5),
            (x - aside, y + 4.5),
            (x, y - _MARK - 3),
            (x, y + _MARK + height),
        )
        for middle, base in places:
            box = (middle - half, base - height + 2, middle + half, base + 2)
            if box[0] >= left and box[1] >= top and box[2] <= right and not taken.touches(box):
                taken.add(box)
                found.append((round(middle, 1), round(base, 1)))
                break
        else:
            found.append(None)
    return found


class _Taken:
    """What is taken of the map, by squares of it, so that thousands of marks are looked at as
    quickly as a few.
    """

    def __init__(self) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for square in self._squares(box):
            self._boxes.setdefault(square, []).append(box)

    def touches(self, box: Box) -> bool:
        return any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for square in self._squares(box)
            for other in self._boxes.get(square, ())
        )

    @staticmethod
    def _squares(box: Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(end // _SQUARE) for end in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


def _sentence(placed: Sequence[tuple[PortfolioRow, FactorReview]], numbers: dict[str, int]) -> str:
    said = "; ".join(
        f"{numbers[row.relationship]} {row.name}: they {one_decimal(index.counterpart.value or 0)},"
        f" we {one_decimal(index.own.value or 0)}"
        for row, index in placed
    )
    return f"What they say against what we say, all factors together. {said}."


def _note(
    rows: Sequence[PortfolioRow],
    placed: Sequence[tuple[PortfolioRow, FactorReview]],
    labels: Sequence[tuple[float, float] | None],
    scale: Scale,
) -> str:
    gaps = [rounded(i.gap.value) for _, i in placed if i.gap.value is not None]
    middle = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    said = (
        "On the line both sides say the same; below it we rate the relationship higher. Filled "
        f"marks are {one_decimal(scale.width / 10)} or more away from it. Points of "
        f"{scale.minimum} to {scale.maximum}, all factors together; half of the differences are "
        f"{signed(middle)} or more."
    )
    if any(score.low is not None for _, index in placed for score in _both(index)):
        said += " The lines through a mark are where its means very likely lie."
    missing = len(rows) - len(placed)
    if missing:
        said += f" {missing} of {len(rows)} are not on it: one side only, not shown, no such score"
        said += " or another scale; the list says which."
    unnumbered = sum(label is None for label in labels)
    if unnumbered:
        said += f" {unnumbered} stand too close together for a number of their own."
    return said
