"""The web server of ``qualcode serve``: one page, its files, and a socket for each session."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from importlib.resources import files
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.download_manager import DownloadManager

from qualcode.browser.guard import Guard
from qualcode.browser.session import Session
from qualcode.errors import WrongUse
from qualcode.messages import _, joined, language, plural

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_FULL = 4001  # the code a socket is closed with where there are too many sessions
_LARGEST = 2**20  # bytes in one message of the page: a long text pasted, not a flood
_CELLS = range(1, 1001)
_SILENT = 60.0  # seconds after which a page is asked whether it is there; half as many later it is given up
_MOMENT, _AT_LEAST, _ATTEMPTS = 0.1, 10, 100  # seconds between two looks whether a session has ended, and how many
_IDLE = 5.0  # seconds a connection may be open and ask for nothing, once or twice


class Server:
    """Shows one project's workbench on this machine, to at most ``sessions`` pages at a time."""

    def __init__(self, guard: Guard, environment: dict[str, str], sessions: int) -> None:
        self.guard = guard
        self.environment = environment
        self.most = sessions
        self.open: set[Session] = set()

    def application(self) -> web.Application:
        """The routes, each behind the guard."""
        app = web.Application(middlewares=[self._guarded])
        app.router.add_get("/", self._page)
        app.router.add_get("/session", self._session)
        for name, kind in (("page.css", "text/css"), ("page.js", "text/javascript")):
            app.router.add_get(f"/{name}", _file(name, kind))
        app.router.add_static("/static", Path(textual_serve.__file__).parent / "static")
        app.on_shutdown.append(self._end_sessions)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self.guard.require_host(request)
            if request.path != "/":
                self.guard.require_token(request)
            response = await handler(request)
        except web.HTTPException as refused:
            refused.headers.update(self.guard.headers)
            raise
        if request.path.endswith(".ttf"):
            response.content_type = "font/ttf"  # not known everywhere
        if not response.prepared:
            response.headers.update(self.guard.headers)
        return response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """The page; whoever comes with the token gets the cookie first, so that the token leaves the address."""
        if self.guard.lets_in(request.query.get("token")):
            found = web.HTTPSeeOther("/")
            found.set_cookie(self.guard.cookie, self.guard.token, httponly=True, samesite="Strict", path="/")
            raise found
        self.guard.require_token(request)
        text = Template(_content("page.html")).substitute(
            language=language(),
            websocket=f"ws://{request.host}/session",
            size=16,
            waiting=_("Opening the workbench …"),
            ended=_("The workbench is closed."),
            kept=_("What was said to be done is in the project."),
            again=_("Open again"),
        )
        return web.Response(text=text, content_type="text/html")

    async def _session(self, request: web.Request) -> web.StreamResponse:
        self.guard.require_origin(request)
        page = web.WebSocketResponse(heartbeat=_SILENT, max_msg_size=_LARGEST)
        await page.prepare(request)
        if not await self._has_room(request):
            with suppress(ConnectionError):
                await page.send_json(["why", self._full])
                await page.close(code=_FULL)
            return page
        session = Session(
            "",
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=partial(_close, page),
            download_manager=DownloadManager(),
        )
        session.environment = self.environment
        self.open.add(session)
        ending: asyncio.Task[None] | None = None
        try:
            await session.start(_cells(request, "width", 80), _cells(request, "height", 24))
            ending = asyncio.create_task(_close_after(session, page))
            await _pass_on(page, session)
        finally:
            if ending is not None:
                ending.cancel()
            await session.stop()
            self.open.discard(session)
        return page

    async def _has_room(self, request: web.Request) -> bool:
        """Whether there is room for a page, which is still there.

        Of a page that is loaded again, the session before has to end first, and may not even have heard that it was left.
        """
        for attempt in range(_ATTEMPTS):
            if request.transport is None or request.transport.is_closing():
                return False
            if not self._is_full:
                return True
            if attempt > _AT_LEAST and not any(session.is_ending for session in self.open):
                return False
            await asyncio.sleep(_MOMENT)
        return False

    @property
    def _is_full(self) -> bool:
        return len(self.open) >= self.most

    @property
    def _full(self) -> str:
        many = plural("The workbench is open in {n} page", "The workbench is open in {n} pages", self.most)
        return joined([many + ".", _("Close one of them, then load this page again.")])

    async def _end_sessions(self, app: web.Application) -> None:
        await asyncio.gather(*(session.stop() for session in tuple(self.open)))


async def _close(page: web.WebSocketResponse) -> None:
    await page.close()


async def _close_after(session: Session, page: web.WebSocketResponse) -> None:
    """Close the page's socket when the workbench has ended, however it has."""
    await session.ended.wait()
    await page.close()


async def _pass_on(page: web.WebSocketResponse, session: Session) -> None:
    """What the page sends, to the workbench; what is not as the page would send it is left out."""
    async for message in page:
        if message.type != WSMsgType.TEXT:
            continue
        match _said(message.data):
            case ["stdin", str(keys)]:
                await session.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}] if width in _CELLS and height in _CELLS:
                await session.set_terminal_size(width, height)
            case ["ping", text]:
                await page.send_json(["pong", text])
            case ["blur", *_rest]:
                await session.blur()
            case ["focus", *_rest]:
                await session.focus()


def _said(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # the latter where thousands of lists stand in each other
        return None


def _cells(request: web.Request, name: str, usual: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in _CELLS else usual


def _content(name: str) -> str:
    return (files("qualcode.browser") / name).read_text(encoding="utf-8")


def _file(name: str, kind: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(text=_content(name), content_type=kind)

    return answer


def run(environment: dict[str, str], *, port: int, sessions: int, ready: Callable[[str, str], None]) -> None:
    """Serve until interrupted. ``ready`` gets the addresses when they can be opened. Raises WrongUse for a port that cannot be used."""
    with _listening(port) as listening:
        guard = Guard(listening.getsockname()[1])
        asyncio.run(
            _serve(
                Server(guard, environment, sessions), listening, lambda: ready(guard.address, guard.address_for_once)
            )
        )


def _listening(port: int) -> socket.socket:
    """A socket that only this machine reaches."""
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise WrongUse(
            _("Port {port} cannot be used: {reason}.", port=port, reason=os.strerror(error.errno or 0)),
            _("Choose another with --port, or leave it out."),
        ) from error


async def _serve(server: Server, listening: socket.socket, ready: Callable[[], None]) -> None:
    complaints = logging.getLogger(__name__)
    complaints.addFilter(_is_ours)
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=10, logger=complaints)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        ready()
        await _close_idle(runner)
    finally:
        await runner.cleanup()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a fault is of this server, not of whoever sends it what is no request; that one has been answered."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _close_idle(runner: web.AppRunner) -> None:
    """For ever close connections on which nothing is asked for: each takes up what a page would need."""
    idle: set[object] = set()
    while True:
        await asyncio.sleep(_IDLE)
        connections = runner.server.connections if runner.server is not None else []
        waiting = [connection for connection in connections if connection._current_request is None]
        for connection in waiting:
            if connection in idle:
                connection.force_close()
        idle = set(waiting)
