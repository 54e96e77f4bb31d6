"""What the simulated Mattermost server remembers and decides: people, channels
and posts, and what it tells whom. Everything here happens at once, without
waiting; carrying requests and events is left to others."""

import bisect
import collections
import hashlib
import json
import random
import re
import string
import time

LETTERS = string.ascii_lowercase + string.digits
VERSION = "5.37.0"
BUILD = VERSION + "..56c18ad4ed4f2ef032e9226365c2365d.false"
MAX_PROPS = 8000  # characters of JSON
SINCE_LIMIT = 1000
PENDING_S = 30.0
POST_TYPES = {"", "me", "slack_attachment"}
JOIN_OR_LEAVE = {"system_join_channel", "system_leave_channel",
                 "system_add_to_channel", "system_remove_from_channel"}
CHANNEL_USER = [
    "use_channel_mentions", "get_public_link", "read_public_channel_groups",
    "manage_private_channel_members", "add_reaction", "edit_post",
    "manage_public_channel_members", "upload_file", "use_slash_commands",
    "read_channel", "read_private_channel_groups", "remove_reaction",
    "manage_public_channel_properties", "delete_private_channel",
    "create_post", "manage_private_channel_properties", "delete_post",
    "use_group_mentions", "delete_public_channel"]
TEAM_USER = [
    "view_team", "create_public_channel", "create_private_channel",
    "invite_user", "add_user_to_team", "list_team_channels",
    "join_public_channels", "read_public_channel"]
SYSTEM_USER = [
    "create_group_channel", "view_members", "create_team", "create_emojis",
    "delete_emojis", "list_public_teams", "join_public_teams",
    "create_direct_channel"]
# Go writes these otherwise than Python does.
ESCAPES = {"&": "\\u0026", "<": "\\u003c", ">": "\\u003e",
           "\u2028": "\\u2028", "\u2029": "\\u2029",
           "\\b": "\\u0008", "\\f": "\\u000c"}
ODD = re.compile(r"\\\\|\\[bf]|[&<>\u2028\u2029\ud800-\udfff]")


def new_id():
    return "".join(random.choices(LETTERS, k=26))


def is_id(text):
    return isinstance(text, str) and len(text) == 26 and text.isalnum()


def escape(found):
    """Half of a surrogate pair is no character: it is replaced."""
    found = found[0]
    return "\ufffd" if "\ud800" <= found <= "\udfff" else \
        ESCAPES.get(found, found)


