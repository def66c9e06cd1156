import { packBare, verifyBare } from './entries/bare.ts';
import { packWithGpg, verifyWithGpg } from './entries/gpg.ts';
import { importWithScelle, loadRows } from './entries/import.ts';
import { copyRows, importIntoPostgres } from './entries/import-postgresql.ts';
import { checkDisc, createPar2, digestDisc, repairDisc, repairWithPar2, writeDisc } from './entries/media.ts';
import { digestWithOpenssl, startNode } from './entries/plain.ts';
import { receiveIntoStation, verifySentBatch } from './entries/receive.ts';
import {
  addRecords,
  inspectWithScelle,
  packWithScelle,
  showVersion,
  verifySealedWithScelle,
  verifyWithScelle,
} from './entries/scelle.ts';
import { sendToStation, uploadWithCurl } from './entries/send.ts';
import { showEmptyStatus, showStatus } from './entries/status.ts';
import {
  openBatches,
  packDays,
  readDiscs,
  type SuspensionScale,
  suspensionData,
  writeDiscs,
} from './entries/suspension.ts';
import type { Entry } from './measure/job.ts';
import type { BenchOptions } from './options.ts';
import { type DataSet, recordsOnly, withSegments } from './setting/data-sets.ts';

/** A quantity of one entry, or its ratio to that of another, or by how much it is more; and how it should be. */
export interface Goal {
  readonly quantity: 'seconds' | 'secondsBeyond' | 'recordsPerSecond' | 'outputBytes' | 'peakBytes';
  readonly subject: Entry;
  /** Null where the quantity itself counts. */
  readonly peer: Entry | null;
  /** The worst that passes; for rates the least, for everything else the most. */
  readonly must: number;
  readonly aim: number;
}

/** Entries that do the same work on the same files. */
export interface Comparison {
  readonly id: string;
  readonly title: string;
  readonly data: DataSet;
  readonly entries: readonly Entry[];
  readonly goals: readonly Goal[];
  /** Runs in a round, where one is too short to tell; 1 unless told. */
  readonly repeats?: number;
  /** Whether its entries are stages, each of which goes on where the one before has come: they run once. */
  readonly isStaged?: true;
  /** Whether it is left out unless it is named, because it takes long. */
  readonly onDemand?: true;
}

const MEMORY = { must: 300e6, aim: 160e6 };

/** An import holds pages of the database besides. */
const IMPORT_MEMORY = { must: 400e6, aim: 300e6 };

/** The parity of many blocks at once takes more. */
const MEDIA_MEMORY = { must: 350e6, aim: 250e6 };

/** Everything that can be measured. */
export function listComparisons({ records, segments, days, recordsADay }: BenchOptions): Comparison[] {
  const few = recordsOnly(records);
  const many = recordsOnly(5 * records);
  const kept = withSegments(segments);
  return [
    compareTimes('pack', 'Pack records', few, [
      packWithScelle(few),
      { peer: packBare(few), must: 1.9, aim: 1.2, size: 1.01 },
      { peer: packWithGpg(few), must: 0.35, aim: 0.2 },
    ]),
    compareTimes('verify', 'Verify records in full', few, [
      verifyWithScelle(few),
      { peer: verifyBare(few), must: 3.3, aim: 1.7 },
      { peer: verifyWithGpg(few), must: 1.2, aim: 0.6 },
    ]),
    compareTimes('pack-many', 'Pack five times as many records', many, [packWithScelle(many)]),
    compareTimes('verify-many', 'Verify five times as many records in full', many, [verifyWithScelle(many)]),
    compareTimes('pack-segments', 'Pack segments of 16 KiB', kept, [
      packWithScelle(kept),
      { peer: packBare(kept), must: 1.2, aim: 1 },
    ]),
    compareTimes('verify-segments', 'Verify segments of 16 KiB in full', kept, [
      verifyWithScelle(kept),
      { peer: verifyBare(kept), must: 1.5, aim: 1.1 },
    ]),
    compareTimes('sealed', 'Verify a sealed batch without opening it', kept, [
      verifySealedWithScelle(kept),
      { peer: digestWithOpenssl(kept), must: 1.3, aim: 1.1 },
    ]),
    compareTimes('receive', 'Receive a batch into a station', kept, [
      receiveIntoStation(kept),
      { peer: verifySentBatch(kept), must: 1.1, aim: 1.05 },
    ]),
    compareTimes('send', 'Send a batch over the network', kept, [
      sendToStation(kept),
      { peer: uploadWithCurl(kept), must: 1 / 0.6, aim: 1 / 0.75 },
    ]),
    compareTimes(
      'disc-write',
      'Write a disc with parity',
      kept,
      [writeDisc(kept), { peer: createPar2(kept), must: 1 / 8, aim: 1 / 12 }],
      MEDIA_MEMORY,
    ),
    compareTimes(
      'disc-check',
      'Check an undamaged disc',
      kept,
      [checkDisc(kept), { peer: digestDisc(kept), must: 1.5, aim: 1.1 }],
      MEDIA_MEMORY,
    ),
    compareTimes(
      'disc-repair',
      'Read a scratched disc',
      kept,
      [repairDisc(kept), { peer: repairWithPar2(kept), must: 1 / 8, aim: 1 / 12 }],
      MEDIA_MEMORY,
    ),
    compareTimes(
      'import',
      'Import records into SQLite, verified in full',
      few,
      [importWithScelle(few), { peer: loadRows(few), must: 2, aim: 1.5 }],
      IMPORT_MEMORY,
    ),
    compareTimes(
      'import-postgresql',
      'Import records into PostgreSQL, verified in full',
      few,
      [importIntoPostgres(few), { peer: copyRows(few), must: 2, aim: 1.5 }],
      IMPORT_MEMORY,
    ),
    compareRates(few),
    compareStarts(kept),
    measureStatus(few),
    playSuspension({ days, recordsADay }),
  ];
}

