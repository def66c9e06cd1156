"""A second reader of record lines, made from docs/format.md alone: § Canonical JSON and § Profile ip-evidence/1.

Reads lines of base64 from standard input, each a profile name, a space and the bytes of one record line; writes 1 for a
line that is a canonical record of the profile, 0 for any other.
"""
import base64, datetime, ipaddress, json, re, sys

PROTOCOLS = 'bittorrent ed2k gnutella gnutella2 kad ares fasttrack winny direct-connect http ftp irc other'.split()
CATEGORIES = 'music film series game software book other'.split()
HASHES = {'btih': '[0-9a-f]{40}', 'btih2': '[0-9a-f]{64}', 'ed2k': '[0-9a-f]{32}', 'tth': '[A-Z2-7]{39}',
          'sha1': '[0-9a-f]{40}', 'sha256': '[0-9a-f]{64}', 'md5': '[0-9a-f]{32}'}
SAFE = 2 ** 53 - 1
ATTACHMENT_BYTES = 64 * 1024 * 1024
SPECIAL = [ipaddress.ip_network(text) for text in '''
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24
  192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
  240.0.0.0/4 ::/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 4000::/2 8000::/1'''.split()]
DOCUMENTATION = [ipaddress.ip_network(text) for text in
                 '192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20'.split()]


class Refused(Exception):
    pass


def need(condition):
    if not condition:
        raise Refused


def closed(value, *keys):
    need(isinstance(value, dict) and list(value) == list(keys))
    return [value[key] for key in keys]


def items(value, least, most):
    need(isinstance(value, list) and least <= len(value) <= most)
    return value


def text(value, units):
    need(isinstance(value, str))
    try:
        need(len(value.encode('utf-16-le')) // 2 <= units)
    except UnicodeEncodeError:
        raise Refused
    for character in value:
        code = ord(character)
        need(code > 0x1f and not 0x7f <= code <= 0x9f and code not in (0x2028, 0x2029))


def maybe(value, check, *bounds):
    if value is not None:
        check(value, *bounds)


def match(value, pattern):
    need(isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None)


def integer(value, least, most):
    need(type(value) is int and least <= value <= most)


def instant(value):
    match(value, r'\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.(?!000)\d{3})?Z')
    try:
        datetime.date(int(value[:4]), int(value[5:7]), int(value[8:10]))
    except ValueError:
        raise Refused


def rfc5952(address):
    """The text of section 4; Python compresses as it says, and writes nothing in dots but mapped addresses."""
    if address.version == 4:
        return str(address)
    words = [format(int(address) >> shift & 0xffff, 'x') for shift in range(112, -1, -16)]
    runs, start = [], None
    for index, word in enumerate(words + ['end']):
        if word == '0':
            start = index if start is None else start
        elif start is not None:
            runs.append((index - start, -start))
            start = None
    length, place = max(runs, default=(0, 0))
    if length < 2:
        return ':'.join(words)
    place = -place
    return ':'.join(words[:place]) + '::' + ':'.join(words[place + length:])


def address(value, profile):
    need(isinstance(value, str) and value.isascii())
    try:
        parsed = ipaddress.ip_address(value)
    except ValueError:
        raise Refused
    need(getattr(parsed, 'scope_id', None) is None and rfc5952(parsed) == value)
    ranges = DOCUMENTATION if profile == 'ip-evidence-test/1' else SPECIAL
    inside = any(parsed in network for network in ranges if network.version == parsed.version)
    need(inside == (profile == 'ip-evidence-test/1'))


def work(value):
    title, artist, category, identifiers, holder = closed(value, 'title', 'artist', 'category', 'identifiers', 'rightsHolder')
    text(title, 512)
    maybe(artist, text, 512)
    need(category in CATEGORIES)
    for each in items(identifiers, 0, 16):
        scheme, identifier = closed(each, 'scheme', 'value')
        text(scheme, 32)
        text(identifier, 256)
    text(holder, 256)


def record(value, profile):
    (record_id, controller, occurred, source, protocol, pseudonym, works, file, isp, segments, agent, tool) = closed(
        value, 'recordId', 'controller', 'occurredAt', 'source', 'protocol', 'pseudonym', 'works', 'file', 'isp',
        'segments', 'agent', 'tool')
    match(record_id, '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}')
    match(controller, '[a-z0-9][a-z0-9-]{0,31}')
    instant(occurred)
    ip, port = closed(source, 'ip', 'port')
    address(ip, profile)
    maybe(port, integer, 1, 65535)
    need(port is not None or occurred < '2022')
    need(protocol in PROTOCOLS)
    maybe(pseudonym, text, 256)
    for each in items(works, 1, 32):
        work(each)
    name, size, hashes = closed(file, 'name', 'size', 'hashes')
    maybe(name, text, 1024)
    maybe(size, integer, 0, SAFE)
    for each in items(hashes, 0, 8):
        algorithm, digest = closed(each, 'algorithm', 'value')
        need(isinstance(algorithm, str) and algorithm in HASHES)
        match(digest, HASHES[algorithm])
    maybe(isp, text, 256)
    lengths = {}
    for each in items(segments, 0, 64):
        offset, length, sha256 = closed(each, 'offset', 'length', 'sha256')
        integer(offset, 0, SAFE)
        integer(length, 1, ATTACHMENT_BYTES)
        match(sha256, '[0-9a-f]{64}')
        need(lengths.setdefault(sha256, length) == length)
    need(sum(lengths.values()) <= ATTACHMENT_BYTES)
    maybe(agent, text, 128)
    for each in closed(tool, 'name', 'version'):
        text(each, 64)


def once(pairs):
    need(len(dict(pairs)) == len(pairs))
    return dict(pairs)


def refuse(_):
    raise Refused


def judge(profile, line):
    try:
        need(len(line) <= 65536)
        decoded = line.decode('utf-8')
        value = json.loads(decoded, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
        record(value, profile)
        return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode('utf-8') == line
    except (Refused, ValueError, RecursionError):
        return False


for given in sys.stdin:
    name, _, encoded = given.partition(' ')
    print('1' if judge(name, base64.b64decode(encoded)) else '0', flush=True)
