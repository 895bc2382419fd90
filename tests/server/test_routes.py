"""What is only read: media, components, the browser client, health."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reactfrag.runtime.components import ComponentSource
from reactfrag.runtime.media import Media
from reactfrag_server.bundle import accepted_encodings
from reactfrag_server.headers import content_disposition
from reactfrag_server.media import ByteRange, parse_range
from tests.server.doubles import World

# --- media -----------------------------------------------------------------

DISPOSITIONS = [
    ("report.csv", 'attachment; filename="report.csv"'),
    ("two words.csv", 'attachment; filename="two words.csv"'),
    ('a"; b="c', "attachment; filename=\"a_; b=_c\"; filename*=UTF-8''a%22%3B%20b%3D%22c"),
    ("a\r\nSet-Cookie: x=y", 'attachment; filename="aSet-Cookie: x=y"'),
    ("back\\slash", "attachment; filename=\"back_slash\"; filename*=UTF-8''back%5Cslash"),
    ("100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"),
    ("日本.txt", "attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.txt"),
    ("bad\ud800.txt", 'attachment; filename="bad.txt"'),
    ("", 'attachment; filename=""'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "header"), DISPOSITIONS)
def test_file_names_are_safe_in_a_header(name: str, header: str) -> None:
    value = content_disposition("attachment", name)
    assert value == header
    value.encode("ascii")
    assert value.isprintable()


KINDS = [
    # type, sent as, shown or saved, whether isolated
    ("image/png", "image/png", "inline", False),
    ("text/plain", "text/plain; charset=utf-8", "inline", False),
    ("text/html", "text/html; charset=utf-8", "inline", True),
    ("image/svg+xml", "image/svg+xml", "inline", True),
    ("text/csv", "text/csv; charset=utf-8", "attachment", True),
    ("text/javascript", "text/javascript; charset=utf-8", "attachment", True),
    ("application/octet-stream", "application/octet-stream", "attachment", True),
    ("text/html\r\nx-injected: 1", "application/octet-stream", "attachment", True),
]


@pytest.mark.parametrize(("mime", "sent", "kind", "isolated"), KINDS)
def test_media_is_shown_saved_or_isolated(
    client: TestClient, world: World, mime: str, sent: str, kind: str, isolated: bool
) -> None:
    world.media["abc"] = Media(b"0123456789", mime, "name.bin")
    response = client.get("/_reactfrag/media/abc/other%20name.bin")
    assert response.status_code == 200
    assert response.content == b"0123456789"
    headers = response.headers
    assert headers["content-type"] == sent
    assert headers["content-disposition"] == f'{kind}; filename="other name.bin"'
    assert headers["x-content-type-options"] == "nosniff"
    assert "immutable" in headers["cache-control"]
    assert ("sandbox" in headers["content-security-policy"]) is isolated
    assert "allow-same-origin" not in headers["content-security-policy"]
    assert "x-injected" not in headers


def test_media_names_cannot_add_headers(client: TestClient, world: World) -> None:
    world.media["abc"] = Media(b"x", "text/csv", "f.csv")
    response = client.get("/_reactfrag/media/abc/a%0dSet-Cookie:%20x=y%2F%22b.csv")
    assert "set-cookie" not in response.headers
    assert response.headers["content-disposition"] == (
        'attachment; filename="aSet-Cookie: x=y/_b.csv"; '
        "filename*=UTF-8''aSet-Cookie%3A%20x%3Dy%2F%22b.csv"
    )
    assert client.get("/_reactfrag/media/abc/a%0d%0aSet-Cookie:%20x=y").status_code == 404


def test_media_that_is_gone_says_so(client: TestClient) -> None:
    response = client.get("/_reactfrag/media/nothing/x")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "media-gone"


def test_media_is_not_sent_twice(client: TestClient, world: World) -> None:
    world.media["abc"] = Media(b"x", "image/png", "f.png")
    etag = client.get("/_reactfrag/media/abc/f.png").headers["etag"]
    again = client.get("/_reactfrag/media/abc/f.png", headers={"if-none-match": etag})
    assert again.status_code == 304
    assert again.content == b""


RANGES = [
    ("bytes=0-3", ByteRange(0, 3)),
    ("bytes=4-", ByteRange(4, 9)),
    ("bytes=-3", ByteRange(7, 9)),
    ("bytes=0-99", ByteRange(0, 9)),
    ("bytes=-99", ByteRange(0, 9)),
    ("bytes=0-1,3-4", None),
    ("lines=0-1", None),
    ("bytes=", None),
    ("bytes=-", None),
    ("bytes=5-2", None),
    ("bytes=a-b", None),
]


@pytest.mark.parametrize(("header", "part"), RANGES)
def test_ranges(client: TestClient, world: World, header: str, part: ByteRange | None) -> None:
    data = b"0123456789"
    assert parse_range(header, len(data)) == part
    world.media["abc"] = Media(data, "video/mp4", "f.mp4")
    response = client.get("/_reactfrag/media/abc/f.mp4", headers={"range": header})
    if part is None:
        assert (response.status_code, response.content) == (200, data)
    else:
        assert response.status_code == 206
        assert response.content == data[part.first : part.last + 1]
        assert response.headers["content-range"] == f"bytes {part.first}-{part.last}/10"


def test_a_range_outside_is_refused(client: TestClient, world: World) -> None:
    world.media["abc"] = Media(b"0123456789", "video/mp4", "f.mp4")
    response = client.get("/_reactfrag/media/abc/f.mp4", headers={"range": "bytes=10-"})
    assert response.status_code == 416
    assert response.headers["content-range"] == "bytes */10"


# --- components ------------------------------------------------------------


@pytest.fixture
def component(world: World, tmp_path: Path) -> Path:
    root = tmp_path / "component"
    (root / "js").mkdir(parents=True)
    (root / "index.html").write_text("<script>1</script>")
    (root / "js" / "main.js").write_text("main")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "component-secret").mkdir()
    (tmp_path / "component-secret" / "x.txt").write_text("secret")
    os.symlink(tmp_path / "secret.txt", root / "link.txt")
    os.symlink(root / "js" / "main.js", root / "inner.js")
    os.symlink(tmp_path, root / "up")
    world.components["pkg.my_component"] = ComponentSource(path=root, url=None)
    world.components["remote"] = ComponentSource(path=None, url="http://localhost:3001")
    return root


PATHS = [
    ("pkg.my_component/index.html", 200),
    ("pkg.my_component/", 200),
    ("pkg.my_component/js/main.js", 200),
    ("pkg.my_component/inner.js", 200),
    ("pkg.my_component/js", 404),
    ("pkg.my_component/nothing.js", 404),
    ("pkg.my_component/link.txt", 404),
    ("pkg.my_component/up/secret.txt", 404),
    ("pkg.my_component/%2e%2e/secret.txt", 404),
    ("pkg.my_component/..%2fsecret.txt", 404),
    ("pkg.my_component/js/..%2f..%2fsecret.txt", 404),
    ("pkg.my_component/..%2fcomponent-secret/x.txt", 404),
    ("pkg.my_component/%2fetc/passwd", 404),
    ("pkg.my_component//etc/passwd", 404),
    ("pkg.my_component/..%5csecret.txt", 404),
    ("pkg.my_component/index.html%00.js", 404),
    ("pkg.my_component/" + "x" * 5_000, 404),
    ("%2e%2e/secret.txt", 404),
    ("unknown/index.html", 404),
    ("remote/index.html", 404),
]


@pytest.mark.usefixtures("component")
@pytest.mark.parametrize(("path", "status"), PATHS)
def test_component_paths_stay_inside(client: TestClient, path: str, status: int) -> None:
    response = client.get(f"/_reactfrag/component/{path}", follow_redirects=False)
    assert response.status_code == status
    assert "secret" not in response.text
    if status == 404:
        assert response.json()["error"]["message"]


@pytest.mark.usefixtures("component")
def test_a_components_own_scripts_may_run(client: TestClient) -> None:
    response = client.get("/_reactfrag/component/pkg.my_component/index.html")
    assert response.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-cache"
    etag = response.headers["etag"]
    again = client.get(
        "/_reactfrag/component/pkg.my_component/index.html", headers={"if-none-match": etag}
    )
    assert again.status_code == 304


# --- the browser client ----------------------------------------------------


@pytest.fixture
def static(tmp_path: Path) -> Path:
    root = tmp_path / "static"
    (root / "assets").mkdir(parents=True)
    for name in ("index.html", "assets/main-1a2b.js", "icon.svg"):
        (root / name).write_text(f"plain {name}")
    for suffix in (".br", ".gz"):
        (root / f"index.html{suffix}").write_text(f"{suffix} index")
        (root / f"assets/main-1a2b.js{suffix}").write_text(f"{suffix} main")
    page = "<script>first()</script><script src=main.js></script>"
    (root / "index.html").write_text(f"plain {page}")
    (tmp_path / "app.py").write_text("x = 1")
    return root


SENT = [
    ("br, gzip", "br"),
    ("gzip, deflate, br, zstd", "br"),
    ("gzip", "gzip"),
    ("gzip;q=0.5, br;q=0", "gzip"),
    ("identity", None),
    ("*", None),
    ("", None),
]


@pytest.mark.usefixtures("static")
@pytest.mark.parametrize("path", ["/", "/assets/main-1a2b.js"])
@pytest.mark.parametrize(("accepted", "encoding"), SENT)
def test_the_client_is_sent_in_the_best_encoding(
    client: TestClient, path: str, accepted: str, encoding: str | None
) -> None:
    # Raw: the files only claim to be compressed.
    with client.stream("GET", path, headers={"accept-encoding": accepted}) as response:
        body = b"".join(response.iter_raw()).decode()
    assert response.status_code == 200
    assert response.headers.get("content-encoding") == encoding
    assert body.startswith({"br": ".br", "gzip": ".gz", None: "plain"}[encoding])
    assert response.headers["vary"] == "accept-encoding"
    expected = "text/html" if path == "/" else "text/javascript"
    assert response.headers["content-type"].startswith(expected)


@pytest.mark.usefixtures("static")
def test_caching_and_security_headers(client: TestClient) -> None:
    index = client.get("/", headers={"accept-encoding": "identity"})
    assert index.headers["cache-control"] == "no-cache"
    policy = index.headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    script = base64.b64encode(hashlib.sha256(b"first()").digest()).decode()
    assert directives["script-src"] == f"'self' 'wasm-unsafe-eval' 'sha256-{script}'"
    asset_policy = client.get("/icon.svg").headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in asset_policy
    assert directives["frame-ancestors"] == "'self'"
    assert directives["object-src"] == "'none'"
    assert index.headers["referrer-policy"] == "same-origin"
    assert index.headers["x-content-type-options"] == "nosniff"
    again = client.get(
        "/", headers={"accept-encoding": "identity", "if-none-match": index.headers["etag"]}
    )
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == policy
    asset = client.get("/assets/main-1a2b.js", headers={"accept-encoding": "identity"})
    assert "immutable" in asset.headers["cache-control"]
    assert client.get("/icon.svg").headers["content-type"].startswith("image/svg+xml")


def test_a_client_that_is_built_anew_is_served_anew(client: TestClient, static: Path) -> None:
    plain = {"accept-encoding": "identity"}
    assert client.get("/icon.svg", headers=plain).text == "plain icon.svg"
    (static / "icon.svg").write_text("another icon")
    assert client.get("/icon.svg", headers=plain).text == "another icon"
    part = client.get("/icon.svg", headers={**plain, "range": "bytes=0-6"})
    assert (part.status_code, part.text) == (206, "another")


@pytest.mark.usefixtures("static")
@pytest.mark.parametrize(
    "path",
    ["/nothing", "/assets/", "/assets/nothing.js", "/assets/..%2f..%2fapp.py", "/..%2fapp.py"],
)
def test_what_is_not_in_the_bundle_is_not_there(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["x-content-type-options"] == "nosniff"


def test_without_a_bundle_the_page_says_how_to_build_it(client: TestClient) -> None:
    response = client.get("/")
    assert response.status_code == 503
    assert "npm run build" in response.text
    assert client.get("/assets/main.js").status_code == 404


def test_encodings_are_read_leniently() -> None:
    assert accepted_encodings("GZIP ; q=1.0 , br;q=0.000, x;q=oops") == {"gzip", "x"}


def test_health(client: TestClient) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "sessions": 0}


def test_a_wrong_method_is_refused_in_json(client: TestClient) -> None:
    response = client.post("/healthz")
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "http"
