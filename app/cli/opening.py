"""Opening a wave for `invite` and `demo`: find it, say what it will do, keep it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.cli import wrong_argument
from app.cli.counted import counted
from app.cli.site import command_line
from app.cli.visit.examples import own_examples, peoples_examples
from app.core.asked import lists, person_key
from app.core.left_alone import left_alone
from app.core.left_out import (
    LEAST_TEAM,
    WHY_NOT_SMALL,
    is_small_team,
    left_out,
    people_left_out,
)
from app.core.opening import open_wave, outlook
from app.core.survey import Perspective
from app.core.wave import OpenedWave, Privacy, Wave, invitations_due
from app.errors import InputError, Problem
from app.files.site import SiteFiles
from app.sealing.links import link_hash, link_token, list_token, new_key
from app.settings import Site
from app.store.keys import kept_key
from app.store.no_more import no_more
from app.store.waves import keep_opened, opened_ids, read_opened


def opened_wave(site: Site, wave_id: str, place: str) -> OpenedWave:
    """A wave that has been opened. Raises InputError at `place` for another one."""
    ids = opened_ids(site.instance)
    if wave_id in ids:
        return read_opened(site.instance, wave_id)
    written = sorted(path.stem for path in (site.content / "waves").glob("*.md"))
    if wave_id in written:
        known = f"name one of {', '.join(ids)}, or open" if ids else "open"
        what = f"{wave_id} has not been opened"
        remedy = f"{known} it with: {command_line(site, f'invite {wave_id}')}"
    else:
        what = f"{wave_id} has not been opened, and there is no content/waves/{wave_id}.md"
        waiting = [name for name in written if name not in ids]
        remedy = f"opened: {', '.join(ids) or 'none'}; to be opened: {', '.join(waiting) or 'none'}"
    raise wrong_argument(place, what, remedy)


def wave_to_open(files: SiteFiles, wave_id: str, as_of: date) -> OpenedWave:
    """The wave as it would be frozen on this day."""
    wave = next((wave for wave in files.waves if wave.id == wave_id), None)
    if wave is None:
        known = ", ".join(wave.id for wave in files.waves) or "none"
        raise wrong_argument("WAVE", f"there is no wave {wave_id}", f"known waves: {known}")
    if as_of > wave.closes:
        raise wrong_argument(
            "WAVE",
            f"{wave_id} closed on {wave.closes}",
            f"change closes in content/waves/{wave_id}.md, or name another wave",
        )
    _refuse_small_teams(wave, files)
    opened = frozen_today(wave, files, as_of)
    if not opened.invitations:
        raise wrong_argument(
            "WAVE",
            f"{wave_id} would ask nobody",
            f"see surveys and relationships in content/waves/{wave_id}.md",
        )
    return opened


def frozen_today(wave: Wave, files: SiteFiles, as_of: date) -> OpenedWave:
    """A wave as it would be frozen with the files of today."""
    return open_wave(wave, files.firm, files.people, files.relationships, files.surveys, as_of)


def with_no_more(files: SiteFiles, instance: Path) -> SiteFiles:
    """The files with everyone who asked not to be asked again as a contact not to be asked."""
    said = no_more(instance)
    return replace(files, relationships=left_alone(files.relationships, said))


def _refuse_small_teams(wave: Wave, files: SiteFiles) -> None:
    """Raises InputError with every team of whom this wave would ask too few."""
    small = [
        Problem(
            file=f"content/relationships/{relationship.slug}.md",
            place="contacts",
            what=f"the wave {wave.id} would ask fewer than {LEAST_TEAM} people of this team, "
            f"and {WHY_NOT_SMALL}",
            remedy="add the others, put two small teams together, or name the relationships "
            f"to ask in content/waves/{wave.id}.md",
        )
        for relationship in files.relationships
        if invitations_due(wave, relationship, wave.opens) and is_small_team(relationship, wave)
    ]
    if small:
        raise InputError(*small)


def said_before_opening(opened: OpenedWave, files: SiteFiles) -> str:
    """How many could show scores under the chosen privacy, and what would serve better."""
    ahead = outlook(opened)
    there, ours = (_people(opened, perspective) for perspective in _SIDES)
    lines = [
        f"{opened.id}: {counted(len(opened.relationships), 'relationship')}, "
        f"{counted(there, 'person there')} and {ours} of ours asked; "
        f"open from {opened.wave.opens} to {opened.wave.closes}",
        f"who sees the answers: theirs {opened.wave.privacy_counterpart}, "
        f"ours {opened.wave.privacy_self}",
        f"{ahead.could_show} of {ahead.relationships} relationships could show the other side's "
        "scores if everyone answers",
    ]
    if ahead.too_few:
        lines.append(
            f"never enough to show (fewer than {opened.wave.k} asked): {', '.join(ahead.too_few)}"
        )
    if ahead.better_named and opened.wave.privacy_counterpart is Privacy.CONFIDENTIAL:
        lines.append(
            "a named wave of its own would serve these better, with fewer than three "
            f"contacts: {', '.join(ahead.better_named)}"
        )
    if ahead.nobody_to_ask:
        lines.append(f"nobody to ask there: {', '.join(ahead.nobody_to_ask)}")
    lines += _said_of_left_out(opened, files)
    return "\n".join(lines)


_MOST_NAMES = 12
_MOST_EXAMPLES = 5
_SIDES = (Perspective.COUNTERPART, Perspective.SELF)


def _people(opened: OpenedWave, perspective: Perspective) -> int:
    """How many humans, each once, about however many relationships they are asked."""
    asked = (i for i in opened.invitations if i.perspective is perspective)
    return len({person_key(one) or one.key for one in asked})


def said_of_examples(files: SiteFiles, site: Site) -> str:
    """A warning of addresses that nothing reaches; empty where there is none."""
    found = [
        f"{name} {address} ({source})"
        for name, address, source in (*own_examples(files), *peoples_examples(files))
    ]
    if not found:
        return ""
    named = ", ".join(found[:_MOST_EXAMPLES])
    more = f", and {len(found) - _MOST_EXAMPLES} more" if len(found) > _MOST_EXAMPLES else ""
    return (
        f"examples, which nobody can reach: {named}{more}; write your own there before you open "
        f"it, and look with: {command_line(site, 'check')}"
    )


def _said_of_left_out(opened: OpenedWave, files: SiteFiles) -> list[str]:
    """Relationships and people that are not asked, with the reason."""
    lines = []
    for passed in left_out(opened.wave, files.relationships):
        names = list(passed.names[:_MOST_NAMES])
        if len(passed.names) > _MOST_NAMES:
            names.append(f"and {len(passed.names) - _MOST_NAMES} more")
        lines.append(f"not asked, {passed.why}: {', '.join(names)}")
    for relationship in files.relationships:
        if opened.relationship(relationship.slug) is not None:
            lines += [
                f"not asked at {relationship.name}: {contact.name} ({contact.why_not})"
                for contact in people_left_out(relationship, opened.wave)
            ]
    return lines


def keep_wave(site: Site, opened: OpenedWave) -> None:
    """Freezes the wave in `instance/`, with the hashes of its links and never the links."""
    key = kept_key(site.instance, "links", new_key)
    hashes = {
        link_hash(link_token(key, opened.id, invitation)): invitation.key
        for invitation in opened.invitations
        if not invitation.revoked
    } | {link_hash(list_token(key, opened.id, person)): person for person in lists(opened)}
    keep_opened(site.instance, opened, hashes)
