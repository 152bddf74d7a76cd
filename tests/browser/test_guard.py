"""Nobody but the browser that got the address may speak to the server."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import time
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from browser.conftest import Served
from qualcode.browser.guard import Guard


@dataclass
class Answer:
    status: int
    headers: Message
    body: str


def answer(served: Served, path: str, **headers: str) -> Answer:
    place = urlsplit(served.origin)
    with closing(http.client.HTTPConnection("127.0.0.1", place.port or 0, timeout=10)) as connection:
        connection.request("GET", path, headers=headers)
        found = connection.getresponse()
        return Answer(found.status, found.headers, found.read().decode())


def cookie(served: Served) -> str:
    return answer(served, f"/?token={served.token}").headers["Set-Cookie"].partition(";")[0]


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(served: Served) -> None:
    found = answer(served, f"/?token={served.token}")
    assert (found.status, found.headers["Location"]) == (303, "/")
    said = found.headers["Set-Cookie"]
    assert "HttpOnly" in said and "SameSite=Strict" in said
    assert answer(served, "/", Cookie=cookie(served)).status == 200


@pytest.mark.parametrize("path", ["/", "/?token=guess", "/session", "/page.js", "/static/js/textual.js"])
def test_without_the_token_there_is_nothing(served: Served, path: str) -> None:
    found = answer(served, path)
    assert found.status == 403
    assert served.token not in found.body


def test_another_name_that_leads_here_is_refused(served: Served) -> None:
    assert answer(served, f"/?token={served.token}", Host="evil.example").status == 403
    assert answer(served, "/", Host="evil.example", Cookie=cookie(served)).status == 403


def test_folders_are_not_listed_and_nothing_outside_is_reached(served: Served) -> None:
    own = cookie(served)
    assert answer(served, "/static/", Cookie=own).status in (403, 404)
    assert answer(served, "/static/../server.py", Cookie=own).status in (403, 404)
    assert answer(served, "/static/%2e%2e/server.py", Cookie=own).status in (403, 404)


def test_every_answer_forbids_what_is_from_elsewhere(served: Served) -> None:
    for found in (answer(served, "/", Cookie=cookie(served)), answer(served, "/")):
        assert "default-src 'none'" in found.headers["Content-Security-Policy"]
        assert found.headers["Cache-Control"] == "no-store"


def test_the_page_names_no_file_and_nobody(served: Served) -> None:
    page = answer(served, "/", Cookie=cookie(served)).body
    assert "study" not in page and "Anna" not in page and served.token not in page
    assert "https://" not in page


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_session_is_not_opened_for_another_page(served: Served, origin: str | None) -> None:
    headers = {"Cookie": cookie(served)} | ({"Origin": origin} if origin else {})
    async with aiohttp.ClientSession() as client:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(served.origin + "/session", headers=headers)


async def test_one_page_too_many_is_told_so(served: Served) -> None:
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with aiohttp.ClientSession() as client, client.ws_connect(served.origin + "/session", headers=headers) as one:
        assert (await one.receive(timeout=20)).type == aiohttp.WSMsgType.BINARY
        async with client.ws_connect(served.origin + "/session", headers=headers) as other:
            kind, words = json.loads((await other.receive(timeout=20)).data)
            assert kind == "why" and "Close one of them" in words
            assert (await other.receive(timeout=20)).data == 4001


async def test_a_page_is_told_why_there_is_no_workbench(served: Served) -> None:
    served.project.rename(served.project.with_suffix(".away"))
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(served.origin + "/session", headers=headers) as page,
    ):
        kind, words = json.loads((await page.receive(timeout=30)).data)
        assert kind == "why" and words.startswith("There is no project at ")
        assert (await page.receive(timeout=20)).type == aiohttp.WSMsgType.CLOSE


async def test_what_no_page_would_send_does_not_end_a_session(served: Served) -> None:
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(served.origin + "/session", headers=headers) as page,
    ):
        await page.receive(timeout=20)
        for odd in (
            "not json",
            "[]",
            '["resize", {"width": 9999999, "height": 1}]',
            '["stdin", 7]',
            '{"a": 1}',
            "[" * 9999,
        ):
            await page.send_str(odd)
        await page.send_str('["ping", 1]')
        while (message := await page.receive(timeout=20)).type == aiohttp.WSMsgType.BINARY:
            pass
        assert message.data == '["pong", 1]'


async def test_a_killed_server_leaves_no_workbench_behind(served: Served) -> None:
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(served.origin + "/session", headers=headers) as page,
    ):
        await page.receive(timeout=20)
        (child,) = children(served.process.pid)
        served.process.send_signal(signal.SIGKILL)
        served.process.wait(10)
    for _attempt in range(150):
        if not lives(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    raise AssertionError("the workbench outlived its server")


def children(parent: int) -> list[int]:
    if not Path("/proc").is_dir():
        pytest.skip("this system does not list its processes in /proc")
    return [
        int(status.parent.name)
        for status in Path("/proc").glob("[0-9]*/stat")
        if status.read_text().rpartition(")")[2].split()[1] == str(parent)
    ]


def lives(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_a_workbench_that_dies_closes_its_page(served: Served) -> None:
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(served.origin + "/session", headers=headers) as page,
    ):
        await page.receive(timeout=20)
        (child,) = children(served.process.pid)
        os.kill(child, signal.SIGKILL)
        while (message := await page.receive(timeout=20)).type == aiohttp.WSMsgType.BINARY:
            pass
        assert message.type == aiohttp.WSMsgType.CLOSE
    await require_room(served)


def test_what_is_no_request_is_refused_without_a_word_in_the_terminal(served: Served) -> None:
    place = urlsplit(served.origin)
    with socket.create_connection(("127.0.0.1", place.port or 0), timeout=30) as odd:
        odd.sendall(b"GET / HTTP/1.1\r\nHost: " + b"a" * 100_000 + b"\r\n\r\n")
        assert b"400 Bad Request" in odd.recv(100)
    served.process.send_signal(signal.SIGINT)
    said = served.process.communicate(timeout=20)[1]
    assert "Traceback" not in said and "aaaa" not in said


def test_who_says_nothing_is_not_waited_for(served: Served) -> None:
    place = urlsplit(served.origin)
    with socket.create_connection(("127.0.0.1", place.port or 0), timeout=30) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert slow.recv(100) == b""
    assert answer(served, "/", Cookie=cookie(served)).status == 200


def test_what_the_browser_is_started_with_is_good_once() -> None:
    guard = Guard(1)
    ticket = guard.ticket
    assert ticket in guard.address_for_once and guard.token not in guard.address_for_once
    assert guard.lets_in(ticket)
    assert not guard.lets_in(ticket)
    assert not guard.knows(guard.ticket), "a ticket is no cookie"
    assert guard.lets_in(guard.token) and guard.lets_in(guard.token)


def test_a_message_too_long_ends_the_session_and_not_the_server(served: Served) -> None:
    async def flood() -> None:
        headers = {"Cookie": cookie(served), "Origin": served.origin}
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(served.origin + "/session", headers=headers) as page,
        ):
            await page.receive(timeout=20)
            await page.send_str('["stdin", "' + "x" * 2**21 + '"]')
            while (message := await page.receive(timeout=20)).type == aiohttp.WSMsgType.BINARY:
                pass
            assert message.data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG

    asyncio.run(flood())
    asyncio.run(require_room(served))


async def require_room(served: Served) -> None:
    """The place of a session that has ended is taken by the next page, which waits for as long as that takes."""
    headers = {"Cookie": cookie(served), "Origin": served.origin}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(served.origin + "/session", headers=headers) as page,
    ):
        assert (await page.receive(timeout=30)).type == aiohttp.WSMsgType.BINARY
