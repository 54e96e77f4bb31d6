"""The WebSockets of the simulated Mattermost server: what it remembers of a
connection, also after it dropped, and what it does with what clients send."""

import asyncio
import collections
import json

from aiohttp import WSMsgType, web

from mattermost_server import (BUILD, VERSION, go_json, is_id, new_id,
                               text_in)

MAX_FRAME = 8192  # from a client
SENT_KEPT = 128  # events already sent, for a resumed connection
WAITING_KEPT = 256  # events not sent yet; one more ends the connection


class Connection:
    """What is to be sent waits in a queue, from which a writer takes it. An
    event gets its number only then."""

    def __init__(self, server, user_id, token):
        self.id = new_id()
        self.server, self.user_id, self.token = server, user_id, token
        self.seq = 0  # of the next event
        self.sent = collections.deque(maxlen=SENT_KEPT)  # (seq, text)
        self.waiting = collections.deque()  # (kind, text)
        self.again = []  # sent before, to be sent first
        self.twice = False  # resumed with an impossible number
        self.socket = self.transport = None
        self.wake = asyncio.Event()

    def add(self, kind, text):
        """kind: "event" (text ends before its number), "lost" (an event
        whose number is used up, but which never arrives), "frame"."""
        if len(self.waiting) >= WAITING_KEPT:
            self.server.forget(self)
            self.cut()
            return
        self.waiting.append((kind, text))
        self.wake.set()

    def greet(self):
        where = {"omit_users": None, "user_id": self.user_id,
                 "channel_id": "", "team_id": ""}
        hello = {"connection_id": self.id if self.server.reliable else "",
                 "server_version": BUILD}
        self.add("event", f'{{"event":"hello","data":{go_json(hello)},'
                 f'"broadcast":{go_json(where)},"seq":')

    def resume(self, number):
        """Goes on with this number; False where events are missing then."""
        numbers = [seq for seq, _ in self.sent]
        if number == 0:
            self.seq = 0  # it does not look what was sent before
        elif number in numbers:
            self.again = [text for seq, text in self.sent][
                numbers.index(number):]
        elif not numbers or numbers[-1] == number - 1:
            self.seq = number
        else:
            return False
        return True

    def attach(self, socket, transport):
        self.socket, self.transport = socket, transport
        self.wake.set()

    def detach(self):
        self.socket = self.transport = None
        self.wake.set()
        self.server.gone(self)

    def cut(self):
        """Ends TCP, without a word."""
        transport = self.transport
        if self.socket is not None:
            self.detach()
        if transport is not None:
            transport.abort()

    def take(self):
        """The next text to be sent, or None."""
        if self.again:
            return self.again.pop(0)
        while self.waiting:
            kind, text = self.waiting.popleft()
            if kind == "frame":
                return text
            text = f"{text}{self.seq}}}\n"
            self.sent.append((self.seq, text))
            self.seq += 1
            if kind == "event":
                return text
        return None

    async def write(self, socket):
        try:
            while self.socket is socket:
                text = self.take()
                if text is not None:
                    await socket.send_str(text)
                else:
                    self.wake.clear()
                    await self.wake.wait()
        except ConnectionError:
            pass  # the reader of the socket notices, too


def log_in(server, user_id, token, query, greet):
    """Resumes a connection or begins one; None where the parameters are
    impossible. Not attached to a socket yet."""
    wanted = query.get("connection_id", "") if server.reliable else ""
    if wanted and not is_id(wanted):
        return None
    old = server.connections.get(wanted)
    if old and (old.user_id != user_id or old.socket is not None):
        old = None
    if old:
        number = query.get("sequence_number", "")
        if not number.isdigit():
            return None
        if old.resume(int(number)):
            return old
    connection = Connection(server, user_id, token)
    if greet:
        connection.greet()
    if old:  # what waited for the old one comes here, then all twice
        server.forget(old)
        connection.waiting.extend(old.waiting)
        if greet:
            connection.greet()
        connection.twice = True
    server.connections[connection.id] = connection
    return connection


