// SPDX-License-Identifier: Apache-2.0
// Twilio's own client asks the sandbox for one message: `node find_message.mjs BASE ACCOUNT_SID AUTH_TOKEN SID`.
// Prints {sid, status, to, from, body, price} as JSON.
import { twilioClient } from '../contract/sandbox.mjs';

const [twilio, accountSid, authToken, sid] = process.argv.slice(2);
const client = twilioClient({ twilio, accountSid, authToken });
const { status, to, from, body, price } = await client.messages(sid).fetch();
const listed = (await client.messages.list({ to })).filter((message) => message.sid === sid).length;
console.log(JSON.stringify({ sid, status, to, from, body, price, listed }));
