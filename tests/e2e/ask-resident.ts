import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Answer, Call, Written } from '../../packages/cli/test/resident/call.ts';

/** Has the resident at the socket run a command. */
export async function askResident(socketPath: string, call: Call): Promise<Answer> {
  const socket = connect(socketPath);
  socket.end(JSON.stringify(call));
  return parseAnswer(await buffer(socket));
}

/**
 * An answer as it goes through the socket: a line with the exit status; then, for each text, a line with its stream and its
 * length in bytes, and the text.
 */
export function encodeAnswer({ status, written }: Answer): Uint8Array {
  const texts = written.map(({ stream, text }) => `${stream} ${Buffer.byteLength(text)}\n${text}`);
  return Buffer.from(`${status}\n${texts.join('')}`);
}

function parseAnswer(bytes: Buffer): Answer {
  let at = 0;
  const nextLine = () => {
    const start = at;
    at = bytes.indexOf('\n', start) + 1;
    return bytes.toString('utf8', start, at - 1);
  };
  const status = Number(nextLine());
  const written: Written[] = [];
  while (at < bytes.length) {
    const [stream, length] = nextLine().split(' ');
    written.push({ stream: stream as Written['stream'], text: bytes.toString('utf8', at, at + Number(length)) });
    at += Number(length);
  }
  const textOf = (name: Written['stream']) => written.map(({ stream, text }) => (stream === name ? text : '')).join('');
  return { status, written, stdout: textOf('stdout'), stderr: textOf('stderr') };
}
