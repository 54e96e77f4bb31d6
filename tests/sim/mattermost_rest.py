"""REST v4 of the simulated Mattermost server: what each call asks for and how
its answer looks. The state is in mattermost_server.py."""

import asyncio
import base64
import gzip
import json
import re
import time

import aiohttp
from aiohttp import web

import mattermost_server
from mattermost_server import (BUILD, VERSION, Refused, go_json, is_id,
                               new_id, no_such_post, not_allowed,
                               text_in)

GZIP_FROM, CHUNKS_FROM = 1400, 2049  # bytes of an answer
PER_PAGE, MAX_PER_PAGE = 60, 200
CLIENT_CONFIG = {
    "AboutLink": "https://about.mattermost.com/default-about/",
    "BuildDate": "2021-07-13", "BuildEnterpriseReady": "false",
    "BuildNumber": "", "CollapsedThreads": "disabled",
    "DefaultClientLocale": "en", "EnableBotAccountCreation": "true",
    "EnableCustomEmoji": "true", "EnableEmojiPicker": "true",
    "EnableFileAttachments": "true", "EnableIncomingWebhooks": "true",
    "EnableLinkPreviews": "false", "EnablePostIconOverride": "true",
    "EnablePostUsernameOverride": "true", "EnableUserAccessTokens": "true",
    "EnableUserTypingMessages": "true",
    "MaxNotificationsPerChannel": "1000000", "PostEditTimeLimit": "-1",
    "SiteName": "Mattermost", "SiteURL": "",
    "TimeBetweenUserTypingUpdatesMilliseconds": "5000", "Version": VERSION,
    "WebsocketPort": "80", "WebsocketSecurePort": "443", "WebsocketURL": ""}


def not_logged_in():
    return Refused(401, "api.context.session_expired.app_error",
                   "Invalid or expired session, please login again.")


def bad_url(name):
    return Refused(400, "api.context.invalid_url_param.app_error",
                   f"Invalid or missing {name} parameter in request URL.")


def bad_body(name):
    return Refused(400, "api.context.invalid_body_param.app_error",
                   f"Invalid or missing {name} in request body.")


# Answers

def common_headers(request):
    headers = {"Vary": "Accept-Encoding", "X-Request-Id": new_id(),
               "X-Version-Id": BUILD}
    if request.method == "GET":
        headers["Expires"] = "0"
    return headers


def as_json(request, value, status=200, headers=None):
    """With exactly this type: the official client takes no charset."""
    body = go_json(value).encode()
    headers = {**common_headers(request), **(headers or {})}
    chunked = len(body) >= CHUNKS_FROM
    if len(body) >= GZIP_FROM and \
            "gzip" in request.headers.get("Accept-Encoding", ""):
        body = gzip.compress(body, 1)
        headers["Content-Encoding"] = "gzip"
    answer = web.Response(body=body, status=status, headers=headers,
                          content_type="application/json")
    if chunked:
        answer.enable_chunked_encoding()
    return answer


def as_error(request, refused, headers=None):
    value = {"id": refused.error_id, "message": str(refused),
             "detailed_error": "", "request_id": new_id(),
             "status_code": refused.status}
    if refused.status == 401 and request.headers.get("Authorization"):
        headers = {**(headers or {}), "Set-Cookie":
                   "MMAUTHTOKEN=; Path=/; Max-Age=0; HttpOnly"}
    return as_json(request, value, refused.status, headers)


def no_such_page(request):
    if not request.path.startswith("/api/v4/"):
        return web.Response(status=404, text="404 page not found\n")
    return web.Response(status=404, text=go_json({
        "id": "api.context.404.app_error",
        "message": "Sorry, we could not find the page.",
        "detailed_error": "There doesn't appear to be an api call for the "
                          f"url='{request.path}'.  Typo? are you missing a "
                          "team_id or user_id as part of the url?",
        "status_code": 404}))


def limit_exceeded(headers):
    return web.Response(status=429, text="limit exceeded\n", headers={
        "X-Content-Type-Options": "nosniff", **headers})


