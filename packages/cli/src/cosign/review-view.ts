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
