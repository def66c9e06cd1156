import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sample } from '../record/samples.ts';

const core = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'scelle-jitless-'));
const program = join(folder, 'test/recogniser/examine-input.js');
const line = JSON.stringify({ ...sample, works: [{ ...sample.works[0], title: 'L’Été à Paris' }] });

/** Node strips types with WebAssembly: where there is none, it runs JavaScript only. */
beforeAll(() => {
  for (const part of ['src', 'test/recogniser', 'package.json']) {
    cpSync(join(core, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(core, 'node_modules'), join(folder, 'node_modules'));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.startsWith('node_modules') || !name.endsWith('.ts')) continue;
    const source = stripTypeScriptTypes(readFileSync(join(folder, name), 'utf8'));
    writeFileSync(join(folder, name.replace(/ts$/, 'js')), source.replaceAll(".ts';", ".js';"));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function examine(options: readonly string[], input: string): { outcome: unknown; isRecogniserThere: boolean } {
  return JSON.parse(execFileSync(process.execPath, [...options, program], { input, encoding: 'utf8' }));
}

it.each([
  ['lines that are all valid', `${line}\n${line}\n`],
  ['a line that is not', `${line}\n${line.replace('"protocol"', '"Protocol"')}\n`],
])('without WebAssembly, %s come to the same the plain way', (_, input) => {
  const [usual, jitless] = [examine([], input), examine(['--jitless'], input)];
  expect([usual.isRecogniserThere, jitless.isRecogniserThere]).toEqual([true, false]);
  expect(jitless.outcome).toEqual(usual.outcome);
});
