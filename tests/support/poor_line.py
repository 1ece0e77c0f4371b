"""A poor line between a browser and the server: it loses requests and answers, sends some twice, and late."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
Answer = tuple[int, list[tuple[str, str]], bytes]


@dataclass
class Line:
    """How bad the line is just now; each chance is of one request. `cut` loses everything."""

    upstream: str
    address: str = ""
    cut: bool = False
    lose_request: float = 0.0
    lose_answer: float = 0.0
    double: float = 0.0
    late: float = 0.0  # sent once more after others have passed
    most: int = 10**9  # bytes a request may have, as a server in between limits them
    before: dict[str, bytes] = field(default_factory=dict)  # script put before what a path answers
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    counts: dict[str, int] = field(default_factory=dict)
    _late: list[threading.Thread] = field(default_factory=list)

    def decide(self, path: str) -> str:
        """What becomes of one request: lost, unanswered, doubled, late or sent."""
        if self.cut:
            return "lost"
        at = self.chance.random()
        for what in ("lose_request", "lose_answer", "double", "late"):
            share = getattr(self, what)
            if at < share:
                self.counts[what] = self.counts.get(what, 0) + 1
                return {"lose_request": "lost", "lose_answer": "unanswered"}.get(what, what)
            at -= share
        return "sent"

    def later(self, send: object) -> None:
        thread = threading.Thread(target=lambda: (time.sleep(0.2), send()), daemon=True)  # type: ignore[operator]
        self._late.append(thread)
        thread.start()

    def settle(self) -> None:
        """Wait until what is late has arrived."""
        for thread in self._late:
            thread.join(timeout=20)


def _handler(line: Line) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._pass()

        def do_POST(self) -> None:
            self._pass()

        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if len(body) > line.most:
                self._give((413, [("Content-Type", "text/html")], b"<h1>413</h1>"))
                return
            fate = line.decide(self.path)
            if fate == "lost":
                self._hang_up()
                return
            send = lambda: _ask(line, self.command, self.path, list(self.headers.items()), body)  # noqa: E731
            answer = send()
            if fate == "double":
                answer = send()
            if fate == "late":
                line.later(send)
            if fate == "unanswered":
                self._hang_up()
                return
            self._give(answer)

        def _give(self, answer: Answer) -> None:
            status, headers, body = answer
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _hang_up(self) -> None:
            self.close_connection = True
            self.connection.close()

        def log_message(self, *args: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError, ValueError):  # the browser, or we ourselves, hung up
                super().handle()

    return Handler


def _ask(line: Line, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
    upstream = urlsplit(line.upstream)
    connection = http.client.HTTPConnection(upstream.hostname or "", upstream.port, timeout=60)
    script = line.before.get(urlsplit(path).path)
    kept = {name: value for name, value in headers if name.lower() not in HOP}
    if script is not None:
        kept.pop("Accept-Encoding", None)
    try:
        connection.request(method, path, body or None, kept)
        response = connection.getresponse()
        content = response.read()
        return response.status, response.getheaders(), (script or b"") + content
    finally:
        connection.close()


@contextmanager
def poor_line(upstream: str) -> Iterator[Line]:
    """A line to `upstream`, good until a test makes it bad; `line.address` is where the browser goes."""
    line = Line(upstream)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(line))
    line.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield line
    line.settle()
    server.shutdown()
    server.server_close()
    thread.join()
