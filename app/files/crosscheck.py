"""What only several files together can get wrong: names that lead nowhere, days in odd order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from app.core.firm import Contact, Firm, Kind, Person, Relationship, SendAs
from app.core.left_out import LEAST_TEAM, WHY_NOT_NAMED, WHY_NOT_SMALL, is_small_team
from app.core.lookalike import skeleton
from app.core.survey import Survey
from app.core.wave import Privacy, Wave
from app.files.problems import Problems, suggestion

_FOLDERS_OF_THE_SITE = ("guide", "static", "status", "for-the-table")


def crosscheck(
    content: Path,
    firm: Firm | None,
    people: Iterable[Person],
    relationships: Iterable[Relationship],
    waves: Iterable[Wave],
    surveys: Iterable[Survey],
    problems: Problems,
) -> None:
    """Adds every problem between files. Files that could not be read are problems already."""
    people = tuple(people)
    # A name is looked up among the files there are, so that a broken file is told once.
    known = sorted(path.stem for path in (content / "people").glob("*.md"))
    if firm is not None and firm.principal not in known:
        problems.add(
            content / "firm.md",
            "principal",
            f"there is no person {firm.principal}",
            suggestion(firm.principal, known),
        )
    if firm is not None and SendAs.SMTP in firm.send_as and firm.smtp is None:
        what, remedy = "holds smtp, and there is no [smtp]", "name the server, or take smtp out"
        problems.add(content / "firm.md", "send_as", what, remedy)
    people = tuple(people)
    for person in people:
        if person.reports_to and person.reports_to not in known:
            problems.add(
                content / "people" / f"{person.slug}.md",
                "reports_to",
                f"there is no person {person.reports_to}",
                suggestion(person.reports_to, known),
            )
    known_relationships = {relationship.slug: relationship for relationship in relationships}
    addresses = {person.slug: person.email for person in people}
    for relationship in known_relationships.values():
        _relationship(relationship, content, known, problems)
        if relationship.kind is Kind.EMPLOYEE:
            _team(relationship, content, addresses, problems)
    _names_that_look_alike(content, tuple(known_relationships.values()), people, problems)
    slugs = sorted(path.stem for path in (content / "relationships").glob("*.md"))
    for wave in waves:
        _wave(wave, content, slugs, tuple(surveys), problems)
        _asked(wave, content, known_relationships, problems)


def _team(
    team: Relationship, content: Path, addresses: Mapping[str, str], problems: Problems
) -> None:
    """A team of our own: enough people that none stands out, and nobody on both sides."""
    path = content / "relationships" / f"{team.slug}.md"
    if team.ended is None and is_small_team(team):
        problems.add(
            path,
            "contacts",
            f"a team has at least {LEAST_TEAM} people to ask: {WHY_NOT_SMALL}",
            "add the others, or put two small teams together",
        )
    leading = {addresses[slug].casefold() for slug in (team.lead, *team.team) if slug in addresses}
    for contact in team.contacts:
        if contact.ask and contact.email.casefold() in leading:
            problems.add(
                path,
                f"contacts {contact.id}",
                "leads the team, and would answer for both sides",
                "take them out here, or out of lead and team",
            )


def _asked(
    wave: Wave, content: Path, relationships: Mapping[str, Relationship], problems: Problems
) -> None:
    """That a wave can ask whom it names, and asks its own teams as they may be asked."""
    path = content / "waves" / f"{wave.id}.md"
    for slug in wave.relationships:
        named = relationships.get(slug)
        if named is not None and wave.survey_for(named.kind) is None:
            problems.add(
                path,
                "relationships",
                f"{slug} is named, and there is no survey for {named.kind}",
                f'add {named.kind} = "{named.kind}" under [surveys], or take it out of the list',
            )
    if (
        wave.survey_for(Kind.EMPLOYEE) is not None
        and wave.privacy_counterpart is not Privacy.CONFIDENTIAL
    ):
        problems.add(
            path,
            "privacy",
            f"a wave that asks teams of our own is confidential on their side: {WHY_NOT_NAMED}",
            'write [privacy] counterpart = "confidential", or ask them in a wave of their own',
        )


def _relationship(
    relationship: Relationship, content: Path, people: list[str], problems: Problems
) -> None:
    path = content / "relationships" / f"{relationship.slug}.md"
    for key, slugs in (
        ("lead", (relationship.lead,)),
        ("deputy", (relationship.deputy,) if relationship.deputy else ()),
        ("team", relationship.team),
    ):
        for slug in slugs:
            if slug not in people and not (key == "team" and slug == relationship.lead):
                problems.add(path, key, f"there is no person {slug}", suggestion(slug, people))
    if relationship.since and relationship.ended and relationship.ended < relationship.since:
        problems.add(path, "ended", "lies before since", "correct one of the two days")
    ids: set[str] = set()
    names: dict[str, Contact] = {}
    for contact in relationship.contacts:
        place = f"contacts {contact.id}"
        if contact.id in ids:
            problems.add(path, place, "stands twice", "give each contact an id of its own")
        ids.add(contact.id)
        like = names.setdefault(skeleton(contact.name), contact)
        if like.name != contact.name:
            what = f"the name cannot be told from that of {like.id}"
            problems.add(path, place, what, "type one of the two names anew")
        if not contact.ask and not contact.why_not:
            problems.add(path, place, "is not asked and no reason is given", 'add why = "..."')
        if contact.since and contact.left and contact.left < contact.since:
            problems.add(path, place, "left before since", "correct one of the two days")
    for commitment in relationship.commitments:
        if commitment.made and commitment.due and commitment.due < commitment.made:
            problems.add(
                path,
                "commitments",
                f"{commitment.what!r} is due before it was made",
                "correct one of the two days",
            )


def _names_that_look_alike(
    content: Path,
    relationships: tuple[Relationship, ...],
    people: tuple[Person, ...],
    problems: Problems,
) -> None:
    """Two entries that a page shows under one name: nobody could say whose answers they read."""
    for folder, named in (
        ("relationships", [(r.slug, r.name) for r in relationships]),
        ("people", [(p.slug, p.name) for p in people]),
    ):
        seen: dict[str, str] = {}
        for slug, name in named:
            twin = seen.setdefault(skeleton(name), slug)
            if twin != slug:
                what = f"the name cannot be told from that of {folder}/{twin}.md"
                problems.add(content / folder / f"{slug}.md", "name", what, "add what parts them")
    slugs = {relationship.slug for relationship in relationships}
    before: dict[str, str] = {}
    for relationship in relationships:
        path = content / "relationships" / f"{relationship.slug}.md"
        for old in relationship.formerly:
            other = old if old in slugs else before.setdefault(old, relationship.slug)
            if other != relationship.slug or old == relationship.slug:
                what = f"{old} belongs to relationships/{other}.md"
                problems.add(path, "formerly", what, "an id is never used a second time")


def _wave(
    wave: Wave, content: Path, slugs: list[str], surveys: tuple[Survey, ...], problems: Problems
) -> None:
    path = content / "waves" / f"{wave.id}.md"
    if wave.id in _FOLDERS_OF_THE_SITE:
        problems.add(path, "", "is called like a folder of the built site", "give it another id")
    if wave.closes < wave.opens:
        problems.add(path, "closes", "lies before opens", "correct one of the two days")
    known = sorted(survey.id for survey in surveys)
    folder = content.parent / "surveys"
    for kind, survey_id in wave.surveys:
        if survey_id not in known and not (folder / f"{survey_id}.toml").is_file():
            problems.add(
                path,
                f"surveys {kind}",
                f"there is no survey {survey_id}",
                suggestion(survey_id, known),
            )
    for slug in wave.relationships:
        if slug not in slugs:
            problems.add(
                path, "relationships", f"there is no relationship {slug}", suggestion(slug, slugs)
            )
