import { describe, expect, it } from 'vitest';
import { generateIdentity, parseIdentity, parseRecipient } from '../../src/age/identity.ts';
import { systemRandom } from '../../src/age/keys.ts';
import { generateSecretKey } from '../../src/minisign/secret-key.ts';

describe('a secret that is disposed of', () => {
  it.each([true, false])('opens nothing any more (hybrid: %s)', async (postQuantum) => {
    const { secret, recipient } = generateIdentity({ postQuantum });
    const fileKey = systemRandom(16);
    const stanza = await parseRecipient(recipient).wrap(fileKey, systemRandom);
    const kept = (() => {
      using identity = parseIdentity(secret);
      expect(identity.unwrap(stanza)).toEqual(fileKey);
      return identity;
    })();
    expect(kept.unwrap(stanza)).toBeNull();
  });

  it('signs nothing any more that verifies', async () => {
    const { publicKey, kept } = (() => {
      using key = generateSecretKey();
      return { publicKey: key.publicKey, kept: key };
    })();
    expect(Buffer.compare(kept.publicKey, publicKey)).toBe(0);
    expect(kept.exportSeed()).toEqual(new Uint8Array(32));
  });
});
