"""One sheet for the principal: whom to meet, in what order, why, and how sure that is.

The meeting list of a wave on one page of paper, in our edition only. Knows the finished overview
and paper; what is dropped where there is too much stands in `_FITS`, and what is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from app.core.firm import Paper
from app.core.overview import Portfolio
from app.pages.attention_portfolio import MeetFirst, MeetGroup, MeetLine, meet_first
from app.pages.brief_paper import shortened
from app.pages.numbers import day, in_words
from app.pages.overall_facts import overall
from app.pages.parts import Fact
from app.pages.printed import with_mark
from app.pages.segment_tables import flags_sentence

_NAME, _REASON, _NAMES = 70, 170, 420
"""Characters after which a text is cut at a word and marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    points: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGroup:
    heading: str
    lines: tuple[SheetLine, ...]
    more: str
    """Those that are named or counted only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioSheet:
    template: ClassVar[str] = "portfolio_sheet.html"

    title: str
    firm: str
    language: str
    direction: str
    paper: Paper
    wave: str
    relationship: str
    """Empty: it is about all of them."""
    band: str
    headline: str
    standfirst: str
    facts: tuple[Fact, ...]
    groups: tuple[SheetGroup, ...]
    sure: str
    foot: str
    mark: str
    digest: str = ""
    """What all of the page came to before it had its mark."""
    page_of: tuple[str, ...]
    made_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How much is printed of each kind of group: lines, and reasons of a line."""

    meet: tuple[int, int]
    quarter: tuple[int, int]
    routine: tuple[int, int]
    apart: tuple[int, int]
    """Lines of all lists apart together, the first lists first."""
    named: bool = True
    """Whom there is no room for is named, and not only counted."""


