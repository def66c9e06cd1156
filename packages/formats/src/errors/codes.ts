/** Every code of `@scelle/formats` that ends a conversion or an export; docs/errors.md explains them. */
export type FormatsErrorCode =
  // mapping
  | 'mapping-invalid'
  | 'mapping-section-missing'
  // CSV
  | 'csv-malformed'
  | 'csv-row-too-large'
  | 'csv-header-invalid'
  // XML
  | 'xml-malformed'
  | 'xml-doctype'
  | 'xml-encoding'
  | 'xml-too-deep'
  | 'notice-too-large'
  // JSON
  | 'report-malformed'
  | 'report-too-large'
  // text
  | 'input-not-text'
  // export
  | 'export-empty';
