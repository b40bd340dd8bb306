"""What stands in a template is escaped as MarkupSafe escapes it, character by character."""

from __future__ import annotations

import sys
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from app.pages.environment import environment
from app.pages.escaping import escaped


class Kind(StrEnum):
    SHARP = "<b>"


class Loud(str):
    """A text of a kind of its own."""

    __slots__ = ()

    def __html__(self) -> str:
        return "<i>loud</i>"


VALUES = (
    *("<b>", Markup("<b>"), "<b>", "&amp;", Markup("&amp;"), "\"'", "", Markup("")),
    *(1, 1.0, -0.0, 1e300, float("nan"), float("inf"), True, False, None, Decimal("1.50")),
    *(Kind.SHARP, Loud("<b>"), ("<b>", 1), ["<b>"], {"<": ">"}, b"<b>"),
)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_every_kind_of_value_is_escaped_as_by_the_library(value: object) -> None:
    assert escaped(value) == str(escape(value))


@given(st.text(alphabet=st.sampled_from("<>&\"'/=a\x00\u2028é"), max_size=12))
def test_no_text_is_let_through(text: str) -> None:
    assert escaped(text) == str(escape(text))
    assert escaped(Markup(text)) == text
    assert escaped(text) == str(escape(text))


def test_nothing_is_kept_of_a_text() -> None:
    text = "<words that somebody sent>" * 100
    held = sys.getrefcount(text)
    escaped(text)
    assert sys.getrefcount(text) == held


def test_templates_escape_texts_and_not_what_is_clean() -> None:
    template = environment("en").from_string(
        "{% macro m(x) %}<p title='{{ x }}'>{{ x }}{% endmacro %}"
        "{{ bad }}|{{ clean }}|{{ m(bad) }}|{{ m(clean) }}|{{ number }}|{{ bad ~ 1 }}"
    )
    assert template.render(bad="<'>", clean=Markup("<b>"), number=1.5) == (
        "&lt;&#39;&gt;|<b>|<p title='&lt;&#39;&gt;'>&lt;&#39;&gt;|<p title='<b>'><b>|1.5"
        "|&lt;&#39;&gt;1"
    )


def test_a_name_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment("en").from_string("{{ nobody }}").render()
