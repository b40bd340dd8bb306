"""A real mail server on this machine, with TLS and a certificate of its own making, for tests.

It keeps what it was given, and breaks where a test says so.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.firm import MailServer, Tls

SENDER = "letters@harbour.example.com"
USER, PASSWORD = "letters", "a long password"


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A file with a key and a certificate for this machine, as its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    others: list[x509.GeneralName] = [x509.DNSName(name)]
    if name == "localhost":
        others.append(x509.IPAddress(ip_address("127.0.0.1")))
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(others), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        # Newer Pythons are strict about these two.
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(True, False, False, False, False, True, False, False, False),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@dataclass
class Post:
    """What the server did and does."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    signed_in: list[bytes] = field(default_factory=list)
    password: str = PASSWORD
    at_rcpt: Callable[[Post, str], str | None] = lambda _post, _address: None
    """An answer instead of the usual one; "break" ends the connection."""
    before_data: Callable[[Post], str | None] = lambda _post: None
    after_data: Callable[[Post], str | None] = lambda _post: None

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self.at_rcpt(self, address)
        if said is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return self._said(server, said)

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        said = self.before_data(self)
        if said is not None:
            return self._said(server, said)
        content = envelope.original_content
        assert content is not None
        self.letters.append(content)
        self.to += envelope.rcpt_tos
        said = self.after_data(self)
        return "250 OK" if said is None else self._said(server, said)

    def _said(self, server: SMTP, said: str) -> str:
        if said == "break":
            transport: Any = server.transport
            transport.abort()
            return "421 gone"
        return said

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any):  # type: ignore[no-untyped-def]
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login)
        right = data.login == USER.encode() and data.password == self.password.encode()
        return AuthResult(success=right, handled=right)

    def parsed(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.letters]

    def server(self, tls: Tls = Tls.STARTTLS, host: str = "localhost") -> MailServer:
        """How a firm would name it."""
        return MailServer(
            host=host, port=self.port, tls=tls, user=USER, sender=SENDER, per_minute=6000
        )


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, **self.SMTP_kwargs)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def mail_server(
    pem: Path | None,
    tls: Tls = Tls.STARTTLS,
    post: Post | None = None,
    without: tuple[str, ...] = (),
) -> Iterator[Post]:
    """The server, while the block runs; without a certificate it offers no encryption, and no way
    of signing in that it is to be `without`.
    """
    post = post or Post()
    context = None
    if pem is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)
    starttls = tls is Tls.STARTTLS and context is not None
    more: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}
    )
    controller = _Controller(
        post,
        hostname="127.0.0.1",
        port=_free_port(),
        authenticator=post.authenticate,
        auth_require_tls=starttls,
        auth_exclude_mechanism=without,
        decode_data=False,
        **more,
    )
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop(no_assert=True)
