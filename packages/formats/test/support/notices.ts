/** What a notice says, piece by piece, so that tests can change one. */
export interface NoticeParts {
  readonly id?: string;
  readonly source?: string;
  readonly items?: string;
  readonly more?: string;
  readonly attributes?: string;
}

const source = `<TimeStamp>2026-03-01T10:00:00Z</TimeStamp>
    <IP_Address>192.0.2.7</IP_Address>
    <Port>6881</Port>
    <SubType BaseType="P2P" Protocol="BITTORRENT"/>`;

const item = `<Item>
      <TimeStamp>2026-03-01T10:00:00Z</TimeStamp>
      <Title>8 Mile</Title>
      <FileName>8Mile.mpg</FileName>
      <FileSize>12312331</FileSize>
      <ExplicitType>Movie</ExplicitType>
      <Hash Type="SHA1">da39a3ee5e6b4b0d3255bfef95601890afd80709</Hash>
    </Item>`;

/** A notice as collectors send them. */
export function encodeNotice({
  id = 'A1234567',
  source: seen = source,
  items = item,
  more = '',
  attributes = '',
}: NoticeParts = {}): string {
  return `<Infringement${attributes}>
  <Case><ID>${id}</ID><Status>Open</Status></Case>
  <Complainant><Entity>Studio</Entity><Email>notices@studio.example</Email></Complainant>
  <Service_Provider><Entity>Provider</Entity><Email>abuse@provider.example</Email></Service_Provider>
  <Source>${seen}</Source>
  <Content>${items}</Content>${more}
</Infringement>`;
}
