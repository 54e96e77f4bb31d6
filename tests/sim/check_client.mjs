// Mattermost's own JavaScript client against the simulated server: what the
// vendor's client needs to work, the simulation must do as a real server does.
//
//     node check_client.mjs FOLDER-WITH-node_modules http://127.0.0.1:PORT
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
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
const {Client4, ClientError, WebSocketClient} = require('@mattermost/client');
const report = console.log;
console.log = () => {}; // the client tells much

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

const as = (token) => {
    const client = new Client4();
    client.setUrl(url);
    client.setToken(token);
    return client;
};
const refused = (status, id) => (error) => {
    assert.equal(error.status_code, status);
    assert.equal(error.server_error_id, id);
    return true;
};
const notAllowed = refused(403, 'api.context.permissions.app_error');
const loggedOut = refused(401, 'api.context.session_expired.app_error');
const gone = refused(404, 'app.post.get.app_error');

const {channels, users} = await steer('state');
const rest = as('bot-token');
const ann = as('ann-token');
const me = await rest.getMe();
assert.equal(me.username, 'careerbot');
assert.equal(me.is_bot, true);
await assert.rejects(as('no-such-token').getMe(), loggedOut);

// who is there, and where the bot is
assert.equal((await rest.ping(false)).status, 'OK');
const config = await rest.getClientConfig();
assert.equal(config.MaxPostSize, '16383');
assert.equal(config.EnableBotAccountCreation, 'true');
assert.match(config.Version, /^5\.37\./);
const [team] = await rest.getMyTeams();
assert.deepEqual(await rest.getTeamsForUser(me.id), [team]);
assert.equal((await rest.getMyTeamMembers())[0].roles, 'team_user');
const mine = await rest.getMyChannels(team.id);
assert.deepEqual([...new Set(mine.map((c) => c.type))].sort(),
    ['D', 'G', 'O', 'P']);
for (const channel of mine) {
    const inTeam = 'OP'.includes(channel.type);
    assert.equal(channel.team_id, inTeam ? team.id : '');
    assert.deepEqual(await rest.getChannel(channel.id), channel);
}
assert.deepEqual(
    (await rest.getMyChannelMembers(team.id)).map((m) => m.channel_id),
    mine.map((c) => c.id));
await assert.rejects(rest.getChannel(channels.secret), notAllowed);
await assert.rejects(rest.getPosts(channels.secret), notAllowed);
const roles = await rest.getRolesByNames(['channel_user', 'team_user']);
assert.ok(roles[0].permissions.includes('create_post'));
const person = await rest.getUserByUsername('ann');
assert.equal(person.id, users.ann);
assert.equal(person.notify_props, undefined);
assert.deepEqual(await rest.getProfilesByIds([users.ann]), [person]);
assert.equal(
    (await rest.createDirectChannel([me.id, users.ann])).id,
    channels['dm-ann']);

const events = [];
let missed = 0;
let reconnects = 0;
const socket = new WebSocketClient({
    minWebSocketRetryTime: 100,
    reconnectJitterRange: 1,
    newWebSocketFn: (address) => new WebSocket(address),
});
socket.addMessageListener((message) => events.push(message));
socket.addMissedMessageListener(() => missed++);
socket.addReconnectListener(() => reconnects++);
socket.initialize(url.replace('http', 'ws') + '/api/v4/websocket', 'bot-token');
const hello = () => events.filter((e) => e.event === 'hello').length;
const event = (name, matches = () => true) => until(name,
    () => events.find((e) => e.event === name && matches(e)));
const postEvent = (name, id) => event(name,
    (e) => JSON.parse(e.data.post).id === id);
await until('hello', hello);

// a question comes in, its answer goes out into the thread
const asked = await steer('say', {
    person: 'ann', channel: 'jobs', text: '@careerbot pay of a baker?'});
const posted = await postEvent('posted', asked.id);
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
    refused(400, 'api.post.create_post.root_id.app_error'));
await assert.rejects(
    rest.createPost({channel_id: asked.channel_id, message: 'x'.repeat(16384)}),
    refused(400, 'model.post.is_valid.msg.app_error'));
await assert.rejects(
    rest.createPost({channel_id: asked.channel_id, message: 'x',
        props: {long: 'x'.repeat(8000)}}),
    refused(400, 'model.post.is_valid.props.app_error'));

// it is changed, reacted to, taken back
const patched = await rest.patchPost({id: answer.id, message: 'a lot'});
assert.equal(patched.message, 'a lot');
assert.ok(patched.edit_at >= answer.create_at);
const edited = await postEvent('post_edited', answer.id);
assert.equal(JSON.parse(edited.data.post).message, 'a lot');
assert.deepEqual(Object.keys(edited.data), ['post']);
await assert.rejects(rest.patchPost({id: asked.id, message: 'x'}), notAllowed);
const reaction = await rest.addReaction(me.id, asked.id, 'eyes');
assert.equal(reaction.emoji_name, 'eyes');
const reacted = await event('reaction_added');
assert.deepEqual(JSON.parse(reacted.data.reaction), reaction);
assert.deepEqual((await rest.getPost(asked.id)).metadata.reactions,
    [reaction]);
