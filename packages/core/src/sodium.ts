import sodium from 'libsodium-wrappers';

await sodium.ready;

/** libsodium as WebAssembly, loaded once: whoever imports it from here may call it at once. */
export { sodium };
