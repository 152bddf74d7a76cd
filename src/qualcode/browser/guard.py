"""Who may speak to the server: this machine's browser, on the page the server gave it, with the token of this run.

Any page a person visits can send requests to a port of this machine. So a request needs the right Host (a foreign name that
was made to lead here has another), a secret cookie (got by opening the address with the token), and, where it opens a
session, the right Origin (a page of another site has another).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

from aiohttp import web

from qualcode.messages import _

_USUAL = 80
_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # the terminal on the page writes its colours into style elements
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)


@dataclass(slots=True)
class Guard:
    """The rules for one run of the server on ``port``. The token is new with every run; the ticket does the same, once."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def address(self) -> str:
        """What the person opens."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def address_for_once(self) -> str:
        """What is handed to the browser on a command line, which others on this machine can read."""
        return f"http://127.0.0.1:{self.port}/?token={self.ticket}"

    @property
    def cookie(self) -> str:
        """The name of the cookie. Browsers do not tell ports apart, two servers on one machine must not share it."""
        return f"qualcode-{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """What every answer says of how its page may be used: nothing from elsewhere, in no frame, kept nowhere."""
        sockets = " ".join(f"ws://{host}" for host in self._hosts)  # older browsers do not count them as 'self'
        return {
            "Content-Security-Policy": "; ".join((*_POLICY, f"connect-src 'self' {sockets}")),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            "Server": "qualcode",
        }

    def knows(self, token: str | None) -> bool:
        """Whether this is the token, found out in a time that tells nothing about it."""
        return token is not None and compare_digest(token.encode(), self.token.encode())

    def lets_in(self, given: str | None) -> bool:
        """Whether a page may have the cookie for what is in its address; a ticket is good for one page."""
        if given is not None and compare_digest(given.encode(), self.ticket.encode()):
            self.ticket = secrets.token_urlsafe(32)
            return True
        return self.knows(given)

    def require_host(self, request: web.Request) -> None:
        """Refuse a request that was meant for another name."""
        if request.headers.get("Host") not in self._hosts:
            raise web.HTTPForbidden(text=_("This server answers to 127.0.0.1 only."))

    def require_token(self, request: web.Request) -> None:
        """Refuse a browser that has not opened the address with the token."""
        if not self.knows(request.cookies.get(self.cookie)):
            raise web.HTTPForbidden(text=_("Open the address that qualcode serve printed, with its token."))

    def require_origin(self, request: web.Request) -> None:
        """Refuse what another page than ours has sent; browsers always say which page it was."""
        if request.headers.get("Origin") != f"http://{request.headers.get('Host')}":
            raise web.HTTPForbidden(text=_("This request comes from another page."))

    @property
    def _hosts(self) -> tuple[str, str]:
        port = f":{self.port}" if self.port != _USUAL else ""  # browsers leave it out
        return f"127.0.0.1{port}", f"localhost{port}"
