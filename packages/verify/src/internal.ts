// For the sibling packages of this repository alone: no promise of stability.

export type { SignedDocument } from '@scelle/core/internal';
export {
  type BarChart,
  type ChartPage,
  renderChartPage,
  renderTablePage,
  type TablePage,
} from './render/html/pages.ts';
export { toDay } from './steps/policy.ts';
export { verifyAnnouncement } from './verify-batch.ts';
