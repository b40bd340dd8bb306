"""What the firm wrote, as it is in force: the firm, its addresses, surveys and languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from app.cli.visit.examples import FIRM, is_example, peoples_examples
from app.cli.visit.finding import Finding, Mark
from app.core.survey import Form, Perspective, Survey, Text
from app.core.wave import Wave
from app.files.site import SiteFiles
from app.pages.catalogues import BRIEF, SOURCE, Head, best_language, head
from app.settings import FORMAT

SOON = timedelta(days=14)
"""A wave that opens so soon cannot wait for its translations."""


def in_force(files: SiteFiles) -> Iterator[Finding]:
    """What the firm's own file sets."""
    firm = files.firm
    principal = next((p.name for p in files.people if p.slug == firm.principal), firm.principal)
    for name, value in (
        ("format", str(FORMAT)),
        ("firm", firm.name + (" (a sample: nobody is invited)" if firm.sample else "")),
        ("time zone", firm.time_zone),
        ("languages", ", ".join(firm.languages)),
        ("principal", principal),
        ("currency", firm.currency),
    ):
        yield Finding(group="in force", name=name, value=value, source=FIRM)


def addresses(files: SiteFiles) -> Iterator[Finding]:
    """Where pages and answers are reached, and whom respondents can write to."""
    firm = files.firm
    for name, key, address in (
        ("answers at", "answers_at", firm.answers_at),
        ("pages at", "site_at", firm.site_at),
    ):
        mark, remedy = _judged(address, sample=firm.sample)
        if not address:
            mark, remedy = Mark.OK, ""
        yield Finding(
            group="addresses",
            name=name,
            value=address or "not set",
            source=f"{FIRM}: {key}",
            mark=mark,
            remedy=remedy,
        )
    example = is_example(firm.privacy_contact.rpartition("@")[2]) and not firm.sample
    yield Finding(
        group="addresses",
        name="privacy contact",
        value=firm.privacy_contact,
        source=f"{FIRM}: privacy_contact",
        mark=Mark.NOTE if example else Mark.OK,
        remedy="is an example; write one that somebody reads" if example else "",
    )
    yield from _example_addresses(files)
    yield from _shared_addresses(files)


def _example_addresses(files: SiteFiles) -> Iterator[Finding]:
    """Addresses that no letter reaches: those that stand in a new folder until they are written."""
    if files.firm.sample:
        return
    for name, address, file in peoples_examples(files):
        yield Finding(
            group="addresses",
            name=name,
            value=address,
            source=file,
            mark=Mark.NOTE,
            remedy="is an example; write their own before you invite",
        )


def _shared_addresses(files: SiteFiles) -> Iterator[Finding]:
    """One address under two people is one letter read by the wrong one."""
    owners: dict[str, list[str]] = {}
    for person in files.people:
        owners.setdefault(person.email.casefold(), []).append(person.slug)
    for relationship in files.relationships:
        for contact in relationship.contacts:
            # One human may be a contact of several: then the file says so with `person`.
            who = contact.person or f"{relationship.slug}/{contact.id}"
            if contact.left is None and who not in owners.get(contact.email.casefold(), ()):
                owners.setdefault(contact.email.casefold(), []).append(who)
    for address, found in sorted(owners.items()):
        if len(found) > 1:
            yield Finding(
                group="addresses",
                name="shared",
                value=f"{address} belongs to {' and '.join(found)}",
                mark=Mark.NOTE,
                remedy="if that is one human, give both the same person = ...",
            )


def _judged(address: str, *, sample: bool) -> tuple[Mark, str]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        return Mark.NOTE, "is this machine only; others cannot open it"
    if is_example(host) and not sample:
        return Mark.NOTE, "is an example; write your own before you invite"
    if parts.scheme != "https":
        return Mark.NOTE, "is not https: answers could be read on their way"
    return Mark.OK, ""


def surveys(files: SiteFiles) -> Iterator[Finding]:
    """How long each survey is, and which waves ask it."""
    for survey in files.surveys:
        sizes = []
        for form in Form:
            asked = survey.asked(Perspective.COUNTERPART, form)
            taps = sum(1 for item in asked if item.rated)
            sizes.append(f"{form} {taps} taps + {len(asked) - taps} texts")
        yield Finding(
            group="surveys",
            name=survey.id,
            value="; ".join(sizes),
            source=f"{_file(survey)}, version {survey.version}",
        )


def languages(files: SiteFiles, today: date) -> Iterator[Finding]:
    """Which texts are missing in a language that somebody reads, and who answers for the words."""
    for survey in files.surveys:
        read = _languages_of(survey, files)
        for language in sorted(read | _unsigned(survey)):
            missing = sorted(_missing(survey, language)) if language in read else []
            said, remedy = _who(survey, language)
            if missing:
                due = next((w for w in files.waves if _due(w, survey, today)), None)
                yield _incomplete(survey, language, missing, said, due)
                continue
            yield Finding(
                group="languages",
                name=f"{survey.id} {language}",
                value="; ".join(filter(None, ("complete" if language in read else "", said))),
                source=_file(survey),
                mark=Mark.NOTE if remedy else Mark.OK,
                remedy=remedy,
            )


