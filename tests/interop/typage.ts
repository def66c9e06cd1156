/**
 * The npm package age-encryption behind two options of `age`, so that `make-batch.sh` can encrypt with it:
 * `typage.ts --recipient RECIPIENT` encrypts standard input to standard output.
 */
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { Encrypter } from 'age-encryption';

const { values } = parseArgs({ options: { recipient: { type: 'string', default: '' } } });
const encrypter = new Encrypter();
encrypter.addRecipient(values.recipient);
process.stdout.write(await encrypter.encrypt(await buffer(process.stdin)));
