import { CliError } from '../errors/cli-error.ts';

/** A file under a name, as `NAME=FILE` gives it. */
export interface NamedFile {
  readonly name: string;
  readonly file: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const PAIR = /^([a-z0-9][a-z0-9-]{0,31})=(.+)$/s;
const SIZE = /^([1-9][0-9]{0,15})([KMGT]?)$/;
const UNITS = ['', 'K', 'M', 'G', 'T'];

/** Parses the value of an option; commander calls it with the value and what earlier values of the option came to. */
type ValueParser<Value> = (text: string, earlier?: Value) => Value;

/** The name of a party, role, stream or key. Throws `option-value-invalid`. */
export function nameParser(option: string): ValueParser<string> {
  return (text) => {
    if (!NAME.test(text)) throw invalid(option, text, '[a-z0-9][a-z0-9-]{0,31}');
    return text;
  };
}

/** An integer from `least` to `most`. Throws `option-value-invalid`. */
export function integerParser(option: string, least: number, most: number): ValueParser<number> {
  return (text) => {
    const value = Number(text);
    const isPlain = /^(?:0|[1-9][0-9]{0,15})$/.test(text);
    if (!isPlain || !Number.isSafeInteger(value) || value < least || value > most) {
      throw invalid(option, text, `${least}–${most}`);
    }
    return value;
  };
}

/** `NAME=FILE`, which may be given several times. Throws `option-value-invalid`. */
export function namedFilesParser(option: string): ValueParser<readonly NamedFile[]> {
  return (text, earlier = []) => {
    const [, name, file] = PAIR.exec(text) ?? [];
    if (name === undefined || file === undefined) throw invalid(option, text, 'name=file');
    return [...earlier, { name, file }];
  };
}

/** A value that may be given several times. */
export function listParser(): ValueParser<readonly string[]> {
  return (text, earlier = []) => [...earlier, text];
}

/** One of a few words. Throws `option-value-invalid`. */
export function choiceParser<const Word extends string>(option: string, words: readonly Word[]): ValueParser<Word> {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw invalid(option, text, words.join('|'));
    return word;
  };
}

/** A number of bytes, with K, M, G or T for powers of 1,024. Throws `option-value-invalid`. */
export function sizeParser(option: string): ValueParser<number> {
  return (text) => {
    const [, digits, unit = ''] = SIZE.exec(text) ?? [];
    const size = Number(digits) * 1024 ** UNITS.indexOf(unit);
    if (!Number.isSafeInteger(size)) throw invalid(option, text, '1–9007199254740991, 10M, 64G');
    return size;
  };
}

/** A percentage up to `most`, as a share: 15% is 0.15. Throws `option-value-invalid`. */
export function shareParser(option: string, most: number): ValueParser<number> {
  return (text) => {
    const [, digits] = /^(\d{1,3}(?:\.\d{1,2})?)%$/.exec(text) ?? [];
    const percent = Number(digits);
    if (!(percent <= most)) throw invalid(option, text, `0%–${most}%`);
    return percent / 100;
  };
}

/** The name of a kind of disc, or how many bytes fit on it. Throws `option-value-invalid`. */
export function discParser(option: string): ValueParser<DiscKind | number> {
  return (text) => {
    const kind = discKinds.find((known) => known === text);
    if (kind !== undefined) return kind;
    if (!SIZE.test(text)) throw invalid(option, text, `${discKinds.join('|')}, 700M`);
    return sizeParser(option)(text);
  };
}

/** The kinds of discs, as `@scelle/media` knows them: loading it for their names would take too long. */
const discKinds = ['cd', 'dvd', 'dvd-dl', 'bd', 'bd-dl', 'usb'] as const;

/** A kind of disc. */
type DiscKind = (typeof discKinds)[number];

function invalid(name: string, text: string, expected: string): CliError {
  return new CliError('option-value-invalid', { name, found: text.slice(0, 80), expected });
}

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