const thread = await rest.getPostThread(asked.id);
assert.equal(thread.order[0], asked.id);
assert.deepEqual(Object.keys(thread.posts).sort(),
    [asked.id, answer.id].sort());
assert.equal(thread.posts[asked.id].reply_count, 1);
assert.deepEqual(await rest.deletePost(answer.id), {status: 'OK'});
const deleted = await postEvent('post_deleted', answer.id);
assert.equal(JSON.parse(deleted.data.post).delete_at, 0);
await assert.rejects(rest.getPost(answer.id), gone);
await assert.rejects(rest.deletePost(answer.id), notAllowed);
await assert.rejects(rest.deletePost(asked.id), notAllowed);

// what others do to their posts
await steer('edit', {post_id: asked.id, text: '@careerbot and of a cook?'});
await event('post_edited', (e) => e.data.post.includes('and of a cook'));
await steer('pin', {post_id: asked.id});
await event('post_edited', (e) => JSON.parse(e.data.post).is_pinned);
await steer('delete', {post_id: asked.id});
await postEvent('post_deleted', asked.id);

// going through the posts of a channel, forwards and backwards
const {ids} = await steer('say_many', {
    persons: ['ann', 'ben'], channels: ['private'], count: 450,
    text: 'number {n}'});
const here = channels.private;
const byCreation = (list) => list.order.map((id) => list.posts[id].message);
const last = await rest.getPosts(here, 0, 60);
assert.deepEqual(byCreation(last).slice(0, 2), ['number 449', 'number 448']);
assert.equal(last.next_post_id, '');
assert.equal((await rest.getPosts(here, 0, 1000)).order.length, 200);
const second = await rest.getPosts(here, 1, 60);
assert.equal(last.prev_post_id, second.order[0]);
const before = await rest.getPostsBefore(here, ids[400], 0, 200);
const after = await rest.getPostsAfter(here, ids[100], 0, 200);
assert.deepEqual(before.order, ids.slice(200, 400).reverse());
assert.equal(before.prev_post_id, ids[199]);
assert.deepEqual(after.order, ids.slice(101, 301).reverse());
assert.equal(after.next_post_id, ids[301]);
assert.deepEqual(
    (await rest.getPostsAfter(here, 'abcdefghijklmnopqrstuvwxyz')).order, []);
const first = await rest.getPost(ids[0]);
const since = await rest.getPostsSince(here, first.create_at - 1);
assert.ok(ids.every((id) => since.order.includes(id)));
await until('all events', () => ids.every((id) => events.some(
    (e) => e.event === 'posted' && e.data.post.includes(id))));

// typing, over the socket and over REST
let replied;
socket.userTyping(channels.jobs, '', (reply) => (replied = reply));
await until('typing answered', () => replied);
assert.equal(replied.status, 'OK');
socket.userTyping(channels.secret, '', (reply) => (replied = reply));
await until('typing refused', () => replied.status === 'FAIL');
const typing = await fetch(url + '/api/v4/users/me/typing', {
    method: 'POST', headers: {Authorization: 'Bearer bot-token'},
    body: JSON.stringify({channel_id: channels.jobs, parent_id: ''})});
assert.deepEqual(await typing.json(), {status: 'OK'});
assert.deepEqual((await steer('state')).typing.map((t) => [t.channel, t.how]),
    [['jobs', 'socket'], ['jobs', 'REST']]);
await steer('typing', {person: 'ann', channel: 'jobs'});
await event('typing', (e) => e.data.user_id === users.ann);

// buttons: their addresses stay with the server, which asks there
const asks = [];
const integration = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
        parts.push(part);
    }
    asks.push(JSON.parse(Buffer.concat(parts)));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({update: {message: 'thanks'}}));
});
integration.listen(0, '127.0.0.1');
await once(integration, 'listening');
const button = {id: 'good', name: 'Good', type: 'button', integration: {
    url: `http://127.0.0.1:${integration.address().port}/`,
    context: {answer: 'a'}}};
const rated = await rest.createPost({
    channel_id: channels.jobs, message: 'was that good?',
    props: {attachments: [{text: 'Please rate', actions: [button]}]}});
