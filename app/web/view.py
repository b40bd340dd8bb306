"""From an invitation and a form to the page that a respondent reads."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from wtforms import Form as WTForm

from app.core.firm import Firm, Kind
from app.core.survey import Item, Perspective, Role, Survey
from app.core.wave import FrozenRelationship, Privacy
from app.errors import LinkUnknown
from app.pages.survey_page import Option, Question, Section, SurveyPage
from app.web.form import ESCAPE, LONGEST_TEXT, consents, has_escape
from app.web.links import Asked


def right_to_left(language: str) -> bool:
    try:
        return str(Locale.parse(language, sep="-").text_direction) == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def day_in_words(day: date, language: str) -> str:
    """`Friday, 6 November 2026` in the respondent's language."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    pattern = "EEEE, d MMMM y" if locale.language == "en" else "full"
    return format_date(day, format=pattern, locale=locale)


def survey_of(asked: Asked) -> tuple[FrozenRelationship, Survey, tuple[Item, ...]]:
    """The frozen relationship, its survey and the items on this side's form."""
    relationship = asked.opened.relationship(asked.invitation.relationship)
    if relationship is None:
        raise LinkUnknown
    survey = asked.opened.survey(relationship.survey)
    return relationship, survey, survey.asked(asked.invitation.perspective, asked.opened.wave.form)


def survey_page(
    asked: Asked,
    firm: Firm,
    principal: str,
    form: WTForm,
    *,
    problem: str = "",
    again: bool = False,
    decline: str = "",
) -> SurveyPage:
    """The whole form as it stands."""
    relationship, survey, items = survey_of(asked)
    invitation, wave = asked.invitation, asked.opened.wave
    own = invitation.perspective is Perspective.SELF
    names = {"{firm}": asked.opened.firm_name, "{counterpart}": relationship.name}
    return SurveyPage(
        language=invitation.language,
        right_to_left=right_to_left(invitation.language),
        title=survey.title.in_language(invitation.language),
        firm=asked.opened.firm_name,
        respondent=invitation.name,
        about=relationship.name if own else asked.opened.firm_name,
        own_side=own,
        team=not own and relationship.kind is Kind.EMPLOYEE,
        form=wave.form.value,
        closes=day_in_words(wave.closes, invitation.language),
        confidential=wave.privacy(invitation.perspective) is Privacy.CONFIDENTIAL,
        k=wave.k,
        sections=_sections(survey, items, form, invitation.language, names, own),
        consents=consents(wave.privacy(invitation.perspective)),
        consent=str(form["consent"].data or ""),
        lead=relationship.lead_name,
        principal=principal,
        privacy_contact=firm.privacy_contact,
        longest=LONGEST_TEXT,
        problem=problem,
        again=again,
        alone=not own
        and len(asked.opened.invited(invitation.relationship, Perspective.COUNTERPART)) == 1,
        decline=decline,
    )


_KINDS = {
    Role.SATISFACTION: "overall",
    Role.RECOMMENDATION: "overall",
    Role.THEIR_PART: "parts",
    Role.OUR_PART: "parts",
    Role.FREQUENCY: "frequency",
    Role.TEXT: "words",
}


def _sections(
    survey: Survey,
    items: tuple[Item, ...],
    form: WTForm,
    language: str,
    names: dict[str, str],
    own: bool,
) -> tuple[Section, ...]:
    """Items in their order, those that belong together under one heading."""
    titles = {factor.id: factor.name.in_language(language) for factor in survey.factors}
    head = (survey.head_we if own else survey.head_they).in_language(language)
    groups: list[tuple[tuple[str, str], list[Item]]] = []
    for item in items:
        kind = _KINDS.get(item.role, "factor")
        key = (kind, titles.get(item.factor or "", "") if kind == "factor" else "")
        if not groups or groups[-1][0] != key:
            groups.append((key, []))
        groups[-1][1].append(item)
    return tuple(
        Section(
            kind=kind,
            title=title,
            head=_named(head, names) if kind in ("factor", "parts") else "",
            questions=tuple(_question(i, survey, form, language, names, own) for i in grouped),
        )
        for (kind, title), grouped in groups
    )


def _named(text: str, names: dict[str, str]) -> str:
    for field, name in names.items():
        text = text.replace(field, name)
    return text


def _question(
    item: Item, survey: Survey, form: WTForm, language: str, names: dict[str, str], own: bool
) -> Question:
    words = item.we if own else item.they
    field = form[item.id]
    chosen = None if field.errors else field.data
    scale = item.scale
    options: tuple[Option, ...] = ()
    ends = ["", "", ""]
    if scale is not None:
        labels = {point: text.in_language(language) for point, text in scale.labels}
        options = tuple(
            Option(
                value=str(point),
                label=labels.get(point, str(point)) if scale.labelled else str(point),
                chosen=chosen == str(point),
            )
            for point in scale.points
        )
        middle = (scale.minimum + scale.maximum) // 2
        if not scale.labelled:
            ends = [labels.get(p, "") for p in (scale.minimum, middle, scale.maximum)]
    escape = None
    if has_escape(item):
        escape = Option(
            value=ESCAPE, label=survey.escape.in_language(language), chosen=chosen == ESCAPE
        )
    return Question(
        id=item.id,
        text=_named(words.in_language(language) if words else "", names),
        options=options,
        labelled=scale is not None and scale.labelled,
        low=ends[0],
        middle=ends[1],
        high=ends[2],
        escape=escape,
        typed=str(field.data or "") if item.role is Role.TEXT else "",
        error=str(field.errors[0]) if field.errors else "",
    )
