"""How tests steer the simulated Mattermost server: POST /_sim/NAME with a
JSON object calls Steering.do_NAME. Faults is what it does to answers."""

import asyncio
import collections
import json
import math
import time

from aiohttp import web

from mattermost_server import Refused


class RateLimit:
    """The real server's limiter (GCRA): burst + 1 requests at once, then
    per_second of them."""

    def __init__(self, per_second, burst):
        self.interval, self.limit = 1 / per_second, burst + 1
        self.tolerance = self.interval * self.limit
        self.arrival = 0.0

    def ask(self):
        """Whether a request is allowed, and the headers that tell."""
        now = time.monotonic()
        arrival = max(now, self.arrival) + self.interval
        wait = arrival - self.tolerance - now
        if wait <= 0:
            self.arrival = arrival
        reset = max(0.0, self.arrival - now)
        headers = {"X-Ratelimit-Limit": str(self.limit),
                   "X-Ratelimit-Remaining":
                       str(max(0, int((self.tolerance - reset) /
                                      self.interval + 1e-6))),
                   "X-Ratelimit-Reset": str(math.ceil(reset))}
        if wait > 0:
            headers["Retry-After"] = str(math.ceil(wait))
        return wait <= 0, headers


class Faults:
    def __init__(self):
        # By route: what becomes of its next requests: [HTTP status,
        # Retry-After]; or, for a status, "hang up" (before the request is
        # taken), "taken" (and then hang up) or "taken, silent" (and then no
        # answer).
        self.answers = collections.defaultdict(collections.deque)
        self.delays = {}  # by route, seconds until it is answered
        self.broken = {}  # by channel, the status that its history is
        self.limit = None
        self.limited = 0
        self.down_until = 0.0
        self.hold_saving = False
        self.released = asyncio.Event()
        self.released.set()
        # settings (see do_set)
        self.greet = True
        self.silent_pings = False  # the action, not the control frame
        self.late_events = False  # of own posts: after the 201
        self.ping_every_s, self.pong_wait_s = 60.0, 100.0
        self.hello_patience_s = 5.0

    fail_posts = property(None, lambda self, answers:
                          self.set_answers("posts", answers))
    fail_upgrades = property(None, lambda self, answers:
                             self.set_answers("upgrade", answers))

    def set_answers(self, route, answers):
        self.answers[route] = collections.deque(
            [answer, 0] if isinstance(answer, (int, str)) else answer
            for answer in answers)

    def take(self, route):
        """(status, Retry-After) for the next request, or None."""
        return self.answers[route].popleft() if self.answers[route] else None

    @property
    def down(self):
        return time.monotonic() < self.down_until


