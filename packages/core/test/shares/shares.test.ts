import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateIdentity, parseRecipient } from '../../src/age/identity.ts';
import { encryptIdentityFile } from '../../src/age/identity-file.ts';
import {
  combineShares,
  encodeShare,
  parseShare,
  parseShareFile,
  type Share,
  sealShare,
  splitIdentity,
} from '../../src/shares/shares.ts';
import { code } from '../age/code.ts';

const key = generateIdentity({ postQuantum: false });

/** A share with other statements, and the digest that makes them look right. */
function forge(share: Share, changes: Partial<Share>): Share {
  const { digest: _, ...stated } = { ...share, ...changes };
  return sealShare(stated);
}

/** The same hex digits, with one digit changed. */
function withOtherDigit(hex: string, index: number): string {
  const other = hex[index] === '0' ? '1' : '0';
  return `${hex.slice(0, index)}${other}${hex.slice(index + 1)}`;
}

describe('shares of an identity', () => {
  it.each([false, true])('give it back, any two of three and all of them (post-quantum: %s)', async (postQuantum) => {
    const identity = generateIdentity({ postQuantum });
    const [a, b, c] = (await splitIdentity(identity, { shares: 3, threshold: 2 })) as [Share, Share, Share];
    const stanza = await parseRecipient(identity.recipient).wrap(new Uint8Array(16).fill(7), (n) =>
      new Uint8Array(n).fill(9),
    );
    for (const shares of [
      [a, b],
      [c, a],
      [b, c],
      [a, b, c],
    ]) {
      const combined = await combineShares(shares);
      expect(combined.recipient).toBe(identity.recipient);
      expect(await combined.unwrap(stanza)).toEqual(new Uint8Array(16).fill(7));
    }
  });

  it('are a new set each time', async () => {
    const [a] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const [b] = await splitIdentity(key, { shares: 2, threshold: 2 });
    expect(a!.set).not.toBe(b!.set);
    expect(a!.data).not.toBe(b!.data);
  });

  it('come back from their files, plain and under a passphrase', async () => {
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const bytes = encodeShare(share!);
    expect(await parseShareFile(bytes)).toEqual(share);
    const sealed = await encryptIdentityFile(bytes, 'horse', { workFactor: 1 });
    expect(await parseShareFile(sealed, 'horse')).toEqual(share);
    await expect(parseShareFile(sealed)).rejects.toThrow(code('passphrase-required'));
    await expect(parseShareFile(sealed, 'house')).rejects.toThrow(code('passphrase-wrong'));
  });

  it.each([
    [1, 1],
    [3, 1],
    [2, 3],
    [256, 2],
    [2.5, 2],
    [Number.NaN, 2],
  ])('cannot be %s of which %s are needed', async (shares, threshold) => {
    await expect(splitIdentity(key, { shares, threshold })).rejects.toThrow(code('share-numbers-invalid'));
  });

  it('may be as many as 255', async () => {
    const shares = await splitIdentity(key, { shares: 255, threshold: 200 });
    expect((await combineShares(shares.slice(20, 220))).recipient).toBe(key.recipient);
  });
});

