"""What signs, themes and headlines can get wrong against the waves and surveys there are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.core.firm import Relationship
from app.core.survey import Survey
from app.core.wave import Wave
from app.files.problems import Problems, suggestion


def check_attention(
    relationships: Iterable[Relationship],
    waves: Iterable[Wave],
    surveys: Iterable[Survey],
    content: Path,
    problems: Problems,
) -> None:
    """Adds a problem for each that is of no wave or question, and for what stands twice."""
    by_id = {wave.id: wave for wave in waves}
    # A wave whose file is broken is a problem already.
    known = sorted(path.stem for path in (content / "waves").glob("*.md"))
    by_survey = {survey.id: survey for survey in surveys}
    for relationship in relationships:
        path = content / "relationships" / f"{relationship.slug}.md"
        seen: set[object] = set()
        for theme in relationship.themes:
            place = f"themes {theme.wave}"
            if theme.wave not in known:
                what = f"there is no wave {theme.wave}"
                problems.add(path, place, what, suggestion(theme.wave, known))
            if bool(theme.tag) == bool(theme.item):
                what = "names both a tag and a question" if theme.tag else "names nothing"
                remedy = "give it a tag, or the id of a question as item, and not both"
                problems.add(path, place, what, remedy)
            wave = by_id.get(theme.wave)
            survey = by_survey.get(wave.survey_for(relationship.kind) or "") if wave else None
            if theme.item and survey is not None and survey.item(theme.item) is None:
                ids = sorted(item.id for item in survey.items if item.rated)
                what = f"there is no question {theme.item}"
                problems.add(path, place, what, suggestion(theme.item, ids))
            if (theme.wave, theme.key) in seen:
                problems.add(path, place, f"{theme.tag or theme.item} stands twice", "take one out")
            seen.add((theme.wave, theme.key))
        for headline in relationship.headlines:
            place = f"headlines {headline.wave}"
            if headline.wave not in known:
                what = f"there is no wave {headline.wave}"
                problems.add(path, place, what, suggestion(headline.wave, known))
            if (headline.wave, "headline") in seen:
                problems.add(path, place, "has two headlines", "take one out")
            seen.add((headline.wave, "headline"))
        for sign in relationship.signs:
            if (sign.what, sign.on) in seen:
                what = f"{sign.what} stands twice on {sign.on}"
                problems.add(path, "signs", what, "take one out")
            seen.add((sign.what, sign.on))
