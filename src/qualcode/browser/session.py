"""One session: a workbench in a process of its own, spoken to through its standard streams."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import redirect_stdout
from functools import cached_property

from textual_serve.app_service import AppService

_PATIENCE = 5.0  # seconds a workbench has to end by itself
_START = "from qualcode.launch import open_for_browser; open_for_browser()"


def refusal(text: str) -> bytes:
    """What a process writes to its standard output that cannot be a workbench, for its page to show."""
    said = json.dumps({"type": "why", "text": text}).encode()
    return b"__GANGLION__\n" + AppService.encode_packet(b"M", said)


class Session(AppService):
    """A workbench process as long as a page is open.

    The library speaks the toolkit's protocol; how the process is started and ended is ours: without a shell, with what it
    must know in its environment (which other users of this machine cannot read, as they can a command line), and never
    left behind.
    """

    environment: dict[str, str]
    _stopping: asyncio.Task[None] | None = None

    @cached_property
    def ended(self) -> asyncio.Event:
        """Set when the workbench has ended."""
        return asyncio.Event()

    async def run(self) -> None:
        """Pass on what the workbench draws until it ends; what it has to complain of goes where complaints go."""
        try:
            with redirect_stdout(sys.stderr):
                await super().run()
        finally:
            self.ended.set()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        environment = self._build_environment(width, height) | self.environment
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _START), stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment
        )
        self._stdin = self._process.stdin
        return self._process

    async def on_data(self, payload: bytes) -> None:
        """Pass on what is drawn; once the page is gone, nobody wants it, and the workbench must not wait for a reader."""
        with contextlib.suppress(ConnectionError):
            await super().on_data(payload)

    async def on_meta(self, data: bytes) -> None:
        """Pass on why there is no workbench to the page; the rest is the toolkit's."""
        said = json.loads(data)
        with contextlib.suppress(ConnectionError):
            if said.get("type") == "why":
                await self.remote_write_str(json.dumps(["why", said["text"]]))
            else:
                await super().on_meta(data)

    @property
    def is_ending(self) -> bool:
        """Whether its page has been left."""
        return self._stopping is not None

    async def stop(self) -> None:
        """Ask the workbench to end, and end it where it does not; whoever asks again waits as well."""
        if self._stopping is None:
            self._stopping = asyncio.create_task(self._stop())
        await asyncio.shield(self._stopping)

    async def _stop(self) -> None:
        try:
            await asyncio.wait_for(super().stop(), _PATIENCE)
        except TimeoutError:
            self._task = None
        finally:
            await self._end()

    async def _end(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError, asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), 1)
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