describe('combineShares', () => {
  it('refuses fewer than are needed', async () => {
    const [a, b] = await splitIdentity(key, { shares: 3, threshold: 3 });
    await expect(combineShares([])).rejects.toThrow(code('shares-too-few'));
    await expect(combineShares([a!])).rejects.toThrow(code('shares-too-few'));
    await expect(combineShares([a!, b!])).rejects.toThrow(code('shares-too-few'));
  });

  it('refuses one share given twice, also under another number', async () => {
    const [a] = await splitIdentity(key, { shares: 3, threshold: 2 });
    await expect(combineShares([a!, a!])).rejects.toThrow(code('share-repeated'));
    await expect(combineShares([a!, forge(a!, { number: 2 })])).rejects.toThrow(code('shares-wrong'));
  });

  it('refuses shares of two splittings of the same identity', async () => {
    const [a] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const [, b] = await splitIdentity(key, { shares: 2, threshold: 2 });
    await expect(combineShares([a!, b!])).rejects.toThrow(code('share-foreign'));
    await expect(combineShares([a!, forge(b!, { set: a!.set })])).rejects.toThrow(code('shares-wrong'));
  });

  it('refuses shares that were made to ask for fewer', async () => {
    const shares = await splitIdentity(key, { shares: 3, threshold: 3 });
    const eager = shares.map((share) => forge(share, { threshold: 2 }));
    await expect(combineShares(eager.slice(0, 2))).rejects.toThrow(code('shares-wrong'));
  });

  it('refuses shares that name the recipient of another identity', async () => {
    const other = generateIdentity({ postQuantum: false });
    const shares = await splitIdentity(key, { shares: 2, threshold: 2 });
    const renamed = shares.map((share) => forge(share, { recipient: other.recipient }));
    await expect(combineShares(renamed)).rejects.toThrow(code('shares-wrong'));
  });

  it('never gives another secret for a forged share, whichever digit was changed', async () => {
    const [a, b] = await splitIdentity(key, { shares: 2, threshold: 2 });
    await fc.assert(
      fc.asyncProperty(fc.nat(a!.data.length - 1), async (index) => {
        const data = withOtherDigit(a!.data, index);
        fc.pre(!data.endsWith('00'));
        await expect(combineShares([forge(a!, { data }), b!])).rejects.toThrow(code('shares-wrong'));
      }),
      { numRuns: 60 },
    );
    await expect(combineShares([forge(a!, { data: a!.data.slice(2) }), b!])).rejects.toThrow(code('shares-wrong'));
  });

  it('finds a forged share among more than are needed', async () => {
    const [a, b, c] = await splitIdentity(key, { shares: 3, threshold: 2 });
    const forged = forge(c!, { data: withOtherDigit(c!.data, 0) });
    await expect(combineShares([a!, b!, forged])).rejects.toThrow(code('shares-wrong'));
  });
});

describe('parseShare', () => {
  it('accepts exactly what encodeShare writes', async () => {
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const bytes = encodeShare(share!);
    expect(parseShare(bytes)).toEqual(share);
    expect(() => parseShare(Buffer.concat([bytes, Buffer.from(' ')]))).toThrow(code('json-not-canonical'));
    expect(() => parseShare(new Uint8Array(9_000))).toThrow(code('document-too-long'));
  });

  it('finds every changed byte', async () => {
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const bytes = encodeShare(share!);
    for (const index of bytes.keys()) {
      const altered = Uint8Array.from(bytes);
      altered[index]! ^= 1;
      expect(() => parseShare(altered), `byte ${index}`).toThrow(expect.objectContaining({ name: 'CoreError' }));
    }
    expect(() => parseShare(encodeShare({ ...share!, number: 2 }))).toThrow(code('share-altered'));
  });

  it.each<[string, Partial<Share>]>([
    ['a number over the count', { number: 3 }],
    ['a threshold over the count', { threshold: 3 }],
    ['a threshold of one', { threshold: 1 }],
    ['the point zero, at which the secret stands', { data: '414700' }],
    ['no point', { data: '41' }],
    ['half a byte', { data: '41470' }],
    ['another format word', { format: 'scelle.proof/1' as Share['format'] }],
  ])('refuses %s', async (_, changes) => {
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    expect(() => parseShare(encodeShare(forge(share!, changes)))).toThrow(code('document-invalid'));
  });

  it('tells nothing of the secret in errors', async () => {
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const { data } = share!;
    const bytes = encodeShare({ ...share!, number: 2 });
    const error = await parseShareFile(bytes).catch((caught: Error) => caught);
    expect(JSON.stringify([error, (error as Error).message])).not.toContain(data.slice(0, 16));
  });
});

describe('fewer shares than are needed', () => {
  it('are as likely for any other secret', async () => {
    // With one share and any wanted secret of the same length there is a second share that gives that secret.
    const { combine } = await import('shamir-secret-sharing');
    const [share] = await splitIdentity(key, { shares: 2, threshold: 2 });
    const known = Uint8Array.from(Buffer.from(share!.data, 'hex'));
    const wanted = new TextEncoder().encode('X'.repeat(known.length - 1));
    const point = known.at(-1) === 1 ? 2 : 1;
    const second = Uint8Array.from([...wanted.keys(), wanted.length], () => 0);
    second[wanted.length] = point;
    const solved = Uint8Array.from(second);
    for (const position of wanted.keys()) {
      for (let value = 0; value < 256; value += 1) {
        const pair = [known, solved].map((part) => Uint8Array.of(part[position]!, part.at(-1)!));
        pair[1]![0] = value;
        if ((await combine(pair))[0] === wanted[position]) solved[position] = value;
      }
    }
    expect(await combine([known, solved])).toEqual(wanted);
  });
});
