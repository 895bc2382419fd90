"""Which requests pass the gate: Host, Origin, sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from reactfrag_server.gate import MAX_BODY, Gate, Refused
from reactfrag_server.hosts import AllowedHosts, Host, Pattern, parse_host, parse_origin
from reactfrag_server.settings import Settings

HOSTS = [
    ("localhost", Host("localhost")),
    ("LocalHost:8501", Host("localhost", 8501)),
    ("example.com.", Host("example.com")),
    ("127.0.0.1:80", Host("127.0.0.1", 80)),
    ("[::1]:8501", Host("::1", 8501)),
    ("[0:0:0:0:0:0:0:1]", Host("::1")),
    ("", None),
    ("a b", None),
    ("host:", None),
    ("host:0", None),
    ("host:99999", None),
    ("host:" + "9" * 5000, None),
    ("host:8o", None),
    ("host:80:80", None),
    ("::1", None),
    ("[::1", None),
    ("[::1]x", None),
    ("[name]", None),
    ("user@host", None),
    ("host/path", None),
    ("-", None),
    ("h\u00f6st", None),
]


@pytest.mark.parametrize(("text", "host"), HOSTS)
def test_hosts_are_parsed(text: str, host: Host | None) -> None:
    assert parse_host(text) == host


ORIGINS = [
    ("http://localhost:8501", ("http", Host("localhost", 8501))),
    ("https://example.com", ("https", Host("example.com", 443))),
    ("HTTP://Example.com", ("http", Host("example.com", 80))),
    ("http://[::1]:8501", ("http", Host("::1", 8501))),
    ("null", None),
    ("", None),
    ("file://", None),
    ("ftp://example.com", None),
    ("chrome-extension://abc", None),
    ("http://user@localhost", None),
    ("http://localhost/path", None),
    ("localhost", None),
]


@pytest.mark.parametrize(("text", "origin"), ORIGINS)
def test_origins_are_parsed(text: str, origin: tuple[str, Host] | None) -> None:
    assert parse_origin(text) == origin


@pytest.mark.parametrize("text", ["", "a b", "http://", "host:port", "*.example.com", ".."])
def test_a_pattern_that_names_no_host_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="is no host"):
        Pattern.parse(text)


TAKEN = [
    # bound to, allowed, Host header, taken
    ("127.0.0.1", [], "localhost:8501", True),
    ("127.0.0.1", [], "127.0.0.1:8501", True),
    ("127.0.0.1", [], "[::1]:8501", True),
    ("127.0.0.1", [], "localhost", True),
    ("127.0.0.1", [], "192.168.0.9:8501", False),
    ("127.0.0.1", [], "rebound.example:8501", False),
    ("127.0.0.1", [], "localhost.rebound.example", False),
    ("127.0.0.1", [], "127.0.0.1.rebound.example", False),
    ("localhost", [], "127.0.0.1:8501", True),
    ("::1", [], "localhost:8501", True),
    ("192.168.0.9", [], "192.168.0.9:8501", True),
    ("192.168.0.9", [], "localhost:8501", False),
    ("app.example", [], "app.example", True),
    ("0.0.0.0", [], "192.168.0.9:8501", True),
    ("0.0.0.0", [], "[fe80::1]:8501", True),
    ("0.0.0.0", [], "localhost:8501", True),
    ("0.0.0.0", [], "rebound.example:8501", False),
    ("::", [], "10.0.0.1", True),
    ("", [], "10.0.0.1", True),
    ("127.0.0.1", ["app.example"], "app.example", True),
    ("127.0.0.1", ["app.example"], "APP.example.:8080", True),
    ("127.0.0.1", ["app.example"], "sub.app.example", False),
    ("127.0.0.1", ["app.example:8080"], "app.example:8080", True),
    ("127.0.0.1", ["app.example:8080"], "app.example:8081", False),
    ("127.0.0.1", [".example"], "deep.sub.example", True),
    ("127.0.0.1", [".example"], "example", True),
    ("127.0.0.1", [".example"], "notexample", False),
    ("127.0.0.1", ["https://app.example/"], "app.example", True),
    ("127.0.0.1", ["*"], "anything.at.all", True),
]


@pytest.mark.parametrize(("bind", "allowed", "header", "taken"), TAKEN)
def test_hosts_are_taken_or_not(bind: str, allowed: list[str], header: str, taken: bool) -> None:
    host = parse_host(header)
    assert host is not None
    assert AllowedHosts(bind, allowed).takes(host) is taken


@dataclass(frozen=True)
class Case:
    name: str
    code: str | None
    """None: it passes."""
    type: str = "http"
    method: str = "POST"
    path: str = "/_reactfrag/upload/s"
    hosts: tuple[str, ...] = ("localhost:8501",)
    origins: tuple[str, ...] = ("http://localhost:8501",)
    length: str | None = None
    allow: tuple[str, ...] = ()
    missing: bool = False


UPLOAD_LIMIT = 1_000_000

CASES = [
    Case("the page's own", None),
    Case("no Host", "bad-host", hosts=()),
    Case("two Hosts", "bad-host", hosts=("localhost", "localhost")),
    Case("an unreadable Host", "bad-host", hosts=("a b",)),
    Case("a rebound name", "host-not-allowed", hosts=("evil.example:8501",)),
    Case("a rebound name that reads", "host-not-allowed", method="GET", hosts=("evil.example",)),
    Case("reading needs no Origin", None, method="GET", origins=()),
    Case("reading may come from anywhere", None, method="GET", origins=("http://evil.example",)),
    Case("HEAD", None, method="HEAD", origins=()),
    Case("no Origin", "origin-missing", origins=()),
    Case("no Origin, which is allowed", None, origins=(), missing=True),
    Case("DELETE without Origin", "origin-missing", method="DELETE", origins=()),
    Case("an unknown method", "origin-missing", method="BREW", origins=()),
    Case("a foreign Origin", "origin-not-allowed", origins=("http://evil.example",)),
    Case("foreign even if none is needed", "origin-not-allowed",
         origins=("http://evil.example",), missing=True),
    Case("another port", "origin-not-allowed", origins=("http://localhost:3000",)),
    Case("another name of the same machine", "origin-not-allowed",
         origins=("http://127.0.0.1:8501",)),
    Case("null", "origin-not-allowed", origins=("null",)),
    Case("two Origins", "origin-not-allowed", origins=("http://localhost:8501",) * 2),
    Case("default port of http", None, hosts=("localhost",), origins=("http://localhost",)),
    Case("the default port spelt out", None, hosts=("localhost:80",),
         origins=("http://localhost",)),
    Case("behind a proxy that ends TLS", None, hosts=("app.example",),
         origins=("https://app.example",), allow=("app.example",)),
    Case("behind a proxy that renames", None, origins=("https://app.example",),
         allow=("app.example",)),
    Case("a development server", None, origins=("http://localhost:5173",),
         allow=("localhost:5173",)),
    Case("any host is not any origin", "origin-not-allowed", type="websocket",
         hosts=("app.example",), origins=("http://evil.example",), allow=("*",)),
    Case("any host, its own page", None, type="websocket",
         hosts=("app.example",), origins=("https://app.example",), allow=("*",)),
    Case("websocket of the page", None, type="websocket"),
    Case("websocket of a foreign page", "origin-not-allowed", type="websocket",
         origins=("http://evil.example",)),
    Case("websocket without Origin", "origin-missing", type="websocket", origins=()),
    Case("websocket of a rebound name", "host-not-allowed", type="websocket",
         hosts=("evil.example",), origins=("http://evil.example",)),
    Case("an upload within the limit", None, length=str(UPLOAD_LIMIT)),
    Case("an upload over the limit", "too-large", length=str(UPLOAD_LIMIT + 1)),
    Case("a body where none belongs", "too-large", path="/healthz", length=str(MAX_BODY + 1)),
    Case("a length that is none", "bad-length", length="many"),
    Case("a negative length", "bad-length", length="-1"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_requests_pass_or_not(case: Case) -> None:
    settings = Settings(
        allow_hosts=case.allow,
        allow_missing_origin=case.missing,
        max_upload_bytes=UPLOAD_LIMIT,
    )

    async def app(*_: Any) -> None:
        raise AssertionError("not called")

    headers = [(b"host", text.encode()) for text in case.hosts]
    headers += [(b"origin", text.encode()) for text in case.origins]
    if case.length is not None:
        headers.append((b"content-length", case.length.encode()))
    scope = {"type": case.type, "method": case.method, "path": case.path, "headers": headers}
    gate = Gate(app, settings)
    if case.code is None:
        gate.check(scope)
        return
    with pytest.raises(Refused) as refused:
        gate.check(scope)
    assert refused.value.code == case.code
    assert str(refused.value)
