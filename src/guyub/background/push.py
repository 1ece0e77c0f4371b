"""Sends a notice to the push services of browsers: encrypted for the browser (RFC 8291), signed by us (RFC 8292).

A push address is chosen by whoever subscribes, so it is a stranger's address that our server calls. It is called over
https only, only where its name leads to the open Internet, at the very address that was checked, without following
redirects, within a few seconds, and nothing of the answer is read but its number.
"""

from __future__ import annotations

import json
import os
import socket
import ssl
import threading
import time
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import translation
from py_vapid import Vapid02
from py_vapid.utils import b64urlencode

from guyub.background.models import Notice, PushAddress
from guyub.background.rules import from_base64, may_call
from guyub.kernel.words import Words

PATIENCE = 5.0  # seconds for each step of a call
LONGEST_CALL = 10.0  # seconds for the whole of it
KEPT_FOR = 24 * 3600  # seconds the push service keeps it for a phone that is off
VALID = 12 * 3600  # seconds a signature is good for
LONGEST_BODY = 300
GONE = {404, 410}


class Refused(Exception):
    """Nobody is called there."""


def server_key() -> Vapid02:
    """The installation's key pair: made once and kept beside the data."""
    return _key_in(str(settings.PUSH_KEY))


@cache
def _key_in(place: str) -> Vapid02:
    path = Path(place)
    if not path.exists():
        fresh = Vapid02()
        fresh.generate_keys()
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.touch(mode=0o600)
        own.write_bytes(fresh.private_pem())
        with suppress(FileExistsError):  # whoever is first; the others take theirs
            os.link(own, path)
        own.unlink()
    return Vapid02.from_pem(path.read_bytes())


def public_key() -> str:
    """Our public key as browsers want it."""
    return str(b64urlencode(server_key().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)))


def send(notice: Notice) -> int:
    """Send `notice` to every browser of its person; to how many it went. Addresses that are gone are forgotten."""
    sent = 0
    for address in PushAddress.objects.filter(user=notice.to_id):
        try:
            status = _call(address.endpoint, _encrypted(notice, address))
        except (Refused, OSError, HTTPException, ValueError):
            continue
        if status in GONE:
            address.delete()
        sent += 200 <= status < 300
    return sent


def _encrypted(notice: Notice, to: PushAddress) -> bytes:
    with translation.override(to.language):
        body = str(Words.from_json(notice.words))
    short = body if len(body) <= LONGEST_BODY else body[: LONGEST_BODY - 1] + "…"
    told = json.dumps({"title": "Guyub", "body": short, "url": notice.address}, ensure_ascii=False).encode()
    once = ec.generate_private_key(ec.SECP256R1())
    return bytes(
        http_ece.encrypt(
            told,
            private_key=once,
            dh=from_base64(to.key),
            auth_secret=from_base64(to.secret),
            version="aes128gcm",
        )
    )


def _call(endpoint: str, content: bytes) -> int:
    """The number a push service answers with."""
    url = urlsplit(endpoint)
    local = settings.PUSH_TO_THIS_MACHINE
    if url.hostname is None or (url.scheme != "https" and not local):
        raise Refused
    port = url.port or (443 if url.scheme == "https" else 80)
    own = f":{url.port}" if url.port else ""
    aud, until = f"{url.scheme}://{url.hostname}{own}", int(time.time()) + VALID
    claims = {"aud": aud, "exp": until, "sub": settings.PUSH_CONTACT}
    headers = {
        **server_key().sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
        "Urgency": "normal",
    }
    line = _connected(url.scheme, url.hostname, port, local=local)
    watch = threading.Timer(LONGEST_CALL, _hang_up, [line.sock])
    watch.start()
    try:
        line.request("POST", f"{url.path or '/'}{'?' if url.query else ''}{url.query}", content, headers)
        return line.getresponse().status
    finally:
        watch.cancel()
        line.close()


def _connected(scheme: str, host: str, port: int, *, local: bool) -> HTTPConnection:
    """A connection to the address that was checked, whatever the name leads to a moment later."""
    addresses = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not addresses or not all(may_call(each, local=local) for each in addresses):
        raise Refused
    plain = socket.create_connection((addresses[0], port), timeout=PATIENCE)
    if scheme != "https":
        line = HTTPConnection(host, port, timeout=PATIENCE)
        line.sock = plain
        return line
    line = HTTPSConnection(host, port, timeout=PATIENCE)
    try:
        line.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise
    return line


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
