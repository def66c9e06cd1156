import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodeProof, encodePublicKey, ipEvidenceTest, memorySource, parseProof, ScelleError } from '@scelle/core';
import { craftBatch, fixedInstant, fixedParties, fixedRecords } from '@scelle/testkit';
import { createProof, type Policy, type TrustedKey, verifyProof } from '@scelle/verify';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openBrowser, type Page } from './chromium.ts';

const chromium = findChromium();
const { tmg, stranger, arcom } = fixedParties;
const context = { identities: [arcom.classical.identity], now: new Date(fixedInstant), ledger: 'none' } as const;
const policy: Policy = {
  keys: [senderKey(tmg.publicKey)],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

function senderKey(publicKey: TrustedKey['publicKey']): TrustedKey {
  return { role: 'sender', name: 'tmg', publicKey };
}

/** The module of a page, made for browsers: whatever of Node it imported would end it here. */
async function bundleForBrowsers(): Promise<string> {
  const entry = fileURLToPath(new URL('../../packages/verify/src/proof.ts', import.meta.url));
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as scelle from ${JSON.stringify(entry)}; globalThis.scelle = scelle;`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@scelle/source'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

/** What the page of a party does: the proof and the key are texts. It gives what was proven, or the code. */
const judgeInPage = `
function judge(proof, key) {
  try {
    const publicKey = scelle.parsePublicKey(key);
    const keys = [{ role: 'sender', name: 'tmg', publicKey }];
    const proven = scelle.verifyProof(scelle.parseProof(new TextEncoder().encode(proof)), keys, [scelle.ipEvidenceTest]);
    return JSON.stringify(proven);
  } catch (error) {
    return scelle.ScelleError.is?.(error) ?? error instanceof scelle.ScelleError ? error.code : String(error);
  }
}`;

/** The same with the functions of Node. */
function judgeHere(proof: string, publicKey: TrustedKey['publicKey']): string {
  try {
    const parsed = parseProof(new TextEncoder().encode(proof));
    return JSON.stringify(verifyProof(parsed, [senderKey(publicKey)], [ipEvidenceTest]));
  } catch (error) {
    return error instanceof ScelleError ? error.code : String(error);
  }
}

describe.skipIf(chromium === null)(`a proof in Chromium${chromium === null ? ' (skipped: it is missing)' : ''}`, () => {
  let folder = '';
  let page: Page;
  let close: () => Promise<void>;
  let proof = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    const [record] = fixedRecords;
    const made = await createProof(memorySource(await craftBatch()), policy, context, { recordId: record!.recordId });
    proof = new TextDecoder().decode(encodeProof(made.proof!));
    const script = (await bundleForBrowsers()).replaceAll('</script', '<\\/script');
    const file = join(folder, 'page.html');
    await writeFile(
      file,
      `<!doctype html><meta charset="utf-8"><script type="module">${script}</script><script>${judgeInPage}</script>`,
    );
    const browser = openBrowser(chromium!, join(folder, 'profile'));
    close = browser.close;
    page = await browser.openPage();
    for (const domain of ['Network', 'Log', 'Page']) await page.send(`${domain}.enable`);
    await page.send('Page.navigate', { url: pathToFileURL(file).href });
    await page.evaluate(
      // A module that waits for libsodium does not hold up the event "load".
      'new Promise((loaded) => { const look = () => (globalThis.scelle ? loaded() : setTimeout(look, 10)); look(); })',
    );
  });
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  /** In the page; it is seen to be the same here. */
  async function judge(text: string, publicKey: TrustedKey['publicKey']): Promise<string> {
    const key = new TextDecoder().decode(encodePublicKey(publicKey));
    const judged = String(await page.evaluate(`judge(${JSON.stringify(text)}, ${JSON.stringify(key)})`));
    expect(judged).toBe(judgeHere(text, publicKey));
    return judged;
  }

  it('that is valid gives the record, its sender and the time of the seal, and asks nobody', async () => {
    expect(JSON.parse(await judge(proof, tmg.publicKey))).toMatchObject({ signer: 'tmg', testData: true });
    expect(page.eventsOf('Network.requestWillBeSent')).toHaveLength(1);
    expect(page.eventsOf('Log.entryAdded')).toEqual([]);
  });

  it('that was altered is refused', async () => {
    const other = parseProof(new TextEncoder().encode(proof));
    const { text } = other.record;
    const change = (record: Partial<typeof other.record>) =>
      new TextDecoder().decode(encodeProof({ ...other, record: { ...other.record, ...record } }));
    const record = text.replace('203.0.113', '203.0.114');
    expect(await judge(change({ text: record === text ? `${text} ` : record }), tmg.publicKey)).toBe('proof-invalid');
    expect(await judge(change({ salt: '0'.repeat(32) }), tmg.publicKey)).toBe('proof-invalid');
    expect(await judge(proof.replace('"format"', '"Format"'), tmg.publicKey)).toBe('document-invalid');
    expect(await judge(proof.slice(0, -5), tmg.publicKey)).toBe('json-syntax');
  });

  it('of a foreign sender is refused', async () => {
    expect(await judge(proof, stranger.publicKey)).toBe('seal-unknown-key');
    // The key number, which no signature covers, says that it is the trusted one.
    expect(await judge(proof, { ...stranger.publicKey, keyNumber: tmg.publicKey.keyNumber })).toBe('seal-wrong');
  });
});
