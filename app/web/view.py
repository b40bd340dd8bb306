"""From an invitation and a form to the pages that a respondent reads before sending.

Knows core objects, forms and page dataclasses; knows no requests and no store.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any

from wtforms import Form as WTForm

from app.core.firm import Firm, Kind
from app.core.form_pages import MINUTES, FormPage, PageKind
from app.core.response import Response
from app.core.survey import Item, Role, Scale, Survey, Text
from app.core.typed import LONGEST_TYPED
from app.core.wave import Invitation, OpenedWave, Privacy
from app.pages.catalogues import best_language
from app.pages.locale import apart, day_in_words, number, right_to_left
from app.pages.survey_page import Option, Question, Reader, Section, Shown, StartPage, SurveyPage
from app.web.form import ESCAPE, USE, has_escape, use_of
from app.web.links import Asked

_CORE_MINUTES = 3


def reader(opened: OpenedWave, invitation: Invitation) -> Reader:
    """The head of every page: the language is one that there are words in."""
    language = best_language(invitation.language)
    return Reader(
        language=language,
        right_to_left=right_to_left(language),
        firm=opened.firm_name,
        respondent=invitation.name,
    )


def about(asked: Asked) -> str:
    """Whom the questions are about, as the respondent calls them."""
    return asked.relationship.name if asked.own_side else asked.opened.firm_name


def in_words(text: Text, asked: Asked) -> str:
    """A survey's text in the respondent's language, with the names filled in."""
    language = asked.invitation.language
    names = {"{firm}": asked.opened.firm_name, "{counterpart}": asked.relationship.name}
    said = text.in_language(language)
    for field, name in names.items():
        said = said.replace(field, apart(name, best_language(language)))
    return said


def start_page(
    asked: Asked,
    firm: Firm,
    *,
    known: Response | None,
    begin: str,
    decline: str,
    listed: str,
    no_more: str,
) -> StartPage:
    """Who asks, why, how long, until when, and who sees the answers."""
    opened, invitation = asked.opened, asked.invitation
    return StartPage(
        reader=reader(opened, invitation),
        title=in_words(asked.survey.title, asked),
        about=about(asked),
        own_side=asked.own_side,
        team=not asked.own_side and asked.relationship.kind is Kind.EMPLOYEE,
        minutes=_CORE_MINUTES if asked.core_only else MINUTES[opened.wave.form],
        closes=day_in_words(opened.wave.closes, best_language(invitation.language)),
        confidential=asked.privacy is Privacy.CONFIDENTIAL,
        theirs_confidential=asked.theirs_confidential,
        k=opened.wave.k,
        lead=asked.relationship.lead_name,
        principal=opened.principal_name,
        privacy_contact=firm.privacy_contact,
        keep_years=opened.keep_years,
        alone=asked.alone and not asked.own_side,
        core_only=asked.core_only,
        begun=known is not None and bool(known.answers),
        begin=begin,
        decline=decline,
        list=listed,
        no_more="" if asked.own_side else no_more,
    )


def survey_page(
    asked: Asked,
    page: FormPage,
    form: WTForm,
    consents: tuple[str, ...],
    *,
    base: int,
    back: str,
    problem: str = "",
    saved: dict[str, str] | None = None,
    left_open: tuple[Item, ...] = (),
    sent: bool = False,
    from_check: bool = False,
) -> SurveyPage:
    """One page of the form as it stands."""
    questions = {item.id: shown(item, asked, form, consents, saved) for item in page.items}
    chosen = form[USE].data if page.kind is PageKind.WORDS else None
    return SurveyPage(
        reader=reader(asked.opened, asked.invitation),
        about=about(asked),
        own_side=asked.own_side,
        kind=page.kind.value,
        title=page_title(page, asked),
        number=page.number,
        of=len(asked.pages) + 1,
        sections=_sections(page, asked, questions),
        consents=tuple(Option(value=c, label="", chosen=c == chosen) for c in consents),
        lead=asked.relationship.lead_name,
        principal=asked.opened.principal_name,
        longest=LONGEST_TYPED,
        base=base,
        problem=problem,
        left_open=tuple(questions[item.id] for item in left_open),
        sent=sent,
        from_check=from_check,
        back=back,
    )


def page_title(page: FormPage, asked: Asked) -> str:
    """The factor's name; empty for pages whose title stands in the template."""
    for factor in asked.survey.factors:
        if factor.id == page.factor:
            return factor.name.in_language(asked.invitation.language)
    return ""


