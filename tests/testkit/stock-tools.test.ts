import { describeWithTools, stockTool, temporaryFolder } from '@scelle/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

describeWithTools(['sha256sum', 'base64', 'zstd'], 'a stock tool that is there', () => {
  it('is given its input and returns what it prints', async () => {
    const { status, stdout } = await stockTool('sha256sum').run([], { input: 'abc' });
    expect(status).toBe(0);
    expect(new TextDecoder().decode(stdout)).toMatch(/^ba7816bf8f01cfea414140de5dae2223b00361a3/);
  });

  it('returns bytes that are no text unaltered', async () => {
    const input = Uint8Array.from({ length: 256 }, (_, index) => index);
    const packed = await stockTool('zstd').run(['-c'], { input });
    const unpacked = await stockTool('zstd').run(['-dc'], { input: packed.stdout });
    expect(unpacked.stdout).toEqual(input);
  });

  it('runs in the folder that it is told', async () => {
    const { status, stderr } = await stockTool('sha256sum').run(['absent'], { cwd: await temporaryFolder() });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'sha256sum: absent: No such file or directory\n' });
  });

  it('may end before it has read a long input', async () => {
    const { status } = await stockTool('base64').run(['--version'], { input: new Uint8Array(4_000_000) });
    expect(status).toBe(0);
  });
});

describe('a stock tool that is missing', () => {
  it('is not available on a person’s machine', () => {
    vi.stubEnv('CI', '');
    vi.stubEnv('PATH', '/nowhere');
    expect(stockTool('minisign').available).toBe(false);
  });

  it('throws under CI and names the package to install', () => {
    vi.stubEnv('CI', 'true');
    vi.stubEnv('PATH', '/nowhere');
    expect(() => stockTool('age-keygen')).toThrow('apt-get install -y age.');
  });
});
