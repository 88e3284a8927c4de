// SPDX-License-Identifier: Apache-2.0
// num_segments of the sandbox against Twilio's own segment calculator: every vector, and texts made by dice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { data, oracle, startSandbox, twilioClient } from './sandbox.mjs';

const { SegmentedMessage } = oracle('sms-segments-calculator');
let sandbox, client;

before(async () => {
  sandbox = await startSandbox();
  client = twilioClient(sandbox);
});
after(() => sandbox?.stop());

async function compare(text, smart) {
  const expected = String(new SegmentedMessage(text, 'auto', smart).segmentsCount);
  const body = { to: '+61491573201', from: sandbox.smsSender, body: text, smartEncoded: smart };
  const { numSegments } = await client.messages.create(body);
  assert.equal(numSegments, expected, JSON.stringify({ text, smart }));
}

test('agrees on every vector', async () => {
  const { vectors } = JSON.parse(readFileSync(join(data, 'sms_segment_vectors.json'), 'utf8'));
  for (const { text } of vectors.filter((vector) => vector.text !== '')) {
    await compare(text, false);
    await compare(text, true);
  }
});

test('agrees on 400 texts made of awkward pieces', async () => {
  const pieces = ['a', 'Z', ' ', '€', '{', '^', '\r\n', '\n', 'é', 'ç', '’', '—', '👋', '👨‍👩‍👧', 'مرحبا', 'é', '한', '🇦🇺'];
  let state = 20261120; // the same texts in every run
  const dice = (sides) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * sides);
  };
  for (let i = 0; i < 400; ++i) {
    const alphabet = dice(2) ? 9 : pieces.length; // half of the texts stay inside GSM-7
    let text = 'x';
    for (const end = 1 + dice(300); text.length < end;) text += pieces[dice(alphabet)].repeat(1 + dice(3));
    await compare(text, dice(2) === 1);
  }
});
