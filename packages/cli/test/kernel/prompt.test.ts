import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/kernel/prompt.ts';
import { afterErasure } from '../support/on-terminal.ts';

function createStreams() {
  const input = new PassThrough();
  const output = new PassThrough();
  const pieces: string[] = [];
  output.on('data', (piece) => pieces.push(String(piece)));
  return { input, output, shown: () => pieces.join('') };
}

const { signal } = new AbortController();

describe('ask', () => {
  it('does not show an answer that is a secret', async () => {
    const { input, output, shown } = createStreams();
    const answer = ask({ input, output }, 'Passphrase: ', { hidden: true, signal });
    input.write('corect\u007f\u007f\u007frect horse\r');
    expect(await answer).toBe('correct horse');
    expect(shown()).toBe('Passphrase: \n');
  });

  it('shows an answer that is none', async () => {
    const { input, output, shown } = createStreams();
    const answer = ask({ input, output }, 'Sign? ', { hidden: false, signal });
    input.write('yes\r');
    expect(await answer).toBe('yes');
    expect(stripVTControlCharacters(afterErasure(shown()))).toContain('Sign? yes');
  });

  it.each(['\u0003', '\u0004'])('is interrupted by the key %j', async (key) => {
    const { input, output } = createStreams();
    const answer = ask({ input, output }, 'Passphrase: ', { hidden: true, signal });
    input.write(key);
    await expect(answer).rejects.toThrow(expect.objectContaining({ code: 'interrupted' }));
  });

  it.each([true, false])('is interrupted by the signal (hidden: %s)', async (hidden) => {
    const controller = new AbortController();
    const answer = ask(createStreams(), 'Sign? ', { hidden, signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toThrow(expect.objectContaining({ code: 'interrupted' }));
  });
});