class Visit:
    """One open WebSocket: before somebody has logged in, and after."""

    def __init__(self, server, faults, socket, transport):
        self.server, self.faults = server, faults
        self.socket, self.transport = socket, transport
        self.connection = self.silence = None
        self.tasks = []
        loop = asyncio.get_running_loop()
        self.patience = loop.call_later(faults.hello_patience_s,
                                        transport.abort)
        self.heard()
        self.tasks.append(loop.create_task(self.ping()))

    def heard(self):
        """It lives: a while without another pong is allowed from now."""
        if self.silence is not None:
            self.silence.cancel()
        self.silence = asyncio.get_running_loop().call_later(
            self.faults.pong_wait_s, self.transport.abort)

    async def ping(self):
        try:
            while True:
                await asyncio.sleep(self.faults.ping_every_s)
                await self.socket.ping()
        except ConnectionError:
            pass

    def logged_in(self, connection):
        self.patience.cancel()
        self.connection = connection
        connection.attach(self.socket, self.transport)
        self.server.set_status(connection.user_id, "online")
        self.tasks.append(asyncio.get_running_loop().create_task(
            connection.write(self.socket)))

    async def run(self):
        """Until the socket ends, or the client does what ends it."""
        try:
            while await self.receive():
                pass
        except ConnectionError:
            pass
        finally:
            self.silence.cancel()
            self.patience.cancel()
            if self.connection and self.connection.socket is self.socket:
                self.connection.detach()
            for task in self.tasks:
                task.cancel()

    async def receive(self):
        message = await self.socket.receive()
        if message.type == WSMsgType.PING:
            await self.socket.pong(message.data)
        elif message.type == WSMsgType.PONG:
            self.heard()
        elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
            return self.take(*read_action(message.data))
        else:
            return False
        return True

    def take(self, name, seq, data):
        if name is None:
            return False
        if self.connection is not None:
            self.act(name, seq, data)
        elif name == "authentication_challenge" and seq > 0:
            token = data.get("token")
            user_id = self.server.owner(token)
            if user_id is None:
                return False
            connection = log_in(self.server, user_id, token, {},
                                self.faults.greet)
            self.reply(connection, seq)  # after hello
            self.logged_in(connection)
        return True

    def reply(self, connection, seq, data=None, failure=None):
        answer = {"status": "FAIL" if failure else "OK"}
        if seq:
            answer["seq_reply"] = seq
        if data:
            answer["data"] = data
        if failure:
            error_id, message, status = failure
            answer["error"] = {"id": error_id, "message": message,
                               "detailed_error": "", "status_code": status}
        if not self.server.hub_dead:
            connection.add("frame", go_json(answer) + "\n")

    def act(self, name, seq, data):
        user_id = self.connection.user_id
        router = "api.web_socket_router."
        result = None
        failure = self.refusal(name, seq)
        if failure:
            pass
        elif name == "authentication_challenge":
            return
        elif name == "ping":
            if self.faults.silent_pings:
                return
            result = {"node_id": "", "server_time": self.server.stamp(),
                      "text": "pong", "version": VERSION}
        elif name == "get_statuses":
            result = {one: "online" for one in sorted(self.server.online)}
        elif name == "get_statuses_by_ids":
            ids = data.get("user_ids")
            if isinstance(ids, list) and ids:
                result = {one: "online" if one in self.server.online else
                          "offline" for one in ids}
            else:
                failure = bad_parameter("user_ids")
        elif name == "user_typing":
            channel = self.server.channels.get(text_in(data, "channel_id"))
            if channel and self.server.may("create_post", user_id, channel):
                self.server.type_in(user_id, channel,
                                    text_in(data, "parent_id"), "socket")
            else:
                failure = bad_parameter("channel_id")
        elif name != "user_update_active_status":
            failure = (router + "bad_action.app_error",
                       "Unknown WebSocket action.", 500)
        self.reply(self.connection, seq, result, failure)

    def refusal(self, name, seq):
        router = "api.web_socket_router."
        if not name:
            return (router + "no_action.app_error", "No websocket action.",
                    400)
        if seq <= 0:
            return (router + "bad_seq.app_error",
                    "Invalid sequence for WebSocket message.", 400)
        if self.server.users[self.connection.user_id]["delete_at"]:
            return (router + "not_authenticated.app_error",
                    "WebSocket connection is not authenticated. Please log "
                    "in and try again.", 401)
        token = self.connection.token
        if token not in self.server.tokens:
            return ("api.context.invalid_token.error",
                    f"Invalid session token={token}, err=", 401)
        return None


def bad_parameter(name):
    return ("api.websocket_handler.invalid_param.app_error",
            f"Invalid {name} parameter.", 400)


def read_action(frame):
    """(name, seq, data) of what a client sent; the name is None where that
    makes the server end the connection."""
    try:
        if isinstance(frame, bytes):
            frame = frame.decode("utf-8", "replace")
        action, _ = json.JSONDecoder().raw_decode(frame.lstrip())
        name, seq = action.get("action") or "", action.get("seq") or 0
        data = action.get("data") or {}
    except (ValueError, AttributeError):
        return None, 0, {}
    if not isinstance(name, str) or type(seq) is not int or \
            not isinstance(data, dict):
        return None, 0, {}
    return name, seq, data


async def upgrade(server, faults, request, user_id, token, fault=None):
    """fault "taken": cut right after the upgrade; "taken, silent": nothing
    more comes."""
    origin = request.headers.get("Origin")
    if origin and origin.split("://")[-1] != request.host:
        return web.Response(status=403, text="Forbidden\n")
    if request.query.get("access_token") and token is None:
        return web.Response(status=401)
    socket = web.WebSocketResponse(compress=False, autoping=False,
                                   timeout=0.1, max_msg_size=MAX_FRAME + 1)
    await socket.prepare(request)
    transport = request.transport
    if transport is None:
        return socket
    if fault == "taken, silent":
        await asyncio.sleep(60)
    elif fault is None:
        connection = None
        if user_id is not None:
            connection = log_in(server, user_id, token, request.query,
                                faults.greet)
        if connection is not None or user_id is None:
            visit = Visit(server, faults, socket, transport)
            if connection is not None:
                visit.logged_in(connection)
            await visit.run()
    transport.abort()  # it says no goodbye
    return socket
