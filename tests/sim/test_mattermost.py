#!/usr/bin/python3
"""The real program against the simulated Mattermost server.

    test_mattermost.py --careerbot PROGRAM --pack FILE
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

try:
    import aiohttp  # noqa: F401  (the simulated server needs it)
except ImportError:
    print("skipped: the simulated server needs python3-aiohttp")
    sys.exit(77)

from bot_process import Bot, Simulated, run_all, wait_for

options = argparse.ArgumentParser()
options.add_argument("--careerbot", required=True)
options.add_argument("--pack", required=True)
options = options.parse_args()
work = tempfile.TemporaryDirectory()

QUESTION = "what does a library technician earn?"


def start_bot(server, token="bot-token", path="", **platform):
    return Bot(options.careerbot, options.pack,
               {"type": "mattermost", "url": server.url + path,
                "token_env": "MATTERMOST_TOKEN", **platform},
               MATTERMOST_TOKEN=token)


def replies(server, root=None):
    return [post for post in server.posts(person="careerbot")["posts"]
            if root is None or post["root_id"] == root]


def posts_sent(server):
    return server.state()["requests"].count("POST /posts")


def answered(server, post, timeout_s=10.0):
    """Waits for the answer to a post, in its thread; returns it."""
    root = post["root_id"] or post["id"]
    found = wait_for(f"an answer to {post['message']!r}",
                     lambda: replies(server, root), timeout_s)
    assert found[0]["channel_id"] == post["channel_id"]
    return found[0]


def stop(bot):
    status = bot.stop()
    assert status == 0, f"exit status {status}:\n{bot.output()}"


def twenty_questions_are_answered_once_each():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to .* as @careerbot")
        wait_for("readiness", bot.ready)
        asked = []
        for number in range(20):
            where = ["jobs", "private", "group", "dm-ann"][number % 4]
            text = QUESTION if where == "dm-ann" else "@careerbot " + QUESTION
            root = asked[number - 4] if number >= 12 else None
            asked.append(server.say(
                person="ann", channel=where, text=text,
                root_id=(root["root_id"] or root["id"]) if root else ""))
        wait_for("twenty answers", lambda: len(replies(server)) >= 20)
        time.sleep(0.5)  # time for one too many
        assert len(replies(server)) == 20
        for post in asked:
            root = post["root_id"] or post["id"]
            wanted = sum(1 for other in asked
                         if root == (other["root_id"] or other["id"]))
            found = replies(server, root)
            assert len(found) == wanted, (post, found)
            for answer in found:
                assert answer["channel_id"] == post["channel_id"]
                assert "Library Technician" in answer["message"], answer
        stop(bot)


def what_is_not_for_the_bot_is_left_alone():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        mention = "@careerbot " + QUESTION
        server.say(person="careerbot", channel="jobs", text=mention)
        server.say(person="otherbot", channel="jobs", text=mention)
        server.say(person="ann", channel="jobs", text=mention,
                   props={"from_webhook": "true"})
        server.say(person="ann", channel="jobs", text=mention,
                   type="system_header_change")
        server.say(person="ann", channel="jobs", text="@here " + QUESTION)
        server.say(person="ann", channel="jobs", text=QUESTION)
        server.say(person="ann", channel="jobs", text="`@careerbot` " +
                   QUESTION)
        server.say(person="ann", channel="jobs", text="  ")
        for text in ("", "hello", "{}", "[]", '{"event":"posted","seq":99999',
                     '{"event":"posted","data":{"post":"{"}}'):
            server.raw(text=text)
        server.raw_event(event="posted", data={"post": "no JSON"})
        server.raw_event(event="new_in_some_future", data={"x": [1, {}]})
        last = server.say(person="ann", channel="jobs", text=mention)
        answered(server, last)
        assert len(replies(server)) == 2  # with the one it "said" itself
        stop(bot)


def a_dropped_connection_is_resumed():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        answered(server, server.say(person="ann", channel="dm-ann",
                                    text=QUESTION))
        server.set(fail_upgrades=[503])  # away for longer than one try
        server.drop()
        missed = [server.say(person=person, channel="jobs",
                             text="@careerbot " + QUESTION)
                  for person in ("ann", "ben")]
        for post in missed:
            answered(server, post)
        state = server.state()
        assert "connection_id=" in state["upgrades"][-1], state
        assert state["logins"] == 1, state  # resumed, not begun afresh

        server.skip(count=3)  # lost on the way: noticed and fetched
        answered(server, server.say(person="ann", channel="dm-ann",
                                    text=QUESTION))
        after = server.state()
        assert len(after["upgrades"]) == len(state["upgrades"]) + 1, after
        assert after["logins"] == 1, after
        server.drop(forget=True)  # as after a restart
        wait_for("a new connection",
                 lambda: server.state()["connected"] == 1)
        answered(server, server.say(person="ben", channel="dm-ben",
                                    text=QUESTION))
        time.sleep(0.5)
        assert len(replies(server)) == 5
        assert server.state()["connected"] == 1
        stop(bot)


def a_repeated_event_is_answered_once():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        post = server.say(person="ann", channel="dm-ann", text=QUESTION)
        for _ in range(3):
            server.raw_event(event="posted", data={
                "channel_type": "D", "post": json.dumps(post)})
        answered(server, post)
        answered(server, server.say(person="ben", channel="dm-ben",
                                    text=QUESTION))
        time.sleep(0.3)
        assert len(replies(server)) == 2
        assert posts_sent(server) == 2, "the server had to tell them apart"
        stop(bot)


def a_wrong_token_is_one_clear_line():
    with Simulated("mattermost.py") as server, \
            start_bot(server, token="wrong-token") as bot:
        line = bot.line("MATTERMOST_TOKEN")
        assert "401" in line.string and server.url in line.string
        time.sleep(3)
        assert bot.output().count("MATTERMOST_TOKEN") == 1, bot.output()
        assert "wrong-token" not in bot.output()
        assert not bot.ready()
        state = server.state()
        assert state["logins"] == 1 and not state["upgrades"], state
        stop(bot)


def a_token_revoked_later_is_noticed():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        server.revoke(token="bot-token")
        server.drop()
        assert "401" in bot.line("MATTERMOST_TOKEN", 25).string
        wait_for("unreadiness", lambda: not bot.ready())
        stop(bot)


def another_server_is_one_clear_line():
    with Simulated("mattermost.py") as server, \
            start_bot(server, path="/elsewhere") as bot:
        line = bot.line("does not answer like a Mattermost server")
        assert "404" in line.string and '"url"' in line.string
        time.sleep(1)
        assert bot.output().count("does not answer like") == 1
        stop(bot)


def unanswered_pings_end_the_connection():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        server.set(silent_pings=True)
        server.drop()
        wait_for("a new connection", lambda: server.state()["connected"] == 1)
        bot.line("did not greet the bot in time|no longer answers", 20)
        server.set(silent_pings=False)
        wait_for("a fresh login", lambda: server.state()["logins"] >= 2, 20)
        wait_for("readiness", bot.ready, 20)
        answered(server, server.say(person="ann", channel="dm-ann",
                                    text=QUESTION), 20)
        stop(bot)


def a_busy_or_broken_server_gets_the_post_later():
    with Simulated("mattermost.py") as server, start_bot(server) as bot:
        bot.line("connected to")
        server.set(fail_posts=[[429, 2], [429, 1], [500, 0], ["hang up", 0]])
        begun = time.monotonic()
        first = server.say(person="ann", channel="dm-ann", text=QUESTION)
        answered(server, first, 25)
        assert time.monotonic() - begun >= 3, "Retry-After was not obeyed"
        server.set(fail_posts=[[403, 0]])
        lost = server.say(person="ann", channel="jobs",
                          text="@careerbot " + QUESTION)
        bot.line(r"refused \(HTTP 403")
        answered(server, server.say(person="ben", channel="dm-ben",
                                    text=QUESTION))
        assert not replies(server, lost["id"])
        for failure in ("taken", "taken, silent"):  # repeated, made once
            server.set(fail_posts=[[failure, 0]])
            before = posts_sent(server)
            post = server.say(person="ben", channel="dm-ben", text=QUESTION)
            wait_for("a second try",
                     lambda: posts_sent(server) == before + 2, 15)
            time.sleep(1)
            assert len(replies(server, post["id"])) == 1
        assert len(replies(server)) == 4
        stop(bot)


def a_server_that_comes_later_is_found():
    with Simulated("mattermost.py") as first:
        port = first.port
    with Bot(options.careerbot, options.pack,
             {"type": "mattermost", "url": f"http://127.0.0.1:{port}",
              "token_env": "MATTERMOST_TOKEN"},
             MATTERMOST_TOKEN="bot-token") as bot:
        bot.line("not connected to")
        assert not bot.ready()
        with Simulated("mattermost.py", "--port", str(port)) as server:
            bot.line("connected to .* as", 20)
            answered(server, server.say(person="ann", channel="dm-ann",
                                        text=QUESTION))
            stop(bot)


def a_proxy_for_others_is_left_aside():
    nobody = "http://127.0.0.1:9"
    with Simulated("mattermost.py") as server, \
            Bot(options.careerbot, options.pack,
                {"type": "mattermost", "url": server.url,
                 "token_env": "MATTERMOST_TOKEN"},
                MATTERMOST_TOKEN="bot-token", http_proxy=nobody,
                https_proxy=nobody, all_proxy=nobody) as bot:
        bot.line("connected to .* as")
        answered(server, server.say(person="ann", channel="dm-ann",
                                    text=QUESTION))
        stop(bot)


def certificates_are_checked():
    if subprocess.run(["openssl", "version"], check=False,
                      stdout=subprocess.DEVNULL).returncode != 0:
        print("without openssl, TLS is not tried")
        return
    cert, key = (os.path.join(work.name, name) for name in ("c.pem", "k.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                    "-out", cert, "-subj", "/CN=test", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", "2"],
                   check=True, stderr=subprocess.DEVNULL)
    with Simulated("mattermost.py", "--cert", cert, "--key", key,
                   secure=True) as server:
        with start_bot(server) as bot:
            assert "ca_file" in bot.line("not connected.*certificate").string
            assert not bot.ready()
            stop(bot)
        with start_bot(server, ca_file=cert) as bot:
            bot.line("connected to .* as")
            answered(server, server.say(person="ann", channel="dm-ann",
                                        text=QUESTION))
            stop(bot)


sys.exit(run_all([
    twenty_questions_are_answered_once_each,
    what_is_not_for_the_bot_is_left_alone,
    a_dropped_connection_is_resumed,
    a_repeated_event_is_answered_once,
    a_wrong_token_is_one_clear_line,
    a_token_revoked_later_is_noticed,
    another_server_is_one_clear_line,
    unanswered_pings_end_the_connection,
    a_busy_or_broken_server_gets_the_post_later,
    a_server_that_comes_later_is_found,
    a_proxy_for_others_is_left_aside,
    certificates_are_checked,
]))
