import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ipEvidenceTest, parseSecretKey } from '@scelle/core';
import { openStation, packBatch, readSettings } from '@scelle/station';
import { generateRecords } from '@scelle/synthetic';
import { temporaryFolder } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStations } from '../../../../tests/e2e/two-stations.ts';
import { runOnTerminal } from '../support/on-terminal.ts';
import { runJson, runScelle } from '../support/run-scelle.ts';

let stations = '';
beforeAll(async () => {
  stations = await mkdtemp(join(await realpath(tmpdir()), 'scelle-test-'));
  await createStations(stations);
  const settings = join(stations, 'tmg', 'scelle.toml');
  const text = (await readFile(settings, 'utf8'))
    .replaceAll('required-roles = {}', 'required-roles = { agent = 1 }')
    .replaceAll('additional-recipients = []', 'additional-recipients = ["agent-7"]');
  await writeFile(settings, text);
  await packLines(lines);
  // Two of the day before, and one of them once more.
  await packLines([...lines.slice(0, 2), lines[1]!, ...others]);
});
afterAll(() => rm(stations, { recursive: true, force: true }));

const [lines, others] = ['one', 'two'].map((seed) =>
  [...generateRecords({ records: 5, segments: 'none', seed })].map(({ line }) => line),
) as [string[], string[]];

async function packLines(packed: readonly string[]): Promise<void> {
  using tmg = await openStation(join(stations, 'tmg'));
  const { settings } = await readSettings(tmg.layout.settings);
  await packBatch(tmg, settings, {
    ...{ recipient: 'arcom', stream: 'music', profile: ipEvidenceTest, threads: 0 },
    signer: await parseSecretKey(await readFile(tmg.layout.path('keys', 'signing.key'))),
    statement: { agents: ['agent-1', 'agent-2', 'agent-3', 'agent-4'] },
    fill: async (writer) => {
      for (const line of packed) await writer.addLine(new TextEncoder().encode(line));
    },
  });
}

async function copyStations(): Promise<string> {
  const folder = join(await temporaryFolder(), 'desk');
  await cp(stations, folder, { recursive: true });
  return folder;
}

const signing = ['--key', 'agent-7/keys/signing.key', '--role', 'agent', '--name', 'agent-7'];
const command = ['cosign', '--pending', '--station', 'tmg', ...signing, '--identity', 'agent-7/keys/opening.identity'];
const question = 'Sign this batch? (yes/no) ';

describe('scelle cosign --pending', () => {
  it('asks for one batch after the other, says what is doubled in it, and signs what is confirmed', async () => {
    const cwd = await copyStations();
    const shown = await runOnTerminal(command, cwd, { question, answer: 'yes' }, { question, answer: 'no' });
    const [first, second] = shown.split(question) as [string, string];
    expect(first).not.toMatch(/Duplicates|Sent before/);
    expect(second).toContain('Duplicates: records with the id of another record of this batch: 1.');
    expect(second).toContain('Sent before: records with the id of a record of batch 1: 3.');
    expect(shown).toContain('Nothing was signed');
    const { stdout } = await runScelle(['custody', 'show', 'tmg.arcom.music.000001', '--station', 'tmg'], { cwd });
    expect(stdout).toContain('batch-co-signed');
    const { document } = await runJson<{ batches: { file: string; anomalies: object[] }[] }>([...command, '--yes'], {
      cwd,
    });
    expect(document.batches).toMatchObject([
      {
        file: expect.stringContaining('music.000002'),
        anomalies: [
          { kind: 'duplicate', records: 1 },
          { kind: 'repeated', sequence: 1, records: 3 },
        ],
      },
    ]);
  });

  it('compares nothing where it opens nothing', async () => {
    const cwd = await copyStations();
    const blind = command.slice(0, -2);
    const { document } = await runJson<{ batches: { anomalies: object[] }[] }>([...blind, '--yes'], { cwd });
    expect(document.batches.map(({ anomalies }) => anomalies)).toEqual([[], []]);
  });
});
