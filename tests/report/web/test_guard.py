from __future__ import annotations

import httpx
import pytest

from tests.report.web.conftest import PORT, TOKEN, WRITE

JUDGEMENT = {"target_kind": "finding", "target_key": "x", "verdict": "comment", "note": "看过", "reviewer": "张三"}


def test_the_address_with_the_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(
    bare: httpx.Client,
) -> None:
    answer = bare.get(f"/search.html?words=a&token={TOKEN}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search.html?words=a"
    cookie = answer.headers["set-cookie"].lower()
    assert f"miner-{PORT}=" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert bare.get("/search.html?words=a").status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/index.html", "/report.css", "/pdfjs/pdf.min.mjs", "/api/judgements", "/file/x.pdf"]
)
def test_nothing_is_told_without_the_token(bare: httpx.Client, address: str) -> None:
    assert bare.get(address).status_code == 403
    assert bare.get(f"{address}?token=wrong").status_code == 403
    assert bare.get(address, headers={"Cookie": f"miner-{PORT}=wrong"}).status_code == 403


def test_a_program_reads_with_the_header(bare: httpx.Client) -> None:
    assert bare.get("/index.html", headers={"X-Miner-Token": TOKEN}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", "", "[::1]:8765"]
)
def test_a_name_of_another_site_that_leads_here_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/index.html", headers={"Host": host}).status_code == 421
    assert client.post("/api/judgements", json=JUDGEMENT, headers={**WRITE, "Host": host}).status_code == 421


def test_localhost_is_this_machine_too(client: httpx.Client) -> None:
    headers = {"Host": f"localhost:{PORT}", "X-Miner-Token": TOKEN}
    assert client.get("/index.html", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},  # the cookie alone, which a browser sends by itself
        {"X-Miner-Token": "wrong"},
        {**WRITE, "Origin": "http://evil.example"},
        {**WRITE, "Origin": "null"},
        {**WRITE, "Origin": f"http://127.0.0.1:{PORT + 1}"},
        {**WRITE, "Origin": f"https://127.0.0.1:{PORT}"},
        {**WRITE, "Sec-Fetch-Site": "cross-site"},
        {**WRITE, "Sec-Fetch-Site": "same-site"},
        {**WRITE, "Sec-Fetch-Site": "none"},
    ],
)
def test_no_page_of_another_site_writes(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.post("/api/judgements", json=JUDGEMENT, headers=headers).status_code == 403
    assert client.delete("/api/judgements/1", headers=headers).status_code == 403
    assert client.get("/api/judgements").json() == {"judgements": []}


def test_a_page_of_ours_and_a_program_write(client: httpx.Client) -> None:
    ours = {**WRITE, "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/judgements", json=JUDGEMENT, headers=ours).status_code == 200
    assert client.post("/api/judgements", json=JUDGEMENT, headers={"X-Miner-Token": TOKEN}).status_code == 200


def test_other_sites_may_link_here_and_no_more(client: httpx.Client) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/index.html", headers=followed).status_code == 200
    for other in ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, {"Sec-Fetch-Dest": "iframe"}):
        assert client.get("/findings.js", headers={**followed, **other}).status_code == 403


@pytest.mark.parametrize("address", ["/", "/nothing.html", "/api/judgements", "/live.js", "/file/x.pdf"])
def test_every_answer_has_the_policy(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_pages_are_not_kept_by_the_browser(client: httpx.Client) -> None:
    assert client.get("/index.html").headers["cache-control"] == "no-store"
    assert client.get("/api/judgements").headers["cache-control"] == "no-store"


def test_a_page_has_no_policy_of_the_report_on_disk(client: httpx.Client) -> None:
    assert "http-equiv" not in client.get("/index.html").text


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/index.html", headers=WRITE).status_code == 405


@pytest.mark.parametrize("address", ["/docs", "/redoc", "/openapi.json"])
def test_there_is_no_description_of_the_interface(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_large_requests_are_refused_also_where_they_do_not_say_how_large_they_are(client: httpx.Client) -> None:
    large = b"x" * 200_000
    assert client.post("/api/judgements", content=large, headers=WRITE).status_code == 413
    assert client.post("/api/judgements", content=iter([large[:100_000], large]), headers=WRITE).status_code == 413
    assert client.get("/search.html?words=" + "x" * 10_000).status_code == 414


def test_the_longest_note_is_not_too_large(client: httpx.Client) -> None:
    note = "\U00020000" * 10_000
    assert client.post("/api/judgements", json={**JUDGEMENT, "note": note}, headers=WRITE).status_code == 200


@pytest.mark.parametrize(
    "address", ["//evil.example/", "/\\evil.example", "/%5Cevil.example", "//evil.example/?lang=en"]
)
def test_no_redirection_leads_elsewhere(client: httpx.Client, address: str) -> None:
    sign = "&" if "?" in address else "?"
    for asked in (f"{address}{sign}token={TOKEN}", f"{address}{sign}lang=en"):
        to = client.get(str(client.base_url).rstrip("/") + asked).headers.get("location", "/")
        assert to.startswith("/")
        assert not to.startswith(("//", "/\\"))
