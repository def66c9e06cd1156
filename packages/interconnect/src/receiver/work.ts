import type { Reception } from '@scelle/verify';
import type { ReceiverLimits } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { InTurn } from './turns.ts';
import type { UploadRegister } from './upload-register.ts';
import type { Writers } from './writers.ts';

/** What the parts of a receiver work with. */
export interface Work {
  readonly reception: Reception;
  readonly register: UploadRegister;
  readonly writers: Writers;
  readonly limits: ReceiverLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
  /** Between when the certificate that the receiver shows is valid. */
  readonly certificate: { readonly from: Date; readonly to: Date };
  /** When the principal last asked for what waits. */
  readonly lastPull: { at: Date };
  readonly isStopping: () => boolean;
  /** Work on one upload is done by one caller at a time, and few may wait. Throws `receiver-busy`. */
  readonly inTurn: InTurn;
  /** Bounds how much is verified at the same time. */
  readonly inSlot: <Result>(perform: () => Promise<Result>) => Promise<Result>;
}
