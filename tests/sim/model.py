#!/usr/bin/python3
"""A simulated language model on loopback: the part of an OpenAI-compatible
API that the bot uses, with what its replies say, how late they come and what
goes wrong with them all under the control of a test.

    model.py

prints "listening on PORT". Steered over POST /_sim/NAME:

    reply   {"about": part of a question, ...}: what to do with questions that
            hold it; the one set last counts. With "query" (the object the
            model writes) or "content" (what else it writes) or "body" (the
            whole response); "status", "headers", "delay_s", "hang_up"
    asked   the requests that came
"""

import argparse
import asyncio
import json

from aiohttp import web

OUT_OF_SCOPE = {"kind": "outofscope", "occupations": [], "subject": None,
                "rank": None}


class Model:
    def __init__(self):
        self.rules, self.requests = [], []

    async def complete(self, request):
        body = await request.json()
        question = json.loads(body["messages"][-1]["content"])["question"]
        self.requests.append({
            "body": body, "question": question,
            "authorization": request.headers.get("Authorization")})
        rule = next((rule for rule in reversed(self.rules)
                     if rule["about"] in question), {"query": OUT_OF_SCOPE})
        await asyncio.sleep(rule.get("delay_s", 0))
        if rule.get("hang_up"):
            request.transport.abort()
        content = rule.get("content") or json.dumps(rule.get("query"))
        text = rule.get("body") or json.dumps({
            "id": "sim", "object": "chat.completion", "choices": [{
                "index": 0, "finish_reason": "stop", "message": {
                    "role": "assistant", "content": content}}]})
        return web.Response(text=text, status=rule.get("status", 200),
                            content_type="application/json",
                            headers=rule.get("headers"))

    async def steer(self, request):
        arguments = await request.json()
        if request.match_info["name"] == "reply":
            self.rules.append(arguments)
        return web.json_response(self.requests)


async def serve(port):
    model = Model()
    app = web.Application(client_max_size=4 * 1024 * 1024)
    app.router.add_post("/v1/chat/completions", model.complete)
    app.router.add_post("/_sim/{name}", model.steer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    print(f"listening on {runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=0)
    asyncio.run(serve(options.parse_args().port))
