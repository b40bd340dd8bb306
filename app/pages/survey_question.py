"""A rated question as HTML, made once and given its chosen answer afterwards.

A row of eleven numbers with their words costs more than the rest of its page, and but for one
`checked` it is the same for everyone. Knows the macro of the template and nothing of forms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from app.pages.survey_page import Question, Shown

MOST = 4096
"""Questions that are remembered: all of a firm's surveys in all of their languages."""


def rated_in(environment: Environment) -> Callable[[Shown, str, str], Markup]:
    """The function that templates call to show a rated question."""

    def macro(shown: Shown, language: str, label: str) -> str:
        module = environment.get_template("_survey_question.html").module
        return str(module.rated(shown, language, label))  # type: ignore[attr-defined]

    @lru_cache(maxsize=MOST)
    def open_one(question: Question, language: str, label: str) -> str:
        return macro(Shown(question=question), language, label)

    def rated(shown: Shown, language: str = "", label: str = "") -> Markup:
        if shown.error or shown.saved is not None:
            return Markup(macro(shown, language, label))
        made = open_one(shown.question, language, label)
        if shown.chosen is not None:
            # Only an input has this: quotes in texts are escaped.
            made = made.replace(f'value="{shown.chosen}"', f'value="{shown.chosen}" checked', 1)
        return Markup(made)

    return rated
