"""`import people FILE`: contacts into their relationships' files, shown before it is written."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

from app.cli import wrong_argument
from app.cli.counted import counted
from app.cli.invite_command import agreed
from app.cli.site import command_line, site_of, today_of
from app.core.contacts_plan import Plan, contacts_plan
from app.errors import InputError, Problem
from app.files.problems import suggestion
from app.files.site import SiteFiles, read_site
from app.intake.contacts_writer import FileAsRead, read_file, with_contacts, write_files
from app.intake.people_csv import COLUMNS, read_people


def import_people(arguments: Namespace, file: Path) -> int:
    """Reads, compares, shows; writes when told to. Raises InputError with everything wrong."""
    with redirect_stdout(sys.stderr if arguments.json else sys.stdout):
        code, plan = _import(arguments, file)
    if arguments.json:
        print(_as_json(plan))
    return code


def _import(arguments: Namespace, file: Path) -> tuple[int, Plan]:
    site = site_of(arguments)
    # Before they are read as a site, so that a change in between is noticed.
    there = {
        path.stem: read_file(path)
        for path in sorted((site.content / "relationships").glob("*.md"))
        if path.is_file()
    }
    files = read_site(site)
    today = today_of(arguments, files.firm)
    listed = read_people(
        file,
        files.relationships,
        encoding=arguments.encoding,
        about=_about(arguments, files),
        means=_means(arguments),
    )
    plan = contacts_plan(files.relationships, listed.people)
    _refuse_doubtful(plan, file)
    for line in _said(plan, file, listed.passed_over, marked=arguments.mark_left):
        print(line)
    marked = plan.gone if arguments.mark_left else ()
    if not (plan.new or plan.changed or marked):
        print("nothing to write")
        return 0, plan
    written = _texts(plan, there, today if arguments.mark_left else None)
    if arguments.dry_run:
        print(f"would write {counted(len(written), 'file')}")
        return 0, plan
    if not arguments.yes and not agreed(
        f"Write {counted(len(written), 'file')} now?", "add --yes to write without being asked"
    ):
        print("nothing was written")
        return 1, plan
    write_files(written)
    print(f"{counted(len(written), 'file')} written in {site.content / 'relationships'}")
    print(f"Next: {command_line(site, 'check')}")
    return 0, plan


def _as_json(plan: Plan) -> str:
    return json.dumps(
        {
            "new": [
                {"relationship": one.relationship, "id": one.contact.id, "row": one.row}
                for one in plan.new
            ],
            "updated": [
                {
                    "relationship": one.relationship,
                    "id": one.before.id,
                    "row": one.row,
                    "changes": one.keys,
                }
                for one in plan.changed
            ],
            "gone": [{"relationship": slug, "id": contact.id} for slug, contact in plan.gone],
            "same": plan.same,
        },
        indent=1,
    )


def _about(arguments: Namespace, files: SiteFiles) -> str:
    slugs = sorted(relationship.slug for relationship in files.relationships)
    about = str(arguments.relationship or "")
    if about and about not in slugs:
        raise wrong_argument("--relationship", f"there is no {about!r}", suggestion(about, slugs))
    return about


def _means(arguments: Namespace) -> dict[str, str]:
    means = {}
    for said in arguments.column:
        name, sign, column = str(said).partition("=")
        if not sign or column not in COLUMNS:
            raise wrong_argument(
                "--column", f"{said!r} says no column", f"NAME=WHAT; {suggestion(column, COLUMNS)}"
            )
        means[name.strip()] = column
    return means


def _refuse_doubtful(plan: Plan, file: Path) -> None:
    if plan.doubtful:
        raise InputError(
            *(
                Problem(
                    file=file.name,
                    place=f"row {row}",
                    what=what,
                    remedy="correct the row, or add a column id that says which contact it means",
                )
                for row, what in plan.doubtful
            )
        )


def _said(plan: Plan, file: Path, passed_over: tuple[str, ...], *, marked: bool) -> list[str]:
    lines = [
        f"{file.name}: {len(plan.new)} new, {len(plan.changed)} updated, {len(plan.gone)} gone, "
        f"{plan.same} as they were"
    ]
    if passed_over:
        lines.append(f"passed over: {', '.join(passed_over)}")
    for new in plan.new:
        asked = "" if new.contact.ask else f", not to be asked: {new.contact.why_not}"
        lines.append(
            f"  new      {new.relationship}: {new.contact.name} <{new.contact.email}>{asked}"
        )
    for one in plan.changed:
        changes = ", ".join(
            f"{key} {getattr(one.before, key) or 'empty'} → {getattr(one.after, key)}"
            for key in one.keys
        )
        lines.append(f"  updated  {one.relationship}: {one.after.name}: {changes}")
        if one.before.left is not None:
            lines.append(
                f"           had left on {one.before.left}; take left out there if they are back"
            )
    for slug, contact in plan.gone:
        kept = "left is written" if marked else "stays; --mark-left writes that they left"
        lines.append(f"  gone     {slug}: {contact.name} is not in the file ({kept})")
    return lines


def _texts(
    plan: Plan, there: dict[str, FileAsRead], left_on: date | None
) -> list[tuple[FileAsRead, bytes]]:
    """Each file that changes with its new bytes."""
    gone = plan.gone if left_on is not None else ()
    slugs = sorted(
        {one.relationship for one in plan.new}
        | {one.relationship for one in plan.changed}
        | {slug for slug, _ in gone}
    )
    return [
        (
            there[slug],
            with_contacts(
                there[slug],
                [one for one in plan.new if one.relationship == slug],
                [one for one in plan.changed if one.relationship == slug],
                {c.id: left_on for of, c in gone if of == slug and left_on is not None},
            ),
        )
        for slug in slugs
    ]
