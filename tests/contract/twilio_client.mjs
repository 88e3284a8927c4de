// SPDX-License-Identifier: Apache-2.0
// Twilio's own client against the sandbox: what it sends is understood, what it reads is well formed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, oracle, startListener, startSandbox, twilioClient } from './sandbox.mjs';

const twilio = oracle('twilio');
let sandbox, listener, client;

before(async () => {
  sandbox = await startSandbox();
  listener = await startListener();
  client = twilioClient(sandbox);
});
after(async () => {
  await sandbox?.stop();
  await listener?.stop();
});

const sms = (to, body, more = {}) => client.messages.create({ to, from: sandbox.smsSender, body, ...more });

async function control(method, path, body) {
  const response = await fetch(`${sandbox.twilio}/sandbox${path}`, { method, body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

test('creates a message and follows it to delivered', async () => {
  const created = await sms('+61491573001', 'Hello! 👍');
  assert.match(created.sid, /^SM[0-9a-f]{32}$/);
  assert.equal(created.status, 'queued');
  assert.equal(created.numSegments, '1');
  assert.equal(created.price, null);
  assert.ok(created.dateCreated instanceof Date);
  const done = await eventually(async () => {
    const message = await client.messages(created.sid).fetch();
    return message.status === 'delivered' && message;
  });
  assert.equal(done.body, 'Hello! 👍');
  assert.match(done.price, /^-0\.\d{5}$/);
  assert.equal(done.priceUnit, 'USD');
  assert.ok(done.dateSent instanceof Date);
});

test('lists with filters, page by page', async () => {
  const sids = [];
  for (let i = 0; i < 7; ++i) sids.unshift((await sms('+61491573002', `n${i}`)).sid);
  const listed = await client.messages.list({ to: '+61491573002', pageSize: 3 });
  assert.deepEqual(listed.map((m) => m.sid), sids);
  const page = await client.messages.page({ to: '+61491573002', pageSize: 3 });
  const second = await page.nextPage();
  assert.deepEqual(second.instances.map((m) => m.sid), sids.slice(3, 6));
  const back = await second.previousPage();
  assert.deepEqual(back.instances.map((m) => m.sid), sids.slice(0, 3));
  await eventually(async () => (await client.messages(sids[0]).fetch()).status === 'delivered');
  const hour = 3600_000;
  const since = (ms) => client.messages.list({ to: '+61491573002', dateSentAfter: new Date(Date.now() + ms) });
  assert.equal((await since(-hour)).length, 7);
  assert.equal((await since(hour)).length, 0);
  const before = await client.messages.list({ to: '+61491573002', dateSentBefore: new Date(Date.now() - hour) });
  assert.equal(before.length, 0);
});

test('redacts and deletes', async () => {
  const { sid } = await sms('+61491573003', 'secret');
  await assert.rejects(client.messages(sid).remove(), { status: 409, code: 20009 });
  await eventually(async () => (await client.messages(sid).fetch()).status === 'delivered');
  assert.equal((await client.messages(sid).update({ body: '' })).body, '');
  assert.equal(await client.messages(sid).remove(), true);
  await assert.rejects(client.messages(sid).fetch(), { status: 404, code: 20404 });
});

test('reads errors as Twilio writes them', async () => {
  await assert.rejects(sms('12', 'hi'), { status: 400, code: 21211, moreInfo: 'https://www.twilio.com/docs/errors/21211' });
  await assert.rejects(sms('+61491573004', 'a'.repeat(1601)), { code: 21617 });
  const stranger = twilioClient({ ...sandbox, authToken: 'wrong' });
  await assert.rejects(stranger.messages.list({ limit: 1 }), { status: 401, code: 20003 });
});

test('lists templates with their approvals', async () => {
  const contents = await client.content.v1.contentAndApprovals.list({ pageSize: 2 });
  assert.deepEqual(contents.map((c) => c.approvalRequests.status), ['approved', 'pending', 'paused']);
  assert.deepEqual(contents[0].variables, { 1: 'ring', 2: 'Ava' });
  const one = await client.content.v1.contents(contents[0].sid).fetch();
  assert.equal(one.types['twilio/text'].body, 'Your {{1}} is ready, {{2}}.');
  const approval = await client.content.v1.contents(one.sid).approvalFetch().fetch();
  assert.equal(approval.whatsapp.status, 'approved');
});

test('finds the number, the sender and the account', async () => {
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: sandbox.smsSender });
  const updated = await client.incomingPhoneNumbers(number.sid).update({ smsUrl: `${listener.base}/in#rc=5&rp=all` });
  assert.equal(updated.smsUrl, `${listener.base}/in#rc=5&rp=all`);
  const [sender] = await client.messaging.v2.channelsSenders.list({ channel: 'whatsapp' });
  assert.equal(sender.senderId, `whatsapp:${sandbox.whatsappSender}`);
  const hooked = await client.messaging.v2.channelsSenders(sender.sid).update({
    webhook: { callback_url: `${listener.base}/in#rc=5&rp=all`, callback_method: 'POST' },
  });
  assert.equal(hooked.webhook.callbackUrl, `${listener.base}/in#rc=5&rp=all`);
  assert.equal((await client.api.v2010.accounts(sandbox.accountSid).fetch()).status, 'active');
  assert.equal((await client.balance.fetch()).currency, 'USD');
  const key = await client.newKeys.create({ friendlyName: 'till' });
  const byKey = twilio(key.sid, key.secret, { accountSid: sandbox.accountSid, httpClient: client.httpClient });
  assert.equal((await byKey.messages.list({ limit: 1 })).length, 1);
  await assert.rejects(byKey.api.v2010.accounts(sandbox.accountSid).fetch(), { code: 20003 });
});

test('signs every webhook so that the client accepts it', async () => {
  await control('POST', '/handsets/+61491573005/messages', { channel: 'whatsapp', body: '  مرحبا 👋\n& more=1 ' });
  await control('POST', '/handsets/+61491573005/messages', { channel: 'sms', body: 'hi' });
  const callback = `${listener.base}/status?attempt=a%20b#rc=5&rp=all`;
  await sms('+61491573005', 'ready', { statusCallback: callback });
  const wa = (address) => `whatsapp:${address}`;
  await client.messages.create({
    to: wa('+61491573005'),
    from: wa(sandbox.whatsappSender),
    contentSid: 'HX00000000000000000000000000000000',
    contentVariables: JSON.stringify({ 1: 'bracelet', 2: 'Bo' }),
    statusCallback: callback,
  });
  await eventually(() => listener.received.length >= 7);
  for (const { url, headers, params } of listener.received) {
    const signature = headers['x-twilio-signature'];
    assert.ok(twilio.validateRequest(sandbox.authToken, signature, url, params), url);
    assert.ok(!twilio.validateRequest('another token', signature, url, params));
  }
  const statuses = listener.received.map(({ params }) => params.MessageStatus).filter(Boolean).sort();
  assert.deepEqual(statuses, ['delivered', 'delivered', 'read', 'sent', 'sent']);
  const handset = await fetch(`${sandbox.twilio}/sandbox/handsets/+61491573005/messages`).then((r) => r.json());
  assert.deepEqual(handset.items.map((item) => item.body), ['ready', 'Your bracelet is ready, Bo.']);
});
