import libsodium from 'libsodium-wrappers';

/** libsodium as WebAssembly, loaded once: whoever imports it from here may call it at once. */
export const sodium: typeof libsodium = await load();

/** The value comes out of here, so that a bundler which keeps it must keep the waiting as well. */
async function load(): Promise<typeof libsodium> {
  await libsodium.ready;
  return libsodium;
}
