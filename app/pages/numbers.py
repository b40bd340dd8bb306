"""Numbers and days as people read them; one decimal, half away from zero.

Knows figures and words for missing ones. A missing figure is always said in words.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date

from app.core.review import Bound, Difference, Missing, Score

MINUS = "\u2212"
WORDS = {
    Missing.NO_ANSWERS: "no answers",
    Missing.NOT_ASKED: "not asked",
    Missing.SUPPRESSED: "not shown, to protect people",
    Missing.ONE_SIDED: "one side only",
    Missing.AT_THE_END: "at the end of the scale",
    Missing.NO_EARLIER_WAVE: "no earlier survey",
    Missing.HARD_TO_JUDGE: "most could not judge it",
    Missing.NOT_COMPARABLE: "not comparable",
}


@lru_cache(maxsize=1 << 12)
def one_decimal(value: float) -> str:
    """`6.3`; a negative number has a real minus sign, and zero has none."""
    # repr is the shortest text of the float, so 6.25 rounds as the 6.25 that people see.
    rounded = Decimal(repr(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    text = str(abs(rounded))
    return f"{MINUS}{text}" if rounded < 0 else text


def two_decimals(value: float) -> str:
    """`0.83`, for shares and coefficients; a negative one has a real minus sign."""
    found = Decimal(repr(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{MINUS if found < 0 else ''}{abs(found)}"


def whole(value: float) -> int:
    """Without decimals, half away from zero."""
    return int(Decimal(repr(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def signed(value: float) -> str:
    """`+1.3`, `−0.4` or `0.0`."""
    text = one_decimal(value)
    return text if text.startswith(MINUS) or text == "0.0" else f"+{text}"


def score_text(score: Score) -> str:
    """The score, "9.5 or more", or why there is none."""
    if score.missing is not None or score.value is None:
        return WORDS[score.missing or Missing.NO_ANSWERS]
    number = one_decimal(score.value)
    if score.bound is Bound.AT_LEAST:
        return f"{number} or more"
    return f"{number} or less" if score.bound is Bound.AT_MOST else number


def answers_text(score: Score) -> str:
    """`3 answers`; nothing without a score, or where even how many answered is withheld."""
    if score.value is None or score.n is None:
        return ""
    return f"{score.n} {'answer' if score.n == 1 else 'answers'}"


def score_and_answers(score: Score) -> str:
    """`6.3 (3 answers)`, or why there is no score."""
    n = answers_text(score)
    return f"{score_text(score)} ({n})" if n else score_text(score)


def difference_text(difference: Difference) -> str:
    """The signed difference, or why there is none."""
    if difference.value is None:
        return WORDS[difference.missing or Missing.NO_ANSWERS]
    return signed(difference.value)


def range_text(low: float | None, high: float | None) -> str:
    """`between 5.4 and 7.2`, or nothing."""
    if low is None or high is None:
        return ""
    return f"between {one_decimal(low)} and {one_decimal(high)}"


def signed_range(difference: Difference) -> str:
    """`between −0.4 and +1.2`, or nothing."""
    if difference.low is None or difference.high is None:
        return ""
    return f"between {signed(difference.low)} and {signed(difference.high)}"


@lru_cache(maxsize=1 << 12)
def day(value: date, language: str = "en") -> str:
    """`31 January 2027` in the reader's language."""
    return format_date(value, format="d MMMM y" if language == "en" else "long", locale=language)


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    """Small numbers as words, as a sentence has them."""
    return _SMALL[number] if 0 < number < len(_SMALL) else str(number)
