import { craftBatch, craftTar } from '@scelle/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { judge, takeApart } from './trial.ts';

const block = 512;

/** A part of the container and where it ends; it begins where the one before ends. */
interface Region {
  readonly name: string;
  readonly end: number;
}

/** What a single altered byte of each region comes to. */
const outcomes: Record<string, readonly string[]> = {
  header: ['rejected at container: container-header-invalid'],
  padding: ['rejected at container: container-padding'],
  'payload.tar.zst.age': ['rejected at payload: payload-digest'],
  'manifest.json': ['rejected at signature: seal-wrong'],
  'manifest.json.minisig': [
    'rejected at signature: seal-unknown-key',
    'rejected at signature: seal-wrong',
    'rejected at signature: signature-comment-invalid',
    'rejected at signature: signature-malformed',
    'rejected at signature: trusted-comment-mismatch',
    'rejected at signature: utf8-invalid',
  ],
  'co-signature': [
    'rejected at signature: co-signature-misnamed',
    'rejected at signature: co-signature-wrong',
    'rejected at signature: signature-comment-invalid',
    'rejected at signature: signature-malformed',
    'rejected at signature: trusted-comment-mismatch',
    'rejected at signature: utf8-invalid',
  ],
  'first end block': ['rejected at container: container-header-invalid'],
  'second end block': ['rejected at container: container-trailing-data'],
};

let batch: Uint8Array;
let regions: readonly Region[];

beforeAll(async () => {
  batch = await craftBatch({ coSignatures: [{}] });
  const ends: Region[] = [];
  let at = 0;
  const add = (name: string, length: number) => {
    at += length;
    ends.push({ name, end: at });
  };
  for (const { name, bytes } of await takeApart(batch)) {
    add('header', block);
    add(name.includes('.agent.') ? 'co-signature' : name, bytes!.length);
    add('padding', (block - (bytes!.length % block)) % block);
  }
  add('first end block', block);
  add('second end block', block);
  regions = ends;
});

function alter(at: number, mask: number): Uint8Array {
  const altered = batch.slice();
  altered[at]! ^= mask;
  return altered;
}

describe('a small batch', () => {
  it('is accepted as it is', async () => {
    expect(batch.length).toBeLessThan(10_000);
    expect(await judge(batch)).toBe('accepted');
  });

  it('is refused with any one of its bytes altered, at the step to which the byte belongs', async () => {
    const found = new Map<string, Set<string>>();
    for (let at = 0; at < batch.length; at++) {
      const { name } = regions.find(({ end }) => at < end)!;
      const outcome = await judge(alter(at, 1 << (at % 8)));
      found.set(name, (found.get(name) ?? new Set()).add(outcome));
    }
    expect(Object.fromEntries([...found].map(([name, set]) => [name, [...set].sort()]))).toEqual(outcomes);
  });

  it('is refused when it is cut at any length', async () => {
    const found = new Set<string>();
    for (let length = 0; length < batch.length; length++) found.add(await judge(batch.subarray(0, length)));
    expect([...found]).toEqual(['rejected at container: container-truncated']);
  });

  it.each([
    ['a zero byte', new Uint8Array(1)],
    ['a newline', Uint8Array.of(0x0a)],
    ['another end block', new Uint8Array(block)],
    ['the blocks that GNU tar fills a record with', new Uint8Array(20 * block)],
    ['a member behind the end', craftTar([{ name: 'hidden', bytes: Uint8Array.of(1) }])],
  ])('is refused with %s appended', async (_, appended) => {
    const extended = new Uint8Array(Buffer.concat([batch, appended]));
    expect(await judge(extended)).toBe('rejected at container: container-trailing-data');
  });

  it('is refused with another batch appended', async () => {
    const twice = new Uint8Array(Buffer.concat([batch, batch]));
    expect(await judge(twice)).toBe('rejected at container: container-trailing-data');
  });
});

describe('two batches of the same sender', () => {
  it.each([
    [0, 'payload.tar.zst.age', /^rejected at payload: payload-(size|digest)$/],
    [1, 'manifest.json', /^rejected at signature: seal-wrong$/],
    [2, 'manifest.json.minisig', /^rejected at signature: seal-wrong$/],
    [3, 'a co-signature', /^rejected at signature: co-signature-wrong$/],
  ])('cannot exchange member %i, %s', async (index, _, outcome) => {
    const members = await takeApart(batch);
    const others = await takeApart(await craftBatch({ coSignatures: [{}], seed: 'another' }));
    members[index] = others[index]!;
    expect(await judge(craftTar(members))).toMatch(outcome);
  });

  it('cannot exchange manifest and seal together and keep the payload', async () => {
    const [payload] = await takeApart(batch);
    const [, ...others] = await takeApart(await craftBatch({ seed: 'another' }));
    expect(await judge(craftTar([payload!, ...others]))).toMatch(/^rejected at payload: payload-(size|digest)$/);
  });
});
