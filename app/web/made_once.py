"""A rated page made once for everyone who is asked the same, and given one's own answers after.

A row of eleven numbers with their words costs more than all else in a request, and but for who
reads it, what is ticked and which version it shows, a page is the same for everyone at one
relationship. Only a page in its ordinary state: with a problem or a hint it is made anew.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import escape
from wtforms import Form as WTForm

from app.core.form_pages import FormPage
from app.core.response import Response
from app.web.form import ESCAPE
from app.web.house import rendered
from app.web.links import Asked
from app.web.view import survey_page

# Letters for private use, which no file of a firm can put into a name.
_READER = "\ue000reader\ue000"
_BASE = 987_654_321
MOST = 3000
"""What is remembered of a wave, about 10 kB each: beyond it everything is made again."""


def rated_page(
    asked: Asked,
    page: FormPage,
    form: type[WTForm],
    known: Response | None,
    *,
    base: int,
    back: str,
    sent: bool,
    from_check: bool,
) -> str:
    """The page with what was answered before. `page` holds rated questions alone."""
    language = asked.invitation.language
    whose = (asked.relationship.slug, asked.own_side, asked.core_only, language)
    key = ("page", whose, page.number, bool(back), sent, from_check)
    made = asked.made.get(key)
    if made is None:
        if len(asked.made) > MOST:
            asked.made.clear()
        anyone = replace(asked, invitation=replace(asked.invitation, name=_READER))
        shown = survey_page(
            anyone,
            page,
            form(),
            (),
            base=_BASE,
            back=back,
            sent=sent,
            from_check=from_check,
        )
        made = asked.made[key] = rendered(shown)
    on_page = {item.id for item in page.items}
    for answer in known.answers if known is not None else ():
        if answer.item in on_page:
            value = ESCAPE if answer.value is None else answer.value
            # Only an input has this: quotes in every text are escaped.
            field = f'name="{answer.item}" value="{value}"'
            made = made.replace(field, f"{field} checked", 1)
    made = made.replace(f'value="{_BASE}"', f'value="{base}"', 1)
    return made.replace(_READER, str(escape(asked.invitation.name)))
