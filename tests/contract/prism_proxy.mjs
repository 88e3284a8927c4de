// SPDX-License-Identifier: Apache-2.0
// The sandbox behind Prism with Twilio's OpenAPI document: a request or an answer that breaks the document
// comes back as Prism's own error.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { data, eventually, here, packageFolder, seed, startSandbox, twilioClient } from './sandbox.mjs';

packageFolder('@stoplight/prism-cli');
let sandbox, prism, base, client;
const log = [];

before(async () => {
  sandbox = await startSandbox();
  const spec = join(data, 'twilio_api_v2010.prism.json');
  prism = spawn(process.execPath, [join(here, 'node_modules', '.bin', 'prism'), 'proxy', '--errors', spec,
    sandbox.twilio, '-h', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  base = await new Promise((resolve, reject) => {
    prism.once('exit', (code) => reject(new Error(`prism ended with ${code}: ${log.join('\n')}`)));
    for (const stream of [prism.stdout, prism.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line);
        if (address) resolve(address[1]);
      });
    }
  });
  client = twilioClient(sandbox, base);
});
after(async () => {
  prism?.removeAllListeners('exit');
  prism?.kill('SIGKILL');
  await sandbox?.stop();
});

test('messages keep to the document', async () => {
  const from = sandbox.smsSender;
  const { sid } = await client.messages.create({ to: '+61491573101', from, body: 'hi', statusCallback: 'http://127.0.0.1:9/s?a=1#rc=0' });
  await eventually(async () => (await client.messages(sid).fetch()).status === 'delivered');
  await client.messages.create({
    to: `whatsapp:${'+61491573101'}`,
    from: `whatsapp:${sandbox.whatsappSender}`,
    contentSid: seed.templates[0].sid,
    contentVariables: '{"1":"ring","2":"Bo"}',
  });
  const mms = await client.messages.create({ to: '+61491573101', from, mediaUrl: ['https://files.example/a.png', 'https://files.example/b.pdf'] });
  assert.match(mms.sid, /^MM/);
  assert.equal((await client.messages.list({ pageSize: 2 })).length, 3);
  await eventually(async () => (await client.messages(mms.sid).fetch()).status === 'delivered');
  const media = await client.messages(mms.sid).media.list();
  assert.deepEqual(media.map((m) => m.contentType), ['image/png', 'application/pdf']);
  assert.equal(await client.messages(mms.sid).media(media[0].sid).remove(), true);
  assert.equal((await client.messages(sid).update({ body: '' })).body, '');
  assert.equal(await client.messages(sid).remove(), true);
});

test('a failed message keeps to the document', async () => {
  const { sid } = await client.messages.create({
    to: 'whatsapp:+61491573102',
    from: `whatsapp:${sandbox.whatsappSender}`,
    body: 'too late',
  });
  const failed = await eventually(async () => {
    const message = await client.messages(sid).fetch();
    return message.status === 'failed' && message;
  });
  assert.equal(failed.errorCode, 63016);
});

test('refusals keep to the document', async () => {
  await assert.rejects(client.messages.create({ to: '12', from: sandbox.smsSender, body: 'x' }), { code: 21211 });
  await assert.rejects(client.messages('SM00000000000000000000000000000000').fetch(), { status: 404, code: 20404 });
});

test('account, balance and numbers keep to the document', async () => {
  assert.equal((await client.api.v2010.accounts(sandbox.accountSid).fetch()).friendlyName, 'Contract tests');
  assert.match((await client.balance.fetch()).balance, /^\d+\.\d\d$/);
  const [number] = await client.incomingPhoneNumbers.list();
  const updated = await client.incomingPhoneNumbers(number.sid).update({
    smsUrl: 'http://127.0.0.1:9/in#rc=5&rp=all',
    smsFallbackUrl: 'http://127.0.0.1:9/fallback',
  });
  assert.equal(updated.smsFallbackUrl, 'http://127.0.0.1:9/fallback');
});

test('Prism is awake: it refuses what the document refuses', async () => {
  const path = `${base}/2010-04-01/Accounts/${sandbox.accountSid}/Messages.json?PageSize=5000`;
  const authorization = `Basic ${Buffer.from(`${sandbox.accountSid}:${sandbox.authToken}`).toString('base64')}`;
  const response = await fetch(path, { headers: { authorization } });
  assert.equal(response.status, 422);
});