interface Peer {
  readonly peer: Entry;
  readonly must: number;
  readonly aim: number;
  /** The largest ratio of the sizes of what they write. */
  readonly size?: number;
}

function compareTimes(
  id: string,
  title: string,
  data: DataSet,
  [subject, ...peers]: readonly [Entry, ...Peer[]],
  most: { readonly must: number; readonly aim: number } = MEMORY,
): Comparison {
  const goals = peers.flatMap(({ peer, must, aim, size }): Goal[] => [
    { quantity: 'seconds', subject, peer, must, aim },
    ...(size === undefined ? [] : [{ quantity: 'outputBytes', subject, peer, must: size, aim: size } as const]),
  ]);
  const memory = { quantity: 'peakBytes', subject, peer: null, ...most } as const;
  return { id, title, data, entries: [subject, ...peers.map(({ peer }) => peer)], goals: [...goals, memory] };
}

function compareRates(data: DataSet): Comparison {
  const subject = addRecords(data);
  const peer = packWithScelle(data);
  const goals = [{ quantity: 'recordsPerSecond', subject, peer, must: 0.6, aim: 0.75 } as const];
  return { id: 'add-record', title: 'Add records one at a time', data, entries: [subject, peer], goals };
}

function compareStarts(data: DataSet): Comparison {
  const inspect = inspectWithScelle(data);
  const goals = [
    { quantity: 'seconds', subject: showVersion, peer: startNode, must: 2.5, aim: 2 },
    { quantity: 'seconds', subject: inspect, peer: startNode, must: 4, aim: 3 },
  ] as const;
  return { id: 'start', title: 'Start', data, entries: [showVersion, inspect, startNode], goals, repeats: 5 };
}

/** What the batches add to the start of the command. */
function measureStatus(data: DataSet): Comparison {
  const entries = [showStatus, showEmptyStatus];
  const goal = { quantity: 'secondsBeyond', subject: showStatus, peer: showEmptyStatus, must: 0.3, aim: 0.2 } as const;
  const title = 'Status of a station with 10,000 batches each way';
  return { id: 'status', title, data, entries, goals: [goal], repeats: 3 };
}

/** The time of each stage from the records of many days to batches that are verified, by discs. */
function playSuspension(scale: SuspensionScale): Comparison {
  const stages = [packDays(scale), writeDiscs(scale), readDiscs(scale), openBatches(scale)];
  const goals = stages.map((subject): Goal => ({ quantity: 'peakBytes', subject, peer: null, ...MEDIA_MEMORY }));
  const title = `${scale.days} days without a network: from records through discs to verified batches`;
  const data = suspensionData(scale);
  return { id: 'suspension', title, data, entries: stages, goals, isStaged: true, onDemand: true };
}
