"""Which of the respondents' words stand on the firm's own edition, by the consent given.

    consent        words      name (named waves only)
    unsaid         yes        no
    named          yes        yes
    unnamed        yes        no
    reworded       no         no      until someone other than the lead has put it in other words
    principal      no         no      for the principal alone, and the lead reads this page
    spoken         no         no      a bare notice: they will raise something themselves

In a confidential wave no name is ever shown, and no word of a group below k.
"""

from __future__ import annotations

from app.core.context import FirmContext
from app.core.response import Answer, Consent
from app.core.review import Words
from app.core.survey import Perspective, Survey, TextTopic
from app.core.wave import Privacy

_WITH_TEXT = frozenset({Consent.UNSAID, Consent.NAMED, Consent.UNNAMED})


def words_of(slug: str, survey: Survey, context: FirmContext) -> tuple[Words, ...]:
    """The words that may be shown, by topic, the counterpart's first."""
    topics = {item.id: item.topic for item in survey.items if item.topic is not None}
    found = []
    for perspective in Perspective:
        side = context.sides.get((slug, perspective))
        # Responses of a side that may not be shown are already gone from the context.
        for response in side.responses if side is not None else ():
            for answer in response.answers:
                topic = topics.get(answer.item)
                if topic is None or not isinstance(answer.value, str) or not answer.value.strip():
                    continue
                privacy = context.opened.wave.privacy(perspective)
                found.append(
                    _shown(answer, topic, perspective, context.names[response.key], privacy)
                )
    kept = [words for words in found if words is not None]
    order = list(TextTopic)
    # Sorted by text within a group: the order must not give away who wrote what.
    kept.sort(key=lambda w: (order.index(w.topic), w.perspective, w.text, w.name))
    return tuple(kept)


def _shown(
    answer: Answer,
    topic: TextTopic,
    perspective: Perspective,
    name: str,
    privacy: Privacy,
) -> Words | None:
    if answer.consent is Consent.SPOKEN:
        return Words(topic=topic, perspective=perspective, text="", consent=Consent.SPOKEN)
    if answer.consent not in _WITH_TEXT:
        return None
    named = answer.consent is Consent.NAMED and privacy is Privacy.NAMED
    return Words(
        topic=topic,
        perspective=perspective,
        text=str(answer.value).strip(),
        name=name if named else "",
        consent=answer.consent,
    )