def failure(request, status, retry_after):
    """An answer that a test asked for. 502 and more come from a proxy."""
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    if status == 429:
        return limit_exceeded({"Retry-After": str(retry_after)})
    if status >= 502:
        return web.Response(
            status=status, headers=headers, content_type="text/html",
            text=f"<html><head><title>{status}</title></head></html>\n")
    refused = {401: not_logged_in(), 403: not_allowed(),
               404: no_such_post()}.get(
        status, Refused(status, "api.sim.failure", "asked to fail"))
    return as_error(request, refused, headers)


async def body_of(request, name, kind=dict):
    """The JSON of the body. Bytes that are no UTF-8 are replaced."""
    try:
        text = (await request.read()).decode("utf-8", "replace")
        value, _ = json.JSONDecoder().raw_decode(text.lstrip())
    except ValueError:
        raise bad_body(name) from None
    if not isinstance(value, kind):
        if kind is dict:
            return {}  # what does not fit is left out
        raise bad_body(name)
    return value


def number_in(query, name, default):
    """As in Go; what is no number, or negative, does not count."""
    value = query.get(name, "")
    return int(value) if re.fullmatch(r"\+?\d{1,18}", value) else default


class Api:
    """The calls of REST v4. Each handler takes the request and the id of
    its user, and returns what is sent as JSON, or an answer of its own."""

    def __init__(self, server, faults):
        self.server, self.faults = server, faults

    # Whom and what a request is about

    def user_id(self, request, user_id):
        wanted = request.match_info["user"]
        if wanted not in ("me", user_id):
            if not is_id(wanted):
                raise bad_url("user_id")
            raise not_allowed()
        return user_id

    def team(self, request):
        wanted = request.match_info["team"]
        if not is_id(wanted):
            raise bad_url("team_id")
        if wanted != self.server.team["id"]:
            raise not_allowed()

    def channel(self, request):
        wanted = request.match_info["channel"]
        if not is_id(wanted):
            raise bad_url("channel_id")
        return self.server.channels.get(wanted)

    def existing_post(self, request):
        wanted = request.match_info["post"]
        if not is_id(wanted):
            raise bad_url("post_id")
        return self.server.existing(wanted)

    def readable_post(self, request, user_id):
        post = self.existing_post(request)
        channel = self.server.channels[post["channel_id"]]
        if not self.server.readable(user_id, channel):
            raise not_allowed()
        return post

    def changeable_post(self, request, user_id, permission):
        """Own posts only; without a word on whether others exist."""
        try:
            post = self.existing_post(request)
        except Refused as refused:
            raise not_allowed() if refused.status == 404 else refused
        channel = self.server.channels[post["channel_id"]]
        if post["user_id"] != user_id or \
                not self.server.may(permission, user_id, channel):
            raise not_allowed()
        return post

    def member_channel(self, channel_id, user_id, permission):
        channel = self.server.channels.get(channel_id)
        if channel is None or \
                not self.server.may(permission, user_id, channel):
            raise not_allowed()
        return channel

    @staticmethod
    def tagged(request, etag, value):
        """value makes the answer, unless the client has it already."""
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={
                **common_headers(request), "Etag": etag})
        return as_json(request, value(), headers={"Etag": etag})

    # People, teams

    async def users_me(self, request, user_id):
        return self.answer_user(request, self.server.users[user_id], user_id)

    async def get_user(self, request, user_id):
        wanted = request.match_info["user"]
        if not is_id(wanted):
            raise bad_url("user_id")
        user = self.server.users.get(wanted)
        if user is None:
            raise Refused(404, "app.user.missing_account.const",
                          "Unable to find the user.")
        return self.answer_user(request, user, user_id)

    async def get_user_by_name(self, request, user_id):
        user = self.server.user_named.get(request.match_info["name"].lower())
        if user is None:
            raise Refused(
                404, "app.user.get_by_username.app_error",
                "Unable to find an existing account matching your username "
                "for this team. This team may require an invite from the "
                "team owner to join.")
        return self.answer_user(request, user, user_id)

    def answer_user(self, request, user, user_id):
        etag = f"{VERSION}.{user['id']}.{user['update_at']}..0.true.true.0"
        return self.tagged(request, etag,
                           lambda: self.server.shown_user(user, user_id))

    async def get_users(self, request, user_id):
        wanted = await body_of(request, "user_ids", list)
        if not wanted:
            raise bad_body("user_ids")
        return [self.server.shown_user(self.server.users[one], None)
                for one in wanted if one in self.server.users]

    async def get_teams(self, request, user_id):
        self.user_id(request, user_id)
        return [self.server.team] if self.server.in_team else []

    async def get_team_members(self, request, user_id):
        return [{"team_id": self.server.team["id"],
                 "user_id": self.user_id(request, user_id),
                 "roles": "team_user", "delete_at": 0, "scheme_guest": False,
                 "scheme_user": True, "scheme_admin": False,
                 "explicit_roles": ""}]

    async def get_roles(self, request, user_id):
        names = await body_of(request, "rolenames", list)
        if not names:
            raise bad_body("rolenames")
        known = {"channel_user": mattermost_server.CHANNEL_USER,
                 "team_user": mattermost_server.TEAM_USER,
                 "system_user": mattermost_server.SYSTEM_USER}
        title = "authentication.roles."
        return [{"id": new_id(), "name": name,
                 "display_name": title + name + ".name",
                 "description": title + name + ".description",
                 "create_at": self.server.team["create_at"],
                 "update_at": self.server.team["create_at"], "delete_at": 0,
                 "permissions": [p for p in known[name]
                                 if p not in self.server.withheld],
                 "scheme_managed": True, "built_in": True}
                for name in names if name in known]

    async def typing(self, request, user_id):
        body = await body_of(request, "typing_request")
        channel = self.member_channel(body.get("channel_id"), user_id,
                                      "create_post")
        self.server.type_in(user_id, channel, text_in(body, "parent_id"),
                            "REST")
        return {"status": "OK"}

    # Channels

    def channels_of(self, user_id):
        found = [c.fields for c in self.server.channels.values()
                 if user_id in c.members and not c.fields["delete_at"]]
        return sorted(found, key=lambda fields: fields["display_name"])

    async def get_team_channels(self, request, user_id):
        self.user_id(request, user_id)
        self.team(request)
        found = self.channels_of(user_id)
        last = max(found, key=lambda fields: fields["last_post_at"])
        etag = f"{VERSION}.{last['id']}.{last['last_post_at']}.0.{len(found)}"
        return self.tagged(request, etag, lambda: found)

    async def get_all_channels(self, request, user_id):
        if not self.server.newer:
            return no_such_page(request)
        self.user_id(request, user_id)
        return self.channels_of(user_id)

    async def get_channel_members(self, request, user_id):
        self.user_id(request, user_id)
        self.team(request)
        return [{"channel_id": fields["id"], "user_id": user_id,
                 "roles": "channel_user", "last_viewed_at": 0, "msg_count": 0,
                 "mention_count": 0, "mention_count_root": 0,
                 "msg_count_root": 0,
                 "notify_props": {"desktop": "default", "email": "default",
                                  "ignore_channel_mentions": "default",
                                  "mark_unread": "all", "push": "default"},
                 "last_update_at": fields["create_at"], "scheme_guest": False,
                 "scheme_user": True, "scheme_admin": False,
                 "explicit_roles": ""}
                for fields in self.channels_of(user_id)]

    async def get_channel(self, request, user_id):
        channel = self.channel(request)
        if channel is None:
            raise Refused(404, "app.channel.get.existing.app_error",
                          "Unable to find the existing channel.")
        if not self.server.readable(user_id, channel):
            raise not_allowed()
        return channel.fields

    async def get_channel_by_name(self, request, user_id):
        for channel in self.server.channels.values():
            if channel.fields["name"] == request.match_info["name"] and \
                    channel.fields["team_id"] and \
                    self.server.readable(user_id, channel):
                return channel.fields
        raise Refused(404, "app.channel.get_by_name.missing.app_error",
                      "Channel does not exist.")

    async def open_direct(self, request, user_id):
        ids = await body_of(request, "user_ids", list)
        if len(ids) != 2 or not all(i in self.server.users for i in ids):
            raise bad_body("user_ids")
        if user_id not in ids:
            raise not_allowed()
        other = ids[0] if ids[1] == user_id else ids[1]
        channel = self.server.direct_channel(self.server.users[user_id],
                                             self.server.users[other])
        return as_json(request, channel.fields, status=201)

    async def view_channel(self, request, user_id):
        body = await body_of(request, "channel_view")
        return {"status": "OK", "last_viewed_at_times": {
            text_in(body, "channel_id"): self.server.stamp()}}

    # Posts

    async def create_post(self, request, user_id):
        body = await body_of(request, "post")
        channel = self.member_channel(body.get("channel_id"), user_id,
                                      "create_post")
        kind = text_in(body, "type")
        if kind.startswith("system_"):
            raise Refused(400, "api.context.invalid_param.app_error",
                          "Invalid post.type parameter.")
        if channel.fields["delete_at"]:
            raise Refused(400,
                          "api.post.create_post.can_not_post_to_deleted.error",
                          "Can not post to deleted channel.")
        pending = text_in(body, "pending_post_id")
        known = self.seen_before(pending)
        self.server.set_status(user_id, "online")
        if known:
            self.server.emit("channel_viewed", {"channel_id": channel.id},
                             user_id=user_id)
            answer = self.server.shown(known)
            del answer["metadata"]
            return as_json(request, answer, status=201)
        try:
            post = await self.make_post(user_id, channel, body, kind, pending)
        except Refused:
            self.server.pending.pop(pending, None)
            raise
        if pending:
            self.server.pending[pending] = (
                time.time() + self.server.pending_s, post)
        answer = self.server.shown(post, replies=True, pending=True)
        await self.faults.released.wait()
        return as_json(request, answer, status=201)

    def seen_before(self, pending):
        """The post of an earlier request with this pending_post_id. Until
        there is one, the repeat is refused."""
        if not pending:
            return None
        until, post = self.server.pending.get(pending, (0, None))
        if until < time.time():
            self.server.pending[pending] = (
                time.time() + self.server.pending_s, None)
            return None
        if post is None:
            raise Refused(500, "api.post.deduplicate_create_post.pending",
                          "Rejected post since another client is making the "
                          "same request.")
        if post["delete_at"]:
            raise Refused(
                500, "api.post.deduplicate_create_post.failed_to_get",
                "Failed to fetch original post after deduplicating a client "
                "repeating the same request.")
        return post

    async def make_post(self, user_id, channel, body, kind, pending):
        if self.faults.hold_saving:
            await self.faults.released.wait()
        root_id = text_in(body, "root_id")
        if root_id:
            self.server.check_root(root_id, channel)
        props = body.get("props")
        late = self.faults.late_events
        post = self.server.post(
            user_id, channel, text_in(body, "message"), root_id,
            props if isinstance(props, dict) else {}, kind, pending,
            text_in(body, "parent_id"), publish=not late)
        if late:
            asyncio.get_running_loop().call_later(0.05, self.server.publish,
                                                  post)
        return post

    async def get_post(self, request, user_id):
        post = self.readable_post(request, user_id)
        etag = f"{VERSION}.{post['id']}.{post['update_at']}"
        return self.tagged(request, etag, lambda: self.server.shown(post))

    async def get_thread(self, request, user_id):
        post = self.readable_post(request, user_id)
        starters_only = request.query.get("skipFetchThreads") == "true"
        found = self.server.thread(post, starters_only)
        last = max(found["posts"].values(),
                   key=lambda p: (p["update_at"], p["id"]))
        etag = f"{VERSION}.{post['id']}.{last['id']}.{last['update_at']}"
        return self.tagged(request, etag, lambda: found)

    async def get_posts(self, request, user_id):
        query, channel = request.query, self.channel(request)
        for name in ("after", "before"):
            if query.get(name) and not is_id(query[name]):
                raise bad_body(name)
        since = query.get("since", "")
        if since and not re.fullmatch(r"[+-]?\d{1,18}", since):
            raise bad_body("since")
        if channel is None or \
                not self.server.may("read_channel", user_id, channel):
            raise not_allowed()
        if self.faults.broken.get(channel.id):
            return failure(request, self.faults.broken[channel.id], 0)
        page = number_in(query, "page", 0)
        per_page = min(number_in(query, "per_page", PER_PAGE), MAX_PER_PAGE)
        starters_only = query.get("skipFetchThreads") == "true"
        if since and int(since) > 0:
            return self.server.since(channel, int(since), starters_only)
        changed = channel.changes[-1][0] if channel.changes else \
            self.server.stamp()
        if query.get("after") or query.get("before"):
            before = not query.get("after")
            pivot = query["before"] if before else query["after"]
            return self.tagged(
                request, f"{VERSION}.{changed}",
                lambda: self.server.around(channel, pivot, before, page,
                                           per_page, starters_only))
        return self.tagged(request, f"{VERSION}.{changed}",
                           lambda: self.server.page(channel, page, per_page,
                                                    starters_only))

    async def patch_post(self, request, user_id):
        body = await body_of(request, "post")
        post = self.changeable_post(request, user_id, "edit_post")
        message, props = body.get("message"), body.get("props")
        pinned = body.get("is_pinned")
        self.server.edit(
            post, text_in(body, "message") if isinstance(message, str)
            else None, props if isinstance(props, dict) else None,
            pinned if isinstance(pinned, bool) else None)
        return self.server.shown(post, replies=True)

    async def delete_post(self, request, user_id):
        post = self.changeable_post(request, user_id, "delete_post")
        self.server.delete(post, user_id)
        return {"status": "OK"}

    async def react(self, request, user_id):
        body = await body_of(request, "reaction")
        post_id, emoji = text_in(body, "post_id"), text_in(body, "emoji_name")
        if not is_id(body.get("user_id")) or not is_id(post_id) or \
                not emoji or len(emoji) > 64:
            raise Refused(400, "api.reaction.save_reaction.invalid.app_error",
                          "Reaction is not valid.")
        if body["user_id"] != user_id:
            raise Refused(403, "api.reaction.save_reaction.user_id.app_error",
                          "You cannot save reaction for the other user.")
        post = self.server.posts.get(post_id)
        if post is None or post["delete_at"]:
            raise not_allowed()
        self.member_channel(post["channel_id"], user_id, "add_reaction")
        if not re.fullmatch(r"[a-zA-Z0-9\-+_]+", emoji):
            raise Refused(400, "model.reaction.is_valid.emoji_name.app_error",
                          "Invalid emoji name.")
        return self.server.react(user_id, post, emoji)

    # Buttons

    async def press(self, request, user_id):
        return await self.click(self.readable_post(request, user_id),
                                request.match_info["action"],
                                self.server.users[user_id], {})

    async def click(self, post, action_id, user, seen):
        """Asks the integration; does what its answer wants. seen: gets the
        answer itself."""
        channel = self.server.channels[post["channel_id"]]
        action = next((a for attachment in post["props"].get("attachments", [])
                       for a in attachment.get("actions", [])
                       if a["id"] == action_id), {})
        integration = action.get("integration")
        if not integration:
            raise Refused(404, "api.post.do_action.action_id.app_error",
                          "Invalid action id.")
        in_team = bool(channel.fields["team_id"])
        trigger = new_id()
        signed = f"{trigger}:{user['id']}:{self.server.stamp()}:c2lnbmVk"
        wanted = {
            "user_id": user["id"], "user_name": user["username"],
            "channel_id": channel.id, "channel_name": channel.fields["name"],
            "team_id": channel.fields["team_id"],
            "team_domain": self.server.team["name"] if in_team else "",
            "post_id": post["id"],
            "trigger_id": base64.b64encode(signed.encode()).decode(),
            "type": action.get("type", ""), "data_source": ""}
        if integration.get("context"):
            wanted["context"] = integration["context"]
        answer = await self.ask(integration.get("url", ""), wanted, seen)
        if isinstance(answer.get("update"), dict):
            update = answer["update"]
            self.server.edit(post, update.get("message", ""),
                             update.get("props"))
        if answer.get("ephemeral_text"):
            self.server.ephemeral(user["id"], channel,
                                  answer["ephemeral_text"], user["id"],
                                  post["root_id"] or post["id"])
        return {"status": "OK", "trigger_id": trigger}

    async def ask(self, url, wanted, seen):
        problem = Refused(400,
                          "api.post.do_action.action_integration.app_error",
                          "Action integration error.")
        headers = {"Accept": "application/json",
                   "User-Agent": "Mattermost-Bot/1.1"}
        try:
            async with aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(30)) as session:
                async with session.post(url, json=wanted, headers=headers,
                                        ssl=False) as response:
                    text = await response.text()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as why:
            seen["answer"] = str(why) or type(why).__name__
            raise problem from None
        try:
            answer = json.loads(text)
        except ValueError:
            answer = text
        seen.update(status=response.status, answer=answer)
        if response.status != 200 or not isinstance(answer, dict):
            raise problem
        return answer

    # The system

    async def ping(self, request, user_id):
        return {"AndroidLatestVersion": "", "AndroidMinVersion": "",
                "DesktopLatestVersion": "", "DesktopMinVersion": "",
                "IosLatestVersion": "", "IosMinVersion": "", "status": "OK"}

    async def config(self, request, user_id):
        if request.query.get("format") != "old":
            raise Refused(501, "api.config.client.old_format.app_error",
                          "New format for the client configuration is not "
                          "supported yet. Please specify format=old in the "
                          "query string.")
        config = {**CLIENT_CONFIG,
                  "EnableReliableWebSockets":
                      str(self.server.reliable).lower(),
                  "MaxPostSize": str(self.server.max_post_size)}
        if user_id is None:  # strangers learn less
            config = {k: v for k, v in config.items()
                      if k not in ("MaxPostSize", "EnableUserAccessTokens",
                                   "EnableReliableWebSockets")}
        return mattermost_server.in_order(config)


