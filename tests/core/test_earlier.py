"""What a review may be compared with, and where a trend line begins anew."""

from dataclasses import replace

from app.core.compile import compile_review
from app.core.earlier import compared_with, history, same_words
from app.core.review import Missing, Review
from app.core.survey import Item, Role, Scale
from app.core.wave import Privacy
from tests.builders import CLOSES, TEN, a_context, a_survey, a_wave, their_answers, words

SEVEN = Scale(id="seven", minimum=1, maximum=7)


def review(wave: str, score: int = 5, scale: Scale = TEN) -> Review:
    opened = a_wave(survey=a_survey(scale=scale), wave_id=wave)
    return compile_review("north", a_context(their_answers(score), opened=opened))


def open_still(wave: str) -> Review:
    opened = a_wave(wave_id=wave, counterpart=Privacy.CONFIDENTIAL)
    return compile_review("north", a_context([], opened=opened, as_of=CLOSES))


def unscored(wave: str) -> Review:
    """A review of a form that asked for no factor."""
    asked = review(wave)
    nothing = replace(asked.factors[0].counterpart, n=0, value=None, missing=Missing.NOT_ASKED)
    factors = tuple(replace(f, counterpart=nothing, own=nothing) for f in asked.factors)
    return replace(asked, factors=factors)


def test_the_last_compiled_wave_is_compared_with() -> None:
    waves = (review("2024"), review("2025"), open_still("2026"))
    found = compared_with(waves, True)
    assert found is not None
    assert found.wave == "2025"
    assert compared_with((), True) is None
    assert compared_with((open_still("2025"),), False) is None


def test_a_form_with_factor_scores_looks_past_one_without() -> None:
    waves = (review("2024"), unscored("2025"))
    factors, items = compared_with(waves, True), compared_with(waves, False)
    assert factors is not None
    assert items is not None
    assert (factors.wave, items.wave) == ("2024", "2025")


def test_one_factor_is_enough_to_be_compared_with() -> None:
    partly = replace(unscored("2025"), factors=(review("x").factors[0], *unscored("y").factors))
    found = compared_with((review("2024"), partly), True)
    assert found is not None
    assert found.wave == "2025"


def item(they: str | None, we: str | None) -> Item:
    return Item(
        id="A1",
        role=Role.CORE,
        they=words(they) if they else None,
        we=words(we) if we else None,
    )


def test_words_are_the_same_if_both_sides_read_the_same() -> None:
    both = item("they", "we")
    assert same_words(both, item("they", "we"))
    assert not same_words(both, item("they", "us"))
    assert not same_words(both, item("them", "we"))
    alone = item("they", None)
    assert same_words(alone, item("they", None))
    assert not same_words(alone, both)
    assert not same_words(both, alone)


def test_a_line_holds_every_wave_that_asked_oldest_first_wave_by_wave() -> None:
    waves = (review("2023", 4), unscored("2024"), review("2025", 6))
    now = review("2026", 7)
    points = history("2026", now.factors, now.items, waves)
    assert [(p.wave, p.factor) for p in points] == [
        (wave, factor) for wave in ("2023", "2025", "2026") for factor in "abcd"
    ]
    line = [p for p in points if p.factor == "a"]
    assert [p.counterpart.value for p in line] == [4, 6, 7]
    assert [p.begins for p in line] == [True, False, False]


def test_a_wave_on_other_points_is_in_no_line() -> None:
    now = review("2026")
    points = history("2026", now.factors, now.items, (review("2025", 5, scale=SEVEN),))
    assert {p.wave for p in points} == {"2026"}


def test_a_factor_that_was_never_asked_has_no_line_and_spares_the_others() -> None:
    now = review("2026")
    first = replace(unscored("x").factors[0], factor="a")
    points = history("2026", (first, *now.factors[1:]), now.items, ())
    assert [p.factor for p in points] == ["b", "c", "d"]
