"""Making and opening backups for the commands: files, passphrases, sealed or plain.

Knows the terminal and where a site's folders are; what an archive is, the store knows.
"""

from __future__ import annotations

import os
import sys
import zipfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from app.cli import wrong_argument
from app.cli.counted import counted
from app.errors import StoreDamaged, StoreError
from app.sealing.archive import MAGIC, SealedWriter, is_sealed, opened
from app.settings import VERSION, Site
from app.store import disk
from app.store.archive import Manifest, read_archive, write_archive
from app.store.last_backup import note_backup


def parts_of(site: Site) -> dict[str, Path]:
    return {"content": site.content, "surveys": site.surveys, "instance": site.instance}


def back_up(site: Site, target: Path, passphrase: str) -> str:
    """Writes and verifies a backup; returns what was done, for people. Raises StoreError."""
    if target.exists():
        raise wrong_argument("FILE", f"{target} is there already", "name a new file")
    if any(target.is_relative_to(part) for part in parts_of(site).values()):
        raise wrong_argument(
            "FILE", f"{target} would be a part of itself", "name a file outside the firm's folders"
        )
    made = datetime.now(UTC).isoformat(timespec="seconds")
    # Private from its first byte, and under its own name only when it is whole and verified.
    unfinished = disk.unfinished(target)
    try:
        handle = os.open(unfinished, os.O_RDWR | disk.NEW_FILE, 0o600)
        with os.fdopen(handle, "w+b") as stream:
            if passphrase:
                sealed = SealedWriter(stream, passphrase)
                manifest = write_archive(
                    cast(BinaryIO, sealed), parts_of(site), made=made, program=VERSION
                )
                sealed.close()
            else:
                manifest = write_archive(stream, parts_of(site), made=made, program=VERSION)
            stream.flush()
            disk.sync(stream.fileno())
        with opened_archive(unfinished, lambda: passphrase) as (_, read_back):
            if read_back != manifest:
                raise StoreError(f"{target}: does not read back as it was written")
        disk.rename(unfinished, target)
    except OSError as error:
        raise StoreError(
            f"{target}: not written ({error.strerror}); nothing was changed: name a file in a "
            "folder that you may write to, on a disk with room"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    if site.instance.is_dir():
        note_backup(site.instance, made, target.name)
    kind = (
        "sealed with the passphrase"
        if passphrase
        else ("NOT sealed: whoever has the file can read every answer (--password seals it)")
    )
    return (
        f"{target}: {counted(len(manifest.files), 'file')}, "
        f"{counted(sum(manifest.versions.values()), 'version of answers')}, "
        "read back and verified\n"
        f"{kind}"
    )


@contextmanager
def opened_archive(
    path: Path, passphrase: Callable[[], str]
) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup, opened and verified; the passphrase is asked for only when it is sealed."""
    try:
        source = path.open("rb")
    except FileNotFoundError as error:
        raise wrong_argument("FILE", f"{path} is not there", "name a backup") from error
    except IsADirectoryError as error:
        raise wrong_argument("FILE", f"{path} is a folder", "name a backup") from error
    with source:
        if not is_sealed(source.read(len(MAGIC))):
            yield _read(source, path)
            return
        source.seek(0)
        with TemporaryFile() as plain:
            for block in opened(source, passphrase()):
                plain.write(block)
            yield _read(cast(BinaryIO, plain), path)


def _read(stream: BinaryIO, path: Path) -> tuple[zipfile.ZipFile, Manifest]:
    try:
        return read_archive(stream)
    except StoreDamaged as error:
        raise StoreDamaged(f"{path}: {error}") from error


def passphrase_of(arguments: Namespace, *, twice: bool) -> str:
    """The passphrase from its file or the terminal; empty when the backup is to be plain."""
    if arguments.password_file is not None:
        try:
            lines = arguments.password_file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise wrong_argument(
                "--password-file", f"{arguments.password_file} cannot be read", "name a text file"
            ) from error
        return _long_enough(lines[0] if lines else "", "--password-file")
    if twice and not arguments.password:
        return ""
    if not sys.stdin.isatty():
        raise wrong_argument(
            "--password", "there is no terminal to ask at", "give --password-file FILE"
        )
    from getpass import getpass

    given = getpass("Passphrase of the backup: ")
    if twice and getpass("Once more: ") != given:
        raise wrong_argument("--password", "the two are not the same", "try again")
    return _long_enough(given, "--password") if twice else given


def _long_enough(passphrase: str, where: str) -> str:
    if len(passphrase) < 12:
        raise wrong_argument(
            where, "the passphrase is shorter than 12 characters", "take four words or more"
        )
    return passphrase
