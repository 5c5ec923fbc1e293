import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../../start/child.mjs';

/** How a mail server answers a mail. `stutter`: it takes the mail, but the sender hears that it should try again. */
type Manners = 'take' | 'refuse' | 'stutter';

/** A mail server of the test's own, which keeps all mails in memory. */
export class Mailbox {
  readonly #server: SMTPServer;
  readonly #mails: Email[] = [];
  readonly url: string;
  manners: Manners = 'take';

  private constructor(port: number) {
    this.url = `smtp://127.0.0.1:${port}`;
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, done) => {
        buffer(stream)
          .then((raw) => PostalMime.parse(raw))
          .then(
            (mail) => {
              const code = { take: 250, stutter: 451, refuse: 550 }[this.manners];
              if (code !== 550) this.#mails.push(mail);
              if (code === 250) done();
              else done(Object.assign(new Error(this.manners), { responseCode: code }));
            },
            (error: unknown) => {
              done(error instanceof Error ? error : new Error(String(error)));
            },
          );
      },
    });
    this.#server.on('error', () => {});
    this.#server.listen(port, '127.0.0.1');
  }

  /** @param port the one on which a sender expects it; without it any free one */
  static async open(port?: number): Promise<Mailbox> {
    return new Mailbox(port ?? (await freePort()));
  }

  /** The mail to this address that came last, waiting for it; it is then gone. */
  async take(to: string): Promise<Email> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const at = this.#mails.findLastIndex((mail) =>
        mail.to?.some(({ address }) => address === to),
      );
      const [mail] = at < 0 ? [] : this.#mails.splice(at, 1);
      if (mail) return mail;
      assert.ok(Date.now() < deadline, `no mail came to ${to}`);
      await pause(20);
    }
  }

  /** The link in the mail to this address. */
  async takeLink(to: string): Promise<URL> {
    const mail = await this.take(to);
    const link = linkIn(mail);
    assert.ok(link, `no link in: ${mail.text ?? ''}`);
    return link;
  }

  /** The token of the link in the mail to this address. */
  async takeToken(to: string): Promise<string> {
    return (await this.takeLink(to)).searchParams.get('token') ?? '';
  }

  /** The tokens of the links in all mails that lie here. */
  tokens(): string[] {
    return this.#mails.map((mail) => linkIn(mail)?.searchParams.get('token') ?? '');
  }

  /** How many mails to this address lie here. */
  count(to: string): number {
    return this.#mails.filter((mail) => mail.to?.some(({ address }) => address === to)).length;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

function linkIn({ text }: Email): URL | null {
  const address = /https?:\/\/\S+/.exec(text ?? '')?.[0];
  return address === undefined ? null : new URL(address);
}
