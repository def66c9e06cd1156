import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is called of libsodium, and the two that give and take its memory. */
const USED = [
  'crypto_aead_chacha20poly1305_ietf_decrypt',
  'crypto_aead_chacha20poly1305_ietf_encrypt',
  'crypto_generichash',
  'crypto_kem_xwing_dec',
  'crypto_kem_xwing_enc_deterministic',
  'crypto_kem_xwing_seed_keypair',
  'crypto_scalarmult',
  'crypto_scalarmult_base',
  'crypto_sign_detached',
  'crypto_sign_ed25519_pk_to_curve25519',
  'crypto_sign_seed_keypair',
  'crypto_sign_verify_detached',
  'free',
  'malloc',
  'sodium_init',
];

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WebAssembly {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: Instance }>;
}

/**
 * The text of src/sodium/binary.ts: the WebAssembly of the installed package `libsodium`, byte for byte, and the names
 * that its compiler gave the functions in use.
 */
export async function extractSodium(): Promise<string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('libsodium')), '../..');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  const { bytes, instance, named } = await load(pathToFileURL(join(folder, 'dist/modules-esm/libsodium.mjs')));
  const short = new Map(Object.entries(instance.exports).map(([name, value]) => [value, name]));
  const names = USED.map((name) => [name, short.get(named[`_${name}`])] as const);
  const memory = Object.entries(instance.exports).find(([, value]) => String(value) === '[object WebAssembly.Memory]')!;
  const licence = (await readFile(join(folder, 'LICENSE'), 'utf8')).trim();
  return [
    `// Made by test/sodium/extract.ts from libsodium ${version} of the npm registry; a test compares the two.`,
    '/*!',
    ...licence.split('\n').map((line) => ` * ${line}`.trimEnd()),
    ' */',
    '',
    '/** The names under which the module below exports functions of libsodium. */',
    'export const sodiumNames = {',
    ...names.map(([name, given]) => `  ${name}: '${given}',`),
    '} as const;',
    '',
    '/** The name under which it exports its memory. */',
    `export const SODIUM_MEMORY = '${memory[0]}';`,
    '',
    '/** libsodium as WebAssembly, in base64. */',
    'export const SODIUM_WASM: string =',
    `  '${Buffer.from(bytes).toString('base64')}';`,
    '',
  ].join('\n');
}

/** Loads the package, and looks on while it starts its WebAssembly. */
async function load(module: URL) {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssembly };
  const { instantiate } = WebAssembly;
  const seen: { bytes: Uint8Array; instance: Instance }[] = [];
  WebAssembly.instantiate = async (bytes, imports) => {
    const started = await instantiate(bytes, imports);
    seen.push({ bytes: bytes.slice(), instance: started.instance });
    return started;
  };
  try {
    const { default: start } = await import(module.href);
    const named = (await start({})) as Readonly<Record<string, unknown>>;
    return { ...seen[0]!, named };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}
