"""A respondent's own answers given back to them: to check and send, as a receipt, and to keep.

Knows one response, and how its words will stand in both editions. Knows nobody else's answers.
"""

from __future__ import annotations

from app.core.consent import Standing, other_words_for, standing
from app.core.form_pages import FormPage, left_open
from app.core.response import Answer, Consent, Response, State, Talk
from app.core.review import Edition
from app.core.survey import Item, Role
from app.core.wave import Privacy, Rewording
from app.pages.catalogues import best_language
from app.pages.locale import day_in_words, number, right_to_left
from app.pages.survey_given import CheckPage, CopyPage, Given, GivenPage, GivenWords, ReceiptPage
from app.pages.survey_page import Option
from app.web.links import Asked
from app.web.view import about, in_words, page_title, reader


def check_page(
    asked: Asked,
    known: Response | None,
    rewordings: tuple[Rewording, ...],
    *,
    base: int,
    home: str,
    talk: str | None,
    problem: str = "",
    late: bool = False,
) -> CheckPage:
    """Everything that was answered, before it is sent, or to change it afterwards."""
    pages = _pages(asked, known, rewordings, home)
    sent = known is not None and known.state is State.SENT
    chosen = talk if talk is not None else (known.talk.value if known is not None else "")
    way = [page for page in asked.pages if not page.optional]
    return CheckPage(
        reader=reader(asked.opened, asked.invitation),
        about=about(asked),
        own_side=asked.own_side,
        confidential=asked.privacy is Privacy.CONFIDENTIAL,
        k=asked.opened.wave.k,
        lead=asked.relationship.lead_name,
        principal=asked.opened.principal_name,
        number=len(asked.pages) + 1,
        pages=pages,
        left_open=sum(len(left_open(page, known)) for page in way),
        talk=()
        if asked.own_side
        else tuple(Option(value=t.value, label="", chosen=t.value == chosen) for t in Talk if t),
        base=base,
        problem=problem,
        sent=_day(known, asked) if sent else "",
        receipt=f"{home}/receipt",
        back=f"{home}/{way[-1].number}" if way else "",
        late=late,
    )


def receipt_page(
    asked: Asked,
    known: Response,
    *,
    home: str,
    can_change: bool,
    locked: bool,
    from_decline: bool,
    listed: str,
) -> ReceiptPage:
    """That it is saved, when, and what can be done now."""
    language = best_language(asked.invitation.language)
    way = [page for page in asked.pages if not page.optional]
    asked_items = {item.id for page in way for item in page.items}
    return ReceiptPage(
        reader=reader(asked.opened, asked.invitation),
        about=about(asked),
        own_side=asked.own_side,
        declined=known.state is State.DECLINED,
        day=_day(known, asked),
        answered=len({answer.item for answer in known.answers} & asked_items),
        asked=len(asked_items),
        closes=day_in_words(asked.opened.wave.closes, language),
        can_change=can_change,
        locked=locked,
        from_decline=from_decline,
        talk=known.talk.value,
        lead=asked.relationship.lead_name,
        change=f"{home}/check" if known.state is State.SENT else home or "/",
        copy=f"{home}/copy",
        file=f"{home}/copy.txt",
        list=listed,
    )


def copy_of(kind: type[CopyPage], asked: Asked, known: Response, *, home: str) -> CopyPage:
    """All answers, as a page to print or as a file."""
    return kind(
        reader=reader(asked.opened, asked.invitation),
        about=about(asked),
        own_side=asked.own_side,
        lead=asked.relationship.lead_name,
        principal=asked.opened.principal_name,
        day=_day(known, asked),
        sent=known.state is State.SENT,
        pages=_pages(asked, known, (), ""),
        receipt=f"{home}/receipt",
    )


def _day(known: Response | None, asked: Asked) -> str:
    if known is None or known.day is None:
        return ""
    return day_in_words(known.day, best_language(asked.invitation.language))


def _pages(
    asked: Asked, known: Response | None, rewordings: tuple[Rewording, ...], home: str
) -> tuple[GivenPage, ...]:
    answers = {a.item: a for a in known.answers} if known is not None else {}
    return tuple(
        GivenPage(
            kind=page.kind.value,
            title=page_title(page, asked),
            change=f"{home}/{page.number}?from=check" if home else "",
            answers=tuple(
                _given(item, answers.get(item.id), asked)
                for item in page.items
                if item.role is not Role.TEXT
            ),
            words=tuple(
                _own_words(item, answers.get(item.id), asked, known, rewordings)
                for item in page.items
                if item.role is Role.TEXT
            ),
            left_open=len(left_open(page, known)),
            optional=page.optional,
        )
        for page in asked.pages
        if not (page.optional and not home and _untouched(page, known))
    )


def _untouched(page: FormPage, known: Response | None) -> bool:
    answered = {a.item for a in known.answers} if known is not None else set()
    return not any(item.id in answered for item in page.items)


def _given(item: Item, answer: Answer | None, asked: Asked) -> Given:
    language = asked.invitation.language
    if answer is None:
        said = ""
    elif answer.value is None:
        said = asked.survey.escape.in_language(language)
    else:
        said = point_in_words(item, int(answer.value), language)
    return Given(
        question=_statement(item, asked),
        answer=said,
        escape=answer is not None and answer.value is None,
    )


def point_in_words(item: Item, point: int, language: str) -> str:
    """A point of a scale: its words where every one has some, else the number, `7 / 10`."""
    if item.scale is None:
        return ""
    label = item.scale.label(point)
    if item.scale.labelled and label is not None:
        return label.in_language(language)
    said = f"{number(point, language)} / {number(item.scale.maximum, language)}"
    # Isolated, so that right-to-left text round it does not turn the two numbers.
    return f"\u2066{said}\u2069" if right_to_left(language) else said


def _statement(item: Item, asked: Asked) -> str:
    words = item.wording(asked.invitation.perspective)
    return in_words(words, asked) if words is not None else ""


def _own_words(
    item: Item,
    answer: Answer | None,
    asked: Asked,
    known: Response | None,
    rewordings: tuple[Rewording, ...],
) -> GivenWords:
    text = str(answer.value).strip() if answer is not None and answer.value else ""
    ours: Standing | None = None
    shared: Standing | None = None
    if answer is not None and known is not None and text:
        other = other_words_for(answer, known, asked.relationship, rewordings)
        ours, shared = (
            standing(answer, asked.invitation.name, edition, asked.privacy, other)
            for edition in (Edition.FIRM, Edition.SHARED)
        )
    return GivenWords(
        question=_statement(item, asked),
        text=text,
        use=answer.consent.value if answer is not None else "",
        ours=ours.text if ours is not None else None,
        shared=shared.text if shared is not None else None,
        named=answer is not None
        and answer.consent is Consent.NAMED
        and asked.privacy is Privacy.NAMED,
    )
