import { expect, it } from 'vitest';
import { CoreError, parsePublicKey } from '../../packages/core/src/index.ts';
import { publicKeyBase64 } from '../../packages/core/src/internal.ts';
import { verifyBytes } from '../../packages/core/src/minisign/sign.ts';
import { describeVectors, fromHex, readVectors } from './public-data.ts';

interface EdgeCase {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

/** Whether a public key file with this point is taken. */
function isTaken(key: Uint8Array): boolean {
  try {
    parsePublicKey(publicKeyBase64({ keyNumber: new Uint8Array(8), key }));
    return true;
  } catch (error) {
    if (error instanceof CoreError && error.code === 'public-key-weak') return false;
    throw error;
  }
}

describeVectors('CCTV, Ed25519', 'cctv/ed25519', () => {
  it('of all edge cases only the one without a peculiarity is a key and verifies', () => {
    const vectors = readVectors<readonly EdgeCase[]>('cctv/ed25519/ed25519vectors.json');
    const accepted = vectors.filter(
      ({ key, sig, msg }) =>
        isTaken(fromHex(key)) && verifyBytes(fromHex(sig), Buffer.from(msg), { key: fromHex(key) }),
    );
    expect(vectors).toHaveLength(914);
    expect(accepted.map(({ flags }) => flags)).toEqual([null]);
  });
});