def _sections(page: FormPage, asked: Asked, questions: dict[str, Shown]) -> tuple[Section, ...]:
    head = asked.survey.head_we if asked.own_side else asked.survey.head_they
    other = survey_language(asked.survey, asked.invitation.language)
    groups = groupby(page.items, key=lambda item: _part(item, asked) or page.kind.value)
    sections = [
        Section(kind=kind, head="", questions=tuple(questions[i.id] for i in items), language=other)
        for kind, items in groups
    ]
    if page.kind not in (PageKind.OVERALL, PageKind.WORDS) and sections[0].kind != "frequency":
        sections[0] = replace(sections[0], head=in_words(head, asked))
    return tuple(sections)


def _part(item: Item, asked: Asked) -> str:
    """Whose part a verification is about, as its reader says it: the roles say it as a contact."""
    match item.role:
        case Role.FREQUENCY:
            return "frequency"
        case Role.THEIR_PART:
            return "ours" if asked.own_side else "theirs"
        case Role.OUR_PART:
            return "theirs" if asked.own_side else "ours"
    return ""


def survey_language(survey: Survey, language: str, page: str = "") -> str:
    """The language that a survey's words stand in for this reader, where it is another.

    `page` is the language that the page is asked for in, where that is not `language`.
    """
    shown, page = survey.title.shown_language(language), page or language
    return "" if shown in (page, best_language(page)) else shown


def shown(
    item: Item,
    asked: Asked,
    form: WTForm,
    consents: tuple[str, ...] = (),
    saved: dict[str, str] | None = None,
    field: str = "",
) -> Shown:
    """One question with what is chosen or typed. `field` names it, where that is not its id."""
    made = _question(item, asked, consents, field)
    held = form[made.id]
    if item.role is not Role.TEXT:
        return Shown(
            question=made,
            chosen=None if held.errors else held.data,
            error=str(held.errors[0]) if held.errors else "",
            saved=saved.get(made.id) if saved else None,
        )
    return Shown(
        question=made,
        typed=str(held.data or ""),
        use=form[use_of(item.id)].data or "",
        error=str(held.errors[0]) if held.errors else "",
        saved=saved.get(made.id) if saved else None,
    )


def _question(item: Item, asked: Asked, consents: tuple[str, ...], field: str) -> Question:
    """What is the same for everyone who is asked this about this relationship, made once."""
    language = asked.invitation.language
    key = (asked.relationship.slug, asked.own_side, item.id, language, consents, field)
    found = asked.made.get(key)
    if found is None:
        wording = item.wording(asked.invitation.perspective)
        low, middle, high = ends(item.scale, language) if item.scale is not None else ("", "", "")
        found = asked.made[key] = Question(
            id=field or item.id,
            text=in_words(wording, asked) if wording is not None else "",
            options=options(item.scale, language) if item.scale is not None else (),
            labelled=item.scale is not None and item.scale.labelled,
            low=low,
            middle=middle,
            high=high,
            escape=Option(value=ESCAPE, label=asked.survey.escape.in_language(language))
            if has_escape(item)
            else None,
            expected=item.role is Role.EXPECTATION,
            uses=("", *consents) if item.role is Role.TEXT else (),
        )
    return found


def ends(scale: Scale, language: str) -> tuple[str, str, str]:
    """The words at both ends and in the middle of a numeric scale."""
    labels = {point: text.in_language(language) for point, text in scale.labels}
    middle = (scale.minimum + scale.maximum) // 2
    return (
        labels.get(scale.minimum, ""),
        labels.get(middle, ""),
        labels.get(scale.maximum, ""),
    )


@lru_cache(maxsize=512)
def options(scale: Scale, language: str) -> tuple[Option, ...]:
    """The answers of a scale: words where each has one, else numbers and what they lie between."""
    labels = {point: text.in_language(language) for point, text in scale.labels}
    if scale.labelled:
        return tuple(Option(value=str(p), label=labels[p]) for p in scale.points)
    return tuple(
        Option(value=str(p), label=number(p, language), **_place(p, labels)) for p in scale.points
    )


def _place(point: int, labels: dict[int, str]) -> dict[str, Any]:
    """The words that a number without any lies between, or is nearer to; nothing in the middle."""
    if point in labels:
        return {"low": labels[point]}
    below = max((p for p in labels if p < point), default=None)
    above = min((p for p in labels if p > point), default=None)
    if below is None or above is None:
        return {}
    if len(labels) > 2:
        return {"low": labels[below], "high": labels[above]}
    if point - below == above - point:
        return {}
    return {"near": labels[below] if point - below < above - point else labels[above]}
