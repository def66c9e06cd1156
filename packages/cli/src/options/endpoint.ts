import { CliError } from '../errors/cli-error.ts';
import type { ValueParser } from './parsers.ts';

/** Where something listens. */
export interface Endpoint {
  /** Every interface, or where it is for this host alone the loopback one, where left out. */
  readonly host?: string;
  readonly port: number;
}

const ENDPOINT = /^(?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):)?(0|[1-9][0-9]{0,4})$/;

/** `PORT`, `HOST:PORT` or `[IPv6]:PORT`. Throws `option-value-invalid`. */
export function endpointParser(name: string): ValueParser<Endpoint> {
  return (text) => {
    const [, host, digits] = ENDPOINT.exec(text) ?? [];
    const port = Number(digits);
    if (digits === undefined || port > 65_535) {
      throw new CliError('option-value-invalid', { name, found: text.slice(0, 80), expected: 'HOST:PORT' });
    }
    return { port, ...(host !== undefined && { host: host.replace(/^\[|\]$/g, '') }) };
  };
}
