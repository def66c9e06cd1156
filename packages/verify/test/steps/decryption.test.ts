import type { Manifest, Recipient } from '@scelle/core';
import { fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, type Trial } from '../trial.ts';

const { arcom, stranger, other } = fixedParties;
const mine = arcom.classical.recipient;
const hidden = stranger.classical.recipient;
const hybrid = arcom.hybrid.recipient;

/** A batch with these stanzas, whose manifest admits to those recipients only. */
function stanzas(recipients: readonly Recipient[], named: readonly Recipient[]) {
  return judgeCrafted(
    { recipients, manifest: (manifest) => ({ ...manifest, sealedTo: named.map(({ text }) => text) }) },
    { policy: { allowedRecipients: null } },
  );
}

/** A wrapper whose stanza is of the type that is asked for. */
function relabel(recipient: Recipient, type: string): Recipient {
  return { ...recipient, wrap: async (...args) => ({ ...(await recipient.wrap(...args)), type }) };
}

describe('the stanzas of the age file', () => {
  it('are as many as the manifest names recipients', async () => {
    expect(await stanzas([mine, hidden], [mine, hidden])).toBe('accepted');
    expect(await stanzas([mine, hidden], [mine])).toBe('rejected at decryption: stanzas-mismatch');
    expect(await stanzas([hidden, mine], [mine])).toBe('rejected at decryption: stanzas-mismatch');
    expect(await stanzas([mine], [mine, hidden])).toBe('rejected at decryption: stanzas-mismatch');
    expect(await stanzas([mine, mine], [mine])).toBe('rejected at decryption: stanzas-mismatch');
  });

  it('are of the types of the recipients, so that a weak key cannot be hidden behind a hybrid one', async () => {
    const trial: Trial = { context: { identities: [arcom.hybrid.identity] } };
    expect(await judgeCrafted({ recipients: [hybrid] }, trial)).toBe('accepted');
    const craft = {
      recipients: [hybrid, hidden],
      manifest: (manifest: Manifest) => ({ ...manifest, sealedTo: [hybrid.text] }),
    };
    expect(await judgeCrafted(craft, trial)).toBe('rejected at decryption: stanzas-mismatch');
    expect(await stanzas([hybrid], [mine])).toBe('rejected at decryption: stanzas-mismatch');
  });

  it('are not mixed, even if the manifest admits it', async () => {
    expect(await stanzas([mine, hybrid], [mine, hybrid])).toBe('rejected at manifest: document-invalid');
  });

  it('are of no type that a batch does not have', async () => {
    expect(await stanzas([mine, relabel(hidden, 'ssh-ed25519')], [mine, hidden])).toBe(
      'rejected at decryption: stanzas-mismatch',
    );
    expect(await stanzas([relabel(mine, 'scrypt')], [mine])).toBe('rejected at decryption: stanzas-mismatch');
  });

  it('are at most 42, whatever is claimed', async () => {
    const many = (count: number) => ({
      recipients: [mine],
      payload: (payload: Uint8Array) => repeatStanza(payload, count),
    });
    expect(await judgeCrafted(many(42))).toBe('rejected at decryption: stanzas-mismatch');
    expect(await judgeCrafted(many(43))).toBe('rejected at decryption: age-too-many-stanzas');
    expect(await judgeCrafted(many(1_000_000))).toBe('rejected at decryption: age-header-too-large');
  });
});

describe('the opening key', () => {
  it('opens nothing if the stanza for it was exchanged', async () => {
    expect(await stanzas([hidden], [mine])).toBe('rejected at decryption: age-no-identity');
  });

  it('must be one that the manifest names, although another of mine opens the batch', async () => {
    const unnamed = {
      recipients: [other.classical.recipient],
      manifest: (manifest: Manifest) => ({ ...manifest, sealedTo: [mine.text] }),
    };
    const context: Trial['context'] = { identities: [arcom.classical.identity, other.classical.identity] };
    expect(await judgeCrafted(unnamed, { context })).toBe('rejected at decryption: not-sealed-to-me');
  });
});

describe('the encrypted content', () => {
  it.each([
    ['an altered header', (payload: Uint8Array) => alter(payload, headerEnd(payload) - 20), /age-(header|mac)-invalid/],
    ['an altered last chunk', (payload: Uint8Array) => alter(payload, payload.length - 1), /age-chunk-invalid/],
    ['a missing end', (payload: Uint8Array) => payload.slice(0, -1), /age-chunk-invalid/],
    ['nothing behind the header', (payload: Uint8Array) => payload.slice(0, headerEnd(payload) + 16), /age-truncated/],
    ['bytes behind the end', (payload: Uint8Array) => Buffer.concat([payload, Buffer.alloc(1)]), /age-chunk-invalid/],
    ['another file behind the end', (payload: Uint8Array) => Buffer.concat([payload, payload]), /age-chunk-invalid/],
  ])('is refused with %s, even if the sender himself sealed it so', async (_, payload, code) => {
    const outcome = await judgeCrafted({ payload: (honest) => new Uint8Array(payload(honest)) });
    expect(outcome).toMatch(/^rejected at decryption: /);
    expect(outcome).toMatch(code);
  });
});

function alter(bytes: Uint8Array, at: number): Uint8Array {
  const altered = bytes.slice();
  altered[at]! ^= 1;
  return altered;
}

/** Where the text header of an age file ends. */
function headerEnd(payload: Uint8Array): number {
  const mark = Buffer.from(payload).indexOf('\n---');
  return payload.indexOf(0x0a, mark + 1) + 1;
}

/** The first stanza as often as asked for. */
function repeatStanza(payload: Uint8Array, count: number): Uint8Array {
  const file = Buffer.from(payload);
  const start = file.indexOf('->');
  const end = file.indexOf('---');
  const stanza = file.toString('latin1', start, end);
  return new Uint8Array(
    Buffer.concat([file.subarray(0, start), Buffer.from(stanza.repeat(count), 'latin1'), file.subarray(end)]),
  );
}
