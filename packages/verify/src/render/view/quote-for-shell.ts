const PLAIN = /^[\w./+@%=,-]+$/;
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
const TO_ESCAPE = /[\p{C}\p{Zl}\p{Zp}'\\]/gu;

/**
 * The name of a file as one word of a shell command. Characters that would not be seen are written as bytes inside
 * `$'…'`, which bash, zsh and POSIX 2024 read.
 */
export function quoteForShell(file: string): string {
  const path = toPath(file);
  if (PLAIN.test(path)) return path;
  if (UNPRINTABLE.test(path)) return `$'${path.replace(TO_ESCAPE, toByteEscapes)}'`;
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** tar takes a leading hyphen for an option, and a colon before any slash for the name of a host. */
function toPath(file: string): string {
  return /^-|^[^/]*:/.test(file) ? `./${file}` : file;
}

function toByteEscapes(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
