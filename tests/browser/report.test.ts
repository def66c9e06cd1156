import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ipEvidenceTest, memorySource } from '@scelle/core';
import { craftBatch, fixedInstant, fixedParties, temporaryFolder } from '@scelle/testkit';
import { type Policy, renderHtml, type VerificationReport, verifyBatch } from '@scelle/verify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Browser, findChromium, openBrowser, type Page } from './chromium.ts';

const chromium = findChromium();
let browser: Browser;

/** How many pixels of the page lie beyond its right edge. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const policy: Policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: fixedParties.tmg.publicKey }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: null,
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

describe.skipIf(chromium === null)(
  `the report in Chromium${chromium === null ? ' (skipped: it is missing)' : ''}`,
  () => {
    let profile = '';
    beforeAll(async () => {
      profile = await mkdtemp(join(tmpdir(), 'scelle-test-'));
      browser = openBrowser(chromium!, profile);
    });
    afterAll(async () => {
      await browser.close();
      await rm(profile, { recursive: true });
    });

    it.each([
      ['an accepted batch on a telephone', 400, verifyAccepted],
      ['an accepted batch on a desk', 1280, verifyAccepted],
      ['a rejected batch on a telephone', 400, verifyRejected],
      ['a rejected batch on a desk', 1280, verifyRejected],
    ])('fits the width and asks for nothing else: %s', async (_, width, verify) => {
      const { page, url } = await showReport(await verify(), width);
      expect(await page.evaluate(OVERFLOW)).toBe(0);
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
  },
);

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

async function showReport(report: VerificationReport, width: number): Promise<{ page: Page; url: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, 'report.html');
  await writeFile(file, renderHtml(report, { language: 'fr' }));
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