def go_json(value):
    """JSON as the server writes it, character for character."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return ODD.sub(escape, text) if ODD.search(text) else text


def in_order(values):
    """With sorted keys, as Go writes maps; structs keep their order."""
    return dict(sorted(values.items()))


def text_in(body, name):
    """What is no text is as if it was not there; half of a surrogate pair
    becomes a replacement character."""
    value = body.get(name)
    if not isinstance(value, str):
        return ""
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


def hashtags(text):
    words = (word.rstrip(".,!?:;") for word in text.split())
    return " ".join(word for word in words if len(word) > 3 and
                    re.fullmatch(r"#[^\W\d_][\w.-]*[^\W_]", word))


class Refused(Exception):
    """The request is answered with this error instead."""

    def __init__(self, status, error_id, message):
        super().__init__(message)
        self.status, self.error_id = status, error_id


def not_allowed():
    return Refused(403, "api.context.permissions.app_error",
                   "You do not have the appropriate permissions.")


def no_such_post():
    return Refused(404, "app.post.get.app_error", "Unable to get the post.")


# Attachments

ATTACHMENT = {"id": 0, "fallback": "", "color": "", "pretext": "",
              "author_name": "", "author_link": "", "author_icon": "",
              "title": "", "title_link": "", "text": "", "fields": None,
              "image_url": "", "thumb_url": "", "footer": "",
              "footer_icon": "", "ts": None}
ACTION = ("id", "type", "name", "disabled", "style", "data_source", "options",
          "default_option", "integration", "cookie")


def clean_attachment(given):
    """Only what the server knows, all of it, and an id for each action."""
    attachment = {key: given.get(key, empty)
                  for key, empty in ATTACHMENT.items()}
    actions = []
    for action in given.get("actions") or []:
        action = {"id": "", **{k: action[k] for k in ACTION if action.get(k)}}
        action["id"] = action["id"] or new_id()
        actions.append(action)
    return {**attachment, "actions": actions} if actions else attachment


def clean_props(props):
    props = dict(props)
    if isinstance(props.get("attachments"), list):
        props["attachments"] = [clean_attachment(a)
                                for a in props["attachments"]
                                if isinstance(a, dict)]
    return in_order(props)


def without_integrations(props):
    """Where a button leads, and what it carries, is never told again."""
    if "attachments" not in props:
        return props
    return {**props, "attachments": [
        {**attachment, "actions": [
            {k: v for k, v in action.items() if k != "integration"}
            for action in attachment["actions"]]}
        if "actions" in attachment else attachment
        for attachment in props["attachments"]]}


class Channel:
    """key: what tests call it; fields: what the server shows of it."""

    def __init__(self, key, fields, members):
        self.key, self.id, self.fields = key, fields["id"], fields
        self.members = set(members)
        self.last_created = 0  # create_at of the newest post
        self.alive = []  # posts not deleted, by create_at
        self.changes = []  # (update_at, post), oldest first; some outdated

    def touch(self, post, stamp):
        post["update_at"] = stamp
        self.changes.append((stamp, post))

    def remove(self, post):
        at = bisect.bisect_left(self.alive, post["create_at"], key=created)
        while self.alive[at] is not post:
            at += 1
        del self.alive[at]


def created(post):
    return post["create_at"]


class Server:
    def __init__(self, clock_s=0):
        self.clock_s = clock_s  # ahead of this machine's
        self.users, self.tokens, self.online = {}, {}, set()
        self.user_named, self.channel_named = {}, {}
        self.channels, self.posts = {}, {}
        self.by_author = collections.defaultdict(list)
        self.threads = collections.defaultdict(list)  # replies, also deleted
        self.replies = collections.Counter()  # those not deleted
        self.reactions = collections.defaultdict(dict)
        self.pending_ids = {}  # pending_post_id sent along, by post
        self.pending = {}  # pending_post_id: (until, post or None)
        self.connections = {}  # by id: Connection, also without a socket
        self.typing = []  # what the bot and others told of it
        self.last_stamp = 0
        # settings (see do_set)
        self.max_post_size = 16383
        self.reliable = True  # EnableReliableWebSockets
        self.newer = False  # also knows GET /users/me/channels
        self.in_team = True
        self.withheld = []  # permissions that channel_user lacks
        self.pending_s = PENDING_S
        self.ties = False  # posts of a channel may share a millisecond
        self.double = False  # every event twice
        self.hub_dead = False  # sockets stay open, but nothing comes
        stamp = self.stamp()
        self.team = {
            "id": new_id(), "create_at": stamp, "update_at": stamp,
            "delete_at": 0, "display_name": "Careers", "name": "careers",
            "description": "", "email": "", "type": "O", "company_name": "",
            "allowed_domains": "", "invite_id": new_id(),
            "allow_open_invite": False, "scheme_id": None,
            "group_constrained": None, "policy_id": None}
        self.populate()

    def populate(self):
        self.add_user("careerbot", token="bot-token", bot=True)
        self.add_user("otherbot", token="otherbot-token", bot=True)
        for name in ("ann", "ben"):
            self.add_user(name, token=name + "-token")
        everybody = ["careerbot", "otherbot", "ann", "ben"]
        self.add_channel("town-square", "O", everybody, "Town Square")
        self.add_channel("off-topic", "O", everybody, "Off-Topic")
        self.add_channel("jobs", "O", everybody)
        self.add_channel("private", "P", ["careerbot", "ann"])
        self.add_channel("elsewhere", "O", ["ann", "ben"])
        self.add_channel("secret", "P", ["ann", "ben"])
        self.add_channel("dm-ann", "D", ["careerbot", "ann"])
        self.add_channel("dm-ben", "D", ["careerbot", "ben"])
        self.add_channel("group", "G", ["careerbot", "ann", "ben"])

    def stamp(self):
        """Milliseconds, never going back."""
        now = time.time() + self.clock_s
        self.last_stamp = max(self.last_stamp, int(now * 1000))
        return self.last_stamp

    # People and channels

    def add_user(self, name, token=None, bot=False):
        stamp = self.stamp()
        user = {
            "id": new_id(), "create_at": stamp, "update_at": stamp,
            "delete_at": 0, "username": name, "auth_data": "",
            "auth_service": "", "email": name + "@localhost", "nickname": "",
            "first_name": "", "last_name": "", "position": "",
            "roles": "system_user",
            "notify_props": {
                "channel": "true", "comments": "never", "desktop": "mention",
                "desktop_sound": "true", "email": "true",
                "first_name": "false", "mention_keys": "", "push": "mention",
                "push_status": "away"},
            "last_password_update": stamp, "locale": "en",
            "timezone": {"automaticTimezone": "", "manualTimezone": "",
                         "useAutomaticTimezone": "true"}}
        if bot:
            user.update(is_bot=True, bot_description="for tests")
        user["disable_welcome_email"] = False
        self.users[user["id"]] = self.user_named[name] = user
        if token:
            self.tokens[token] = user["id"]
        return user

    def user(self, name):
        return self.user_named[name]

    def person(self, name):
        """The user of this name, made where there is none."""
        return self.user_named.get(name) or self.add_user(name)

    def shown_user(self, user, to):
        if user["id"] == to:
            return user
        private = ("notify_props", "last_password_update")
        return {k: v for k, v in user.items() if k not in private}

    def owner(self, token):
        """Id of the user a token is good for, or None."""
        user_id = self.tokens.get(token)
        if user_id is None or self.users[user_id]["delete_at"]:
            return None
        return user_id

    def add_channel(self, key, kind, members, display_name=None, creator=""):
        users = [self.user(member) for member in members]
        ids = sorted(user["id"] for user in users)
        names = {"D": "__".join(ids if len(ids) > 1 else ids * 2),
                 "G": hashlib.sha1("".join(ids).encode()).hexdigest()}
        titles = {"D": "",
                  "G": ", ".join(sorted(u["username"] for u in users))}
        stamp = self.stamp()
        fields = {
            "id": new_id(), "create_at": stamp, "update_at": stamp,
            "delete_at": 0, "team_id": "" if kind in "DG" else self.team["id"],
            "type": kind,
            "display_name": titles.get(kind, display_name or key),
            "name": names.get(kind, key), "header": "", "purpose": "",
            "last_post_at": 0, "total_msg_count": 0, "extra_update_at": 0,
            "creator_id": creator, "scheme_id": None, "props": None,
            "group_constrained": None,
            "shared": False if kind == "D" else None,
            "total_msg_count_root": 0, "policy_id": None}
        channel = Channel(key, fields, ids)
        self.channels[channel.id] = self.channel_named[key] = channel
        return channel

    def channel(self, key):
        return self.channel_named[key]

    def direct_channel(self, one, other):
        """Opens it, unless it is there."""
        ids = {one["id"], other["id"]}
        for channel in self.channels.values():
            if channel.fields["type"] == "D" and channel.members == ids:
                return channel
        named = other if one.get("is_bot") else one
        channel = self.add_channel("dm-" + named["username"], "D",
                                   [one["username"], other["username"]],
                                   creator=one["id"])
        self.emit("direct_added", {"creator_id": one["id"],
                                   "teammate_id": other["id"]}, channel.id)
        return channel

    def group_channel(self, users):
        names = [user["username"] for user in users]
        channel = self.add_channel("group-" + "-".join(sorted(names)), "G",
                                   names)
        self.emit("group_added",
                  {"teammate_ids": go_json(sorted(channel.members))},
                  channel.id)
        return channel

    def join(self, user, channel, by):
        channel.members.add(user["id"])
        self.emit("user_added", {"team_id": channel.fields["team_id"],
                                 "user_id": user["id"]}, channel.id)
        if by is user:
            self.system_post(by, channel, "join_channel",
                             user["username"] + " joined the channel.",
                             {"username": user["username"]})
        else:
            self.system_post(
                by, channel, "add_to_channel",
                f"{user['username']} added to the channel by "
                f"{by['username']}.",
                {"addedUserId": user["id"], "addedUsername": user["username"],
                 "userId": by["id"], "username": by["username"]})

    def leave(self, user, channel, by):
        """Others are told whom, the removed one is told where from."""
        channel.members.discard(user["id"])
        self.emit("user_removed", {"remover_id": by["id"],
                                   "user_id": user["id"]}, channel.id)
        self.emit("user_removed", {"channel_id": channel.id,
                                   "remover_id": by["id"]},
                  user_id=user["id"])
        if by is user:
            self.system_post(by, channel, "leave_channel",
                             f"@{user['username']} left the channel.",
                             {"username": user["username"]})
        else:
            self.system_post(by, channel, "remove_from_channel",
                             f"@{user['username']} removed from the channel.",
                             {"removedUserId": user["id"],
                              "removedUsername": user["username"]})

    def channel_updated(self, channel):
        self.emit("channel_updated", {"channel": go_json(channel.fields)},
                  channel.id)

    def system_post(self, by, channel, kind, text, props):
        return self.post(by["id"], channel, text, props=props,
                         kind="system_" + kind)

    def readable(self, user_id, channel):
        """Anyone of the team may look at single things in public ones."""
        return user_id in channel.members or channel.fields["type"] == "O"

    def may(self, permission, user_id, channel):
        return user_id in channel.members and permission not in self.withheld

    # Posts

    def shown(self, post, replies=False, pending=False):
        """A post as the world sees it. replies: with their number, which
        only some answers tell; pending: as its author sees it at first."""
        deleted = post["delete_at"] > 0
        post = dict(post)
        root, post_id = post["root_id"] or post["id"], post["id"]
        if deleted:
            post["message"] = ""
        post["props"] = without_integrations(post["props"])
        if pending:
            post["pending_post_id"] = self.pending_ids.get(post_id, "")
        metadata = {}
        if post["props"].get("attachments"):
            metadata["embeds"] = [{"type": "message_attachment"}]
        if self.reactions.get(post_id):
            metadata["reactions"] = list(self.reactions[post_id].values())
        post.update(reply_count=self.replies[root] if replies else 0,
                    last_reply_at=0, participants=None,
                    metadata={} if deleted else metadata)
        return post

    def check_content(self, text, kind, props):
        if len(text) > self.max_post_size:
            raise Refused(400, "model.post.is_valid.msg.app_error",
                          "Invalid message.")
        if not (kind in POST_TYPES or kind.startswith(("custom_", "system_"))):
            raise Refused(400, "model.post.is_valid.type.app_error",
                          "Invalid type.")
        if len(go_json(props)) > MAX_PROPS:
            raise Refused(400, "model.post.is_valid.props.app_error",
                          "Invalid props.")
        if "\0" in text:
            raise Refused(500, "app.post.save.app_error",
                          "Unable to save the Post.")

    def check_root(self, root_id, channel):
        root = self.posts.get(root_id)
        if root is None or root["delete_at"]:
            raise Refused(400, "api.post.create_post.root_id.app_error",
                          "Invalid RootId parameter.")
        if root["channel_id"] != channel.id:
            raise Refused(400,
                          "api.post.create_post.channel_root_id.app_error",
                          "Invalid ChannelId for RootId parameter.")
        if root["root_id"]:
            raise Refused(400, "api.post.create_post.root_id.app_error",
                          "Invalid RootId parameter.")

    def post(self, user_id, channel, text, root_id="", props=None, kind="",
             pending="", parent_id="", publish=True, ahead_s=0):
        """Makes a post, without asking whether its author may. ahead_s: dated
        in the future, as an import can."""
        props = clean_props(props or {})
        if self.users[user_id].get("is_bot"):
            props = in_order({**props, "from_bot": "true"})
        self.check_content(text, kind, props)
        stamp = self.stamp()
        if not self.ties and stamp <= channel.last_created:
            # this server is faster than a real one: its clock runs ahead
            stamp = self.last_stamp = channel.last_created + 1
        channel.last_created = stamp
        stamp += int(ahead_s * 1000)
        post = {"id": new_id(), "create_at": stamp, "update_at": stamp,
                "edit_at": 0, "delete_at": 0, "is_pinned": False,
                "user_id": user_id, "channel_id": channel.id,
                "root_id": root_id,
                "parent_id": parent_id or root_id, "original_id": "",
                "message": text, "type": kind, "props": props,
                "hashtags": hashtags(text), "pending_post_id": ""}
        self.posts[post["id"]] = post
        self.by_author[user_id].append(post)
        bisect.insort(channel.alive, post, key=created)
        channel.touch(post, stamp)
        channel.fields["last_post_at"] = max(
            stamp, channel.fields["last_post_at"])
        if kind not in JOIN_OR_LEAVE:
            channel.fields["total_msg_count"] += 1
            channel.fields["total_msg_count_root"] += not root_id
        if root_id:
            self.threads[root_id].append(post)
            self.replies[root_id] += 1
            channel.touch(self.posts[root_id], stamp)
        if pending:
            self.pending_ids[post["id"]] = pending
        if publish:
            self.publish(post)
        return post

    def publish(self, post):
        channel = self.channels[post["channel_id"]]
        fields, props = channel.fields, post["props"]
        author = "@" + self.users[post["user_id"]]["username"]
        sender = author
        if props.get("from_webhook") == "true" and fields["type"] != "D":
            sender = props.get("override_username", author)
        if post["type"].startswith("system_"):
            sender = "System"
        data = {"channel_display_name": author if fields["type"] == "D"
                else fields["display_name"],
                "channel_name": fields["name"],
                "channel_type": fields["type"],
                "post": go_json(self.shown(post, replies=True, pending=True)),
                "sender_name": sender, "set_online": True,
                "team_id": fields["team_id"]}
        names = self.mentioned(post, channel)
        if names:
            data["mentions"] = go_json(names)
        self.emit("posted", data, channel.id)

    def mentioned(self, post, channel):
        """Ids of the members a post notifies; code does not count."""
        props, author = post["props"], post["user_id"]
        by_hook = props.get("from_webhook") == "true"
        if channel.fields["type"] == "D":
            return [m for m in channel.members if m != author or by_hook]
        texts = [post["message"]]
        for attachment in props.get("attachments", []):
            texts += [str(attachment["pretext"]), str(attachment["text"])]
        plain = re.sub(r"```.*?```|~~~.*?~~~|`[^`]*`", " ", "\n".join(texts),
                       flags=re.S)
        words = {word.lower().rstrip(".-_") for word in
                 re.findall(r"(?<![\w@.-])@([A-Za-z0-9._-]+)", plain)}
        if not words and post["type"] != "system_add_to_channel":
            return []
        if post["type"] in ("system_header_change", "system_purpose_change"):
            words -= {"here", "channel", "all"}
        found = []
        for member in channel.members:
            name = self.users[member]["username"].lower()
            if (name in words or words & {"channel", "all"} or
                    ("here" in words and member in self.online) or
                    member == props.get("addedUserId")) and (
                        member != author or by_hook):
                found.append(member)
        return found

    def edit(self, post, message=None, props=None, pinned=None):
        """The old version stays, deleted, under an id of its own."""
        channel = self.channels[post["channel_id"]]
        message = post["message"] if message is None else message
        props = post["props"] if props is None else clean_props(props)
        if post["type"].startswith("system_"):
            raise Refused(400, "api.post.update_post.system_message.app_error",
                          "Unable to update system message.")
        self.check_content(message, post["type"], props)
        stamp = self.stamp()
        old = {**post, "id": new_id(), "original_id": post["id"],
               "delete_at": stamp}
        self.posts[old["id"]] = old
        if message != post["message"]:
            post.update(message=message, edit_at=stamp,
                        hashtags=hashtags(message))
        elif props.get("attachments") != post["props"].get("attachments"):
            post["edit_at"] = stamp
        post["props"] = props
        if pinned is not None:
            post["is_pinned"] = pinned
        channel.touch(post, stamp)
        channel.touch(old, stamp)
        channel.fields["last_post_at"] = stamp
        if post["root_id"]:
            self.threads[post["root_id"]].append(old)
            channel.touch(self.posts[post["root_id"]], stamp)
        self.emit("post_edited",
                  {"post": go_json(self.shown(post, replies=True))},
                  channel.id)
        return post

    def delete(self, post, by_id):
        """With a thread's first post all of it goes, its versions, too, and
        all get the same props; the event tells of the first alone."""
        channel = self.channels[post["channel_id"]]
        was = go_json(self.shown(post))
        stamp = self.stamp()
        props = in_order({**post["props"], "deleteBy": by_id})
        for each in [post, *self.threads.get(post["id"], [])]:
            if not each["delete_at"]:
                channel.remove(each)
                if each["root_id"]:
                    self.replies[each["root_id"]] -= 1
            each.update(delete_at=stamp, props=props)
            channel.touch(each, stamp)
        self.emit("post_deleted", {"post": was}, channel.id)

    def react(self, user_id, post, emoji):
        stamp = self.stamp()
        reaction = {"user_id": user_id, "post_id": post["id"],
                    "emoji_name": emoji, "create_at": stamp,
                    "update_at": stamp, "delete_at": 0, "remote_id": ""}
        self.reactions[post["id"]][user_id, emoji] = reaction
        post["has_reactions"] = True
        channel = self.channels[post["channel_id"]]
        channel.touch(post, stamp)
        self.emit("reaction_added", {"reaction": go_json(reaction)},
                  channel.id)
        return reaction

    def ephemeral(self, to_id, channel, text, user_id, root_id=""):
        """A post only one sees, and which nobody can ask for later."""
        post = {"id": new_id(), "create_at": self.stamp(), "update_at": 0,
                "edit_at": 0, "delete_at": 0, "is_pinned": False,
                "user_id": user_id, "channel_id": channel.id,
                "root_id": root_id, "parent_id": "", "original_id": "",
                "message": text, "type": "system_ephemeral", "props": {},
                "hashtags": "", "pending_post_id": "", "reply_count": 0,
                "last_reply_at": 0, "participants": None, "metadata": {}}
        self.emit("ephemeral_message", {"post": go_json(post)}, channel.id,
                  to_id)

    def existing(self, post_id):
        post = self.posts.get(post_id)
        if post is None or post["delete_at"]:
            raise no_such_post()
        return post

    # Lists of posts

    def listed(self, order, others=(), replies=False, next_id="",
               prev_id=""):
        """order: newest first; others: shown besides, not in order."""
        posts = {p["id"]: self.shown(p, replies) for p in [*order, *others]}
        return {"order": [p["id"] for p in order], "posts": in_order(posts),
                "next_post_id": next_id, "prev_post_id": prev_id}

    def threads_of(self, posts, starters_only, also_started=False):
        """The threads the posts are in: their first posts, and all that is
        in them unless starters_only."""
        roots = {p["root_id"] for p in posts if p["root_id"]}
        if also_started:
            roots |= {p["id"] for p in posts}
        found = [self.posts[root] for root in roots]
        if not starters_only:
            for root in roots:
                found += self.threads.get(root, [])
        return [p for p in found if not p["delete_at"]]

    def beside(self, channel, posts):
        """Ids of the posts after and before these: newest first."""
        if not posts:
            return "", ""
        after = bisect.bisect_right(channel.alive, created(posts[0]),
                                    key=created)
        before = bisect.bisect_left(channel.alive, created(posts[-1]),
                                    key=created)
        return (channel.alive[after]["id"]
                if after < len(channel.alive) else "",
                channel.alive[before - 1]["id"] if before > 0 else "")

    def page(self, channel, page, per_page, starters_only):
        end = max(0, len(channel.alive) - page * per_page)
        posts = channel.alive[max(0, end - per_page):end][::-1]
        next_id, prev_id = self.beside(channel, posts)
        return self.listed(posts, self.threads_of(posts, starters_only),
                           starters_only, next_id, prev_id)

    def around(self, channel, post_id, before, page, per_page, starters_only):
        """An unknown post has nothing before or after it."""
        pivot, posts = self.posts.get(post_id), []
        if pivot and before:
            end = bisect.bisect_left(channel.alive, created(pivot),
                                     key=created) - page * per_page
            posts = channel.alive[max(0, end - per_page):max(0, end)][::-1]
        elif pivot:
            start = bisect.bisect_right(channel.alive, created(pivot),
                                        key=created) + page * per_page
            posts = channel.alive[start:start + per_page][::-1]
        next_id, prev_id = self.beside(channel, posts)
        full = len(posts) >= per_page
        if before:
            next_id = post_id if page == 0 else next_id
            prev_id = prev_id if full else ""
        else:
            next_id = next_id if full else ""
            prev_id = post_id if page == 0 else prev_id
        others = self.threads_of(posts, starters_only, also_started=True)
        return self.listed(posts, others, True, next_id, prev_id)

    def since(self, channel, time_ms, starters_only):
        """All that changed later, deleted posts and old versions, too. Of
        more than a thousand, a thousand come, and not the newest."""
        at = bisect.bisect_right(channel.changes, time_ms,
                                 key=lambda change: change[0])
        found = {}
        for stamp, post in channel.changes[at:]:
            if post["update_at"] == stamp:
                found[post["id"]] = post
                if len(found) >= SINCE_LIMIT:
                    break
        for root in {p["root_id"] for p in found.values() if p["root_id"]}:
            found.setdefault(root, self.posts[root])
        posts = sorted(found.values(), key=created, reverse=True)
        late = [p for p in posts if p["update_at"] > time_ms]
        early = [p for p in posts if p["update_at"] <= time_ms]
        return self.listed(late, early, starters_only)

    def thread(self, post, starters_only):
        """In no order to rely on; the post asked for comes twice."""
        found = []
        if not starters_only:
            root = self.posts[post["root_id"] or post["id"]]
            found = [p for p in [*self.threads.get(root["id"], []), root]
                     if not p["delete_at"]]
        return self.listed([post, *found], replies=True)

    # Events and connections

    def emit(self, event, data, channel_id="", user_id="", team_id="",
             omit=None):
        """To those it is for: one user, or the members of a channel, or of
        the team, or everybody."""
        if self.hub_dead:
            return
        where = {"omit_users": omit, "user_id": user_id,
                 "channel_id": channel_id, "team_id": team_id}
        text = (f'{{"event":{go_json(event)},"data":{go_json(in_order(data))}'
                f',"broadcast":{go_json(where)},"seq":')
        channel = self.channels.get(channel_id)
        for connection in list(self.connections.values()):
            who = connection.user_id
            if self.users[who]["delete_at"] or who in (omit or ()):
                continue
            if user_id:
                if who != user_id:
                    continue
            elif channel is not None and who not in channel.members:
                continue
            for _ in range(2 if self.double or connection.twice else 1):
                connection.add("event", text)

    def set_status(self, user_id, status):
        if (status == "online") == (user_id in self.online):
            return
        (self.online.add if status == "online" else
         self.online.discard)(user_id)
        self.emit("status_change", {"status": status, "user_id": user_id},
                  user_id=user_id)

    def gone(self, connection):
        """The socket of a connection is no more. Its events are kept, where
        it may come back."""
        if not self.reliable:
            self.forget(connection)
        if not any(other.socket is not None
                   for other in self.connections.values()
                   if other.user_id == connection.user_id):
            self.set_status(connection.user_id, "offline")

    def forget(self, connection):
        self.connections.pop(connection.id, None)

    def type_in(self, user_id, channel, parent_id, how):
        self.typing.append({"user_id": user_id, "channel": channel.key,
                            "channel_id": channel.id, "parent_id": parent_id,
                            "at": self.stamp(), "how": how})
        self.emit("typing", {"parent_id": parent_id, "user_id": user_id},
                  channel.id, omit={user_id: True})
