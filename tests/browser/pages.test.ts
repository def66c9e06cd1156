import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ipEvidenceTest, memorySource } from '@scelle/core';
import { checkMedia, openMedium, renderMediaReport, writeMediaSet } from '@scelle/media';
import { craftBatch, createFixedEnvironment, fixedInstant, fixedParties, temporaryFolder } from '@scelle/testkit';
import { type Policy, renderHtml, type VerificationReport, verifyBatch } from '@scelle/verify';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Browser, findChromium, openBrowser, type Page } from './chromium.ts';

const chromium = findChromium();
let browser: Browser;
let profile = '';

/** How many pixels of the page lie beyond its right edge. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Words and numbers that stand on two lines, though spaces and full stops are where lines end. */
const BROKEN = `(() => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1 && !/[-–/]/.test(word)) broken.push(word);
    }
  }
  return broken.join(' ');
})()`;

const policy: Policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: fixedParties.tmg.publicKey }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

describe.skipIf(chromium === null)(`pages in Chromium${chromium === null ? ' (skipped: it is missing)' : ''}`, () => {
  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'scelle-test-'));
    browser = openBrowser(chromium!, profile);
  });
  afterAll(async () => {
    await browser.close();
    await rm(profile, { recursive: true });
  });

  it.each([
    ['labels', 420, writeLabels],
    ['labels', 1280, writeLabels],
    ['the slip', 420, writeSlip],
    ['the slip', 1280, writeSlip],
    ['what was found on discs', 420, checkDisc],
    ['what was found on discs', 1280, checkDisc],
  ] as const)('is about discs, fits the width and breaks no word: %s at %i', async (_, width, write) => {
    const { page, url } = await showPage(await write(), width);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    expect(await page.evaluate(BROKEN)).toBe('');
    expect(await findBarriers(page)).toEqual([]);
    expect(requestsOf(page)).toEqual([url]);
    expect(page.eventsOf('Log.entryAdded')).toEqual([]);
  });

  it.each([
    ['an accepted batch on a telephone', 400, verifyAccepted],
    ['an accepted batch on a desk', 1280, verifyAccepted],
    ['a rejected batch on a telephone', 400, verifyRejected],
    ['a rejected batch on a desk', 1280, verifyRejected],
  ])('fits the width and asks for nothing else: %s', async (_, width, verify) => {
    const { page, url } = await showReport(await verify(), width);
    expect(await page.evaluate(OVERFLOW)).toBe(0);
    expect(await page.evaluate(BROKEN)).toBe('');
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate('document.querySelectorAll(".steps > li").length')).toBe(12);
    expect(requestsOf(page)).toEqual([url]);
    expect(page.eventsOf('Log.entryAdded')).toEqual([]);
  });

  it('is drawn in the one style that its policy allows', async () => {
    const { page } = await showReport(await verifyAccepted(), 1280);
    const border = 'getComputedStyle(document.querySelector(".verdict")).borderLeftStyle';
    expect(await page.evaluate(border)).toBe('solid');
    expect(await page.evaluate('document.querySelector("svg rect").getBoundingClientRect().height > 100')).toBe(true);
  });

  it('prints on a few sheets of A4', async () => {
    const { page } = await showReport(await verifyAccepted(), 1280);
    const { data } = await page.send('Page.printToPDF', { preferCSSPageSize: true });
    const pdf = Buffer.from(String(data), 'base64').toString('latin1');
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(5);
  });
});

async function verifyAccepted(): Promise<VerificationReport> {
  return verify(await craftBatch());
}

async function verifyRejected(): Promise<VerificationReport> {
  const batch = await craftBatch();
  batch[2048]! ^= 1;
  return verify(batch);
}

function verify(batch: Uint8Array): Promise<VerificationReport> {
  const origin = 'a folder with a rather long name/and/another/tmg.arcom.music.000001.scelle';
  return verifyBatch(memorySource(batch), policy, {
    identities: [fixedParties.arcom.classical.identity],
    ledger: 'none',
    now: new Date(fixedInstant),
    origin,
  });
}

/** What keeps people from reading the page, by the rules of axe, with dark colours too. */
async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = [];
  for (const scheme of ['light', 'dark']) {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await page.send('Emulation.setEmulatedMedia', { features });
    found.push(
      await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)].join(" ")).join())',
      ),
    );
  }
  return found.map(String).filter((each) => each !== '');
}

let set: ReturnType<typeof writeMediaSet> | undefined;

/** A set of discs, with what is printed for it, in French. */
function writeSet() {
  set ??= (async () => {
    const folder = await mkdtemp(join(profile, 'papers-'));
    const batch = join(folder, 'tmg.arcom.music.000001.scelle');
    await writeFile(batch, await craftBatch());
    return writeMediaSet({ batches: [batch] }, fixedParties.tmg.signer, {
      out: join(folder, 'set'),
      disc: 'cd',
      spareDiscs: 1,
      language: 'fr',
      contact: 'TMG, +33 1 23 45 67 89',
      label: 'Semaine 48',
      digestWords: () => 'snap solve flip chimney harsh trumpet wire atom program panic shift'.split(' '),
      handOver: { seals: ['A-1742', 'A-1743'], packedBy: 'M. Roy', courier: 'Transports Durand' },
      environment: createFixedEnvironment('papers'),
      threads: 0,
    });
  })();
  return set;
}

const writeLabels = async () => readFile((await writeSet()).labels, 'utf8');
const writeSlip = async () => readFile((await writeSet()).slip, 'utf8');

async function checkDisc(): Promise<string> {
  const { discs } = await writeSet();
  await using medium = await openMedium(discs[0]!.folder);
  const [report] = await checkMedia([medium], { threads: 0 });
  return renderMediaReport(report!, { language: 'fr' });
}

function showReport(report: VerificationReport, width: number): Promise<{ page: Page; url: string }> {
  return showPage(renderHtml(report, { language: 'fr' }), width);
}

async function showPage(content: string, width: number): Promise<{ page: Page; url: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, 'page.html');
  await writeFile(file, content);
  const page = await browser.openPage();
  onTestFinished(() => page.close());
  for (const domain of ['Network', 'Log', 'Page']) await page.send(`${domain}.enable`);
  await page.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
  const url = pathToFileURL(file).href;
  await page.send('Page.navigate', { url });
  await page.evaluate(
    'new Promise((loaded) => document.readyState === "complete" ? loaded() : addEventListener("load", loaded))',
  );
  return { page, url };
}

function requestsOf(page: Page): string[] {
  return page.eventsOf('Network.requestWillBeSent').map(({ request }) => (request as { url: string }).url);
}
