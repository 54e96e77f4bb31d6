#!/usr/bin/python3
"""A simulated Mattermost server on loopback, as far as a bot sees one.

It follows what a real server was seen to do: how it logs in over header and
challenge, what its frames and errors look like, when it greets, how a dropped
connection is resumed, which posts it takes. Tests steer it over HTTP under
/_sim/ on the same port (see `control` below).

    mattermost.py [--port N] [--cert FILE --key FILE]

prints "listening on PORT" once it does.
"""

import argparse
import asyncio
import json
import random
import re
import ssl
import string
import time

from aiohttp import WSMsgType, web

LETTERS = string.ascii_lowercase + string.digits
MAX_CHARS = 16383
MAX_FRAME = 8192
KEPT_EVENTS = 254  # of a dropped connection
HELLO_PATIENCE_S = 5.0
PENDING_S = 30.0


def new_id():
    return "".join(random.choice(LETTERS) for _ in range(26))


def now_ms():
    return int(time.time() * 1000)


def as_json(value, status=200):
    """With exactly this type: the official client takes no charset."""
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return web.Response(body=body, status=status,
                        content_type="application/json")


def error(status, error_id, message):
    return as_json({"id": error_id, "message": message, "detailed_error": "",
                    "request_id": new_id(), "status_code": status}, status)


class Connection:
    """What the server remembers of one WebSocket, also after it dropped."""

    def __init__(self, user_id):
        self.id = new_id()
        self.user_id = user_id
        self.seq = 0
        self.events = []  # sent or missed, oldest first: (seq, text)
        self.socket = None
        self.twice = False  # resumed with an impossible number

    def add(self, event, data, broadcast=None):
        text = json.dumps({"event": event, "data": data,
                           "broadcast": broadcast or {}, "seq": self.seq},
                          ensure_ascii=False, separators=(",", ":")) + "\n"
        self.events.append((self.seq, text))
        del self.events[:-KEPT_EVENTS]
        self.seq += 1
        return text

    async def send(self, text):
        if self.socket is not None and not self.socket.closed:
            try:
                await self.socket.send_str(text)
            except ConnectionError:
                pass

    async def event(self, event, data, broadcast=None):
        for _ in range(2 if self.twice else 1):
            await self.send(self.add(event, data, broadcast))


