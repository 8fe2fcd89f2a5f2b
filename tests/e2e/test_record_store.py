"""Statements on their way to a learning record store over real HTTP, which fails in every way."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Visit, wait_until
from tests.e2e.serving import _Handler
from tests.e2e.test_quiz import opened, question
from tests.sites.building import build, copy_own

pytestmark = pytest.mark.slow

BANK = "assessments/questions/tk-chashui/"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass
class RecordStore:
    """Keeps statements by id; ``faults`` are replies to give before it works."""

    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[list[str]] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)


class Handler(_Handler):
    """The site, and a record store at /xapi/ as xAPI 1.0.3 describes it."""

    record_store: RecordStore

    def do_POST(self) -> None:
        store = self.record_store
        statements = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        store.versions.add(self.headers["X-Experience-API-Version"])
        store.requests.append([one["id"] for one in statements])
        fault = store.faults.pop(0) if store.faults else 0
        if fault >= 400:
            self.send_response(fault)
            self.end_headers()
            return
        for one in statements:
            assert store.kept.setdefault(one["id"], one) == one
        if fault == -1:  # taken, but the reply is lost
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps([one["id"] for one in statements]).encode())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kb")
    site = copy_own(folder / "kb")
    config = site / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("  qinejia:\n", "  qinejia:\n    学习记录服务: /xapi/\n"), "utf-8"
    )
    return build(site, folder / "site")


@pytest.fixture
def server(built: Path) -> Iterator[tuple[str, RecordStore]]:
    store = RecordStore()
    handler = type("Bound", (Handler,), {"record_store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(built)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", store
    server.shutdown()


def answer(page: Page, name: str) -> None:
    section = question(page, name)
    section.locator("input").nth(1).check()
    section.get_by_role("button", name="提交本题").click()
    section.locator(".qj-question__said:not(:empty)").wait_for()


def wait(page: Page, store: RecordStore, count: int) -> None:
    wait_until(page, lambda: len(store.kept) >= count)
    page.wait_for_timeout(300)
    assert len(store.kept) == count


def test_statements_arrive_and_are_valid(
    visit: Callable[..., Visit], server: tuple[str, RecordStore]
) -> None:
    address, store = server
    page = opened(visit("desktop").page, address + BANK)
    answer(page, "q1")
    answer(page, "q2")
    wait(page, store, 2)
    assert store.versions == {"1.0.3"}
    for one in store.kept.values():
        assert UUID.fullmatch(one["id"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["timestamp"])
        assert one["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
        assert one["object"]["id"].startswith("urn:qinejia:tk-chashui:q")
        assert re.fullmatch(r"PT\d+\.\dS", one["result"]["duration"])
        assert UUID.fullmatch(one["actor"]["account"]["name"])
        assert set(one["actor"]) == {"objectType", "account"}


def test_a_lost_reply_makes_no_second_record(
    visit: Callable[..., Visit], server: tuple[str, RecordStore]
) -> None:
    address, store = server
    store.faults = [-1]
    page = opened(visit("desktop").page, address + BANK)
    answer(page, "q1")
    wait(page, store, 1)
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    wait_until(page, lambda: len(store.requests) >= 2)
    page.wait_for_timeout(500)
    assert len(store.kept) == 1
    assert len(store.requests) >= 2
    assert len({tuple(ids) for ids in store.requests}) == 1


def test_what_could_not_be_sent_is_sent_after_a_reload(
    visit: Callable[..., Visit], server: tuple[str, RecordStore]
) -> None:
    address, store = server
    store.faults = [503, 503, 503]
    page = opened(visit("desktop").page, address + BANK)
    for name in ("q1", "q2", "q3"):
        answer(page, name)
    wait_until(page, lambda: store.requests)
    page.wait_for_timeout(500)
    assert store.kept == {}
    store.faults = []
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    wait(page, store, 3)
    before = len(store.requests)
    page.reload()
    page.wait_for_timeout(1000)
    assert len(store.requests) == before


def test_one_that_is_refused_does_not_hold_the_others_up(
    visit: Callable[..., Visit], server: tuple[str, RecordStore]
) -> None:
    address, store = server
    store.faults = [503, 503, 503]
    page = opened(visit("desktop").page, address + BANK)
    answer(page, "q1")
    answer(page, "q2")
    wait_until(page, lambda: store.requests)
    page.wait_for_timeout(500)
    store.faults = [400, 409]  # the batch, then its first one
    page.reload()
    page.wait_for_selector("qj-quiz[data-ready]", state="attached")
    wait_until(page, lambda: store.kept)
    page.wait_for_timeout(500)
    assert len(store.kept) == 1
    assert [len(ids) for ids in store.requests][-3:] == [2, 1, 1]


def test_without_a_store_nothing_is_sent(visit: Callable[..., Visit], intranet: str) -> None:
    tab = visit("desktop")
    page = opened(tab.page, intranet + BANK)
    posted: list[str] = []
    page.on("request", lambda r: posted.append(r.url) if r.method != "GET" else None)
    answer(page, "q1")
    page.wait_for_timeout(500)
    assert posted == []