const [shown] = rated.props.attachments[0].actions;
assert.deepEqual(shown, {id: 'good', name: 'Good', type: 'button'});
const told = await postEvent('posted', rated.id);
assert.ok(!told.data.post.includes('integration'));
const pressed = await ann.doPostAction(rated.id, 'good');
assert.equal(pressed.status, 'OK');
assert.equal(asks[0].user_id, users.ann);
assert.deepEqual(asks[0].context, button.integration.context);
assert.equal(asks[0].team_domain, team.name);
await event('post_edited', (e) => e.data.post.includes('thanks'));
const clicked = await steer('click', {
    post_id: rated.id, action_id: 'good', person: 'ben'});
assert.deepEqual([clicked.status, clicked.client_status], [200, 200]);
assert.equal(clicked.answer.update.message, 'thanks');
integration.close();
integration.closeAllConnections();

// channels come and go
await steer('add_member', {person: 'careerbot', channel: 'elsewhere'});
await event('user_added', (e) => e.data.user_id === me.id);
await event('posted', (e) => e.data.post.includes('system_add_to_channel'));
assert.ok((await rest.getMyChannels(team.id)).some(
    (c) => c.id === channels.elsewhere));
await steer('remove_member', {person: 'ben', channel: 'elsewhere'});
await event('user_removed', (e) => e.data.user_id === users.ben);
await steer('remove_member', {person: 'careerbot', channel: 'elsewhere'});
await event('user_removed', (e) => e.data.channel_id === channels.elsewhere);
await assert.rejects(
    rest.createPost({channel_id: channels.elsewhere, message: 'x'}),
    notAllowed);
const direct = await steer('direct', {person: 'cay'});
await event('direct_added', (e) => e.broadcast.channel_id === direct.id);
const group = await steer('group', {persons: ['ann', 'cay']});
await event('group_added', (e) => e.broadcast.channel_id === group.id);
await steer('update_channel', {channel: 'jobs', header: 'Ask about jobs'});
await event('channel_updated', (e) => e.data.channel.includes('Ask about'));

// too many requests: plain text, which the client cannot read an id from
await steer('rate_limit', {per_second: 1, burst: 1});
await rest.getMe();
await rest.getMe();
await assert.rejects(rest.getMe(), (error) => {
    assert.equal(error.status_code, undefined);
    assert.equal(error.server_error_id, undefined);
    return error.url.endsWith('/users/me');
});
const limited = await fetch(url + '/api/v4/users/me');
assert.equal(limited.status, 429);
assert.equal(await limited.text(), 'limit exceeded\n');
assert.equal(limited.headers.get('Retry-After'), '1');
assert.equal(limited.headers.get('X-Ratelimit-Limit'), '2');
await steer('rate_limit', {per_second: 0});

// asked to fail
await steer('fail', {route: 'users_me', answers: [[500, 0], [503, 0]]});
await assert.rejects(rest.getMe(), refused(500, 'api.sim.failure'));
await assert.rejects(rest.getMe());
await steer('fail', {route: 'posts', answers: ['hang up']});
await assert.rejects(rest.createPost({channel_id: here, message: 'x'}));
await steer('hold', {on: true});
let held = false;
const holding = rest.createPost({channel_id: here, message: 'held'})
    .then(() => (held = true));
await event('posted', (e) => e.data.post.includes('"held"'));
assert.equal(held, false);
await steer('hold', {on: false});
await holding;

// dropped: the client comes back and goes on
const dropped = (await steer('state')).upgrades.length;
await steer('drop');
await until('reconnect',
    async () => (await steer('state')).upgrades.length > dropped);
const later = await steer('say', {
    person: 'ben', channel: 'dm-ben', text: 'pay of a cook?'});
await postEvent('posted', later.id);

// a gap in the numbers: the client notices and connects again
const upgrades = (await steer('state')).upgrades.length;
const greeted = hello();
await steer('skip', {count: 2});
await steer('say', {person: 'ann', channel: 'jobs', text: 'hello'});
await until('a new connection after the gap',
    async () => (await steer('state')).upgrades.length > upgrades);
await until('its hello', () => hello() > greeted);

// a restart: a new connection id, and the client knows
const [hellos, told_of, back] = [hello(), missed, reconnects];
await steer('restart', {down_s: 0.5});
await assert.rejects(rest.getMe(), (error) => !(error instanceof ClientError));
await until('hello after the restart', () => hello() > hellos);
await until('missed messages noticed', () => missed > told_of);
await until('told of the new connection', () => reconnects > back);
assert.equal((await rest.getPost(later.id)).message, later.message);

// no longer welcome
await steer('disable_bot');
await assert.rejects(rest.getMe(), loggedOut);
await steer('disable_bot', {on: false});
await rest.getMe();
await steer('revoke', {token: 'bot-token'});
await assert.rejects(rest.getMe(), loggedOut);

report(`ok: ${events.length} events, ${missed} times told of missed ones`);
process.exit(0);
