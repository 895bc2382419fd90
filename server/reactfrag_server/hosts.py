"""Which hosts a server answers for, and which origins may change what it keeps."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Host:
    """A host as a ``Host`` header names it; ``port`` is None when it names none."""

    name: str
    port: int | None = None


def parse_host(text: str) -> Host | None:
    """Return the host that a ``Host`` header, or the end of an origin, names.

    Names are lower-cased and lose a trailing dot, IPv6 addresses their brackets.
    None for anything that is not a plain ``name`` or ``name:port``.
    """
    text = text.strip().lower()
    if text.startswith("["):
        name, bracket, rest = text[1:].partition("]")
        if not bracket or not _is_address(name) or (rest and not rest.startswith(":")):
            return None
        name, port = ipaddress.ip_address(name).compressed, rest[1:]
        colon = bool(rest)
    else:
        name, separator, port = text.partition(":")
        name = name.removesuffix(".")
        colon = bool(separator)
        if not _NAME.fullmatch(name):
            return None
    if not colon:
        return Host(name)
    # Python reads no number of thousands of digits.
    if len(port) > 5 or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        return None
    return Host(name, int(port))


def parse_origin(text: str) -> tuple[str, Host] | None:
    """Return the scheme and the host of an ``Origin`` header, the port always given.

    None for the opaque origin ``null``, for schemes that are not the web's, and for
    what is no origin.
    """
    scheme, separator, rest = text.strip().partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in ("http", "https"):
        return None
    host = parse_host(rest)
    if host is None:
        return None
    return scheme, Host(host.name, host.port or DEFAULT_PORTS[scheme])


def host_of_url(url: str) -> Host | None:
    """Return the host of what a user may give for one: an address or a bare host."""
    return parse_host(urlsplit(url).netloc if "://" in url else url.rstrip("/"))


@dataclass(frozen=True, slots=True)
class Pattern:
    """One allowed host: a name, a domain with all below it, or any."""

    name: str
    """Empty: any host."""
    port: int | None = None
    """None: any port."""
    subdomains: bool = False

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Return the pattern that ``host``, ``host:port``, ``.domain`` or ``*`` stands for.

        :raises ValueError: when it is none of these.
        """
        if text == "*":
            return cls("")
        host = host_of_url(text.removeprefix("."))
        if host is None:
            raise ValueError(f"{text!r} is no host: give a name, name:port, .domain or *")
        return cls(host.name, host.port, subdomains=text.startswith("."))

    def matches(self, host: Host) -> bool:
        if not self.name:
            return True
        if self.port is not None and host.port is not None and host.port != self.port:
            return False
        return host.name == self.name or (self.subdomains and host.name.endswith("." + self.name))


class AllowedHosts:
    """The hosts that a server answers for.

    A page of a foreign name whose address has been pointed here (DNS rebinding) sends
    that name as its ``Host``, so a request is taken only when its ``Host`` is one of
    ours.  Literal addresses can't be rebound: bound to every interface, a server
    takes them all, and the machine's own name; other names have to be allowed.
    """

    def __init__(self, bind: str, allowed: Iterable[str] = ()) -> None:
        self._allowed = tuple(Pattern.parse(text) for text in allowed)
        bind = bind.strip("[]").lower()
        self._any_address = is_wildcard(bind)
        own = {bind.removesuffix(".")}
        if self._any_address or is_loopback(bind):
            own |= LOOPBACK_NAMES
        if self._any_address:
            own.add(socket.gethostname().lower())
        self._own = frozenset(own)

    def takes(self, host: Host) -> bool:
        """Whether a request for this host is for this server."""
        if host.name in self._own or self.names(host):
            return True
        return self._any_address and _is_address(host.name)

    def names(self, host: Host) -> bool:
        """Whether the user has allowed this host by name."""
        return any(pattern.matches(host) for pattern in self._allowed)

    def trusts(self, origin: str, host: Host) -> bool:
        """Whether a page of this origin may change what is served as ``host``."""
        parsed = parse_origin(origin)
        if parsed is None:
            return False
        scheme, source = parsed
        target = Host(host.name, host.port or DEFAULT_PORTS[scheme])
        # "Any host" says under which names the server is reached, not whose pages may act on it.
        return source == target or any(
            pattern.name and pattern.matches(source) for pattern in self._allowed
        )


def is_loopback(name: str) -> bool:
    """Whether only this machine can reach a server bound to ``name``."""
    if name == "localhost":
        return True
    return _is_address(name) and ipaddress.ip_address(name).is_loopback


def is_wildcard(name: str) -> bool:
    """Whether a server bound to ``name`` listens on every interface."""
    return not name or (_is_address(name) and ipaddress.ip_address(name).is_unspecified)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
