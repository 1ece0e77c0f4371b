"""Web push: a push service on this machine gets what only the subscribed browser can read; nobody else is called."""

from __future__ import annotations

import base64
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from py_vapid import Vapid02
from tests.support.people import signed_in
from tests.support.world import World

from guyub.background import push, rules
from guyub.background.actions import notify
from guyub.background.models import PushAddress
from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.models import User


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Service:
    """What a browser's push service got, and what it answers."""

    address: str = ""
    status: int = 201
    delay: float = 0.0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@dataclass
class Browser:
    """The keys of a subscribed browser."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def key(self) -> str:
        return text(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def read(self, content: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(content, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return dict(json.loads(plain))


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    settings.PUSH_TO_THIS_MACHINE = True
    told = Service()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(told.delay)
            told.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(told.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}/kotak/1"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def owner(world: World) -> User:
    owner = world.people["owner"]
    assert owner is not None
    return owner


def subscribed(user: User, service: Service, browser: Browser) -> Client:
    client = signed_in(user)
    sent = {"endpoint": service.address, "key": browser.key, "secret": text(browser.secret)}
    assert client.post(reverse("push_subscribe"), sent).status_code == 204
    return client


def told(user: User, capture: Any) -> None:
    with capture(execute=True):
        notify(user, _("%(n)s catatan disimpan.", n=1200), "/catat/", at=timezone.now())


def test_a_notice_reaches_the_subscribed_browser_and_only_it_can_read_it(
    owner: User, service: Service, django_capture_on_commit_callbacks: Any
) -> None:
    browser = Browser()
    client = subscribed(owner, service, browser)
    told(owner, django_capture_on_commit_callbacks)
    [(headers, content)] = service.got
    assert b"catatan" not in content
    assert browser.read(content) == {"title": "Guyub", "body": "1.200 catatan disimpan.", "url": "/catat/"}
    assert Vapid02.verify(headers["Authorization"])
    assert text(push.from_base64(push.public_key())) in headers["Authorization"]
    claims = headers["Authorization"].partition("t=")[2].split(".")[1]
    assert json.loads(push.from_base64(claims))["aud"] == service.address.removesuffix("/kotak/1")
    assert push.public_key() in client.get(reverse("notices")).content.decode()

    client.post(reverse("account_logout"))
    told(owner, django_capture_on_commit_callbacks)
    assert len(service.got) == 1, "who signed out is told nothing more on this phone"


@pytest.mark.parametrize(("status", "stays"), [(201, True), (500, True), (302, True), (404, False), (410, False)])
def test_addresses_that_are_gone_are_forgotten(
    owner: User, service: Service, django_capture_on_commit_callbacks: Any, status: int, stays: bool
) -> None:
    service.status = status
    subscribed(owner, service, Browser())
    told(owner, django_capture_on_commit_callbacks)
    assert len(service.got) == 1
    assert PushAddress.objects.filter(user=owner).exists() == stays


def test_a_push_service_that_does_not_answer_is_not_waited_for(
    owner: User, service: Service, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(push, "PATIENCE", 0.2)
    service.delay = 1.5
    subscribed(owner, service, Browser())
    begun = time.monotonic()
    told(owner, django_capture_on_commit_callbacks)
    assert time.monotonic() - begun < 1.2
    assert owner.notices.count() == 1


def test_another_person_on_the_same_phone_takes_it_over(
    world: World, owner: User, service: Service, django_capture_on_commit_callbacks: Any
) -> None:
    browser, other = Browser(), world.people["foreign owner"]
    assert other is not None
    subscribed(owner, service, browser)
    subscribed(other, service, browser)
    told(owner, django_capture_on_commit_callbacks)
    assert not service.got


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/1", "ftp://push.example/1", "https:///1", "https://a@push.example/1", "https://x:99999/", ""],
)
def test_only_https_addresses_are_taken(owner: User, endpoint: str) -> None:
    browser = Browser()
    with pytest.raises(Problem):
        rules.check_subscription(endpoint, browser.key, text(browser.secret))
    sent = {"endpoint": endpoint, "key": browser.key, "secret": text(browser.secret)}
    assert signed_in(owner).post(reverse("push_subscribe"), sent).status_code == 400
    assert not PushAddress.objects.exists()


OURS = """127.0.0.1 10.0.0.8 172.16.1.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1
    fe80::1%eth0 fd00::1 ::ffff:10.0.0.8 ::ffff:127.0.0.1 2002:0a00:0001:: 64:ff9b::a00:1"""


@pytest.mark.parametrize("address", OURS.split())
def test_our_own_networks_are_never_called(address: str) -> None:
    assert not rules.may_call(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2607:f8b0:4004:800::200e", "64:ff9b::808:808"])
def test_the_open_internet_is(address: str) -> None:
    assert rules.may_call(address)


def test_a_name_that_leads_to_us_is_not_called(
    owner: User, service: Service, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    subscribed(owner, service, Browser())
    settings.PUSH_TO_THIS_MACHINE = False
    for endpoint in (service.address, service.address.replace("http://127.0.0.1", "https://localhost")):
        PushAddress.objects.update(endpoint=endpoint)
        told(owner, django_capture_on_commit_callbacks)
    assert not service.got