# method, path under /api/v4, name of the route (for fail and slow), handler;
# "open" where no login is needed
ROUTES = [
    ("GET", "/users/me", "users_me", Api.users_me),
    ("POST", "/users/me/typing", "typing", Api.typing),
    ("POST", "/users/ids", "users", Api.get_users),
    ("GET", "/users/username/{name}", "users", Api.get_user_by_name),
    ("GET", "/users/{user:[A-Za-z0-9]+}", "users", Api.get_user),
    ("GET", "/users/{user:[A-Za-z0-9]+}/teams", "teams", Api.get_teams),
    ("GET", "/users/{user:[A-Za-z0-9]+}/teams/members", "team_members",
     Api.get_team_members),
    ("GET", "/users/{user:[A-Za-z0-9]+}/teams/{team:[A-Za-z0-9]+}/channels",
     "channels", Api.get_team_channels),
    ("GET", "/users/{user:[A-Za-z0-9]+}/teams/{team:[A-Za-z0-9]+}/channels"
     "/members", "channel_members", Api.get_channel_members),
    ("GET", "/users/{user:[A-Za-z0-9]+}/channels", "channels",
     Api.get_all_channels),
    ("GET", "/teams/name/{team}/channels/name/{name}", "channel",
     Api.get_channel_by_name),
    ("POST", "/roles/names", "roles", Api.get_roles),
    ("POST", "/channels/direct", "direct", Api.open_direct),
    ("POST", "/channels/members/{user:[A-Za-z0-9]+}/view", "view",
     Api.view_channel),
    ("GET", "/channels/{channel:[A-Za-z0-9]+}", "channel", Api.get_channel),
    ("GET", "/channels/{channel:[A-Za-z0-9]+}/posts", "channel_posts",
     Api.get_posts),
    ("POST", "/posts", "posts", Api.create_post),
    ("GET", "/posts/{post:[A-Za-z0-9]+}", "post", Api.get_post),
    ("DELETE", "/posts/{post:[A-Za-z0-9]+}", "delete", Api.delete_post),
    ("GET", "/posts/{post:[A-Za-z0-9]+}/thread", "thread", Api.get_thread),
    ("PUT", "/posts/{post:[A-Za-z0-9]+}/patch", "patch", Api.patch_post),
    ("POST", "/posts/{post:[A-Za-z0-9]+}/actions/{action:[A-Za-z0-9]+}",
     "actions", Api.press),
    ("POST", "/reactions", "reactions", Api.react),
    ("GET", "/system/ping", "ping", Api.ping, "open"),
    ("GET", "/config/client", "config", Api.config, "open"),
]
