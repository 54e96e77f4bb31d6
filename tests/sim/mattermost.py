#!/usr/bin/python3
"""A simulated Mattermost server on loopback, as far as a bot sees one.

It follows what a real server (5.37) was seen to do: how it logs in over
header and challenge, what its frames and errors look like, when it greets,
how a dropped connection is resumed, which posts it takes and how it lists
them. Tests steer it over HTTP under /_sim/ on the same port.

    mattermost.py [--port N] [--cert FILE --key FILE] [--clock-s SECONDS]

prints "listening on PORT" once it does. Here requests find their way; what
they do is in mattermost_rest.py and mattermost_websocket.py, the state in
mattermost_server.py, the steering in mattermost_steering.py.
"""

import argparse
import asyncio
import ssl
import time
from email.utils import formatdate

from aiohttp import web

import mattermost_websocket
from mattermost_rest import (ROUTES, Api, as_error, as_json, failure,
                             limit_exceeded, no_such_page, not_logged_in)
from mattermost_server import Refused, Server
from mattermost_steering import Faults, Steering


def token_of(request):
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "token") else None


def hang_up(request):
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


class Application:
    def __init__(self, clock_s):
        self.server, self.faults = Server(clock_s), Faults()
        self.api = Api(self.server, self.faults)
        self.steering = Steering(self.server, self.faults, self.api)
        self.app = web.Application(client_max_size=4 * 1024 * 1024,
                                   middlewares=[self.gate])
        self.app.router.add_post("/_sim/{name}", self.steering.handle)
        self.add("GET", "/websocket", self.upgrade)
        for method, path, name, handler, *is_open in ROUTES:
            self.add(method, path, self.serving(name, handler, is_open))
        self.app.router.add_route("*", "/{rest:.*}", self.nothing_there)

    def add(self, method, path, handler):
        # no add_get: it would answer HEAD, which the real server does not
        self.app.router.add_route(method, "/api/v4" + path, handler)

    @web.middleware
    async def gate(self, request, handler):
        """What happens to all requests but those that steer."""
        if request.path.startswith("/_sim/"):
            return await handler(request)
        if self.faults.down:
            return hang_up(request)
        headers = {}
        if self.faults.limit is not None:
            allowed, headers = self.faults.limit.ask()
            if not allowed:
                self.faults.limited += 1
                return limit_exceeded(headers)
        resource = request.match_info.route.resource.canonical
        self.steering.count(f"{request.method} "
                            + resource.replace("/api/v4", "", 1))
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(headers)
            answer.headers["Date"] = formatdate(
                time.time() + self.server.clock_s, usegmt=True)
        return answer

    def serving(self, name, handler, is_open):
        """Calls a handler, unless a test wants something else to happen."""
        async def serve(request):
            fault, retry_after = self.faults.take(name) or (None, 0)
            if fault in (None, "taken", "taken, silent"):
                answer = await self.answer(request, handler, is_open)
            if isinstance(fault, int):
                answer = failure(request, fault, retry_after)
            if fault == "taken, silent":
                await asyncio.sleep(60)
            if isinstance(fault, str):
                return hang_up(request)
            if self.faults.delays.get(name):
                await asyncio.sleep(self.faults.delays[name])
            return answer
        return serve

    async def answer(self, request, handler, is_open):
        user_id = self.server.owner(token_of(request))
        try:
            if user_id is None and not is_open:
                raise not_logged_in()
            value = await handler(self.api, request, user_id)
        except Refused as refused:
            return as_error(request, refused)
        return value if isinstance(value, web.StreamResponse) else \
            as_json(request, value)

    async def upgrade(self, request):
        self.steering.upgrades.append(request.query_string)
        fault, retry_after = self.faults.take("upgrade") or (None, 0)
        if self.faults.delays.get("upgrade"):
            await asyncio.sleep(self.faults.delays["upgrade"])
        if isinstance(fault, int):
            return failure(request, fault, retry_after)
        if fault == "hang up":
            return hang_up(request)
        token = token_of(request)
        return await mattermost_websocket.upgrade(
            self.server, self.faults, request, self.server.owner(token), token,
            fault)

    @staticmethod
    async def nothing_there(request):
        return no_such_page(request)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--clock-s", type=float, default=0,
                        help="how far the clock is ahead of the machine's")
    options = parser.parse_args()
    secure = None
    if options.cert:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(options.cert, options.key)
    application = Application(options.clock_s)
    runner = web.AppRunner(application.app, access_log=None,
                           keepalive_timeout=60)
    application.steering.runner = runner
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", options.port, ssl_context=secure)
    await site.start()
    print("listening on", site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
