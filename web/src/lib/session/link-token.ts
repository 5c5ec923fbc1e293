/** The token in the address of a link from a mail; what is none is refused by the API. */
export function linkTokenOf(url: URL): string {
  return url.searchParams.get('token') ?? '';
}
