import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { printTable, type Timing } from './timings.ts';

const bin = join(import.meta.dirname, '..', 'packages', 'cli', 'dist', 'bin.js');

/** What is loaded is compiled by the first command, for all of them. */
const compileCache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compile');

/** Plays the commands of the demonstration in a folder, shows what they print, and keeps the times. */
export class Stage {
  readonly folder: string;
  readonly #timings: Timing[] = [];
  readonly #started = performance.now();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(folder: string): Promise<Stage> {
    await mkdir(join(folder, 'receipts'), { recursive: true });
    return new Stage(folder);
  }

  title(text: string): void {
    this.print(`\n── ${text}\n`);
  }

  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** Runs `scelle` with arguments that hold no spaces; ends the demonstration on any other exit status. */
  async scelle(command: string, expectedStatus = 0): Promise<void> {
    this.print(`$ scelle ${command}`);
    await this.run(process.execPath, [bin, ...command.split(' ')], expectedStatus);
  }

  /** The same, with its duration and the records that it handled in the closing table. */
  async timed(name: string, records: number, command: string): Promise<void> {
    const start = performance.now();
    await this.scelle(command);
    this.#timings.push({ name, records, seconds: (performance.now() - start) / 1000 });
  }

  /** The same, with what it prints in a file. */
  async writeOutput(command: string, file: string): Promise<void> {
    this.print(`$ scelle ${command} > ${file}`);
    const words = [process.execPath, bin, ...command.split(' ')];
    await this.run('sh', ['-c', `"$@" > ${file}`, 'sh', ...words]);
  }

  /** Changes lines of a station's policy, as a person does with an editor. */
  async changeSettings(station: string, changes: Readonly<Record<string, string>>): Promise<void> {
    const file = this.path(`${station}/scelle.toml`);
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      Object.entries(changes).reduce(
        (changed, [before, after]) => changed.replaceAll(`\n${before}`, `\n${after}`),
        text,
      ),
    );
  }

  /** The files in a folder whose names end so. */
  async listFiles(name: string, ending: string): Promise<readonly string[]> {
    const files = (await readdir(this.path(name))).sort();
    return files.filter((file) => file.endsWith(ending)).map((file) => join(name, file));
  }

  /** Runs a program in the folder of the demonstration. */
  run(program: string, args: readonly string[], expectedStatus = 0): Promise<void> {
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    const child = spawn(program, args, { cwd: this.folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (status, signal) => {
        if (status === expectedStatus) resolve();
        else reject(new Error(`${program} ended with ${status ?? signal} where ${expectedStatus} was expected.`));
      });
    });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  expectEqual<T>(what: string, found: T, expected: T): void {
    if (found !== expected) throw new Error(`${what}: found ${found}, expected ${expected}.`);
    this.print(`✓ ${what}: ${found}`);
  }

  async countLines(name: string): Promise<number> {
    let lines = 0;
    for await (const _ of createInterface({ input: createReadStream(this.path(name)) })) lines += 1;
    return lines;
  }

  async sameFile(first: string, second: string): Promise<boolean> {
    const [a, b] = await Promise.all([readFile(this.path(first)), readFile(this.path(second))]);
    return a.equals(b);
  }

  /** The id of the record on a line, counted from 1. */
  async recordId(name: string, line: number): Promise<string> {
    let number = 0;
    for await (const text of createInterface({ input: createReadStream(this.path(name)) })) {
      number += 1;
      if (number === line) return (JSON.parse(text) as { recordId: string }).recordId;
    }
    throw new Error(`${name} has no line ${line}.`);
  }

  async copyWithFlippedBit(from: string, to: string): Promise<void> {
    await copyFile(this.path(from), this.path(to));
    const file = await open(this.path(to), 'r+');
    const middle = Math.floor((await file.stat()).size / 2);
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, middle);
    await file.write(Buffer.of(byte[0]! ^ 1), 0, 1, middle);
    await file.close();
  }

  /** Prints the closing table and where the reports lie. */
  async finish(): Promise<void> {
    this.title('Times and rates');
    this.print(printTable(this.#timings));
    this.print(`\nAll of it: ${((performance.now() - this.#started) / 1000).toFixed(1)} s`);
    this.print(`Batch 1:   ${this.path('tmg.arcom.music.000001.full.html')}`);
    this.print(`The discs: ${this.path('discs.html')}`);
    this.print(`Numbers:   ${this.path('statistics.html')}`);
  }
}
