import { readdir } from 'node:fs/promises';
import { openFileSource, parseManifest, readContainer, ScelleError } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { rawLedger } from '@scelle/testkit';
import { verifyHead } from '../../src/custody/custody-log.ts';
import { verifyCustody } from '../../src/custody/verify-custody.ts';
import { readUnattendedPublicKey } from '../../src/home/files.ts';
import { type StationFolder, stationFolders } from '../../src/home/layout.ts';
import type { Station } from '../../src/home/station.ts';
import { findNewestHead } from '../../src/ledger/custody.ts';
import { findReceipts } from '../../src/ledger/receipts.ts';
import { listReceived, toAuthenticBatches } from '../../src/ledger/received-batches.ts';
import { listSent } from '../../src/ledger/sent-batches.ts';
import { findPosition, listStreamNames } from '../../src/ledger/streams.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';

/**
 * What is wrong with a station between two commands, whatever happened before: its numbers have no gap, every batch of
 * the ledger is there once and nothing else is, its receipts say what the ledger says, and its custody log verifies.
 */
export async function findFlaws(station: Station): Promise<string[]> {
  return [
    ...(await checkCustody(station)),
    ...(await checkSent(station)),
    ...(await checkReceived(station)),
    ...(await checkStreams(station)),
    ...(await checkReceipts(station)),
  ];
}

async function checkCustody({ layout, ledger }: Station): Promise<string[]> {
  const keys = [await readUnattendedPublicKey(layout, 'custody')];
  const { problems, entries } = await verifyCustody(ledger, { keys });
  const signed = verifyHead((await findNewestHead(ledger))!, keys).number;
  return [...problems.map(({ code }) => code), ...(signed === entries ? [] : [`${entries} entries, ${signed} signed`])];
}

async function checkSent(station: Station): Promise<string[]> {
  const { ledger, layout } = station;
  const sent = await listSent(ledger, ['packed', 'sent', 'held', 'delivered', 'verified', 'imported', 'rejected']);
  const flaws: string[] = [];
  for (const [, batches] of Map.groupBy(sent, ({ recipient, stream }) => `${recipient} ${stream}`)) {
    for (const [index, { sequence, digest, file }] of batches.entries()) {
      const previous = batches[index - 1]?.digest ?? null;
      if (sequence !== index + 1) flaws.push(`sent ${sequence} in place ${index + 1}`);
      const found = await readIdentity(layout.path('outbox', file));
      if (found?.digest !== digest || found.previous !== previous) flaws.push(`${file} is another one`);
    }
  }
  return [
    ...flaws,
    ...(await findStrangers(
      station,
      sent.map(({ file }) => `outbox/${file}`),
      ['outbox'],
    )),
  ];
}

async function checkReceived(station: Station): Promise<string[]> {
  const received = (
    await Array.fromAsync(['accepted', 'held', 'rejected', 'quarantined'] as const, (state) =>
      listReceived(station.ledger, state),
    )
  ).flat();
  const flaws: string[] = [];
  for (const { file, identity } of received) {
    const found = await readIdentity(station.layout.stored(file ?? ''));
    if (identity !== null && found?.digest !== identity.digest) flaws.push(`${file} is another one`);
  }
  const files = received.map(({ file }) => file ?? '');
  return [...flaws, ...(await findStrangers(station, files, ['inbox', 'held', 'quarantine']))];
}

/** Files that the ledger names and that are not there, or the other way round; and what is unfinished, anywhere. */
async function findStrangers(
  { layout }: Station,
  named: readonly string[],
  folders: readonly StationFolder[],
): Promise<string[]> {
  const there: string[] = [];
  for (const folder of folders) there.push(...(await readdir(layout.path(folder))).map((name) => `${folder}/${name}`));
  const unfinished: string[] = [];
  for (const folder of stationFolders) {
    unfinished.push(...(await readdir(layout.path(folder))).filter((name) => name.endsWith('.partial')));
  }
  const [expected, found] = [new Set(named), new Set(there)];
  return [
    ...[...expected].filter((file) => !found.has(file)).map((file) => `${file} is missing`),
    ...[...found].filter((file) => !expected.has(file)).map((file) => `${file} is not in the ledger`),
    ...(expected.size === named.length ? [] : ['two batches in one file']),
    ...unfinished,
  ];
}

/** Every number before the next one is settled, and none is accepted behind it. */
async function checkStreams(station: Station): Promise<string[]> {
  return (
    await Array.fromAsync(await listStreamNames(station.ledger), async ({ sender, stream }) => {
      const { expected } = await findPosition(station.ledger, { sender, stream });
      const settled = rawLedger(station)
        .prepare(
          `SELECT sequence FROM received WHERE sender = ? AND stream = ? AND holds_number = 1
         AND state IN ('accepted', 'rejected') AND sequence < ? ORDER BY sequence`,
        )
        .all(sender, stream, expected)
        .map(({ sequence }) => Number(sequence));
      return settled.every((sequence, index) => sequence === index + 1) && settled.length === expected - 1
        ? []
        : [`${sender} ${stream} has ${settled.join(' ')} before ${expected}`];
    })
  ).flat();
}

/** The receipts that were issued for a batch say what became of it. */
async function checkReceipts({ ledger }: Station): Promise<string[]> {
  const batches = (
    await Array.fromAsync(['accepted', 'held', 'rejected'] as const, async (state) =>
      toAuthenticBatches(await listReceived(ledger, state)),
    )
  ).flat();
  return (
    await Array.fromAsync(batches, async ({ identity, state, level }) => {
      const { sender: party, digest } = identity;
      const receipts = (await findReceipts(ledger, { direction: 'issued', party, digest })).map(({ document }) =>
        parseReceipt(document),
      );
      const newest = receipts.at(-1);
      const isOpened = level === 'full' && state === 'accepted';
      const agrees = newest?.outcome === state && (newest.stage === 'verification') === isOpened;
      return agrees || state === 'rejected' ? [] : [`${digest} is ${state} and its receipt says ${newest?.outcome}`];
    })
  ).flat();
}

async function readIdentity(
  path: string,
): Promise<{ readonly digest: string; readonly previous: string | null } | null> {
  try {
    await using source = await openFileSource(path);
    const { manifest } = await readContainer(source);
    return { digest: toSha256Hex(manifest), previous: parseManifest(manifest).previous };
  } catch (error) {
    if (error instanceof ScelleError) return null;
    throw error;
  }
}