class Server:
    def __init__(self):
        self.users, self.tokens, self.channels, self.posts = {}, {}, {}, {}
        self.connections, self.pending = {}, {}
        self.upgrades, self.logins = [], 0
        self.silent_pings = False
        self.greet = True
        # What becomes of the next posts: [HTTP status, Retry-After]; or, for
        # a status, "hang up" (before the post is taken), "taken" (and then
        # hang up) or "taken, silent" (and then no answer).
        self.fail_posts = []
        self.fail_upgrades = []
        self.requests = []
        self.add_user("careerbot", token="bot-token", bot=True)
        self.add_user("otherbot", bot=True)
        for name in ("ann", "ben"):
            self.add_user(name)
        self.add_channel("jobs", "O", ["careerbot", "otherbot", "ann", "ben"])
        self.add_channel("private", "P", ["careerbot", "ann"])
        self.add_channel("elsewhere", "O", ["ann", "ben"])
        self.add_channel("dm-ann", "D", ["careerbot", "ann"])
        self.add_channel("dm-ben", "D", ["careerbot", "ben"])
        self.add_channel("group", "G", ["careerbot", "ann", "ben"])

    def add_user(self, name, token=None, bot=False):
        user = {"id": new_id(), "username": name, "is_bot": bot,
                "roles": "system_user", "create_at": now_ms(), "delete_at": 0}
        self.users[user["id"]] = user
        if token:
            self.tokens[token] = user["id"]

    def add_channel(self, name, kind, members):
        ids = {self.user(member)["id"] for member in members}
        channel = {"id": new_id(), "name": name, "type": kind, "members": ids}
        self.channels[channel["id"]] = channel

    def user(self, name):
        return next(u for u in self.users.values() if u["username"] == name)

    def channel(self, name):
        return next(c for c in self.channels.values() if c["name"] == name)

    def who(self, request):
        """The user of the request, or None: no or a bad token."""
        scheme, _, token = request.headers.get("Authorization",
                                               "").partition(" ")
        if scheme.lower() not in ("bearer", "token"):
            return None
        return self.tokens.get(token.strip())

    # Posts

    def mentioned(self, channel, author_id, text):
        """Ids of the members a text notifies; code does not count."""
        plain = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.S)
        words = {w.lower().rstrip(".-_") for w in
                 re.findall(r"(?<![\w@.-])@([A-Za-z0-9._-]+)", plain)}
        everybody = bool(words & {"here", "channel", "all"})
        found = []
        for user_id in channel["members"]:
            name = self.users[user_id]["username"]
            if name in words or channel["type"] == "D" or everybody:
                if user_id != author_id:
                    found.append(user_id)
        return found

    async def post(self, user_id, channel_id, text, root_id="", props=None,
                   kind="", pending=""):
        channel = self.channels[channel_id]
        author = self.users[user_id]
        props = dict(props or {})
        if author["is_bot"]:
            props["from_bot"] = "true"
        stamp = now_ms()
        post = {"id": new_id(), "create_at": stamp, "update_at": stamp,
                "edit_at": 0, "delete_at": 0, "is_pinned": False,
                "user_id": user_id, "channel_id": channel_id,
                "root_id": root_id, "original_id": "", "message": text,
                "type": kind, "props": props, "hashtags": "",
                "pending_post_id": pending, "reply_count": 0,
                "metadata": {}}
        self.posts[post["id"]] = post
        data = {"channel_display_name": channel["name"],
                "channel_name": channel["name"],
                "channel_type": channel["type"],
                "post": json.dumps(post, ensure_ascii=False),
                "sender_name": "@" + author["username"], "team_id": "",
                "set_online": True}
        names = self.mentioned(channel, user_id, text)
        if names:
            data["mentions"] = json.dumps(names)
        where = {"omit_users": None, "user_id": "", "channel_id": channel_id,
                 "team_id": ""}
        for connection in list(self.connections.values()):
            if connection.user_id in channel["members"]:
                await connection.event("posted", data, where)
        return post

    async def create_post(self, request):
        self.requests.append("POST /posts")
        if self.fail_posts:
            status, retry_after = self.fail_posts.pop(0)
            if status in ("taken", "taken, silent"):
                await self.take_post(request)
                if status == "taken, silent":
                    await asyncio.sleep(60)
            if not isinstance(status, int):
                request.transport.abort()
                return web.Response()
            if status == 429:
                headers = {"Retry-After": str(retry_after)}
                return web.Response(status=429, text="limit exceeded\n",
                                    headers=headers)
            return error(status, "api.sim.failure", "asked to fail")
        return await self.take_post(request)

    async def take_post(self, request):
        user_id = self.who(request)
        if user_id is None:
            return error(401, "api.context.session_expired.app_error",
                         "Invalid or expired session, please login again.")
        try:
            body = json.loads(await request.read())
            channel_id, text = body["channel_id"], body.get("message", "")
            root_id = body.get("root_id", "")
            pending = body.get("pending_post_id", "")
        except (ValueError, KeyError, TypeError):
            return error(400, "api.context.invalid_body_param.app_error",
                         "Invalid or missing post in request body.")
        known = self.pending.get((user_id, pending)) if pending else None
        if known and time.time() - known[0] < PENDING_S:
            return as_json(known[1], status=201)
        channel = self.channels.get(channel_id)
        if channel is None or user_id not in channel["members"]:
            return error(403, "api.context.permissions.app_error",
                         "You do not have the appropriate permissions.")
        if "\0" in text:
            return error(500, "app.post.save.app_error", "Unable to save.")
        if len(text) > MAX_CHARS:
            return error(400, "model.post.is_valid.msg.app_error",
                         "Invalid message.")
        if root_id:
            root = self.posts.get(root_id)
            if root is None or root["root_id"] or root["delete_at"]:
                return error(400,
                             "api.post.create_post.root_id.app_error",
                             "Invalid RootId parameter.")
            if root["channel_id"] != channel_id:
                return error(400,
                             "api.post.create_post.channel_root_id.app_error",
                             "Invalid ChannelId for RootId parameter.")
        post = await self.post(user_id, channel_id, text, root_id,
                               body.get("props"), "", pending)
        if pending:
            self.pending[(user_id, pending)] = (time.time(), post)
        return as_json(post, status=201)

    async def users_me(self, request):
        self.requests.append("GET /users/me")
        self.logins += 1
        user_id = self.who(request)
        if user_id is None:
            return error(401, "api.context.session_expired.app_error",
                         "Invalid or expired session, please login again.")
        return as_json(self.users[user_id])

    async def not_found(self, request):
        return error(404, "api.context.404.app_error",
                     "Sorry, we could not find the page.")

    # The WebSocket

    async def websocket(self, request):
        self.requests.append("GET /websocket")
        self.upgrades.append(request.query_string)
        if self.fail_upgrades:
            return web.Response(status=self.fail_upgrades.pop(0),
                                text="limit exceeded\n")
        origin = request.headers.get("Origin")
        if origin and origin.split("://")[-1] != request.host:
            return web.Response(status=403)
        if request.query.get("access_token"):
            return web.Response(status=401)
        socket = web.WebSocketResponse(compress=False, max_msg_size=MAX_FRAME)
        await socket.prepare(request)
        connection = None
        if request.headers.get("Authorization"):
            user_id = self.who(request)
            if user_id is not None:
                connection = await self.login(socket, user_id, request.query)
                if connection is None:
                    request.transport.abort()
                    return socket
        patience = None if connection else HELLO_PATIENCE_S
        while True:
            try:
                message = await socket.receive(timeout=patience)
            except asyncio.TimeoutError:
                break
            if message.type != WSMsgType.TEXT:
                break
            try:
                action = json.loads(message.data)
                name, seq = action["action"], action["seq"]
            except (ValueError, KeyError, TypeError):
                break
            if connection is None:
                if name != "authentication_challenge":
                    continue
                token = (action.get("data") or {}).get("token")
                if token not in self.tokens:
                    break
                connection = await self.login(socket, self.tokens[token], {})
                patience = None
                await self.reply(socket, seq)
            else:
                await self.act(socket, connection, name, seq)
        if connection is not None and connection.socket is socket:
            connection.socket = None
        if request.transport is not None:
            request.transport.abort()  # it says no goodbye
        return socket

    async def login(self, socket, user_id, query):
        """Resumes or begins; None where the parameters are impossible."""
        wanted = query.get("connection_id", "")
        old = self.connections.get(wanted)
        number = query.get("sequence_number", "")
        if wanted and (len(wanted) != 26 or not number.isdigit()):
            return None
        if old is not None and old.user_id == user_id:
            kept = [text for seq, text in old.events if seq >= int(number)]
            if int(number) == old.seq or (
                    kept and old.events[0][0] <= int(number)):
                old.socket = socket
                for text in kept:
                    await old.send(text)
                return old
        connection = Connection(user_id)
        connection.socket = socket
        self.connections.pop(wanted, None)
        self.connections[connection.id] = connection
        for _ in range(2 if old is not None else 1):
            if self.greet:
                await connection.event(
                    "hello", {"connection_id": connection.id,
                              "server_version": "5.37.0.sim"},
                    {"user_id": user_id})
            connection.twice = old is not None
        await connection.event("status_change",
                               {"status": "online", "user_id": user_id})
        return connection

    async def reply(self, socket, seq, data=None, failure=None):
        answer = {"status": "FAIL" if failure else "OK", "seq_reply": seq}
        if data:
            answer["data"] = data
        if failure:
            answer["error"] = failure
        await socket.send_str(json.dumps(answer) + "\n")

    async def act(self, socket, connection, name, seq):
        if not isinstance(seq, int) or seq <= 0:
            return
        if connection.user_id not in self.tokens.values():
            await self.reply(socket, seq, failure={
                "id": "api.context.invalid_token.error", "status_code": 401,
                "message": "Invalid session", "detailed_error": ""})
        elif name == "ping":
            if not self.silent_pings:
                await self.reply(socket, seq, {"text": "pong",
                                               "version": "5.37.0"})
        elif name == "user_typing":
            await self.reply(socket, seq)
        else:
            await self.reply(socket, seq, failure={
                "id": "api.web_socket_router.bad_action.app_error",
                "message": "Unknown WebSocket action.", "status_code": 500,
                "detailed_error": ""})

    # Steering it: POST /_sim/ACTION with a JSON object

    async def control(self, request):
        action = request.match_info["action"]
        body = json.loads(await request.read() or "{}")
        method = getattr(self, "do_" + action, None)
        if method is None:
            return web.Response(status=404)
        return as_json(await method(**body) or {})

    async def do_say(self, person, channel, text, root_id="", props=None,
                     type=""):
        return await self.post(self.user(person)["id"],
                               self.channel(channel)["id"], text, root_id,
                               props, type)

    async def do_posts(self, person=None, since=0):
        return {"posts": [p for p in self.posts.values()
                          if (person is None or
                              self.user(person)["id"] == p["user_id"])
                          and p["create_at"] >= since]}

    async def do_state(self):
        return {"upgrades": self.upgrades, "logins": self.logins,
                "requests": self.requests,
                "connected": sum(1 for c in self.connections.values()
                                 if c.socket is not None),
                "users": {u["username"]: u["id"]
                          for u in self.users.values()}}

    async def do_drop(self, forget=False):
        """Cuts every WebSocket; forget: as after a restart."""
        for connection in self.connections.values():
            if connection.socket is not None:
                transport = connection.socket._req.transport
                connection.socket = None
                if transport is not None:
                    transport.abort()
        if forget:
            self.connections.clear()

    async def do_skip(self, count=1):
        """Loses events on the way: their numbers are never sent."""
        for connection in self.connections.values():
            for _ in range(count):
                connection.add("typing", {"user_id": ""})

    async def do_set(self, **values):
        for name, value in values.items():
            assert hasattr(self, name), name
            setattr(self, name, value)

    async def do_raw(self, text):
        for connection in self.connections.values():
            await connection.send(text)

    async def do_raw_event(self, event, data):
        for connection in self.connections.values():
            await connection.event(event, data)

    async def do_revoke(self, token):
        self.tokens.pop(token, None)

    async def do_allow(self, token, person):
        self.tokens[token] = self.user(person)["id"]


def application():
    server = Server()
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_get("/api/v4/users/me", server.users_me)
    app.router.add_get("/api/v4/websocket", server.websocket)
    app.router.add_post("/api/v4/posts", server.create_post)
    app.router.add_post("/_sim/{action}", server.control)
    app.router.add_route("*", "/api/v4/{rest:.*}", server.not_found)
    return app


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    options = parser.parse_args()
    secure = None
    if options.cert:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(options.cert, options.key)
    runner = web.AppRunner(application(), access_log=None)
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
