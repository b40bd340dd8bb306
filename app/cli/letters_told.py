"""Whom letters are due to and whom not, for people and for machines.

Of a confidential side nothing that tells of answers is said by name. Knows what was decided
in core.
"""

from __future__ import annotations

import json
from collections import Counter

from app.cli.counted import counted
from app.core.letters_due import TELLS, Due, Passed
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy


def said_of_passed(due: Due, opened: OpenedWave) -> list[str]:
    """Who gets no letter, by reason; of a confidential side what tells of answers is counted."""
    names = {frozen.slug: frozen.name for frozen in opened.relationships}
    by_why: dict[str, list[str]] = {}
    for passed in due.passed:
        if not _is_hidden(passed, opened):
            one = passed.invitation
            by_why.setdefault(passed.why, []).append(f"{one.name} ({names[one.relationship]})")
    lines = [f"no letter, {why}: {', '.join(who)}" for why, who in sorted(by_why.items())]
    lines += [
        f"no letter, {why}: {counted(number, 'invitation')} of the confidential side"
        for (_, why), number in sorted(_hidden(due, opened).items())
    ]
    return lines


def as_json(due: Due, opened: OpenedWave, kind: str, asked_anyway: bool) -> str:
    """Whom letters of this kind are due to and whom not. `asked_anyway`: it tells of no answers."""
    hidden = _hidden(due, opened)
    shown = [
        one
        for one in due.recipients
        if asked_anyway or not is_confidential(opened, one.perspective)
    ]
    return json.dumps(
        {
            "wave": opened.id,
            "letter": kind,
            "due": [
                {
                    "who": one.key[2],
                    "name": one.name,
                    "address": one.email,
                    "language": one.language,
                    "side": one.perspective.value,
                    "relationships": [about.relationship for about in one.about],
                }
                for one in shown
            ],
            "due_of_confidential_side": len(due.recipients) - len(shown),
            "not_due": [
                {
                    "who": passed.invitation.respondent,
                    "relationship": passed.invitation.relationship,
                    "side": passed.invitation.perspective.value,
                    "why": passed.why.value,
                }
                for passed in due.passed
                if not _is_hidden(passed, opened)
            ],
            "not_due_of_confidential_side": [
                {"side": side.value, "why": why, "invitations": number}
                for (side, why), number in sorted(hidden.items())
            ],
        },
        indent=1,
        ensure_ascii=False,
    )


def _is_hidden(passed: Passed, opened: OpenedWave) -> bool:
    return passed.why in TELLS and is_confidential(opened, passed.invitation.perspective)


def _hidden(due: Due, opened: OpenedWave) -> Counter[tuple[Perspective, str]]:
    return Counter(
        (passed.invitation.perspective, passed.why.value)
        for passed in due.passed
        if _is_hidden(passed, opened)
    )


def is_confidential(opened: OpenedWave, perspective: Perspective) -> bool:
    return opened.wave.privacy(perspective) is Privacy.CONFIDENTIAL
