import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatKeyId } from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { craftBatch, type FixedAgeKey, fixedParties } from '@scelle/testkit';
import { acceptedCases } from './cases/accepted.ts';
import { decisionVectors } from './cases/decisions.ts';
import { rejectedContentCases } from './cases/rejected-content.ts';
import { rejectedInsideCases } from './cases/rejected-inside.ts';
import { rejectedOutsideCases } from './cases/rejected-outside.ts';
import { usual, type VectorCase } from './vector.ts';

// Writes every batch, index.json and keys.json anew. What they expect is stated in cases/ and not taken from our code.

const folder = import.meta.dirname;
const cases = [...acceptedCases, ...rejectedOutsideCases, ...rejectedInsideCases, ...rejectedContentCases];

await rm(join(folder, 'batches'), { recursive: true, force: true });
await mkdir(join(folder, 'batches'));
const vectors: object[] = [];
for (const vector of cases) vectors.push(await write(vector));
await writeJson('index.json', { format: 'scelle.vectors/1', usual, vectors });
await writeJson('decisions.json', await decisionVectors());
await writeJson('keys.json', {
  warning: 'TEST KEYS. They are public: whoever trusts or uses one of them trusts everybody.',
  signing: Object.fromEntries(
    Object.values(fixedParties).map(({ name, signer, publicKey }) => [
      name,
      {
        keyId: formatKeyId(publicKey.keyNumber),
        publicKey: publicKeyBase64(publicKey),
        secretSeed: Buffer.from(signer.exportSeed()).toString('hex'),
      },
    ]),
  ),
  opening: Object.fromEntries(
    Object.values(fixedParties).flatMap(({ name, classical, hybrid }) => [
      [`${name}-classical`, describeAgeKey(classical)],
      [`${name}-hybrid`, describeAgeKey(hybrid)],
    ]),
  ),
});

async function write({ name, description, batch, given = {}, expected }: VectorCase): Promise<object> {
  const bytes = typeof batch === 'function' ? await batch() : await craftBatch(batch);
  const file = `batches/${name}.scelle`;
  await writeFile(join(folder, file), bytes);
  return { file, description, sha256: createHash('sha256').update(bytes).digest('hex'), given, expected };
}

async function writeJson(name: string, value: object): Promise<void> {
  await writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
}

function describeAgeKey({ secret, recipient }: FixedAgeKey): object {
  return { identity: secret, recipient: recipient.text };
}
