"""Finding a port to listen on."""

from __future__ import annotations

import errno
import os
import socket

MAX_TRIES = 100


class CannotListen(Exception):
    """The address can't be listened on; the text says why and what to do."""


def listen(host: str, port: int, *, search: bool = False) -> socket.socket:
    """Return a listening socket.

    :param port: 0: any free one.
    :param search: whether to go on to the next port while one is in use.
    :raises CannotListen: when the port is in use, or the address is none of this machine's.
    """
    last = min(port + MAX_TRIES, 65535) if search else port
    for candidate in range(port, last + 1):
        try:
            return _listen(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotListen(_explain(host, candidate, error)) from error
    if search:
        raise CannotListen(f"every port from {port} to {last} is in use on {host}")
    raise CannotListen(
        f"port {port} is in use on {host}: stop what uses it, or name another with --port"
    )


def _listen(host: str, port: int) -> socket.socket:
    flags = socket.AI_PASSIVE
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=flags)
    family, type, protocol, _, address = found[0]
    listener = socket.socket(family, type, protocol)
    try:
        if os.name == "posix":
            # A port that a server has just left is free; elsewhere the option means
            # that two servers may share it.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Only a listening socket keeps others from the port.
        listener.listen(2048)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def _explain(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"{host!r} is no address: give one of this machine's with --host"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine: give one that is with --host"
    if error.errno == errno.EACCES:
        return f"port {port} needs the rights of an administrator: name one above 1023 with --port"
    return f"cannot listen on {host}, port {port}: {error.strerror or error}"


def address_of(listener: socket.socket) -> str:
    """Return the address by which this machine's browser reaches a listening socket."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
