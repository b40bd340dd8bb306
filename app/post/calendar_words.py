"""What stands in a lead's calendar: an entry of the year in words.

It syncs to servers of others, so it says which relationship, what is due, and where to look. No
score, class, answer or contact is here to be said.
"""

from __future__ import annotations

from app.core.year import Entry, Occasion

SEE = "See our page."


def summary(entry: Entry) -> str:
    """The line that a calendar shows."""
    name = entry.names[0] if entry.names else ""
    match entry.occasion:
        case Occasion.OPENS:
            return f"The {entry.wave} survey opens"
        case Occasion.REMIND:
            return f"The {entry.wave} survey: remind whoever has not answered"
        case Occasion.CLOSES:
            return f"The {entry.wave} survey closes: last day for answers"
        case Occasion.NEXT_WAVE:
            return f"Time for the next survey: a year after {entry.wave}"
        case Occasion.MEETING:
            return f"{name}: meeting" if entry.certain else f"{name}: meeting, asked for"
        case Occasion.CHECK_OF_MEETING:
            return f"{name}: {entry.after} days since the meeting"
        case Occasion.CHECK_OF_LEAD:
            return f"{name}: {entry.after} days since the lead changed"
        case Occasion.PROMISE:
            return f"{name}: a promise is due: {entry.what}"
        case Occasion.AGREEMENT:
            return f"{name}: agreed for today: {entry.what}"
        case Occasion.RENEWAL:
            return f"{name}: the contract renews"


def description(entry: Entry) -> str:
    """What stands below it."""
    match entry.occasion:
        case Occasion.OPENS | Occasion.REMIND | Occasion.CLOSES:
            return f"You lead: {', '.join(entry.names)}. {SEE}"
        case Occasion.NEXT_WAVE:
            return "Choose the day it opens, and whom it asks."
        case Occasion.MEETING:
            return SEE
        case Occasion.CHECK_OF_MEETING:
            return f"Is what was agreed happening? The short survey can ask. {SEE}"
        case Occasion.CHECK_OF_LEAD:
            return f"Ask how it goes with the new lead. The short survey can do it. {SEE}"
        case Occasion.AGREEMENT:
            return f"{entry.who} answers for it. {SEE}" if entry.who else SEE
        case Occasion.PROMISE:
            return f"Promised by {entry.who}. {SEE}" if entry.who else SEE
        case Occasion.RENEWAL:
            return SEE