class Steering:
    def __init__(self, server, faults, api):
        self.server, self.faults, self.api = server, faults, api
        self.runner = None  # knows the TCP connections
        self.upgrades, self.requests = [], []
        self.counts = collections.Counter()
        self.dropping = None

    async def handle(self, request):
        method = getattr(self, "do_" + request.match_info["name"], None)
        if method is None:
            return web.Response(status=404)
        body = json.loads(await request.read() or "{}")
        self.request = request
        try:
            return web.json_response(await method(**body) or {})
        except Refused as refused:
            return web.json_response({"refused": refused.error_id}, status=400)

    def count(self, label):
        self.requests.append(label)
        self.counts[label] += 1

    def sockets(self):
        return [c for c in self.server.connections.values()
                if c.socket is not None]

    # What people do

    async def do_say(self, person, channel, text, root_id="", props=None,
                     type="", ahead_s=0):
        channel = self.server.channel(channel)
        if root_id:
            self.server.check_root(root_id, channel)
        user = self.server.user(person)
        self.server.set_status(user["id"], "online")
        post = self.server.post(user["id"], channel, text, root_id, props,
                                type, ahead_s=ahead_s)
        return self.server.shown(post, replies=True)

    async def do_say_many(self, persons, channels, count, text,
                          root_id="", patience_s=5.0):
        """persons and channels take turns; persons not known yet come into
        being, as members. {n} in the text is the number of the post. Waits
        for readers who lag behind, but not longer than patience_s each."""
        ids = []
        for number in range(count):
            person = self.server.person(persons[number % len(persons)])
            channel = self.server.channel(channels[number % len(channels)])
            channel.members.add(person["id"])
            post = self.server.post(person["id"], channel,
                                    text.replace("{n}", str(number)), root_id)
            ids.append(post["id"])
            until = time.monotonic() + patience_s
            await asyncio.sleep(0)
            while time.monotonic() < until and any(
                    len(c.waiting) > 100 for c in self.sockets()):
                await asyncio.sleep(0.002)
        return {"ids": ids}

    async def do_edit(self, post_id, text=None, props=None):
        post = self.server.edit(self.server.existing(post_id), text, props)
        return self.server.shown(post, replies=True)

    async def do_pin(self, post_id):
        post = self.server.edit(self.server.existing(post_id), pinned=True)
        return self.server.shown(post, replies=True)

    async def do_delete(self, post_id, by=None):
        post = self.server.existing(post_id)
        self.server.delete(post, self.server.user(by)["id"] if by
                           else post["user_id"])

    async def do_react(self, person, post_id, emoji):
        return self.server.react(self.server.user(person)["id"],
                                 self.server.existing(post_id), emoji)

    async def do_typing(self, person, channel, parent_id=""):
        self.server.type_in(self.server.user(person)["id"],
                            self.server.channel(channel), parent_id, "sim")

    async def do_ephemeral(self, to, channel, text, person="ann"):
        self.server.ephemeral(self.server.user(to)["id"],
                              self.server.channel(channel), text,
                              self.server.user(person)["id"])

    async def do_add_member(self, person, channel, by="ann"):
        """by is the person: joins."""
        self.server.join(self.server.person(person),
                         self.server.channel(channel), self.server.user(by))

    async def do_remove_member(self, person, channel, by="ann"):
        """by is the person: leaves."""
        self.server.leave(self.server.user(person),
                          self.server.channel(channel), self.server.user(by))

    async def do_new_channel(self, name, type="O", members=("ann",)):
        self.server.add_channel(name, type, list(members))
        return self.server.channel(name).fields

    async def do_direct(self, person, bot="careerbot"):
        channel = self.server.direct_channel(self.server.person(person),
                                             self.server.user(bot))
        return {**channel.fields, "key": channel.key}

    async def do_group(self, persons, bot="careerbot"):
        users = [self.server.person(name) for name in [*persons, bot]]
        channel = self.server.group_channel(users)
        return {**channel.fields, "key": channel.key}

    async def do_update_channel(self, channel, header, by="ann"):
        channel, by = self.server.channel(channel), self.server.user(by)
        props = {"new_header": header, "old_header": channel.fields["header"],
                 "username": by["username"]}
        channel.fields.update(header=header, update_at=self.server.stamp())
        self.server.channel_updated(channel)
        self.server.system_post(
            by, channel, "header_change",
            f"{by['username']} updated the channel header to: {header}",
            props)

    async def do_archive(self, channel, by="ann"):
        channel, by = self.server.channel(channel), self.server.user(by)
        self.server.system_post(by, channel, "channel_deleted",
                                by["username"] + " archived the channel.",
                                {"username": by["username"]})
        channel.fields["delete_at"] = self.server.stamp()
        self.server.emit("channel_deleted",
                         {"channel_id": channel.id,
                          "delete_at": channel.fields["delete_at"]},
                         team_id=channel.fields["team_id"])

    async def do_click(self, post_id, action_id, person):
        """What the integration behind a button answers the server, and what
        the server then tells the person's client."""
        user = self.server.user(person)
        bot = {}
        try:
            client = 200, await self.api.click(
                self.server.existing(post_id), action_id, user, bot)
        except Refused as refused:
            client = refused.status, {"id": refused.error_id}
        return {"status": bot.get("status", 0), "answer": bot.get("answer"),
                "client_status": client[0], "client_answer": client[1]}

    # What a test wants to know

    async def do_posts(self, person=None, since=0, channel=None, root=None,
                       skip=0):
        """As stored: with what buttons hide and the pending_post_id. root:
        replies in this thread; skip: so many of those found, from the
        oldest on."""
        if person is not None:
            found = self.server.by_author[self.server.user(person)["id"]]
        elif root is not None:
            found = [p for p in self.server.threads.get(root, [])
                     if not p["original_id"]]
        else:
            found = [p for p in self.server.posts.values()
                     if not p["original_id"]]
        if channel is not None:
            channel = self.server.channel(channel).id
        found = [p for p in found if p["create_at"] >= since
                 and (channel is None or p["channel_id"] == channel)
                 and (root is None or p["root_id"] == root)]
        return {"posts": [{**p, "pending_post_id":
                           self.server.pending_ids.get(p["id"], "")}
                          for p in found[skip:]]}

    async def do_state(self):
        return {"upgrades": self.upgrades,
                "logins": self.counts["GET /users/me"],
                "requests": self.requests, **await self.do_counts(),
                "typing": self.server.typing,
                "users": {name: user["id"]
                          for name, user in self.server.user_named.items()},
                "channels": {key: channel.id for key, channel
                             in self.server.channel_named.items()},
                "team": self.server.team["id"]}

    async def do_counts(self):
        """The short part of the state: cheap to ask often in a flood."""
        return {"counts": self.counts, "connected": len(self.sockets()),
                "limited": self.faults.limited,
                "post_counts": {
                    name: len(self.server.by_author[user["id"]])
                    for name, user in self.server.user_named.items()
                    if user["id"] in self.server.by_author}}

    # Trouble with the WebSocket

    async def do_drop(self, forget=False, code=None):
        """Cuts every WebSocket; forget: as after a restart; code: with a
        close frame, as a proxy may."""
        for connection in self.sockets():
            if code is None:
                connection.cut()
            else:
                await connection.socket._writer.close(code)
                connection.transport.close()  # once that is written
                connection.detach()
        if forget:
            self.server.connections.clear()

    async def do_drop_every(self, seconds):
        """0 ends it."""
        if self.dropping is not None:
            self.dropping.cancel()
            self.dropping = None

        async def go_on():
            while True:
                await asyncio.sleep(seconds)
                await self.do_drop()
        if seconds:
            self.dropping = asyncio.ensure_future(go_on())

    async def do_skip(self, count=1):
        """Loses events on the way: their numbers are never sent."""
        lost = ('{"event":"typing","data":{"parent_id":"","user_id":""},'
                '"broadcast":{},"seq":')
        for connection in list(self.server.connections.values()):
            for _ in range(count):
                connection.add("lost", lost)

    async def do_replay(self, count=1):
        """Sends the last events again, with their old numbers."""
        for connection in self.sockets():
            for _, text in list(connection.sent)[-count:]:
                connection.add("frame", text)

    async def do_renumber(self, by):
        for connection in self.server.connections.values():
            connection.seq += by

    async def do_double(self, on=True):
        self.server.double = on

    async def do_stop_pings(self, on=True):
        self.faults.silent_pings = on

    async def do_raw(self, text):
        for connection in self.sockets():
            connection.add("frame", text)

    async def do_raw_event(self, event, data):
        self.server.emit(event, data)

    async def do_garbage(self, text="", size=0, binary=False, hex=""):
        """A frame with this text, repeated up to size; hex: bytes that are
        no frame at all."""
        if size:
            text = (text or "x") * (size // len(text or "x") + 1)
            text = text[:size]
        for connection in self.sockets():
            if hex:
                connection.transport.write(bytes.fromhex(hex))
            elif binary:
                await connection.socket.send_bytes(text.encode())
            else:
                connection.add("frame", text)

    # Trouble with requests

    async def do_fail(self, route, answers):
        self.faults.set_answers(route, answers)

    async def do_break_history(self, channel, status=500):
        """0 mends it."""
        self.faults.broken[self.server.channel(channel).id] = status

    async def do_slow(self, route, seconds):
        """Takes requests at once, but answers them late; upgrades, too."""
        self.faults.delays[route] = seconds

    async def do_hold(self, on=True, saving=False):
        """Posts are taken, their 201 is held back until this is off again.
        saving: held before they are made, and a repeat is refused."""
        self.faults.hold_saving = on and saving
        (self.faults.released.clear if on else self.faults.released.set)()

    async def do_rate_limit(self, per_second, burst=0):
        """For all requests together; per_second 0 lifts it."""
        self.faults.limit = RateLimit(per_second, burst) if per_second else \
            None

    async def do_restart(self, down_s=1.0):
        """Keeps posts and people; forgets connections and what was pending.
        While it is down, connections end without an answer."""
        self.faults.down_until = time.monotonic() + down_s
        for connection in self.sockets():
            connection.cut()
        self.server.connections.clear()
        self.server.pending.clear()
        self.server.online.clear()
        for protocol in self.runner.server.connections:
            transport = protocol.transport
            if transport is not None and \
                    transport is not self.request.transport:
                transport.abort()

    # Settings and access

    async def do_set(self, **values):
        for name, value in values.items():
            owner = next((owner for owner in (self.faults, self.server)
                          if name in {*vars(owner), *vars(type(owner))}),
                         None)
            assert owner is not None, f"no setting {name}"
            setattr(owner, name, value)

    async def do_revoke(self, token):
        self.server.tokens.pop(token, None)

    async def do_allow(self, token, person):
        self.server.tokens[token] = self.server.user(person)["id"]

    async def do_disable_bot(self, person="careerbot", on=True):
        """Its sockets stay open, but hear nothing; on=False: enables it."""
        user = self.server.user(person)
        if on:
            self.server.set_status(user["id"], "offline")
        user["delete_at"] = self.server.stamp() if on else 0
