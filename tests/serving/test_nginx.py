"""What the shipped configuration answers, asked of the real nginx."""

import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from nginx_server import nginx

from build_tools.errors import UsageError
from build_tools.publishing.serving import HEADERS, Host, nginx_configuration

ROOT = Path(__file__).resolve().parents[2]
slow = pytest.mark.slow


def _ask(
    address: str, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@slow
@pytest.mark.parametrize("path", ["/", "/khong-co/", "/manifest.json", "/bao-cao/"])
def test_every_answer_carries_the_headers(served_sample: str, path: str) -> None:
    answer, _ = _ask(served_sample, path)
    assert {name: answer.getheader(name) for name, _ in HEADERS} == dict(HEADERS)
    assert answer.getheader("Server") == "nginx"  # no version
    assert answer.getheader("Cache-Control") == "private, no-cache"


@slow
def test_a_missing_page_is_told_in_vietnamese(served_sample: str) -> None:
    for path in ("/khong-co/", "/bao-cao/2026-01/to-99/index.html", "/404.html", "/.git/config"):
        answer, body = _ask(served_sample, path)
        assert answer.status == 404, path
        assert "<h1>Không tìm thấy trang</h1>" in body.decode(), path


@slow
def test_no_folder_is_listed(served_sample: str) -> None:
    for path in ("/assets/", "/assets/css/"):
        answer, body = _ask(served_sample, path)
        assert answer.status == 403
        assert b"Index of" not in body


@slow
def test_only_reading_is_answered(served_sample: str) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer, _ = _ask(served_sample, "/", method)
        assert answer.status == 405
    assert _ask(served_sample, "/", "HEAD")[0].status == 200


@slow
def test_what_is_named_by_content_is_kept_for_ever_and_the_rest_asked_again(
    served_sample: str,
) -> None:
    _, page = _ask(served_sample, "/")
    named = re.findall(r'(?:href|src)="(assets/[^"]+)"', page.decode())
    assert len(named) >= 6
    for uri in named:
        answer, _ = _ask(served_sample, f"/{uri}")
        assert answer.status == 200
        assert answer.getheader("Cache-Control") == "private, max-age=31536000, immutable", uri
    answer, _ = _ask(served_sample, "/")
    again, _ = _ask(served_sample, "/", If_None_Match=answer.getheader("ETag") or "")
    assert again.status == 304


@slow
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/du-lieu/reports.csv", "text/csv; charset=utf-8"),
        ("/du-lieu/reports.json", "application/json; charset=utf-8"),
        (
            "/du-lieu/du-lieu.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("/tien-do/han-bao-cao.ics", "text/calendar; charset=utf-8"),
        ("/manifest.json", "application/json; charset=utf-8"),
    ],
)
def test_kinds_are_named(served_sample: str, path: str, kind: str) -> None:
    answer, _ = _ask(served_sample, path)
    assert (answer.status, answer.getheader("Content-Type")) == (200, kind)


@slow
def test_pages_are_sent_compressed_to_who_can_read_them(served_sample: str) -> None:
    plain, body = _ask(served_sample, "/")
    packed, smaller = _ask(served_sample, "/", Accept_Encoding="gzip")
    assert plain.getheader("Content-Encoding") is None
    assert packed.getheader("Content-Encoding") == "gzip"
    assert len(smaller) < len(body) / 3


@slow
def test_a_file_of_the_release_before_is_still_found_but_no_page_of_it(tmp_path: Path) -> None:
    for release, asset in (("1", "a.11111111.css"), ("2", "a.22222222.css")):
        folder = tmp_path / "releases" / release / "assets" / "css"
        folder.mkdir(parents=True)
        (folder / asset).write_text("a {}", encoding="utf-8")
        (folder.parents[1] / f"only-{release}.html").write_text(release, encoding="utf-8")
        (folder.parents[1] / "404.html").write_text("404", encoding="utf-8")
    (tmp_path / "previous").symlink_to("releases/1")
    (tmp_path / "current").symlink_to("releases/2")
    with nginx(tmp_path / "nginx", tmp_path) as address:
        statuses = {
            path: _ask(address, path)[0].status
            for path in (
                "/assets/css/a.11111111.css",
                "/assets/css/a.22222222.css",
                "/assets/css/a.33333333.css",
                "/only-1.html",
                "/only-2.html",
            )
        }
    assert list(statuses.values()) == [200, 200, 404, 404, 200]


@slow
def test_a_host_for_some_readers_is_closed_until_someone_chooses(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "index.html").write_text("leaders only", encoding="utf-8")
    with nginx(tmp_path / "nginx", tmp_path, audience="leadership") as address:
        answer, body = _ask(address, "/")
    assert answer.status == 403
    assert b"leaders only" not in body


@pytest.mark.parametrize("host", ["a b", "x;}", 'x"', "x\n", ""])
def test_a_name_that_nginx_would_misread_is_refused(host: str) -> None:
    asked = Host(audience="intranet", host=host, folder=Path("/srv"), listen="80")
    with pytest.raises(UsageError, match="ký tự không dùng được trong cấu hình máy chủ"):
        nginx_configuration([asked], ROOT / "site_templates")


def test_readers_are_asked_for_a_certificate_where_one_is_named() -> None:
    asked = Host(
        audience="leadership",
        host="lanh-dao.noibo",
        folder=Path("/srv/diaban/leadership"),
        listen="443 ssl",
        certificate=Path("/etc/a.pem"),
        certificate_key=Path("/etc/a.key"),
        client_ca=Path("/etc/ca.pem"),
    )
    text = nginx_configuration([asked], ROOT / "site_templates")
    assert "ssl_verify_client on;" in text
    assert "ssl_client_certificate /etc/ca.pem;" in text
    assert "deny all" not in text.replace("`allow 10.0.1.0/24; deny all;`", "")
