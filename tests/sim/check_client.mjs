// Mattermost's own JavaScript client against the simulated server: what the
// vendor's client needs to work, the simulation must do as a real server does.
//
//     node check_client.mjs FOLDER-WITH-node_modules http://127.0.0.1:PORT
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {setTimeout as sleep} from 'node:timers/promises';

const [folder, url] = process.argv.slice(2);
const require = createRequire(folder + '/');
const WebSocket = require('ws');
globalThis.WebSocket ??= WebSocket;
globalThis.CloseEvent ??= class extends Event {
    constructor(type, init) {
        super(type);
        Object.assign(this, init);
    }
};
const {Client4, WebSocketClient} = require('@mattermost/client');

const steer = async (action, body = {}) => {
    const answer = await fetch(`${url}/_sim/${action}`,
        {method: 'POST', body: JSON.stringify(body)});
    return answer.json();
};
const until = async (what, condition) => {
    for (let i = 0; i < 200; i++) {
        const value = await condition();
        if (value) {
            return value;
        }
        await sleep(50);
    }
    throw new Error('not in time: ' + what);
};

const rest = new Client4();
rest.setUrl(url);
rest.setToken('bot-token');
const me = await rest.getMe();
assert.equal(me.username, 'careerbot');

const wrong = new Client4();
wrong.setUrl(url);
wrong.setToken('no-such-token');
await assert.rejects(wrong.getMe(), (error) => error.status_code === 401);

const events = [];
let missed = 0;
const socket = new WebSocketClient({
    minWebSocketRetryTime: 100,
    reconnectJitterRange: 1,
    newWebSocketFn: (address) => new WebSocket(address),
});
socket.addMessageListener((message) => events.push(message));
socket.addMissedMessageListener(() => missed++);
socket.initialize(url.replace('http', 'ws') + '/api/v4/websocket', 'bot-token');
await until('hello', () => events.some((e) => e.event === 'hello'));

// a question comes in, its answer goes out into the thread
const asked = await steer('say', {
    person: 'ann', channel: 'jobs', text: '@careerbot pay of a baker?'});
const posted = await until('posted', () => events.find(
    (e) => e.event === 'posted' && JSON.parse(e.data.post).id === asked.id));
assert.deepEqual(JSON.parse(posted.data.mentions), [me.id]);
assert.equal(posted.data.channel_type, 'O');
const answer = await rest.createPost({
    channel_id: asked.channel_id, root_id: asked.id, message: 'little',
    pending_post_id: me.id + ':1'});
assert.equal(answer.root_id, asked.id);
assert.equal(answer.props.from_bot, 'true');
const again = await rest.createPost({
    channel_id: asked.channel_id, root_id: asked.id, message: 'little',
    pending_post_id: me.id + ':1'});
assert.equal(again.id, answer.id);
await assert.rejects(
    rest.createPost({channel_id: asked.channel_id, root_id: answer.id,
        message: 'x'}),
    (error) => error.server_error_id ===
        'api.post.create_post.root_id.app_error');
await assert.rejects(
    rest.createPost({channel_id: asked.channel_id, message: 'x'.repeat(16384)}),
    (error) => error.server_error_id === 'model.post.is_valid.msg.app_error');

// dropped: the client comes back and goes on
const before = (await steer('state')).upgrades.length;
await steer('drop');
await until('reconnect',
    async () => (await steer('state')).upgrades.length > before);
const later = await steer('say', {
    person: 'ben', channel: 'dm-ben', text: 'pay of a cook?'});
await until('posted after the drop', () => events.find(
    (e) => e.event === 'posted' && JSON.parse(e.data.post).id === later.id));

// a gap in the numbers: the client notices and connects again
const upgrades = (await steer('state')).upgrades.length;
await steer('skip', {count: 2});
await steer('say', {person: 'ann', channel: 'jobs', text: 'hello'});
await until('a new connection after the gap',
    async () => (await steer('state')).upgrades.length > upgrades);

// forgotten by the server: a new connection id, and the client knows
await steer('drop', {forget: true});
await until('missed messages noticed', () => missed > 0);
console.log(`ok: ${events.length} events, ${missed} times told of missed ones`);
process.exit(0);
