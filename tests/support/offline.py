"""The tests talk to this machine only."""

from __future__ import annotations

import socket
from typing import Any

THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class LeavesTheMachineError(AssertionError):
    """A test tried to reach another machine."""


def _check(connecting: socket.socket, address: Any) -> None:
    if connecting.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in THIS_MACHINE:
        raise LeavesTheMachineError(f"a test may not reach {address[0]}")


def stay_on_this_machine(monkeypatch: Any) -> None:
    """Refuse every connection that leaves the machine; sockets in the file system stay allowed."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(connecting: socket.socket, address: Any) -> None:
        _check(connecting, address)
        connect(connecting, address)

    def guarded_ex(connecting: socket.socket, address: Any) -> int:
        _check(connecting, address)
        return connect_ex(connecting, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)