def forms(files: SiteFiles) -> Iterator[Finding]:
    """Who answers for the words round the questions, in each language that somebody reads."""
    read = {language for survey in files.surveys for language in _languages_of(survey, files)}
    for language in sorted(read - {SOURCE}):
        best = best_language(language)
        if best == SOURCE:
            yield Finding(
                group="languages",
                name=f"pages {language}",
                value="the words round the questions are not there; they stand in English",
                mark=Mark.NOTE,
                remedy=f"add app/pages/catalogues/{language.partition('-')[0]}.po",
            )
            continue
        yield _signed(f"pages {language}", f"app/pages/catalogues/{best}.po", head(best))
        yield _signed(
            f"table {language}", f"app/pages/catalogues/brief/{best}.po", head(best, BRIEF)
        )


def _signed(name: str, source: str, said: Head) -> Finding:
    return Finding(
        group="languages",
        name=name,
        value=f"drafted by {said.drafted}, reviewed by {said.reviewed or 'nobody'}",
        source=source,
        mark=Mark.OK if said.reviewed else Mark.NOTE,
        remedy=""
        if said.reviewed
        else "have a native speaker read it and write the name into X-Reviewed-By",
    )


def _incomplete(
    survey: Survey, language: str, missing: list[str], said: str, due: Wave | None
) -> Finding:
    some = ", ".join(missing[:6]) + (f" and {len(missing) - 6} more" * (len(missing) > 6))
    return Finding(
        group="languages",
        name=f"{survey.id} {language}",
        value=f"{len(missing)} texts are missing: {some}" + (f"; {said}" if said else ""),
        source=_file(survey),
        mark=Mark.WRONG if due else Mark.NOTE,
        remedy=(
            f"they stand in {_first(survey)} until somebody writes them"
            + (f", and {due.id} opens on {due.opens}" if due else "")
        ),
        code=2,
    )


def _who(survey: Survey, language: str) -> tuple[str, str]:
    """Who drafted and reviewed a language, in words, and what to do about it; both may be empty.

    The first language is the one the survey was thought in: it has nobody to be compared with.
    """
    place = f"[translations.{language}]"
    known = survey.translation(language)
    if known is None:
        if language not in _unsigned(survey):
            return "", ""
        return (
            f"nobody has said who drafted {language}",
            f"write the name into {place} drafted in {_file(survey)}",
        )
    said = f"drafted by {known.drafted}, reviewed by {known.reviewed or 'nobody'}"
    if known.reviewed or language == _first(survey):
        return said, ""
    return (
        said,
        "have a native speaker read it and write the name into "
        f"{place} reviewed in {_file(survey)}",
    )


def _unsigned(survey: Survey) -> set[str]:
    """The languages of translated texts that nobody is named for."""
    written = {language for _, text in _texts(survey) for language in text.languages}
    return written - {_first(survey)} - {known.language for known in survey.translations}


def _first(survey: Survey) -> str:
    """The language a survey was written in."""
    return survey.title.languages[0]


def _file(survey: Survey) -> str:
    return f"surveys/{survey.id}.toml"


def _due(wave: Wave, survey: Survey, today: date) -> bool:
    uses = survey.id in (survey_id for _, survey_id in wave.surveys)
    return uses and today - SOON < wave.opens <= today + SOON and today <= wave.closes


def _languages_of(survey: Survey, files: SiteFiles) -> set[str]:
    """The languages of those whom a wave would ask with this survey, and the firm's own."""
    found = set(files.firm.languages)
    kinds = {kind for wave in files.waves for kind, used in wave.surveys if used == survey.id}
    for relationship in files.relationships:
        if relationship.kind in kinds and relationship.ended is None:
            found |= {c.language for c in relationship.contacts if c.language and c.ask}
            ours = {relationship.lead, *relationship.team}
            found |= {p.languages[0] for p in files.people if p.slug in ours and p.languages}
    return found


def _missing(survey: Survey, language: str) -> Iterator[str]:
    """The places of a survey without words in this language."""
    for place, text in _texts(survey):
        if language not in text.languages:
            yield place


def _texts(survey: Survey) -> Iterator[tuple[str, Text]]:
    yield "title", survey.title
    yield "head.they", survey.head_they
    yield "head.we", survey.head_we
    yield "escape", survey.escape
    for factor in survey.factors:
        yield f"factors.{factor.id}", factor.name
    scales = set()
    for item in survey.items:
        for side, text in (("they", item.they), ("we", item.we)):
            if text is not None:
                yield f"{item.id}.{side}", text
        if item.scale is not None and item.scale.id not in scales:
            scales.add(item.scale.id)
            for point, text in item.scale.labels:
                yield f"scales.{item.scale.id}.{point}", text
