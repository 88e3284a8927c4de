// SPDX-License-Identifier: Apache-2.0
// Reads an OpenRPC document from stdin and checks it against OpenRPC's own meta schema; then each parameter and
// result schema against JSON Schema draft 7. Exits 1 with the faults.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const { validateOpenRPCDocument } = require('@open-rpc/schema-utils-js');
// The tool's own version: other oracles bring others.
const Ajv = createRequire(require.resolve('@open-rpc/schema-utils-js'))('ajv');

const document = JSON.parse(readFileSync(0, 'utf8'));
const faults = [];
const verdict = validateOpenRPCDocument(document);
if (verdict !== true) faults.push(verdict.message ?? String(verdict));

// Ours beside the tool's: the tool ignores keywords that it doesn't know.
const ajv = new Ajv();
for (const method of document.methods) {
  const schemas = [...method.params.map((p) => [p.name, p.schema]), ['result', method.result.schema]];
  for (const [name, schema] of schemas) {
    try {
      ajv.compile(schema);
    } catch (error) {
      faults.push(`${method.name} ${name}: ${error.message}`);
    }
  }
}
for (const fault of faults) console.error(fault);
console.log(`${document.methods.length} methods, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
