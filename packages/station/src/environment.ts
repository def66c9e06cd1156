import { hostname, userInfo } from 'node:os';
import { type Environment, systemEnvironment } from '@scelle/core';

/** What a station takes from the world around it, so that tests can fix it. */
export interface StationEnvironment extends Environment {
  /** Name of this machine, for the custody log. */
  readonly host: string;
  /** Name of the account that works with the station, for the custody log. */
  readonly actor: string;
}

/** The clock, the random source, the name and the account of this machine. */
export function createStationEnvironment(): StationEnvironment {
  return { ...systemEnvironment, host: hostname(), actor: findAccount() };
}

/** A container may run under a number that no account has. */
function findAccount(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
