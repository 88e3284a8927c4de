// SPDX-License-Identifier: Apache-2.0
// Starts the sandbox's Twilio side for one test, and a listener for its webhooks.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
export const data = join(here, '..', 'data', 'twilio');

/** The folder of an npm package; a sentence instead of a stack when it was never installed. */
export function packageFolder(name) {
  const folder = join(here, 'node_modules', ...name.split('/'));
  if (!existsSync(folder)) {
    console.error(`The contract tests need npm's ${name}: run "npm ci --prefix tests/contract" first.`);
    process.exit(1);
  }
  return folder;
}

export function oracle(name) {
  packageFolder(name);
  return createRequire(import.meta.url)(name);
}

/** Resolves with the first truthy result of `claim`; rejects after `seconds`. */
export async function eventually(claim, seconds = 10) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const result = await claim();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const seed = {
  account: {
    accountSid: 'ACf1c7f1c7f1c7f1c7f1c7f1c7f1c70001',
    authToken: '12345678901234567890123456789012',
    whatsappSender: '+61480000001',
    smsSender: '+61480000002',
    friendlyName: 'Contract tests',
  },
  templates: ['approved', 'pending', 'paused'].map((status, i) => ({
    sid: `HX0000000000000000000000000000000${i}`,
    name: `${status}_one`,
    language: 'en_AU',
    category: 'utility',
    status,
    body: 'Your {{1}} is ready, {{2}}.',
    parameters: { 1: 'ring', 2: 'Ava' },
  })),
};

/** {twilio, accountSid, authToken, …, stop()} of a fresh seeded sandbox. */
export async function startSandbox() {
  const program = process.env.COUNTERBELL_SANDBOX;
  if (!program || !existsSync(program)) {
    console.error(`COUNTERBELL_SANDBOX names no program: ${program}`);
    process.exit(1);
  }
  const directory = mkdtempSync(join(tmpdir(), 'counterbell-contract-'));
  const seedFile = join(directory, 'seed.json');
  writeFileSync(seedFile, JSON.stringify(seed));
  const child = spawn(program, ['serve', '--data', join(directory, 'data'), '--seed', seedFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true });
  };
  return { ...JSON.parse(line), stop };
}

/** A listener that answers 204 and keeps {url, headers, params} of every post. */
export async function startListener() {
  const received = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(body));
      received.push({ url: base + request.url, headers: request.headers, params });
      response.writeHead(204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  return { base, received, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** Twilio's own client with every host of Twilio's turned to `base`. */
export function twilioClient(sandbox, base = sandbox.twilio) {
  const twilio = oracle('twilio');
  class Redirected extends twilio.RequestClient {
    request(options) {
      const uri = options.uri.replace(/^https:\/\/[a-z.]+\.twilio\.com/, base);
      return super.request({ ...options, uri });
    }
  }
  return twilio(sandbox.accountSid, sandbox.authToken, { httpClient: new Redirected() });
}
