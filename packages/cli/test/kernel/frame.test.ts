import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { runJson, runScelle, scelleCommand } from '../support/run-scelle.ts';

describe('scelle', () => {
  it('prints its version', async () => {
    expect(await runScelle(['--version'], { cwd: '/' })).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it('prints it for -V, and shows the help of a command for "help" and its name', async () => {
    expect(await runScelle(['-V'], { cwd: '/' })).toMatchObject({ status: 0, stdout: '0.1.0\n' });
    for (const names of [[], ['pack'], ['key', 'rotate']]) {
      const { stdout } = await runScelle([...names, '--help'], { cwd: '/' });
      expect(await runScelle(['help', ...names], { cwd: '/' })).toEqual({ status: 0, stdout, stderr: '' });
    }
    expect((await runJson(['help', 'key', 'turn'], { cwd: '/' })).document.error).toMatchObject({
      code: 'command-unknown',
    });
  });

  it('lists its commands, in the language that is asked for', async () => {
    const english = await runScelle(['--help'], { cwd: '/' });
    expect(english.status).toBe(0);
    expect(english.stdout).toContain('seal records into a batch');
    const french = await runScelle(['--help', '--lang', 'fr'], { cwd: '/' });
    expect(french.stdout).toContain('sceller des enregistrements en un lot');
    expect(french.stdout).toContain('Utilisation :');
  });

  it.each([
    [[], 'command-missing'],
    [['pakc'], 'command-unknown'],
    [['inspect'], 'argument-missing'],
    [['inspect', 'a', 'b'], 'arguments-too-many'],
    [['inspect', 'a', '--verbose'], 'option-unknown'],
    [['generate', '--out', 'x'], 'option-missing'],
    [['generate', '--out'], 'option-value-missing'],
    [['generate', '--out', 'x', '--records', '1e3'], 'option-value-invalid'],
    [['generate', '--out', 'x', '--records', '5', '--segments', 'some'], 'option-value-invalid'],
    [['keygen', 'signing', 'Étienne'], 'option-value-invalid'],
    [['keygen', 'signing', '../evil'], 'option-value-invalid'],
    [['--lang', 'de', 'inspect', 'a'], 'option-value-invalid'],
    [['verify', 'a', '--sealed', '--signer', 'tmg'], 'option-value-invalid'],
    [['verify', '-', '-', '--sealed', '--signer', 'tmg=a'], 'standard-input-twice'],
    [['verify', 'a', '--signer', 'tmg=a'], 'level-missing'],
    [['verify', 'a', '--signer', 'tmg=a', '--sealed', '--identity', 'b'], 'options-conflict'],
    [['verify', 'a', '--sealed'], 'signer-missing'],
    [['verify-proof', 'a'], 'signer-missing'],
  ])('answers %j with exit status 2 and %s', async (args, code) => {
    const cwd = await temporaryFolder();
    const { status, document } = await runJson(args, { cwd });
    expect(document.error).toMatchObject({ code, message: expect.any(String) });
    expect(status).toBe(2);
  });

  it('says what is wrong on standard error, in the language of the locale', async () => {
    const english = await runScelle(['pakc'], { cwd: '/' });
    expect(english).toMatchObject({ status: 2, stdout: '' });
    expect(english.stderr).toBe(
      'scelle: There is no command "pakc"; did you mean "pack"? "scelle --help" lists them.\n',
    );
    const french = await runScelle(['pakc'], { cwd: '/', env: { LC_ALL: 'fr_FR.UTF-8' } });
    expect(french.stderr).toContain('La commande « pakc » n’existe pas ; vouliez-vous dire « pack » ?');
  });

  it('lets no control or bidirectional character through to the terminal', async () => {
    const { stderr } = await runScelle(['inspect', 'a\u001b[2J\u202egpj.scelle'], { cwd: '/' });
    expect(stderr).toContain('a\\u{1b}[2J\\u{202e}gpj.scelle: there is no such file');
  });

  it('is quiet when the reader of its output has gone', async () => {
    const command = `${scelleCommand.join(' ')} pack --help | true`;
    expect((await promisify(execFile)('sh', ['-c', command])).stderr).toBe('');
  });
});
