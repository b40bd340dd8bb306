"""The shape of a meeting's file: keys as the firm writes them. `meetings` reads what they mean."""

from __future__ import annotations

from app.core.firm import CommitmentState
from app.core.meeting import MeetingState
from app.core.survey import Perspective
from app.files.reading import Strict
from app.files.words import Clock, Day, Line, Name, OptionalSlug, Slug


class AgreementEntry(Strict):
    what: Name
    who: OptionalSlug = ""
    side: Perspective | None = None
    by: Day | None = None
    how: Line = ""
    state: CommitmentState = CommitmentState.OPEN
    closed: Day | None = None


class MeetingFile(Strict):
    state: MeetingState
    on: Day | None = None
    asked_on: Day | None = None
    accepted_on: Day | None = None
    starts: Clock | None = None
    where: Line = ""
    who: tuple[Slug, ...] = ()
    agreements: tuple[AgreementEntry, ...] = ()
