import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { craftBatch, describeWithTools, fixedParties, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../../src/index.ts';
import { listCommands } from '../../../src/render/view/repeat.ts';
import { chooseWording } from '../../../src/render/wording/choose-wording.ts';
import { exampleReports, reportOnStranger } from '../example-reports.ts';

const craft = { coSignatures: [{}] };

describeWithTools(['age', 'minisign', 'sha256sum', 'tar', 'zstd'], 'the commands that repeat a check', () => {
  it('open the batch with stock tools alone', async () => {
    const folder = await prepareFolder('batch of today’s.scelle', await craftBatch(craft));
    const report = { ...(await exampleReports.accepted()), origin: 'batch of today’s.scelle' };
    const output = run(folder, report);
    expect(output.match(/Signature and comment signature verified/g)).toHaveLength(2);
    expect(output).toContain('manifest.json: OK');
    expect(output).toContain('payload.tar.zst.age: OK');
    const records = await readFile(join(folder, 'records/000000.jsonl'), 'utf8');
    expect(records.trimEnd().split('\n')).toHaveLength(3);
  });

  it('fail on another batch', async () => {
    const report = await exampleReports.accepted();
    const folder = await prepareFolder(report.origin!, await craftBatch({ ...craft, seed: 'another' }));
    expect(() => run(folder, report)).toThrow('sha256sum');
  });
});

describe('the commands that repeat a check', () => {
  it('give no key where the seal was not by a trusted one', async () => {
    const commands = list(await reportOnStranger());
    expect(commands).toContain("minisign -V -H -m manifest.json -P 'PUBLIC KEY OF THE SENDER'");
    expect(commands.join()).not.toContain('age -d');
  });

  it('take the usual name of the batch where no origin is known', async () => {
    const [unpack] = list({ ...(await exampleReports.accepted()), origin: null });
    expect(unpack).toBe('tar xf tmg.arcom.music.000001.scelle');
  });

  it('say which version of age hybrid recipients need', async () => {
    const report = await exampleReports.accepted();
    const manifest = { ...report.manifest!, sealedTo: [fixedParties.arcom.hybrid.recipient.text] };
    const purposes = listCommands({ ...report, manifest }, chooseWording('en')).map(({ purpose }) => purpose);
    expect(purposes.at(-1)).toContain('age 1.3');
  });
});

function list(report: VerificationReport): string[] {
  return listCommands(report, chooseWording('en')).map(({ line }) => line);
}

async function prepareFolder(name: string, batch: Uint8Array): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), batch);
  await writeFile(join(folder, 'arcom.identity'), `${fixedParties.arcom.classical.secret}\n`);
  return folder;
}

function run(cwd: string, report: VerificationReport): string {
  const script = ['set -eo pipefail', ...list(report)].join('\n');
  return execFileSync('bash', ['--norc', '-c', script], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
