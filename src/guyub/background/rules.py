"""What is done in the background, how far something is, and what a push address may look like."""

from __future__ import annotations

import base64
import binascii
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from guyub.kernel.errors import Problem
from guyub.kernel.words import _

# From how much on something is a job. The unit is what takes the time; each was measured to take under a second on a
# slow machine just below the limit (docs/reference/background.md).
LONG: Mapping[str, int] = {
    "file": 500_000,  # bytes of a spreadsheet to be read
    "books.import": 2_000,  # rows of a journal or of a bank's statement, or lines of it to be taken back
    "members.import": 600,  # rows of a list of members
    "books.export": 1_000,  # entries of a book
    "orders.compare": 120,  # lines of an order times members of the sentra
}
MOST_ATTEMPTS = 3
LONGEST_ENDPOINT = 1000
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_POINT, _SECRET = 65, 16  # bytes of an uncompressed P-256 point, and of the authentication secret


def takes_long(kind: str, size: int) -> bool:
    """Whether so much of this kind is to be done in the background."""
    return size > LONG[kind]


def percent(done: int, total: int) -> int:
    """How far, 0 to 100; 0 while nobody knows how much there is."""
    return min(100, max(0, done) * 100 // total) if total > 0 else 0


def check_subscription(endpoint: str, key: str, secret: str, *, local: bool = False) -> None:
    """Raise Problem unless this is what a browser gives: an https address on a named host, and its two keys."""
    try:
        url = urlsplit(endpoint)
        good = bool(url.hostname) and (url.port or 443) > 0 and len(endpoint) <= LONGEST_ENDPOINT
    except ValueError:
        good = False
    if not good or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise Problem(_("Alamat pemberitahuan dari browser tidak bisa dipakai."), "endpoint")
    if not local and (url.scheme != "https" or url.username or url.password):
        raise Problem(_("Alamat pemberitahuan dari browser tidak bisa dipakai."), "endpoint")
    point = from_base64(key)
    if len(point) != _POINT or point[0] != 4 or len(from_base64(secret)) != _SECRET:
        raise Problem(_("Kunci pemberitahuan dari browser tidak bisa dipakai."), "key")


def from_base64(text: str) -> bytes:
    """Bytes of base64url without padding, as browsers write it; nothing when it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def may_call(address: str, *, local: bool = False) -> bool:
    """Whether a push may be sent to this IP address: one of the open Internet, never of our own networks."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if local and found.is_loopback:
        return True
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def _within(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The address of the old Internet that one of the new may stand for."""
    if isinstance(found, ipaddress.IPv4Address):
        return []
    translated = [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)] if found in _TRANSLATED else []
    return [*translated, *(each for each in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())) if each)]
