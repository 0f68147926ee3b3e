from __future__ import annotations

import threading
from pathlib import Path

import httpx
import pytest

from miner.store import Reader
from tests.report.web.conftest import BASE, TOKEN, WRITE, store_documents
from tests.store import factories


def finding_of(out: Path) -> tuple[str, str]:
    with Reader.open(out / "miner.db") as reader:
        finding = reader.findings()[0]
        return finding.finding_id, finding.doc_id


def judge(
    client: httpx.Client, key: str, verdict: str = "confirmed", note: str = "", **other: str
) -> dict[str, object]:
    body = {"target_kind": "finding", "target_key": key, "verdict": verdict, "note": note, "reviewer": "张三", **other}
    answer = client.post("/api/judgements", json=body, headers=WRITE)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_a_judgement_is_seen_at_once_on_every_page(client: httpx.Client, out: Path) -> None:
    key, doc_id = finding_of(out)
    client.get("/findings.js")
    judge(client, key, note="两边都看过")
    assert "两边都看过" in client.get(f"/doc/{doc_id}.html").text
    assert '"states":{"' in client.get("/findings.js").text
    review = client.get("/review.html").text
    assert "两边都看过" in review
    assert f"doc/{doc_id}.html#" in review


def test_the_answer_says_what_stands_whoever_said_it(client: httpx.Client, out: Path) -> None:
    key, _ = finding_of(out)
    judge(client, key, "comment", "一", reviewer="李四")
    found = judge(client, key, "dismissed", "二")
    standing = found["standing"]
    assert isinstance(standing, list)
    assert [(one["reviewer"], one["note"], one["verdict_name"]) for one in standing] == [
        ("李四", "一", "备注"),
        ("张三", "二", "排除"),
    ]


def test_what_is_withdrawn_stands_no_more_and_is_kept(client: httpx.Client, out: Path) -> None:
    key, doc_id = finding_of(out)
    one = judge(client, key, note="错了")["judgement"]
    assert isinstance(one, dict)
    answer = client.delete(f"/api/judgements/{one['judgement_id']}", headers=WRITE)
    assert answer.json()["standing"] == []
    assert answer.json()["judgement"]["withdrawn_at"] is not None
    assert "错了" not in client.get(f"/doc/{doc_id}.html").text
    assert "错了" not in client.get("/review.html").text
    assert "错了" in client.get("/review.html?state=withdrawn").text
    assert len(client.get("/api/judgements").json()["judgements"]) == 1
    assert client.get("/api/judgements?standing=true").json()["judgements"] == []


def test_a_run_keeps_judgements(client: httpx.Client, out: Path) -> None:
    key, doc_id = finding_of(out)
    judge(client, key, note="还在")
    store_documents(out, factories.mined("a"), factories.mined("c", "青河县体育局"))
    assert "还在" in client.get(f"/doc/{doc_id}.html").text


def test_judgements_can_be_asked_for_by_document_and_target(client: httpx.Client, out: Path) -> None:
    key, doc_id = finding_of(out)
    judge(client, key)
    judge(client, "elsewhere-g1")

    def asked(query: str) -> list[str]:
        return [one["target_key"] for one in client.get(f"/api/judgements?{query}").json()["judgements"]]

    assert asked(f"document={doc_id}") == [key]
    assert asked("kind=finding&key=elsewhere-g1") == ["elsewhere-g1"]
    assert asked("kind=link") == []


def test_a_judgement_whose_target_is_gone_is_an_orphan(client: httpx.Client) -> None:
    judge(client, "0123456789abcdef-g9", note="对象没有了")
    assert "对象没有了" in client.get("/review.html?state=orphans").text
    assert "已不在库中" in client.get("/review.html").text


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'{"target_kind": "finding"}', b"\xff",
        b'{"target_kind": "finding", "target_key": "x", "verdict": "confirmed", "reviewer": ""}',
        b'{"target_kind": "finding", "target_key": "x", "verdict": "merged", "note": "y", "reviewer": "z"}',
        b'{"target_kind": "nothing", "target_key": "x", "verdict": "confirmed", "reviewer": "z"}',
        b'{"target_kind": "finding", "target_key": "x", "verdict": "comment", "reviewer": "z"}',
        b'{"target_kind": "finding", "target_key": 1, "verdict": "confirmed", "reviewer": "z"}',
        b'{"target_kind": "finding", "target_key": "x", "verdict": "confirmed", "reviewer": "z", "more": 1}',
    ],
)  # fmt: skip
def test_a_faulty_judgement_is_refused_in_words(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/api/judgements", content=body, headers={**WRITE, "Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert client.get("/api/judgements").json()["judgements"] == []


def test_a_form_is_no_judgement(client: httpx.Client) -> None:
    answer = client.post("/api/judgements", data={"target_kind": "finding"}, headers=WRITE)
    assert answer.status_code == 415


def test_nothing_is_withdrawn_that_is_not_there(client: httpx.Client) -> None:
    assert client.delete("/api/judgements/99", headers=WRITE).status_code == 400
    assert client.delete("/api/judgements/x", headers=WRITE).status_code == 422


def test_two_reviewers_at_once_lose_nothing(client: httpx.Client, out: Path) -> None:
    key, _ = finding_of(out)

    def say(reviewer: str) -> None:
        for number in range(20):
            judge(client, key, "comment", str(number), reviewer=reviewer)

    threads = [threading.Thread(target=say, args=(name,)) for name in ("张三", "李四", "王五")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = client.get("/api/judgements").json()["judgements"]
    assert sorted((one["reviewer"], int(one["note"])) for one in found) == sorted(
        (name, number) for name in ("张三", "李四", "王五") for number in range(20)
    )


def test_clusters_to_merge_into_are_found_by_their_words(client: httpx.Client) -> None:
    assert client.get("/api/clusters?words=人员").json()["total"] == 1
    assert client.get("/api/clusters?words=没有的").json()["total"] == 0


def test_the_named_reviewer_and_the_token_are_in_the_page(client: httpx.Client) -> None:
    page = client.get("/index.html").text
    assert f'data-token="{TOKEN}"' in page
    assert BASE not in page
