export { findBytes } from './search-bytes.ts';
export {
  describeWithTools,
  type RunOptions,
  type StockTool,
  type StockToolName,
  stockTool,
  type ToolResult,
} from './stock-tools.ts';
export { temporaryFolder } from './temporary-folder.ts';
