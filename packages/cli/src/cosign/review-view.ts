import { formatBarChart, type Line } from '../kernel/line.ts';
import type { BatchSummaryView } from './sample.ts';

/** What the parts of a review are called, in one language. */
export interface ReviewLabels {
  readonly providers: string;
  readonly protocols: string;
  readonly works: string;
  readonly hours: string;
  readonly sample: (view: BatchSummaryView) => string;
}

/** What a co-signer sees of the content of a batch. */
export function formatReview(view: BatchSummaryView, labels: ReviewLabels): Line[] {
  const charts = (['providers', 'protocols', 'works', 'hours'] as const).flatMap((part): Line[] => [
    '',
    { text: labels[part], tone: 'strong' },
    ...formatBarChart(view[part]),
  ]);
  return [...charts, '', { text: labels.sample(view), tone: 'strong' }, ...view.sample.records, ''];
}

/** Something about a batch that an agent should look into before signing. */
export type Anomaly =
  /** Many more, or many fewer, records than batches of this stream had before. */
  | { readonly kind: 'volume'; readonly records: number; readonly usual: number }
  /** Facts long before the batch was made. */
  | { readonly kind: 'stale'; readonly days: number }
  /** Records with the id of another record of the batch. */
  | { readonly kind: 'duplicate'; readonly records: number }
  /** Records with the id of a record of an earlier batch. */
  | { readonly kind: 'repeated'; readonly sequence: number; readonly records: number };
