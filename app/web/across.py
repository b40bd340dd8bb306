"""One question for all relationships of a person's list: which there are, its form and its page.

Questions are one where id, words and scale are the same. Where a question stands in the list moves
with every relationship that is declined or fixed, so what is sent says by a key which one it is
about. Knows answers that were kept; keeps none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from wtforms import Form as WTForm

from app.core.form_pages import FormPage, PageKind
from app.core.response import Answer, Response, State
from app.core.survey import Item, Text
from app.errors import LinkUnknown
from app.pages.survey_list import AcrossPage, AcrossRow, Chosen
from app.web.form import ESCAPE, ChoiceField, offered
from app.web.given import point_in_words
from app.web.house import House
from app.web.keeping import is_locked
from app.web.links import Asked, Listed
from app.web.view import in_words, page_title, reader, shown, survey_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """One question, and those relationships of the list that ask it in the same words."""

    item: Item
    page: FormPage
    asked: tuple[Asked, ...]

    @property
    def key(self) -> str:
        """The same as long as the question is: its place on the form, id, words and scale."""
        wording = self.item.wording(self.asked[0].invitation.perspective)
        said = (self.page.kind, self.page.factor, self.item.id, wording, self.item.scale)
        return sha256(repr(said).encode()).hexdigest()[:20]


def questions_of(house: House, listed: Listed) -> tuple[Across, ...]:
    """The rated questions of all relationships that still take answers, in the survey's order."""
    return joined(asked for asked in listed.all if _is_open(house, asked))


def _is_open(house: House, asked: Asked) -> bool:
    known = house.known(asked)[1]
    return house.takes(asked) and (
        known is None or not (known.state is State.DECLINED or is_locked(house.store, asked, known))
    )


def joined(all_asked: Iterable[Asked]) -> tuple[Across, ...]:
    """Every rated question of these, whether it takes answers or not."""
    found: dict[tuple[object, ...], tuple[Item, FormPage, list[Asked]]] = {}
    for asked in all_asked:
        for page in asked.pages:
            for item in page.rated if not page.optional else ():
                wording = item.wording(asked.invitation.perspective)
                same = (page.kind, page.factor, item.id, wording, item.scale)
                found.setdefault(same, (item, page, []))[2].append(asked)
    return tuple(
        Across(item=item, page=page, asked=tuple(asked)) for item, page, asked in found.values()
    )


def number_of(questions: tuple[Across, ...], key: str) -> int | None:
    """Where the question with this key stands now, from 1; None where it is not asked any more."""
    return next((n for n, one in enumerate(questions, 1) if one.key == key), None)


def first_open(house: House, questions: tuple[Across, ...]) -> int:
    """The number of the first question that is not answered for all of its relationships."""
    answered = {
        asked.relationship.slug: {a.item for a in known.answers}
        for one in questions
        for asked in one.asked
        if (known := house.known(asked)[1]) is not None
    }
    for number, one in enumerate(questions, 1):
        if any(one.item.id not in answered.get(a.relationship.slug, ()) for a in one.asked):
            return number
    return 1


def the_one(questions: tuple[Across, ...], number: int) -> Across:
    if not 1 <= number <= len(questions):
        raise LinkUnknown
    return questions[number - 1]


FIELD = "about-"


def field_of(asked: Asked) -> str:
    return f"{FIELD}{asked.relationship.slug}"


def statement(one: Across) -> str:
    """What stands above all rows; empty where it differs from row to row."""
    wording = one.item.wording(one.asked[0].invitation.perspective)
    said = {in_words(wording, asked) for asked in one.asked} if wording else {""}
    return said.pop() if len(said) == 1 else ""


def form_of(one: Across) -> type[WTForm]:
    fields = {field_of(asked): ChoiceField(offered(one.item)) for asked in one.asked}
    return type("AcrossForm", (WTForm,), fields)


def value_of(known: Response | None, item: Item) -> str | None:
    for answer in known.answers if known is not None else ():
        if answer.item == item.id:
            return ESCAPE if answer.value is None else str(answer.value)
    return None


def said_of(asked: Asked, item: Item, known: Response | None) -> str:
    """What is saved for an item, as its respondent reads it."""
    value = value_of(known, item)
    language = asked.invitation.language
    if value == ESCAPE:
        return asked.survey.escape.in_language(language)
    return point_in_words(item, int(value), language) if value is not None else ""


def answers_of(item: Item, given: str | None) -> tuple[Answer, ...]:
    if given is None:
        return ()
    return (Answer(item=item.id, value=None if given == ESCAPE else int(given)),)


def _frame(asked: Asked, page: FormPage) -> Text | None:
    """What stands above rated questions and says of what they are asked: of a client's year with
    us, or of ours with a supplier.
    """
    if page.kind is PageKind.OVERALL:
        return None
    return asked.survey.head_we if asked.own_side else asked.survey.head_they


def _head(one: Across) -> tuple[str, ...]:
    """The one frame of all rows, in the pieces round each place for all their names."""
    first = one.asked[0]
    head = _frame(first, one.page)
    if head is None or _differ(one):
        return ()
    if len(one.asked) == 1:
        return (in_words(head, first),)
    said = head.in_language(first.invitation.language).replace("{firm}", first.opened.firm_name)
    return tuple(said.split("{counterpart}"))


def _differ(one: Across) -> bool:
    """Whether their surveys frame it in different words: then each row has its own."""
    return len({_frame(asked, one.page) for asked in one.asked}) > 1


def across_page(
    token: str,
    questions: tuple[Across, ...],
    number: int,
    form: WTForm,
    bases: dict[str, int],
    problem: str = "",
    saved: dict[str, str] | None = None,
    gone: tuple[Chosen, ...] = (),
) -> AcrossPage:
    one = questions[number - 1]
    first = one.asked[0]
    said = statement(one)
    page = first.invitation.language
    rows, differ = [], _differ(one)
    for asked in one.asked:
        frame = _frame(asked, one.page) if differ else None
        made = shown(one.item, asked, form, saved=saved, field=field_of(asked))
        rows.append(
            AcrossRow(
                question=made,
                language=""
                if said
                else survey_language(asked.survey, asked.invitation.language, page),
                name=asked.relationship.slug,
                label=asked.relationship.name if said else "",
                head=in_words(frame, asked) if frame is not None else "",
                base=bases[asked.relationship.slug],
            )
        )
    return AcrossPage(
        reader=reader(first.opened, first.invitation),
        head=_head(one),
        statement=said,
        language=survey_language(first.survey, page),
        title=page_title(one.page, first),
        kind=one.page.kind.value,
        number=number,
        of=len(questions),
        key=one.key,
        rows=tuple(rows),
        gone=gone,
        problem=problem,
        here=f"/s/{token}/all/{number}",
        back=f"/s/{token}/all/{number - 1}" if number > 1 else "",
        list=f"/s/{token}",
    )
