"""What is known of each person a wave asked, and what may be counted of a side.

Of a confidential side nothing is counted by relationship but what has been published, and before
that at most the side as a whole, over two relationships or more: nobody can watch one person
answer. Names nobody but those who asked to be called. Knows no files and no days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.core.people import counts
from app.core.response import Response, State, Talk
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy

SideKey = tuple[str, Perspective]
Key = tuple[str, Perspective, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideStands:
    """People of one side; None where a count could show who of a confidential side answered."""

    asked: int
    answered: int | None
    """Sent; after closing also what was not sent and counts."""
    started: int | None
    declined: int | None
    no_more: int | None
    """Asked not to be asked again, and have answered nothing."""

    @property
    def silent(self) -> int | None:
        """Asked, and nothing is known of them; those who have only started are among them."""
        if self.answered is None or self.declined is None or self.no_more is None:
            return None
        return self.asked - self.answered - self.declined - self.no_more


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    by_key: Mapping[Key, str]
    """Everyone asked of whom something is known → answered, started, declined or no more."""
    talks: Mapping[Key, Talk]
    names: Mapping[Key, str]


def what_is_known(
    opened: OpenedWave, latest: Iterable[Response], over: bool, no_more: frozenset[Key]
) -> Known:
    names = {i.key: i.name for i in opened.invitations}
    surveys = {survey.id: survey for survey in opened.surveys}
    of = {frozen.slug: surveys[frozen.survey] for frozen in opened.relationships}
    found: dict[Key, str] = dict.fromkeys(no_more & names.keys(), "no more")
    talks: dict[Key, Talk] = {}
    for response in latest:
        key = response.key
        if key not in names:
            continue
        if response.state is State.DECLINED:
            found[key] = "declined"
        elif counts(response, of[response.relationship], opened.wave.form, over):
            found[key] = "answered"
            if response.talk in (Talk.LEAD, Talk.SOMEONE_ELSE):
                talks[key] = response.talk
        elif response.answers:
            found.setdefault(key, "started")
    return Known(by_key=found, talks=talks, names=names)


def by_side(states: Mapping[Key, str]) -> dict[SideKey, Counter[str]]:
    counted: dict[SideKey, Counter[str]] = {}
    for (slug, perspective, _), state in states.items():
        counted.setdefault((slug, perspective), Counter())[state] += 1
    return counted


def side_of(asked: int, counted: Mapping[str, int]) -> SideStands:
    return SideStands(
        asked=asked,
        answered=counted.get("answered", 0),
        started=counted.get("started", 0),
        declined=counted.get("declined", 0),
        no_more=counted.get("no more", 0),
    )


def hidden_side(asked: int, answered: int | None) -> SideStands:
    return SideStands(asked=asked, answered=answered, started=None, declined=None, no_more=None)


def whole_side(
    sides: list[SideStands],
    counted: Mapping[SideKey, Counter[str]],
    perspective: Perspective,
    opened: OpenedWave,
    *,
    count_hidden: bool,
) -> SideStands:
    asked = sum(side.asked for side in sides)
    whole: Counter[str] = Counter()
    for (_, of), one in counted.items():
        if of is perspective:
            whole += one
    if opened.wave.privacy(perspective) is Privacy.NAMED:
        return side_of(asked, whole)
    known = [side.answered for side in sides if side.answered is not None]
    if len(known) == len(sides):
        return hidden_side(asked, sum(known))
    several = sum(1 for side in sides if side.asked) > 1
    return hidden_side(asked, whole["answered"] if count_hidden and several else None)
