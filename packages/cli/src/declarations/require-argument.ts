import { CliError } from '../errors/cli-error.ts';

/** An argument that only some options make superfluous. Throws `argument-missing`. */
export function requireArgument(value: string | undefined, name: string): string {
  if (value === undefined) throw new CliError('argument-missing', { name });
  return value;
}
