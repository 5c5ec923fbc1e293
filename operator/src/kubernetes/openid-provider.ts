import { readFileSync } from 'node:fs';
import type { CustomFetch } from 'openid-client';
import { Agent, fetch } from 'undici';
import { z } from 'zod';

/** What a kubeconfig says of an OpenID provider, and of us as its client. */
const providerSchema = z.object({
  'idp-issuer-url': z.url(),
  'client-id': z.string(),
  'client-secret': z.string().optional(),
  'idp-certificate-authority': z.string().optional(),
  'idp-certificate-authority-data': z.base64().optional(),
});

export interface RefreshedTokens {
  readonly id_token: string | undefined;
  readonly refresh_token: string;
}

/** Has an OpenID provider give a new identity for a refresh token. @param said the `config` of a user's `auth-provider` */
export async function refreshIdentity(said: unknown, token: string): Promise<RefreshedTokens> {
  const provider = providerSchema.parse(said);
  // Few have a provider, and nobody needs it at every start.
  const { customFetch, discovery, refreshTokenGrant } = await import('openid-client');
  const ca = authorityOf(provider);
  const dispatcher = new Agent(ca === undefined ? {} : { connect: { ca } });
  const fetchBy: CustomFetch = async (url, options) => {
    const answer = await fetch(url, { ...options, dispatcher });
    return new Response(await answer.text(), {
      status: answer.status,
      headers: [...answer.headers],
    });
  };
  try {
    const configuration = await discovery(
      new URL(provider['idp-issuer-url']),
      provider['client-id'],
      provider['client-secret'] || undefined,
      undefined,
      { [customFetch]: fetchBy },
    );
    const tokens = await refreshTokenGrant(configuration, token);
    return { id_token: tokens.id_token, refresh_token: tokens.refresh_token ?? token };
  } finally {
    await dispatcher.close();
  }
}

function authorityOf(provider: z.output<typeof providerSchema>): string | undefined {
  const file = provider['idp-certificate-authority'];
  const data = provider['idp-certificate-authority-data'];
  if (data) return Buffer.from(data, 'base64').toString();
  return file ? readFileSync(file, 'utf8') : undefined;
}
