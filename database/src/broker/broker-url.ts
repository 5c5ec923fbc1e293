import { credentials } from 'amqplib';
import { z } from 'zod';

const form =
  'give a URL like amqp://user:password@host:5672/vhost, with / : @ and % in its parts written as %2F %3A %40 %25';

/** All that amqplib reads behind the `?`; it ignores what it does not know, as other clients' names of files. */
const parameters = ['heartbeat', 'channelMax', 'frameMax', 'maxFrameSize', 'locale'];

/** Where a broker is, and as whom we come. */
export const brokerUrlSchema = z
  .url({ protocol: /^amqps?$/, error: form })
  .refine((text) => canBeDecoded(text), form)
  .superRefine((text, context) => {
    for (const name of unknownParameters(text))
      context.addIssue(
        `the parameter ${name} is not known; known are ${parameters.join(', ')}. ` +
          'An authority of your own for amqps is a file that NODE_EXTRA_CA_CERTS names',
      );
  });

/** Read here, because amqplib reads a password in a URL as Latin-1. Without any, as whom every client of AMQP comes. */
export function credentialsOf(url: string): ReturnType<typeof credentials.plain> {
  const { username, password } = new URL(url);
  if (!username && !password) return credentials.plain('guest', 'guest');
  return credentials.plain(decodeURIComponent(username), decodeURIComponent(password));
}

/** As people wrote it, for messages. */
export function vhostOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || '/';
}

function unknownParameters(url: string): string[] {
  const given = URL.canParse(url) ? [...new URL(url).searchParams.keys()] : [];
  return given.filter((name) => !parameters.includes(name));
}

function canBeDecoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