_NONE = (0, 0)
_FITS = (
    _Fit(meet=(12, 4), quarter=(10, 3), routine=(4, 2), apart=(12, 2)),
    _Fit(meet=(12, 4), quarter=(10, 3), routine=(4, 1), apart=(10, 1)),
    _Fit(meet=(12, 4), quarter=(8, 3), routine=(3, 1), apart=(8, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=(2, 1), apart=(6, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=(2, 1), apart=(4, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=(1, 1), apart=(3, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=_NONE, apart=(3, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=_NONE, apart=(2, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=_NONE, apart=(1, 1)),
    _Fit(meet=(12, 4), quarter=(8, 2), routine=_NONE, apart=_NONE),
    _Fit(meet=(12, 3), quarter=(6, 2), routine=_NONE, apart=_NONE),
    _Fit(meet=(10, 3), quarter=(5, 2), routine=_NONE, apart=_NONE),
    _Fit(meet=(10, 2), quarter=(5, 1), routine=_NONE, apart=_NONE),
    _Fit(meet=(8, 2), quarter=(4, 1), routine=_NONE, apart=_NONE),
    _Fit(meet=(7, 2), quarter=(3, 1), routine=_NONE, apart=_NONE),
    _Fit(meet=(6, 2), quarter=(2, 1), routine=_NONE, apart=_NONE, named=False),
    _Fit(meet=(5, 1), quarter=_NONE, routine=_NONE, apart=_NONE, named=False),
)
"""Dropped in this order: reasons of the routine and of lists apart, their lines one by one, reasons
and lines of this quarter, reasons and lines of those to meet at once, names without a reason."""


def portfolio_sheets(portfolio: Portfolio, paper: Paper = Paper.A4) -> Iterator[PortfolioSheet]:
    """The sheet at ever shorter lengths; none for a wave without a list."""
    meet = meet_first(portfolio.attention)
    if meet is None or meet.none:
        return
    for fit in _FITS:
        yield _sheet(portfolio, meet, paper, fit)


def has_sheet(portfolio: Portfolio) -> bool:
    """Whether there is a list to print."""
    return portfolio.attention is not None and portfolio.attention.why_none is None


def _sheet(portfolio: Portfolio, meet: MeetFirst, paper: Paper, fit: _Fit) -> PortfolioSheet:
    firm = shortened(portfolio.firm, _NAME)
    page = PortfolioSheet(
        title=f"{portfolio.firm}: whom to meet first, {portfolio.wave} survey",
        firm=portfolio.firm,
        language="en",
        direction="ltr",
        paper=paper,
        wave=portfolio.wave,
        relationship="",
        band=f"{firm} · {portfolio.wave} survey",
        headline=_headline(meet),
        standfirst=_standfirst(meet),
        facts=overall(portfolio)[:4],
        groups=_groups(meet.groups, fit),
        sure=" ".join(filter(None, (meet.intro, flags_sentence(portfolio.flags)))),
        foot=f"Survey open {day(portfolio.opens)} to {day(portfolio.closes)}, as of "
        f"{day(portfolio.as_of)} · stays with us",
        mark="",
        page_of=("page 1 of 1",),
        made_on=portfolio.as_of.isoformat(),
    )
    return with_mark(page)


def _headline(meet: MeetFirst) -> str:
    first = _of_kind(meet, "meet") or _of_kind(meet, "quarter")
    if not first:
        return "Nothing known calls for a meeting before its time."
    return f"Meet {shortened(first[0].name, _NAME)} first."


def _standfirst(meet: MeetFirst) -> str:
    said = [
        f"{in_words(len(found))} {when}"
        for kind, when in (
            ("meet", "within 30 days"),
            ("quarter", "this quarter"),
            ("routine", "in the usual course"),
        )
        if (found := _of_kind(meet, kind))
    ]
    apart = sum(len(_everyone(group)) for group in meet.groups if group.kind == "apart")
    if apart:
        said.append(f"{in_words(apart)} that cannot be placed")
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _of_kind(meet: MeetFirst, kind: str) -> tuple[MeetLine, ...]:
    return tuple(line for group in meet.groups if group.kind == kind for line in _everyone(group))


def _everyone(group: MeetGroup) -> tuple[MeetLine, ...]:
    return (*group.lines, *group.quiet)


def _groups(groups: tuple[MeetGroup, ...], fit: _Fit) -> tuple[SheetGroup, ...]:
    most = {"meet": fit.meet, "quarter": fit.quarter, "routine": fit.routine, "apart": fit.apart}
    made = []
    for group in groups:
        lines, reasons = most[group.kind]
        made.append(_group(group, lines, reasons, named=fit.named))
        if group.kind == "apart":
            most["apart"] = (max(0, lines - len(group.lines)), reasons)
    return tuple(made)


def _group(group: MeetGroup, most: int, reasons: int, *, named: bool) -> SheetGroup:
    told = tuple(
        SheetLine(
            points=line.points,
            name=shortened(line.name, _NAME),
            reasons=tuple(
                cut_in_the_quote(said, _REASON) for said in (line.reasons or line.notes)[:reasons]
            ),
        )
        for line in group.lines[:most]
    )
    left = (*group.lines[most:], *group.quiet)
    return SheetGroup(heading=group.heading, lines=told, more=_more(left, bool(told), named))


def cut_in_the_quote(said: str, most: int) -> str:
    """A reason cut to about `most` characters: in what it quotes, so that the day behind stays."""
    head, quote, tail = said.rpartition("”")
    if len(said) <= most or not quote or len(tail) > most // 2:
        return shortened(said, most)
    return f"{shortened(head, most - len(tail))}{quote}{tail}"


def _more(left: tuple[MeetLine, ...], after: bool, named: bool) -> str:
    if not left:
        return ""
    if not named:
        return f"{in_words(len(left)).capitalize()}{' more' if after else ''}: on the overview."
    names = ", ".join(shortened(line.name, _NAME) for line in left)
    cut = shortened(names, _NAMES)
    also = "Also: " if after else ""
    return f"{also}{cut}" + (f" ({len(left)} in all)" if cut != names else "")
