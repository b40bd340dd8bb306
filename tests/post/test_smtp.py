"""Letters handed to a real server over TLS: each exactly once, whatever breaks in between."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from datetime import date
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from app.core.firm import MailServer, Tls
from app.core.survey import Perspective
from app.errors import InputError, PostError
from app.post.eml import Mailbox, email_of, message_id, sent_at
from app.post.letters import Written
from app.post.smtp import Delivered, Parcel, deliver
from app.post.smtp_server import PASSWORD as VARIABLE
from app.post.smtp_server import PASSWORD_FILE, password_from
from app.store.letters import Step, last_steps, letter_record, letter_steps
from tests.post.mail_server import PASSWORD, SENDER, USER, Post, certificate, mail_server

DAY = date(2027, 2, 1)
LETTERS, BREAK = 500, 250


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("pem"))


@pytest.fixture(autouse=True)
def trusted(pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))


def key(number: int) -> tuple[str, Perspective, str]:
    return ("north", Perspective.COUNTERPART, f"c{number}")


def parcels(count: int = LETTERS) -> list[Parcel]:
    written = Written(subject="Ä word", text="Dear you,\n.\nbye\n", html="<p>x</p>", language="en")
    made = []
    for number in range(count):
        address = f"c{number}@north.example.org"
        identity = message_id(SENDER, "2027", "invitation", *key(number))
        message = email_of(
            written,
            sender=Mailbox(name="Ann", address=SENDER),
            to=Mailbox(name=f"Person {number}", address=address),
            moment=sent_at(DAY, "UTC"),
            identity=identity,
        )
        made.append(
            Parcel(
                letter="invitation",
                to=key(number),
                address=address,
                message_id=identity,
                data=bytes(message),
            )
        )
    return made


def run(
    instance: Path,
    server: MailServer,
    letters: list[Parcel],
    again: tuple[tuple[str, Perspective, str], ...] = (),
    password: str = PASSWORD,
) -> Delivered:
    with letter_record(instance, "2027") as record:
        return deliver(
            letters, record, server, password, DAY, again=again, wait=lambda _seconds: None
        )


def each_exactly_once(post: Post, count: int = LETTERS) -> None:
    assert Counter(post.to) == Counter(f"c{n}@north.example.org" for n in range(count))
    ids = [one["Message-ID"] for one in post.parsed()]
    assert len(set(ids)) == len(ids) == count


@pytest.mark.parametrize("where", ["at_rcpt", "after_data"])
def test_a_connection_that_breaks_in_the_middle_is_gone_on_with_and_nobody_gets_two(
    tmp_path: Path, pem: Path, where: str
) -> None:
    """Before the letter nobody has it; after it the server has it and nobody was told."""
    letters = parcels()
    with mail_server(pem) as post:
        if where == "at_rcpt":
            post.at_rcpt = lambda p, _a: "break" if len(p.letters) == BREAK else None
        else:
            post.after_data = lambda p: "break" if len(p.letters) == BREAK else None
        first = run(tmp_path, post.server(), letters)
        assert "connection broke" in first.stopped
        assert len(post.letters) == BREAK
        post.at_rcpt, post.after_data = lambda _p, _a: None, lambda _p: None
        second = run(tmp_path, post.server(), letters)
        each_exactly_once(post)
        assert second.stopped == ""
        assert len(first.handed) + len(second.handed) + len(second.unknown) == LETTERS
        assert second.unknown == (() if where == "at_rcpt" else (key(BREAK - 1),))
        third = run(tmp_path, post.server(), letters)
        assert third.handed == ()
        each_exactly_once(post)


def _send_and_be_killed(instance: Path, server: MailServer) -> None:
    run(instance, server, parcels())


def test_a_process_killed_in_the_middle_is_gone_on_with_and_nobody_gets_two(
    tmp_path: Path, pem: Path
) -> None:
    """Killed when the server has letter 250 and has not said so yet."""
    with mail_server(pem) as post:
        child = multiprocessing.get_context("spawn").Process(
            target=_send_and_be_killed, args=(tmp_path, post.server())
        )

        def kill(p: Post) -> None:
            if len(p.letters) == BREAK and child.pid is not None and child.is_alive():
                os.kill(child.pid, signal.SIGKILL)
                # Not joined here: two that wait for one process find it gone.
                wait([child.sentinel], 30)

        post.after_data = kill
        child.start()
        child.join(90)
        assert child.exitcode == -signal.SIGKILL
        assert len(post.letters) == BREAK
        done = run(tmp_path, post.server(), parcels())
        assert done.unknown == (key(BREAK - 1),)
        assert len(done.before) == BREAK - 1
        each_exactly_once(post)


def test_what_nobody_knows_of_is_sent_again_only_when_asked_for_by_name(
    tmp_path: Path, pem: Path
) -> None:
    with mail_server(pem) as post:
        post.before_data = lambda _p: "break"
        assert "middle of a letter" in run(tmp_path, post.server(), parcels(1)).stopped
        post.before_data = lambda _p: None
        assert run(tmp_path, post.server(), parcels(1)).unknown == (key(0),)
        assert post.letters == []
        assert run(tmp_path, post.server(), parcels(1), again=(key(0),)).handed == (key(0),)
        assert run(tmp_path, post.server(), parcels(1), again=(key(0),)).before == (key(0),)
        each_exactly_once(post, 1)


def test_a_refused_address_stops_nobody_else_and_is_tried_again(tmp_path: Path, pem: Path) -> None:
    with mail_server(pem) as post:
        post.at_rcpt = lambda _p, a: "550 no such person" if a.startswith("c1@") else None
        done = run(tmp_path, post.server(), parcels(3))
        assert done.refused == ((key(1), "550 no such person"),)
        assert done.handed == (key(0), key(2))
        step = last_steps(letter_steps(tmp_path, "2027"))["invitation", key(1)]
        assert (step.step, step.said) == (Step.REFUSED, "550 no such person")
        post.at_rcpt = lambda _p, _a: None
        assert run(tmp_path, post.server(), parcels(3)).handed == (key(1),)
        each_exactly_once(post, 3)


def test_a_server_that_refuses_the_letter_itself_does_not_have_it(
    tmp_path: Path, pem: Path
) -> None:
    with mail_server(pem) as post:
        post.before_data = lambda _p: "451 later"
        assert run(tmp_path, post.server(), parcels(1)).refused == ((key(0), "451 later"),)
        post.before_data = lambda _p: None
        assert run(tmp_path, post.server(), parcels(1)).handed == (key(0),)


def test_what_is_kept_says_when_and_under_which_id(tmp_path: Path, pem: Path) -> None:
    with mail_server(pem) as post:
        run(tmp_path, post.server(), parcels(1))
    intended, handed = letter_steps(tmp_path, "2027")
    assert (intended.step, handed.step) == (Step.INTENDED, Step.HANDED)
    assert handed.day == DAY
    assert handed.message_id == post.parsed()[0]["Message-ID"]
    assert post.signed_in == [USER.encode()]
    assert post.letters[0] == parcels(1)[0].data


def test_tls_from_the_first_byte(tmp_path: Path, pem: Path) -> None:
    with mail_server(pem, Tls.IMPLICIT) as post:
        assert run(tmp_path, post.server(Tls.IMPLICIT), parcels(2)).handed == (key(0), key(1))


def test_a_certificate_that_is_not_trusted_or_is_anothers_is_refused(
    tmp_path: Path, pem: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = certificate(tmp_path, "mail.elsewhere.example")
    for tls in Tls:
        with mail_server(other, tls) as post:
            with pytest.raises(PostError, match="certificate"):
                run(tmp_path, post.server(tls), parcels(1))
            monkeypatch.setenv("SSL_CERT_FILE", str(other))
            with pytest.raises(PostError, match=r"certificate|mismatch"):
                run(tmp_path, post.server(tls), parcels(1))
            monkeypatch.setenv("SSL_CERT_FILE", str(pem))
            assert post.letters == []
            assert post.signed_in == []
    assert letter_steps(tmp_path, "2027") == ()


def test_a_server_without_encryption_gets_neither_password_nor_letter(tmp_path: Path) -> None:
    with mail_server(None) as post:
        with pytest.raises(PostError, match="no encrypted connection"):
            run(tmp_path, post.server(), parcels(1))
        assert post.signed_in == []


def test_a_wrong_password_sends_nothing(tmp_path: Path, pem: Path) -> None:
    with mail_server(pem) as post, letter_record(tmp_path, "2027") as record:
        with pytest.raises(PostError, match="does not let letters in"):
            deliver(parcels(1), record, post.server(), "wrong", DAY)
        assert post.letters == []


@pytest.mark.parametrize("password", ["Grüße aus Wien", "пароль", "🔑 key"])
def test_a_password_of_any_letters_signs_in(tmp_path: Path, pem: Path, password: str) -> None:
    with mail_server(pem, post=Post(password=password)) as post:
        assert len(run(tmp_path, post.server(), parcels(1), password=password).handed) == 1
        with pytest.raises(PostError, match=f"does not let {USER} in.*nothing was sent"):
            run(tmp_path / "other", post.server(), parcels(1), password=password + "ß")


def test_a_server_that_cannot_take_such_a_password_is_told_of_with_what_to_do(
    tmp_path: Path, pem: Path
) -> None:
    with (
        mail_server(pem, without=("PLAIN",)) as post,
        pytest.raises(PostError, match=f"ASCII letters, digits and signs alone; .* in {VARIABLE}"),
    ):
        run(tmp_path, post.server(), parcels(1), password="Grüße aus Wien")
    assert post.letters == []


def test_letters_are_paced(tmp_path: Path, pem: Path) -> None:
    waited: list[float] = []
    with mail_server(pem) as post, letter_record(tmp_path, "2027") as record:
        deliver(parcels(3), record, post.server(), PASSWORD, DAY, per_minute=30, wait=waited.append)
    assert waited == [2.0, 2.0]


def test_a_password_comes_from_the_environment_or_a_file_and_nowhere_else(tmp_path: Path) -> None:
    server = Post(port=1).server()
    assert password_from({VARIABLE: "a"}, server) == "a"
    (tmp_path / "p").write_text("b\n")
    assert password_from({PASSWORD_FILE: str(tmp_path / "p"), VARIABLE: "a"}, server) == "b"
    with pytest.raises(InputError, match="stored nowhere"):
        password_from({}, server)
    with pytest.raises(InputError, match="cannot be read"):
        password_from({PASSWORD_FILE: str(tmp_path / "q")}, server)
